import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Surface, SurfaceOperation } from "../support/generated.ts";
import type { RawOperation } from "./raw-spec.ts";
import { checkRequest, readMultipart, type SeenRequest } from "./validator.ts";
import { answerValue, bodyValue, parameterValue } from "./values.ts";

export interface ContractResult {
  readonly key: string;
  readonly problems: readonly string[];
}

interface Exchange {
  seen?: SeenRequest;
  answer: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
}

type Client = Record<string, Record<string, Record<string, (args: unknown) => Promise<unknown>>>>;

/** Sends a full request through the generated client for every operation and checks what arrives. */
export async function runContract(at: {
  readonly dist: string;
  readonly surface: Surface;
  readonly raw: readonly RawOperation[];
}): Promise<ContractResult[]> {
  const exchange: Exchange = { answer: { status: 200, headers: {}, body: "" } };
  const server = await listen(exchange);
  const { port } = server.address() as AddressInfo;
  const { IscClient } = (await import(pathToFileURL(join(at.dist, "index.js")).href)) as {
    IscClient: new (options: object) => unknown;
  };
  const client = new IscClient({ baseUrl: `http://127.0.0.1:${port}`, auth: "token", retry: false }) as Client;
  const results: ContractResult[] = [];
  try {
    for (const operation of at.raw) {
      const entry = at.surface.operations.find(
        (candidate) =>
          candidate.version === operation.version &&
          candidate.method === operation.method &&
          candidate.path === operation.path,
      );
      const key = `${operation.version} ${operation.method} ${operation.path}`;
      results.push({
        key,
        problems:
          entry === undefined
            ? ["surface.json has no such operation"]
            : await checkOperation(operation, { entry, client, exchange }),
      });
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return results;
}

async function checkOperation(
  operation: RawOperation,
  at: { entry: SurfaceOperation; client: Client; exchange: Exchange },
): Promise<string[]> {
  const { entry, client, exchange } = at;
  const expected = expectedParts(operation);
  const problems: string[] = [];
  const args: Record<string, unknown> = {};
  for (const { place, name, value } of expected.parameters) {
    const parameter = entry.typescript.parameters.find(
      (candidate) => candidate.in === place && candidate.wire === name,
    );
    if (parameter === undefined) problems.push(`surface.json has no parameter ${place} ${name}`);
    else args[parameter.name] = value;
  }
  if (expected.body !== undefined) args["body"] = expected.body;
  const { expectedAnswer, ...answer } = answerOf(operation);
  exchange.answer = answer;
  delete exchange.seen;
  try {
    const method = client[entry.version]?.[entry.typescript.property]?.[entry.typescript.method];
    if (method === undefined) return [...problems, "the client has no such method"];
    const result = await method.call(client[entry.version]?.[entry.typescript.property], args);
    problems.push(...checkAnswer(result, expectedAnswer));
  } catch (error) {
    problems.push(`the call failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { seen } = exchange;
  if (seen === undefined) return [...problems, "nothing arrived"];
  return [...problems, ...checkRequest(operation, seen), ...compareWithExpected(operation, seen, expected)];
}

interface ExpectedParts {
  readonly parameters: readonly {
    readonly place: string;
    readonly name: string;
    readonly value: unknown;
    readonly explode: boolean | undefined;
  }[];
  readonly body: unknown;
  readonly type: string | undefined;
}

const EXPERIMENTAL = "X-SailPoint-Experimental";

function expectedParts(operation: RawOperation): ExpectedParts {
  const parameters = operation.parameters
    .filter((parameter) => parameter.name !== EXPERIMENTAL)
    .map((parameter, index) => ({
      place: parameter.in,
      name: parameter.name,
      value: parameterValue(parameter, index),
      explode: parameter.explode,
    }));
  const [type] = Object.keys(operation.body?.contents ?? {});
  const content = type === undefined ? undefined : operation.body?.contents[type];
  if (type === undefined || content === undefined) return { parameters, body: undefined, type: undefined };
  const made = bodyValue(content.schema);
  if (type.startsWith("multipart/")) {
    const properties = (content.schema["properties"] ?? {}) as Record<string, Record<string, unknown>>;
    const entries = Object.entries(properties).map(([name, schema]) => [
      name,
      schema["format"] === "binary"
        ? new Blob(["file content"], { type: "text/csv" })
        : (made as Record<string, unknown>)[name],
    ]);
    return {
      parameters,
      body: entries.length === 0 ? { file: new Blob(["file content"]) } : Object.fromEntries(entries),
      type,
    };
  }
  return { parameters, body: made ?? {}, type };
}

/** Every declared parameter must have arrived with the value that was given, and the body as it was given. */
function compareWithExpected(operation: RawOperation, seen: SeenRequest, expected: ExpectedParts): string[] {
  const url = new URL(seen.url, "http://localhost");
  const segments = url.pathname.split("/").map((segment) => decodeURIComponent(segment));
  const template = `/${operation.version}${operation.sentPath}`.split("/");
  const problems: string[] = [];
  for (const { place, name, value, explode } of expected.parameters) {
    const wanted = Array.isArray(value) ? value.map(String) : [String(value)];
    const given =
      place === "path"
        ? [segments[template.findIndex((segment) => segment === `{${name}}`)] ?? ""]
        : place === "query"
          ? url.searchParams.getAll(name)
          : [String(seen.headers[name.toLowerCase()] ?? "")];
    const flat = Array.isArray(value) && explode === false ? given.flatMap((text) => text.split(",")) : given;
    if (JSON.stringify(flat) !== JSON.stringify(wanted))
      problems.push(`${place} ${name}: ${JSON.stringify(flat)} arrived, not ${JSON.stringify(wanted)}`);
  }
  const marker = operation.parameters.some((parameter) => parameter.name === EXPERIMENTAL);
  if (marker !== (seen.headers["x-sailpoint-experimental"] === "true"))
    problems.push("the experimental header is wrong");
  if (expected.type?.startsWith("multipart/") === true) {
    const fields = readMultipart(seen);
    for (const [name, value] of Object.entries(expected.body as object)) {
      const text = fields.get(name)?.text;
      const wanted =
        value instanceof Blob ? "file content" : typeof value === "object" ? JSON.stringify(value) : String(value);
      if (text !== wanted) problems.push(`field ${name}: ${String(text)} arrived, not ${wanted}`);
    }
  } else if (
    expected.body !== undefined &&
    JSON.stringify(JSON.parse(seen.body.toString("utf8") || "null")) !== JSON.stringify(expected.body)
  ) {
    problems.push("the body is not what was given");
  }
  return problems;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly expectedAnswer: { readonly kind: "json"; readonly value: unknown } | { readonly kind: "any" };
}

function answerOf(operation: RawOperation): Answer {
  const [status] = Object.keys(operation.answers).filter((entry) => entry.startsWith("2"));
  const contents = status === undefined ? {} : (operation.answers[status] ?? {});
  const headers = { "x-total-count": "3" };
  const json = Object.keys(contents).find((type) => /json$/u.test(type));
  if (operation.method === "HEAD" || status === "204" || Object.keys(contents).length === 0)
    return { status: Number(status ?? 204), headers, body: "", expectedAnswer: { kind: "any" } };
  if (json !== undefined) {
    const value = answerValue(contents[json] ?? { schema: {}, example: undefined });
    return {
      status: Number(status),
      headers: { ...headers, "content-type": json },
      body: JSON.stringify(value),
      expectedAnswer: { kind: "json", value },
    };
  }
  return {
    status: Number(status),
    headers: { ...headers, "content-type": Object.keys(contents)[0] ?? "text/plain" },
    body: "some,content",
    expectedAnswer: { kind: "any" },
  };
}

function checkAnswer(result: unknown, expected: Answer["expectedAnswer"]): string[] {
  if (expected.kind === "any") return [];
  // A list that is read by pages comes as a page.
  const isPage = typeof result === "object" && result !== null && "hasNext" in result && "items" in result;
  const value = isPage ? (result as { items: unknown }).items : result;
  const wanted =
    isPage && !Array.isArray(expected.value)
      ? Object.values(expected.value as object).find(Array.isArray)
      : expected.value;
  return JSON.stringify(value) === JSON.stringify(wanted) ? [] : ["the answer is not what was sent"];
}

function listen(exchange: Exchange): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      exchange.seen = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      response.writeHead(exchange.answer.status, exchange.answer.headers);
      response.end(exchange.answer.body);
    });
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
