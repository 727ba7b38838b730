import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Surface, SurfaceOperation } from "../../generator/contract/surface-format.ts";
import { argumentOf, typescriptCall } from "../support/generated.ts";
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

/** A client on the package's own mocks, which answer every operation with its example. */
async function createMocked(
  { dist, surface }: { readonly dist: string; readonly surface: Surface },
  IscClient: new (options: object) => unknown,
): Promise<Client> {
  const versions = [...new Set(surface.operations.map(({ version }) => version))];
  const clients = await Promise.all(
    versions.map(async (version) => {
      const { createVersionMock } = (await import(pathToFileURL(join(dist, version, "mock.js")).href)) as {
        createVersionMock: () => { readonly fetch: unknown };
      };
      const { fetch } = createVersionMock();
      const client = new IscClient({
        baseUrl: "https://mock.test",
        auth: "token",
        retry: false,
        limiter: false,
        fetch,
      }) as Client;
      return [version, client[version] ?? {}] as const;
    }),
  );
  return Object.fromEntries(clients);
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
  const client = new IscClient({
    baseUrl: `http://127.0.0.1:${port}`,
    auth: "token",
    retry: false,
    limiter: false,
  }) as Client;
  const mocked = await createMocked(at, IscClient);
  const results: ContractResult[] = [];
  try {
    for (const operation of at.raw) {
      const entry = at.surface.operations.find(
        (candidate) =>
          candidate.version === operation.version &&
          candidate.method.toUpperCase() === operation.method &&
          candidate.path === operation.path,
      );
      const key = `${operation.version} ${operation.method} ${operation.path}`;
      results.push({
        key,
        problems:
          entry === undefined
            ? ["surface.json has no such operation"]
            : [
                ...(await checkOperation(operation, { entry, client, exchange })),
                ...(await checkOperation(operation, { entry, client: mocked })),
              ],
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
  at: { entry: SurfaceOperation; client: Client; exchange?: Exchange },
): Promise<string[]> {
  const { entry, client, exchange } = at;
  const call = typescriptCall(entry);
  const expected = expectedParts(operation);
  const problems: string[] = [];
  const args: Record<string, unknown> = {};
  for (const { place, name, value } of expected.parameters) {
    const argument = argumentOf(call, place, name);
    if (argument === undefined) problems.push(`surface.json has no parameter ${place} ${name}`);
    else args[argument] = value;
  }
  if (expected.body !== undefined) args["body"] = expected.body;
  const { expectedAnswer, ...answer } = answerOf(operation);
  if (exchange !== undefined) {
    exchange.answer = answer;
    delete exchange.seen;
  }
  try {
    const method = client[entry.version]?.[call.property]?.[call.name];
    if (method === undefined) return [...problems, "the client has no such method"];
    const result = await method.call(client[entry.version]?.[call.property], args);
    problems.push(
      ...(exchange === undefined
        ? checkKind(result, expectedAnswer)
        : await checkAnswer(result, expectedAnswer, answer)),
    );
  } catch (error) {
    const of = exchange === undefined ? "of the mock's client " : "";
    problems.push(`the call ${of}failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (exchange === undefined) return problems;
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

/** What the typed answer must be; `total` is a number from a header, `content` text or a file. */
type ExpectedAnswer =
  { readonly kind: "json"; readonly value: unknown } | { readonly kind: "nothing" | "total" | "content" };

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly expectedAnswer: ExpectedAnswer;
}

const TOTAL = 3;
const CONTENT = "some,content";

function answerOf(operation: RawOperation): Answer {
  const [status] = Object.keys(operation.answers).filter((entry) => entry.startsWith("2"));
  const contents = status === undefined ? {} : (operation.answers[status] ?? {});
  const headers = { "x-total-count": String(TOTAL) };
  const isJson = (candidate: string): boolean => /json$/u.test(candidate);
  // Form files are listed as JSON of the format `binary` beside their images: what is sent is a file.
  const json = Object.keys(contents).find(
    (candidate) => isJson(candidate) && contents[candidate]?.schema["format"] !== "binary",
  );
  const type = Object.keys(contents).find((candidate) => !isJson(candidate)) ?? Object.keys(contents)[0];
  if (operation.method === "HEAD" || status === "204" || type === undefined) {
    const isTotal = operation.method === "HEAD" || operation.totals;
    return {
      status: Number(status ?? 204),
      headers,
      body: "",
      expectedAnswer: { kind: isTotal ? "total" : "nothing" },
    };
  }
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
    headers: { ...headers, "content-type": type, "content-disposition": 'attachment; filename="a b.csv"' },
    body: CONTENT,
    expectedAnswer: { kind: "content" },
  };
}

interface File {
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  readonly text: () => Promise<string>;
}

async function checkAnswer(result: unknown, expected: ExpectedAnswer, answer: Omit<Answer, "expectedAnswer">) {
  const problems = checkKind(result, expected);
  if (problems.length > 0) return problems;
  switch (expected.kind) {
    case "nothing":
      return [];
    case "total":
      return result === TOTAL ? [] : [`the total is ${String(result)}, not ${TOTAL}`];
    case "content": {
      if (typeof result === "string") return result === CONTENT ? [] : ["the text is not what was sent"];
      const { fileName, contentType, text } = result as File;
      const given = [fileName, contentType, await text()];
      const wanted = ["a b.csv", answer.headers["content-type"], CONTENT];
      return JSON.stringify(given) === JSON.stringify(wanted) ? [] : [`the file is ${given.join(", ")}`];
    }
    case "json": {
      // A list that is read by pages comes as a page.
      const value = isPage(result) ? result.items : result;
      const wanted =
        isPage(result) && !Array.isArray(expected.value)
          ? Object.values(expected.value as object).find(Array.isArray)
          : expected.value;
      return JSON.stringify(value) === JSON.stringify(wanted) ? [] : ["the answer is not what was sent"];
    }
  }
}

function isPage(result: unknown): result is { readonly items: readonly unknown[] } {
  return typeof result === "object" && result !== null && "hasNext" in result && "items" in result;
}

/** Whether an answer is of the kind that the spec states, whatever its value is. */
function checkKind(result: unknown, expected: ExpectedAnswer): string[] {
  const isKind = {
    nothing: result === undefined,
    total: typeof result === "number",
    content: typeof result === "string" || (typeof result === "object" && result !== null && "fileName" in result),
    json: result !== undefined,
  }[expected.kind];
  return isKind ? [] : [`the answer is ${typeof result}, where ${expected.kind} was expected`];
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
