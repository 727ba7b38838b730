import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importText, startServer, type EngineServer } from "../powershell/engine.mjs";
import { startMockServer, type MockServer } from "../powershell/mock-server.mjs";
import { engine } from "../powershell/scenario.ts";
import { runCli, temporaryFolder } from "../support/generated.ts";

/** `npm run test:integers`: the package is generated and compiled three times, which takes half a minute. */
const isAsked = process.env["ISC_INTEGERS"] !== undefined;
if (!isAsked) process.stdout.write("skipped: integers of 64 bits on the wire (npm run test:integers)\n");

const SPEC = `
openapi: 3.1.0
info: { title: Integers, version: "1" }
servers: [{ url: "https://x.example" }]
tags: [{ name: Counts }]
paths:
  /counts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 } }]
    get:
      operationId: getCount
      tags: [Counts]
      parameters:
        - { name: least, in: query, schema: { type: integer, format: int64 } }
        - { name: like, in: query, content: { application/json: { schema: { $ref: "#/components/schemas/Count" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Count" } } } }
        "409": { description: no, content: { application/json: { schema: { $ref: "#/components/schemas/Fault" } } } }
    put:
      operationId: putCount
      tags: [Counts]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Count" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Count" } } } }
    patch:
      operationId: patchCount
      tags: [Counts]
      requestBody:
        required: true
        content:
          application/json-patch+json: { schema: { type: array, items: { $ref: "#/components/schemas/Step" } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Count" } } } }
  /counts:
    get:
      operationId: listCounts
      tags: [Counts]
      parameters:
        - { name: limit, in: query, schema: { type: integer, format: int64 } }
        - { name: offset, in: query, schema: { type: integer, format: int64 } }
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Count" } } } }
    post:
      operationId: uploadCount
      tags: [Counts]
      requestBody:
        required: true
        content:
          multipart/form-data: { schema: { type: object, properties: { count: { $ref: "#/components/schemas/Count" } } } }
      responses: { "204": { description: ok } }
  /stream:
    get:
      operationId: streamCounts
      tags: [Counts]
      responses:
        "200": { description: ok, content: { application/x-ndjson: { schema: { $ref: "#/components/schemas/Count" } } } }
  /shapes:
    put:
      operationId: putShape
      tags: [Counts]
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Shape" } } } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Shape" } } } }
components:
  schemas:
    Shape:
      oneOf: [{ $ref: "#/components/schemas/Circle" }, { $ref: "#/components/schemas/Square" }]
      discriminator: { propertyName: kind, mapping: { "7": Circle, "9007199254740993": Square } }
    Circle: { type: object, required: [kind], properties: { kind: { type: integer, format: int64 }, radius: { type: number } } }
    Square: { type: object, required: [kind], properties: { kind: { type: integer, format: int64 }, side: { type: string } } }
    Step: { type: object, required: [op, path], properties: { op: { type: string }, path: { type: string }, value: {} } }
    Fault: { type: object, properties: { count: { type: integer, format: int64 } } }
    Count:
      type: object
      required: [total]
      properties:
        total: { type: integer, format: int64 }
        level: { type: integer, enum: [9007199254740993, 9007199254740995, 1] }
        mark: { type: integer, const: 9223372036854775807 }
        parts: { type: array, items: { $ref: "#/components/schemas/Count" } }
        note: { type: string }
`;

const TOTAL = "9007199254740993";
const MAX = "9223372036854775807";
const JSON_OF_COUNT = `{"total":${TOTAL},"level":9007199254740995,"mark":${MAX},"parts":[{"total":-${MAX},"level":1}],"note":"${TOTAL}"}`;

/** What a program of each type reads and sends, as it is compiled strictly. */
const MODES = {
  number: { total: "9007199254740992", exact: (digits: string) => `"${digits}"`, small: "7", other: "5" },
  bigint: { total: `${TOTAL}n`, exact: (digits: string) => `${digits}n`, small: "7n", other: "5n" },
  string: { total: `"${TOTAL}"`, exact: (digits: string) => `"${digits}"`, small: '"7"', other: '"5"' },
} as const;
type Mode = keyof typeof MODES;

function program(mode: Mode): string {
  const { total, exact, small } = MODES[mode];
  return `
import { IscClient, isApiError } from "./index.js";
import { createVersionMock } from "./v1/mock.js";
import { getCountOperation } from "./v1/counts.js";
import { Shape, type Count, type CountInput } from "./v1/index.js";

export async function run(baseUrl: string): Promise<unknown> {
  const { counts } = new IscClient({ baseUrl, auth: "token", retry: false, limiter: false }).v1;
  const sent: CountInput = { total: ${total}, level: ${exact("9007199254740995")}, mark: ${exact(MAX)}, parts: [{ total: ${small}, level: ${exact("1")} }], note: "${TOTAL}" };
  const read: Count = await counts.getCount({ id: ${total}, least: ${small}, like: sent });
  const { total, level, mark } = read;
  await counts.putCount({ id: ${small}, body: sent });
  await counts.putCount({ id: ${small}, body: read });
  await counts.patchCount({ id: ${small}, body: [{ op: "replace", path: "/total", value: ${total} }, { op: "replace", path: "/parts/0/level", value: ${exact(TOTAL)} }, { op: "replace", path: "/note", value: "7" }] });
  await counts.uploadCount({ body: { count: sent } });
  const listed = await counts.listCounts({ limit: ${small} }).toArray({ max: 1 });
  const streamed: Count[] = [];
  for await (const item of await counts.streamCounts()) streamed.push(item);
  const failure = await counts.getCount({ id: ${mode === "number" ? "409" : mode === "bigint" ? "409n" : '"409"'} }).catch((error: unknown) =>
    isApiError(error, getCountOperation, 409) ? error.body.count : error,
  );
  const shape = await counts.putShape({ body: { kind: ${total}, side: "b" } });
  // A tag tells the variants apart in code, and by its guard.
  const side = shape.kind === ${total} ? shape.side : undefined;
  const tagged = [side, Shape.is[${mode === "number" ? "9007199254740992" : `"${TOTAL}"`}](shape), Shape.is[7](shape), Shape.isUnlisted(shape), Shape.isUnlisted({ kind: ${MODES[mode].other} })];
  const mocked = await new IscClient({ baseUrl, auth: "token", fetch: createVersionMock().on(getCountOperation, read).fetch }).v1.counts.getCount({ id: ${small} });
  return { tagged, total, level, mark, listed: listed.map((count) => count.total), streamed: streamed.map((count) => count.level), failure, mocked: mocked.total };
}
`;
}

