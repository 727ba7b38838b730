import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Dicer } from "@fastify/busboy";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAssets } from "../../generator/commands/assets.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { ApiModel, Codec } from "../../generator/model/model.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { powershellTarget } from "../../generator/targets/powershell/index.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { importText, startServer, type EngineServer } from "../powershell/engine.mjs";
import { engine } from "../powershell/scenario.ts";
import { sorted } from "../powershell/sorted.ts";
import { readSurface } from "../../generator/contract/read-surface.ts";
import type { Surface } from "../../generator/contract/surface-format.ts";
import { temporaryFolder } from "../support/generated.ts";
import { PLACES, ROWS, type Place, type Row } from "./media-type-rows.ts";

/** What the service saw of a row. */
interface Seen {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

const out = temporaryFolder("media-types");
const named = ROWS.map((row, index): [string, Row, number] => [
  `${row.place} ${row.mediaType}: ${JSON.stringify(row.schema ?? null)}`,
  row,
  index,
]);
const seen = new Map<string, Seen>();
let closed = 0;
let service: Server;
let url: string;
let model: ApiModel;
let surface: Surface;
let calls: Record<string, (client: unknown) => Promise<unknown>>;
let client: unknown;

function specOf(rows: readonly Row[]): object {
  const paths = Object.fromEntries(rows.map((row, index) => [`/row${String(index)}`, pathOf(row, index)]));
  return {
    openapi: "3.1.0",
    info: { title: "Media types", version: "1" },
    servers: [{ url: "https://x.example" }],
    tags: [{ name: "Rows", description: "Rows." }],
    paths: {
      ...paths,
      "/endless": {
        get: {
          operationId: "endless",
          tags: ["Rows"],
          responses: { "200": { description: "ok", content: { "text/event-stream": { schema: { type: "string" } } } } },
        },
      },
    },
  };
}

function pathOf({ place, mediaType, schema, encoding }: Row, index: number): object {
  const content = { [mediaType]: { ...(schema && { schema }), ...(encoding && { encoding }) } };
  const base = { operationId: `row${String(index)}`, tags: ["Rows"] };
  const ok = { "204": { description: "ok" } };
  switch (place) {
    case "request":
      return { post: { ...base, requestBody: { required: true, content }, responses: ok } };
    case "part": {
      const parts = {
        [mediaType]: { schema: { type: "object", properties: { part: schema } }, ...(encoding && { encoding }) },
      };
      return { post: { ...base, requestBody: { required: true, content: parts }, responses: ok } };
    }
    case "parameter":
      return { get: { ...base, parameters: [{ name: "part", in: "query", content }], responses: ok } };
    case "answer":
      return { get: { ...base, responses: { "200": { description: "ok", content } } } };
  }
}

/** The calls as a program that is compiled strictly: the declared types take what is given, and are what is read. */
function program(rows: readonly Row[]): string {
  const functions = rows.map(({ place, typescript, read }, index) => {
    const call = `client.v1.rows.row${String(index)}`;
    const head = `export async function row${String(index)}(client: IscClient): Promise<unknown> {`;
    if (place === "answer")
      return `${head}\n  const value: ${typescript} = await ${call}();\n  return ${read ?? "value"};\n}`;
    const given =
      place === "request"
        ? `{ body: ${typescript} }`
        : place === "part"
          ? `{ body: { part: ${typescript} } }`
          : `{ part: ${typescript} }`;
    return `${head}\n  return await ${call}(${given});\n}`;
  });
  return [
    'import { type Download, IscClient, type ServerSentEvent } from "./index.js";',
    "export { IscClient };",
    "async function all<T>(items: AsyncIterable<T>): Promise<T[]> {\n  const list: T[] = [];\n  for await (const item of items) list.push(item);\n  return list;\n}",
    ...functions,
    "export async function endless(client: IscClient): Promise<unknown> {\n  for await (const { data } of await client.v1.rows.endless()) return data;\n  return undefined;\n}",
    "export type { Download, ServerSentEvent };",
  ].join("\n");
}

async function emit(): Promise<void> {
  const targets = [typescriptTarget, powershellTarget];
  const root = join(out, "root.json");
  writeFileSync(root, JSON.stringify(specOf(ROWS)));
  const result = await runPipeline({
    specs: [{ version: "v1", roots: [root] }],
    base: out,
    config: withDefaults({}, out),
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    targets,
    companions: new Set(targets.map((target) => target.name)),
    assets: await readAssets(resolve(".")),
    onStage: () => undefined,
  });
  if (result.model === undefined || result.outputs === undefined)
    throw new Error(result.diagnostics.map((found) => found.message).join("\n"));
  ({ model } = result);
  const files = result.outputs.flatMap((output) => output.files);
  for (const { path, content } of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  }
  const reading = readSurface(files.find(({ path }) => path === "surface.json")?.content ?? "");
  if (reading.value === undefined) throw new Error(reading.problems.join("\n"));
  surface = reading.value;
}

function answerTo(path: string): { type: string; text: string } | undefined {
  const row = ROWS[Number(/^\/row(\d+)/u.exec(path)?.[1] ?? NaN)];
  if (row?.place !== "answer") return undefined;
  const type = row.mediaType.includes("*") ? "text/plain" : row.mediaType;
  return {
    type: type.includes(";") || type.includes("multipart") ? type : `${type}; charset=utf-8`,
    text: row.sent ?? "",
  };
}

async function startService(): Promise<void> {
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const [path = ""] = (request.url ?? "").split("?");
      seen.set(path, { request, body: Buffer.concat(chunks) });
      if (path === "/endless") {
        response.on("close", () => (closed += 1));
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: first\n\n");
        return;
      }
      const answer = answerTo(path);
      response.writeHead(answer === undefined ? 204 : 200, answer === undefined ? {} : { "content-type": answer.type });
      response.end(answer?.text);
    });
  });
  await new Promise<void>((done) => service.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${String((service.address() as AddressInfo).port)}`;
}

beforeAll(async () => {
  await startService();
  await emit();
  const folder = join(out, "typescript");
  writeFileSync(join(folder, "src/calls.ts"), program(ROWS));
  writeFileSync(join(out, "x.txt"), "x");
  // The consumer's compiler, strictly.
  execFileSync(
    process.execPath,
    [resolve("node_modules/typescript/bin/tsc"), "-p", join(folder, "tsconfig.esm.json"), "--strict"],
    {
      stdio: "inherit",
    },
  );
  calls = (await import(pathToFileURL(join(folder, "dist/esm/calls.js")).href)) as typeof calls;
  const { IscClient } = calls as unknown as { IscClient: new (options: object) => unknown };
  client = new IscClient({ baseUrl: url, auth: "token", retry: false, limiter: false });
});
afterAll(() => {
  service.closeAllConnections();
  service.close();
});

/** What independent parsers read of a request: those of the engine, and busboy's for parts that are no form. */
async function read({ place, codec, mediaType }: Row, { request, body }: Seen): Promise<unknown> {
  if (place === "parameter") return new URL(request.url ?? "", url).searchParams.get("part");
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
    const entries = await Promise.all(
      [...form].map(async ([name, value]) =>
        typeof value === "string"
          ? [name, value]
          : [name, value.name, value.type.split(";")[0], Buffer.from(await value.arrayBuffer()).toString("latin1")],
      ),
    );
    return entries.sort((left, right) => (String(left) < String(right) ? -1 : 1));
  }
  if (type.startsWith("multipart/")) return readParts(type, body);
  switch (codec) {
    case "json":
      return JSON.parse(body.toString());
    case "form":
      return [...new URLSearchParams(body.toString())].sort(([left], [right]) =>
        left < right ? -1 : left > right ? 1 : 0,
      );
    case "stream":
      return body
        .toString()
        .split(mediaType.endsWith("seq") ? "\u001e" : "\n")
        .filter((line) => line.trim() !== "")
        .map((line): unknown => JSON.parse(line));
    case "bytes":
      return body.toString("latin1");
    default:
      return body.toString();
  }
}

/** Parts of any multipart type: media type, disposition with its parameters, content. */
async function readParts(type: string, body: Buffer): Promise<unknown> {
  const boundary = /boundary=([^;]+)/u.exec(type)?.[1] ?? "";
  const parts: unknown[] = [];
  const parser = new Dicer({ boundary });
  parser.on("part", (part) => {
    const chunks: Buffer[] = [];
    let head: Readonly<Record<string, readonly (string | Buffer)[]>> = {};
    part.on("header", (header) => (head = header as typeof head));
    part.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
    part.on("end", () => {
      const [media = "", disposition = ""] = ["content-type", "content-disposition"].map((name) =>
        String(head[name]?.[0] ?? ""),
      );
      const isText = /json|text/u.test(media);
      const others = Object.entries(head)
        .filter(([name]) => !/^content-(?:type|disposition)$/u.test(name))
        .map(([name, values]) => `${name}: ${String(values[0])}`);
      parts.push([media, disposition, Buffer.concat(chunks).toString(isText ? "utf8" : "latin1"), ...others]);
    });
  });
  await new Promise<void>((done, fail) => {
    parser.on("finish", done).on("error", fail).end(body);
  });
  return { type, parts };
}

/** Wanted and read as they are compared: a name that a machine gives a file's type does not count, nor does order of keys. */
function comparable(value: unknown): unknown {
  return JSON.parse(JSON.stringify(sorted(value)));
}

function expectSent(row: Row, value: unknown): void {
  if (typeof row.wanted === "object" && row.wanted !== null && "parts" in row.wanted) {
    const { type, ...rest } = value as { type: string };
    const { root, ...wanted } = row.wanted as { root?: string; parts: unknown };
    expect(rest).toEqual(wanted);
    expect(type.split(";")[0]).toBe(row.mediaType);
    // RFC 2387: the root's type stands in a parameter.
    expect(/type="([^"]*)"/u.exec(type)?.[1]).toBe(row.mediaType === "multipart/related" ? root : undefined);
    return;
  }
  const any = JSON.stringify(row.wanted).includes('"*"');
  const shown =
    any && Array.isArray(value)
      ? value.map((entry) =>
          Array.isArray(entry) && entry[1] === "x.txt"
            ? ["files", "x.txt", "*", entry[3] as unknown]
            : (entry as unknown),
        )
      : value;
  expect(comparable(shown)).toEqual(comparable(row.wanted));
}

describe("the table", () => {
  const needed = Object.entries(PLACES).flatMap(([codec, places]) => places.map((place) => [codec, place] as const));
  it.each(needed)("has a row of %s in the place %s", (codec, place) => {
    expect(ROWS.some((row) => row.codec === codec && row.place === place)).toBe(true);
  });

  it.each(named)("%s travels as the model says", (_, row, index) => {
    const operation = model.versions[0]?.operations.find(({ path }) => path === `/row${String(index)}`);
    const found: Record<Place, Codec | undefined> = {
      request: operation?.body?.contents[0]?.codec,
      part: operation?.body?.contents[0]?.fields[0]?.codec,
      parameter: operation?.parameters[0]?.codec,
      answer: operation?.answers[0]?.contents[0]?.codec,
    };
    expect(found[row.place]).toBe(row.codec);
  });
});

describe("the TypeScript client", () => {
  it.each(named)("%s", async (_, row, index) => {
    const value = await calls[`row${String(index)}`]?.(client);
    if (row.place === "answer") expect(comparable(value)).toEqual(comparable(withoutNull(row.wanted)));
    else expectSent(row, await read(row, seen.get(`/row${String(index)}`) as Seen));
  });

  it("gives an event before the stream ends, and leaving closes the connection", async () => {
    closed = 0;
    expect(await calls["endless"]?.(client)).toBe("first");
    await expect.poll(() => closed, { timeout: 30_000 }).toBe(1);
  });
});

/** JSON leaves out what is undefined. */
function withoutNull(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, entry: unknown) => (entry === null ? undefined : entry)));
}

describe.skipIf(engine === undefined)("the PowerShell module", () => {
  let server: EngineServer;
  beforeAll(async () => {
    if (engine === undefined) return;
    server = startServer(engine, {});
    const loaded = await server.run(
      `${importText(join(out, "powershell/IscSdk/IscSdk.psd1"))}; Connect-Isc ${url} -Token 't' -MaximumRetryCount 0`,
      { session: "wire" },
    );
    expect([loaded.thrown?.message, loaded.errors.map(({ message }) => message)]).toEqual([undefined, []]);
  });
  afterAll(() => server.stop());

  it.each(named)("%s", async (_, row, index) => {
    const path = `/row${String(index)}`;
    seen.delete(path);
    const script = scriptOf(row, cmdletOf(path));
    const answer = await server.run(script, { session: "wire" });
    expect([answer.thrown?.message, answer.errors.map(({ message }) => message)]).toEqual([undefined, []]);
    if (row.place !== "answer") return expectSent(row, await read(row, seen.get(path) as Seen));
    // The cmdlet's own properties are written as PowerShell writes names.
    const text = String(answer.output[0]).replace(/"(Event|Data|Id|Retry)":/gu, (name) => name.toLowerCase());
    expect(comparable(JSON.parse(text))).toEqual(comparable(row.wanted));
  });

  it("gives an event before the stream ends, and ending the pipeline closes the connection", async () => {
    closed = 0;
    const answer = await server.run(
      `try { ${cmdletOf("/endless")} | ForEach-Object { $_.Data; throw 'enough' } } catch { $null = $_ }`,
      { session: "wire" },
    );
    expect([answer.thrown?.message, answer.output]).toEqual([undefined, ["first"]]);
    await expect.poll(() => closed, { timeout: 30_000 }).toBe(1);
  });
});

function cmdletOf(path: string): string {
  return surface.operations.find((entry) => entry.path === path)?.targets["powershell"]?.name ?? "";
}

function scriptOf({ place, powershell }: Row, cmdlet: string): string {
  const given = powershell.replaceAll("FOLDER", out);
  if (place === "answer") return `$value = ${cmdlet}; ConvertTo-Json -Compress -Depth 9 -InputObject ${given}`;
  if (given.startsWith("FIELDS ")) return `$fields = ${given.slice(7)}; ${cmdlet} @fields -Confirm:$false`;
  const confirm = place === "parameter" ? "" : " -Confirm:$false";
  return `$null = ${cmdlet} -${place === "request" ? "Body" : "Part"} (${given})${confirm}`;
}
