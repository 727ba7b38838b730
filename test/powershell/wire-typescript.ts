import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Surface, SurfaceCall } from "../../generator/contract/surface-format.ts";
import { argumentOf, typescriptCall } from "../support/generated.ts";
import { readMultipart } from "../contract/validator.ts";
import { startMockServer, type MockRequest } from "./mock-server.mjs";
import type { WireArgument, WireCase } from "./wire-cases.ts";
import type { WireResult } from "./wire-run.ts";
import { sorted } from "./sorted.ts";

type Client = Record<string, Record<string, Record<string, (args: unknown) => Promise<unknown>>>>;

/** What the TypeScript client sends for a case, or why it sends nothing. */
export interface TypeScriptResult {
  readonly requests: readonly MockRequest[];
  readonly error: string | undefined;
}

export interface TypeScriptRun {
  /** The built package. */
  readonly dist: string;
  readonly surface: Surface;
  /** Files that uploads name, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Makes every case's call through the generated TypeScript client, with the values that the cmdlets are given. */
export async function runTypeScriptCases(
  cases: readonly WireCase[],
  { dist, surface, files }: TypeScriptRun,
): Promise<readonly TypeScriptResult[]> {
  const mock = await startMockServer(() => ({ status: 200, headers: { "x-total-count": "0" }, body: [] }));
  const { IscClient } = (await import(pathToFileURL(join(dist, "index.js")).href)) as {
    IscClient: new (options: object) => unknown;
  };
  const client = new IscClient({ baseUrl: mock.url, auth: "token", retry: false, limiter: false }) as Client;
  const entries = new Map(
    surface.operations.map((entry) => [`${entry.version} ${entry.method.toUpperCase()} ${entry.path}`, entry]),
  );
  try {
    const results: TypeScriptResult[] = [];
    for (const { version, operation, arguments: given } of cases) {
      mock.reset();
      const entry = entries.get(`${version} ${operation.method.toUpperCase()} ${operation.path}`);
      let error: string | undefined;
      if (entry === undefined) error = "surface.json has no such operation";
      else {
        const call = typescriptCall(entry);
        const api = client[version]?.[call.property];
        try {
          await api?.[call.name]?.call(api, argumentsOf(call, given, files));
        } catch (caught) {
          // The empty list that is answered need not suit the caller; what was sent counts.
          error = caught instanceof Error ? caught.message : String(caught);
        }
      }
      results.push({ requests: [...mock.state.requests], error });
    }
    return results;
  } finally {
    await mock.stop();
  }
}

/** The one object that a method takes: parameters by name, the payload under `body`. */
function argumentsOf(
  call: SurfaceCall,
  given: readonly WireArgument[],
  files: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  const fields: Record<string, unknown> = {};
  for (const { place, wire, value, isFile } of given) {
    const sent = isFile ? new File([files[String(value)] ?? ""], String(value)) : value;
    if (place === "body") args["body"] = sent;
    else if (place === "form") fields[wire] = sent;
    else {
      const argument = argumentOf(call, place, wire);
      if (argument === undefined) throw new Error(`surface.json has no parameter ${place} ${wire}`);
      args[argument] = sent;
    }
  }
  if (Object.keys(fields).length > 0) args["body"] = fields;
  return args;
}

/** Where the requests of the two SDKs differ, case by case. */
export function wireDifferences(
  powershell: readonly WireResult[],
  typescript: readonly TypeScriptResult[],
): readonly string[] {
  return powershell.flatMap(({ wireCase, requests, errors }, index) => {
    const other = typescript[index];
    const named = (text: string): string => `${wireCase.cmdlet} (${wireCase.kind}): ${text}`;
    const [ours] = requests;
    const [theirs] = other?.requests ?? [];
    if (ours === undefined || requests.length !== 1)
      return [named(`${String(requests.length)} requests: ${errors[0]?.message ?? ""}`)];
    if (theirs === undefined || other?.requests.length !== 1)
      return [named(`TypeScript sent ${String(other?.requests.length ?? 0)} requests: ${other?.error ?? ""}`)];
    const ourParts = requestParts(ours, wireCase);
    const theirParts = requestParts(theirs, wireCase);
    return Object.keys(ourParts).flatMap((part) => {
      const [own, wanted] = [JSON.stringify(ourParts[part]), JSON.stringify(theirParts[part])];
      return own === wanted ? [] : [named(`${part} ${own ?? ""}, in TypeScript ${wanted ?? ""}`)];
    });
  });
}

/**
 * What makes two requests the same to a service; the order of keys and of query parameters does not count. Two things
 * the SDKs do differently, both by design: a page of the TypeScript client always states its size, where a cmdlet sends
 * one plain request as published; and where no payload is given, it still states the type the payload would have.
 */
function requestParts(request: MockRequest, wireCase: WireCase): Readonly<Record<string, unknown>> {
  const { operation } = wireCase;
  const headers = [
    "accept",
    "x-sailpoint-experimental",
    "cookie",
    ...operation.parameters.flatMap(({ place, wire }) => (place === "header" ? [wire.toLowerCase()] : [])),
  ];
  const isGiven = (wire: string | undefined): boolean => wireCase.arguments.some((argument) => argument.wire === wire);
  const size = operation.paging?.limit;
  const hasPayload = wireCase.arguments.some(({ place }) => place === "body" || place === "form");
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return {
    method: request.method,
    path: request.url.split("?")[0],
    query: request.search
      .slice(1)
      .split("&")
      .filter((pair) => pair !== "" && (size === undefined || isGiven(size) || !pair.startsWith(`${size}=`)))
      .sort(),
    headers: headers.map((name) => [name, request.headers[name]]),
    authorization: request.headers["authorization"]?.split(" ")[0],
    "content type": hasPayload ? type : undefined,
    body: hasPayload ? payloadOf(request, type ?? "") : undefined,
  };
}

function payloadOf(request: MockRequest, type: string): unknown {
  if (type.startsWith("multipart/"))
    return [...readMultipart({ ...request, body: request.bytes })]
      .map(([name, { fileName, text }]) => [name, fileName, fileName === undefined ? sorted(jsonOf(text)) : text])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
  return type.includes("json") ? sorted(jsonOf(request.body)) : request.bytes.toString("latin1");
}

/** The payload, or its text where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