describe.skipIf(!isAsked).each(Object.keys(MODES) as Mode[])("integers of 64 bits as %s", (mode) => {
  const out = temporaryFolder(`integers-${mode}`);
  let mock: MockServer;
  let value: unknown;

  beforeAll(async () => {
    writeFileSync(join(out, "root.yaml"), SPEC);
    const config = { specs: { v1: { roots: ["root.yaml"] } }, typescript: { int64: mode } };
    writeFileSync(join(out, "isc-sdkgen.config.json"), JSON.stringify(config));
    const run = runCli(["generate", "--target", "typescript", "--target", "powershell", "--names", "none"], out);
    if (run.exitCode !== 0) throw new Error(run.stderr + run.stdout);
    const folder = join(out, "generated/typescript");
    writeFileSync(join(folder, "src/program.ts"), program(mode));
    execFileSync(
      process.execPath,
      [resolve("node_modules/typescript/bin/tsc"), "-p", join(folder, "tsconfig.esm.json")],
      { stdio: "inherit" },
    );
    mock = await startMockServer(({ path }: { path: string }) =>
      path === "/counts/409"
        ? { status: 409, body: `{"count":${TOTAL}}` }
        : path === "/counts"
          ? { status: 200, body: `[${JSON_OF_COUNT}]` }
          : path === "/stream"
            ? { status: 200, headers: { "content-type": "application/x-ndjson" }, body: `${JSON_OF_COUNT}\n` }
            : { status: 200, body: path === "/shapes" ? `{"kind":${TOTAL},"side":"b"}` : JSON_OF_COUNT },
    );
    const { run: runProgram } = (await import(pathToFileURL(join(folder, "dist/esm/program.js")).href)) as {
      run: (url: string) => Promise<unknown>;
    };
    value = await runProgram(mock.url);
  }, 300_000);
  afterAll(async () => {
    await mock.stop();
    rmSync(out, { recursive: true, force: true });
  });

  const wide = { number: Number, bigint: BigInt, string: String }[mode];
  const exact = mode === "bigint" ? BigInt : String;

  it("are read with all digits that the type has", () => {
    expect(value).toEqual({
      tagged: ["b", true, false, false, true],
      total: wide(TOTAL),
      level: exact("9007199254740995"),
      mark: exact(MAX),
      listed: [wide(TOTAL)],
      streamed: [exact("9007199254740995")],
      failure: wide(TOTAL),
      mocked: wide(TOTAL),
    });
  });

  it("are sent as the integers that the program has", () => {
    const total = mode === "number" ? "9007199254740992" : TOTAL;
    const sent = `{"total":${total},"level":9007199254740995,"mark":${MAX},"parts":[{"total":7,"level":1}],"note":"${TOTAL}"}`;
    const { requests } = mock.state;
    expect(requests[0]).toMatchObject({ path: `/counts/${total}`, query: { least: "7", like: sent } });
    const bodies = requests.map(({ method, body }: { method: string; body: string }) => [method, body]);
    expect(bodies.filter(([method]) => method === "PUT").map(([, body]) => body)).toEqual([
      sent,
      mode === "number"
        ? JSON_OF_COUNT.replace(TOTAL, "9007199254740992").replace(`-${MAX}`, "-9223372036854776000")
        : JSON_OF_COUNT,
      `{"kind":${total},"side":"b"}`,
    ]);
    expect(bodies.find(([method]) => method === "PATCH")?.[1]).toBe(
      `[{"op":"replace","path":"/total","value":${total}},{"op":"replace","path":"/parts/0/level","value":${TOTAL}},{"op":"replace","path":"/note","value":"7"}]`,
    );
    expect(bodies.find(([method]) => method === "POST")?.[1]).toContain(`\r\n\r\n${sent}\r\n`);
  });

  if (mode === "number")
    it("are integers in PowerShell", async () => {
      if (engine === undefined) return void process.stdout.write("skipped: no PowerShell engine\n");
      mock.reset();
      const server: EngineServer = startServer(engine, {});
      const run = await server.run(
        `${importText(join(out, "generated/powershell/IscSdk/IscSdk.psd1"))}
         Connect-Isc -BaseUrl '${mock.url}' -Token 'main'
         $count = Get-V1Count -Id ${TOTAL}
         $null = Set-V1Count -Id 7 -Body $count
         "$($count.total) $($count.level) $($count.mark) $($count.parts[0].total)"`,
        { session: "integers" },
      );
      await server.stop();
      expect(run.thrown ?? run.errors[0]).toBeUndefined();
      expect(run.output).toEqual([`${TOTAL} 9007199254740995 ${MAX} -${MAX}`]);
      expect(mock.state.requests.map(({ path }: { path: string }) => path)).toEqual([`/counts/${TOTAL}`, "/counts/7"]);
      expect(mock.state.requests[1]?.body).toBe(JSON_OF_COUNT);
    }, 300_000);
});
