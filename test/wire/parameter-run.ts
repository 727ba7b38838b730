import type { SurfaceOperation } from "../../generator/contract/surface-format.ts";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { importText, startServer, type Engine } from "../powershell/engine.mjs";
import { startMockServer, type MockRequest } from "../powershell/mock-server.mjs";
import { powershellString } from "../../generator/emit/powershell/escape-powershell.ts";
import { buildPackage, runCli, surfaceOf, temporaryFolder, typescriptCall } from "../support/generated.ts";
import type { Sent } from "./read-parameter.ts";
import type { Value } from "./styles.ts";

/** One operation of the generated spec, with one parameter `color`, and the value that both clients are given. */
export interface Call {
  readonly name: string;
  readonly place: "path" | "query" | "header" | "cookie";
  /** The rest of the parameter: style and schema, or content. */
  readonly parameter: object;
  readonly value: unknown;
  /** The value as a PowerShell expression. */
  readonly powershell: string;
}

/** What a client sent for a call, or the words it refused it with. */
export type Outcome = Sent | { readonly refused: string };

export interface Clients {
  readonly diagnostics: string;
  readonly typescript: (call: Call) => Promise<Outcome>;
  readonly powershell: ((call: Call) => Promise<Outcome>) | undefined;
  readonly stop: () => Promise<void>;
}

/** Emits both clients for a spec with one operation per call, and starts one engine for all of them. */
export async function startClients(calls: readonly Call[], engine: Engine | undefined): Promise<Clients> {
  const out = temporaryFolder("parameters");
  const root = join(out, "root.json");
  writeFileSync(root, JSON.stringify(specOf(calls)));
  const sdk = join(out, "sdk");
  const targets = ["typescript", ...(engine === undefined ? [] : ["powershell"])].flatMap((name) => ["--target", name]);
  const run = runCli([
    "generate",
    "--spec",
    `wire=${root}`,
    "--out",
    sdk,
    ...targets,
    "--names",
    "none",
    "--overrides",
    "none",
    "--verbose",
  ]);
  if (run.exitCode !== 0) throw new Error(run.stderr + run.stdout);
  const mock = await startMockServer(() => ({ status: 204 }));
  const entries = new Map(surfaceOf(sdk).operations.map((entry) => [entry.path, entry]));
  const entryOf = (call: Call): SurfaceOperation => {
    const entry = entries.get(pathOf(call, calls));
    if (entry === undefined) throw new Error(`surface.json has no ${call.name}`);
    return entry;
  };
  const dist = buildPackage(join(sdk, "typescript"));
  const { IscClient } = (await import(pathToFileURL(join(dist, "index.js")).href)) as {
    IscClient: new (
      options: object,
    ) => Record<string, Record<string, Record<string, (args: object) => Promise<unknown>>>>;
  };
  const client = new IscClient({ baseUrl: mock.url, auth: "token", retry: false, limiter: false });
  const server =
    engine && startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
  const loaded = await server?.run(importText(join(sdk, "powershell/IscSdk/IscSdk.psd1")), {
    session: "wire",
  });
  if (loaded?.thrown !== undefined) throw new Error(loaded.thrown.message);
  const outcome = (call: Call, error: string | undefined): Outcome => {
    const [request, ...more] = mock.state.requests;
    if (request === undefined) return { refused: error ?? "nothing was sent, and nobody said why" };
    if (more.length > 0) throw new Error(`${call.name}: ${String(more.length + 1)} requests`);
    if (error !== undefined) throw new Error(`${call.name}: sent, and then ${error}`);
    return sentOf(request);
  };
  return {
    diagnostics: run.stdout + run.stderr,
    typescript: async (call) => {
      mock.reset();
      const { property, name, parameters } = typescriptCall(entryOf(call));
      const api = client["wire"]?.[property];
      const key = parameters[0]?.name ?? "";
      const error = await api?.[name]?.({ [key]: call.value }).then(
        () => undefined,
        (caught: unknown) => (caught instanceof Error ? caught.message : String(caught)),
      );
      return outcome(call, error);
    },
    powershell:
      server &&
      (async (call) => {
        mock.reset();
        const cmdlet = entryOf(call).targets["powershell"]?.name ?? "";
        const answer = await server.run(`$null = ${cmdlet} -Color ${call.powershell}`, { session: "wire" });
        return outcome(call, (answer.thrown ?? answer.errors[0])?.message);
      }),
    stop: async () => {
      await server?.stop();
      await mock.stop();
      rmSync(out, { recursive: true, force: true });
    },
  };
}

function pathOf(call: Call, calls: readonly Call[]): string {
  return `/row${String(calls.indexOf(call))}${call.place === "path" ? "/{color}" : ""}`;
}

function specOf(calls: readonly Call[]): object {
  const paths = calls.map((call, index) => [
    pathOf(call, calls),
    {
      get: {
        operationId: `getRow${String(index)}`,
        tags: ["Rows"],
        security: [],
        parameters: [{ name: "color", in: call.place, required: call.place === "path", ...call.parameter }],
        responses: { "204": { description: "none" } },
      },
    },
  ]);
  return {
    openapi: "3.0.3",
    info: { title: "Wire", version: "1" },
    servers: [{ url: "https://wire.example" }],
    tags: [{ name: "Rows" }],
    paths: Object.fromEntries(paths) as object,
  };
}

function sentOf({ url, headers }: MockRequest): Sent {
  const [path = "", search = ""] = url.split(/\?(.*)/su);
  const header = headers["color"];
  return {
    segment: path.split("/")[2] ?? "",
    search,
    header: typeof header === "string" ? header : undefined,
    cookie: headers["cookie"],
  };
}

/** A value as a PowerShell expression: hashtables keep their order. */
export function powershellValue(value: Value): string {
  if (value === null || value === undefined) return "$null";
  if (typeof value === "string") return powershellString(value);
  if (typeof value === "boolean") return `$${String(value)}`;
  if (typeof value !== "object")
    return Number.isSafeInteger(value) ? `(${String(value)})` : `([double] ${String(value)})`;
  if (Array.isArray(value))
    return `@(${(value as readonly Value[]).map((item) => (Array.isArray(item) ? `, ${powershellValue(item)}` : powershellValue(item))).join("; ")})`;
  const entries = Object.entries(value).map(([key, part]) => `${powershellString(key)} = ${powershellValue(part)}`);
  return `([ordered] @{ ${entries.join("; ")} })`;
}
