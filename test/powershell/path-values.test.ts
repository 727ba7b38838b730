import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type EngineServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

const KINDS = {
  text: { type: "string" },
  choice: { type: "string", enum: ["a", "b"] },
  whole: { type: "integer", format: "int64" },
  small: { type: "integer", format: "int32" },
  number: { type: "number" },
  truth: { type: "boolean" },
  day: { type: "string", format: "date" },
  several: { oneOf: [{ type: "string" }, { type: "integer" }] },
  list: { type: "array", items: { type: "string" } },
};
type Kind = keyof typeof KINDS;
const answers = { "204": { description: "-" } };
const given = (name: string, place: string, rest: object) => ({ name, in: place, required: true, ...rest });
const SPEC = {
  openapi: "3.0.3",
  info: { title: "-", version: "1" },
  servers: [{ url: "https://example.com/api" }],
  paths: {
    ...Object.fromEntries(
      Object.entries(KINDS).map(([kind, schema]) => [
        `/${kind}/{n}`,
        { delete: { operationId: `delete${kind}`, parameters: [given("n", "path", { schema })], responses: answers } },
      ]),
    ),
    "/json/{n}": {
      delete: {
        operationId: "deleteJson",
        parameters: [given("n", "path", { content: { "application/json": { schema: {} } } })],
        responses: answers,
      },
    },
    "/nums/{n}/{b}": {
      delete: {
        operationId: "deleteNum",
        parameters: [given("n", "path", { schema: KINDS.whole }), given("b", "path", { schema: KINDS.truth })],
        responses: answers,
      },
    },
    "/search": {
      get: {
        operationId: "findThings",
        parameters: [
          given("need", "query", { schema: KINDS.whole }),
          { name: "size", in: "query", schema: KINDS.small },
          { name: "share", in: "query", schema: KINDS.number },
          { name: "x-level", in: "header", schema: KINDS.whole },
        ],
        responses: answers,
      },
    },
  },
};

/** Expressions that are refused for every kind. */
const NEVER = ["''", "' '", "$null", "([string][char]0x85)", "([string][char]0x200B)", "'..'", "@()", "@{ a = 1 }"]
  .concat(
    "[pscustomobject]@{ a = 1 }",
    "[object]::new()",
    "[double]::NaN",
    "[double]::PositiveInfinity",
    "[float]::NaN",
  )
  .concat("@($null)", "[System.DBNull]::Value", "{ 1 }", "[uri]'https://a.test/'", "[version]'1.2'");
const NO_LIST = ["@('a', 'b')", "@(1, 2)", "@(, 'a')"];
const NO_NUMBER = [
  ...NO_LIST,
  "$true",
  "[switch]$true",
  "'a'",
  "'0x10'",
  "'1 2'",
  "[datetime]'2025-01-01'",
  "[char]'5'",
  "[System.DayOfWeek]::Friday",
];
const REFUSED: Readonly<Record<Kind | "json", readonly string[]>> = {
  text: [...NO_LIST, "$true", "[switch]$true", "[datetime]'2025-01-01'", "[timespan]::Zero"],
  choice: [...NO_LIST, "$false", "[datetime]'2025-01-01'"],
  whole: [...NO_NUMBER, "1.5", "'1.5'", "'1e3'"],
  small: [...NO_NUMBER, "1.5"],
  number: [...NO_NUMBER, "'1e999'"],
  truth: [...NO_LIST, "1", "0", "'yes'", "[datetime]'2025-01-01'", "'a'"],
  day: [...NO_LIST, "$true", "20250101"],
  several: NO_LIST,
  list: ["@('a', $null)", "@('', 'a')", "@(, @('a'))", "@([double]::NaN)"],
  json: ["@(, $null)", "@([double]::NaN)", "@{}", "@{ a = @{ b = [double]::NaN } }"],
};
const SENT: Readonly<Record<Kind | "json", readonly (readonly [expression: string, segment: string])[]>> = {
  text: [
    ["007", "007"],
    ["2e5", "2e5"],
    ["1.50", "1.50"],
    ["abc", "abc"],
    ["(5)", "5"],
    ["([long] 5)", "5"],
    ["([guid]::Empty)", "00000000-0000-0000-0000-000000000000"],
    ["'0x10'", "0x10"],
    ["-5", "-5"],
  ],
  choice: [
    ["a", "a"],
    ["other", "other"],
  ],
  whole: [
    ["5", "5"],
    ["'7'", "7"],
    ["(2.0)", "2"],
    ["0", "0"],
    ["-3", "-3"],
    ["'12345678901234567890123'", "12345678901234567890123"],
    ["0x10", "16"],
  ],
  small: [["5", "5"]],
  number: [
    ["1.5", "1.5"],
    ["'1.5'", "1.5"],
    ["([decimal] 2)", "2"],
    ["0", "0"],
  ],
  truth: [
    ["$true", "true"],
    ["$false", "false"],
    ["'false'", "false"],
    ["([switch] $true)", "true"],
  ],
  day: [
    ["2025-01-01", "2025-01-01"],
    ["([System.DateOnly]::new(2025, 1, 2))", "2025-01-02"],
  ],
  several: [
    ["5", "5"],
    ["$true", "true"],
  ],
  list: [
    ["@('a', 5)", "a,5"],
    ["a", "a"],
  ],
  json: [
    ["5", "5"],
    ["@{ a = 1 }", "%7B%22a%22%3A1%7D"],
    ["$true", "true"],
    ["@(1, 2)", "%5B1%2C2%5D"],
  ],
};
const cmdlet = (kind: string): string => `& $of['${kind}']`;

describe.skipIf(engine === undefined)("values of paths, queries and headers", () => {
  let generated: GeneratedModule;
  let mock: MockServer;
  let server: EngineServer;
  let folder: string;
  const run = async (script: string) => {
    mock.reset(() => ({ status: 204 }));
    const answer = await server.run(script, { session: "values" });
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    return answer.output;
  };
  const sent = (): readonly string[] => mock.state.requests.map(({ method, url }) => `${method} ${url}`);
  beforeAll(async () => {
    if (engine === undefined) return;
    folder = mkdtempSync(join(tmpdir(), "isc-values-"));
    writeFileSync(join(folder, "odd.json"), JSON.stringify(SPEC));
    generated = await generateModule([{ version: "v2024", roots: [join(folder, "odd.json")] }]);
    mock = await startMockServer();
    server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "c", SAIL_CLIENT_SECRET: "s" });
    await run(
      `Import-Module '${generated.manifest("IscSdk.V2024")}'
      $of = @{}
      foreach ($one in (Get-Module IscSdk.V2024).ExportedFunctions.Values) { if ($one.Definition -match "Path = '/api/(\\w+)") { $of[$Matches[1]] = $one.Name } }`,
    );
  });
  afterAll(async () => {
    await server.stop();
    await mock.stop();
    generated.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(REFUSED))(
    "of the kind %s are refused by name, position, splatting and property",
    async (kind, own) => {
      const never = kind === "json" || kind === "list" ? NEVER.filter((value) => !/@\{|pscustom/u.test(value)) : NEVER;
      const all = [...never, ...own];
      const name = cmdlet(kind);
      const output = await run(
        all
          .flatMap((value) => [
            `${name} -N (${value}) -Confirm:$false`,
            `${name} (${value}) -Confirm:$false`,
            `$given = @{ N = ${value}; Confirm = $false }; ${name} @given`,
            `[pscustomobject]@{ n = ${value} } | ${name} -Confirm:$false -ErrorAction Stop`,
          ])
          .map((call) => `try { ${call}; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`)
          .join("\n"),
      );
      expect(output).toHaveLength(all.length * 4);
      output.forEach((id, index) => {
        expect([all[Math.floor(index / 4)], index % 4, id]).toEqual([
          expect.anything(),
          expect.anything(),
          // A value of an enumeration, or a date, is not taken from the pipeline at all.
          expect.stringMatching(
            /^(?:Invalid(?:Path)?Argument|InputNotAnId|InputObjectNotBound|ParameterArgumentValidationError\w+)$/u,
          ),
        ]);
      });
      expect(sent()).toEqual([]);
    },
  );

  it.each(Object.entries(SENT))("of the kind %s are sent where the spec has them", async (kind, values) => {
    const name = cmdlet(kind);
    await run(
      values
        .flatMap(([value]) => [`${name} -N ${value} -Confirm:$false`, `${name} -N:${value} -Confirm:$false`])
        .join("\n"),
    );
    const lines = values.flatMap(([, segment]) => Array.from({ length: 2 }, () => `DELETE /api/${kind}/${segment}`));
    expect(sent()).toEqual(lines);
  });

  it("are those of the object that comes through the pipeline", async () => {
    const output = await run(
      `[pscustomobject]@{ n = 5; b = $false } | & $of['nums'] -Confirm:$false
      $true | & $of['nums'] 6 -Confirm:$false -ErrorAction Stop
      foreach ($bad in @{ n = ''; b = $true }, @{ n = 1; b = 1 }, @{ n = $true; b = $true }, @{ n = 1 }) {
        try { [pscustomobject] $bad | & $of['nums'] -Confirm:$false -ErrorAction Stop; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
      }
      try { & $of['nums'] '' $true -Confirm:$false; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`,
    ).catch((error: unknown) => [String(error)]);
    expect(output).toEqual([
      "InvalidPathArgument",
      "InvalidPathArgument",
      "InvalidPathArgument",
      "InputNotAnId",
      "InvalidPathArgument",
    ]);
    expect(sent()).toEqual(["DELETE /api/nums/5/false", "DELETE /api/nums/6/true"]);
  });

  it("of numbers in queries and headers are no 0 where nothing was given", async () => {
    const bad = ["''", "' '", "([string][char]0x85)", "$true", "'x'", "[double]::NaN", "@(1)"];
    const calls = bad.flatMap((value) => [
      `& $of['search'] -Need (${value})`,
      `& $of['search'] -Need 1 -Size (${value})`,
      `& $of['search'] -Need 1 -Share (${value})`,
      `& $of['search'] -Need 1 -XLevel (${value})`,
    ]);
    const output = await run(
      `${calls.map((call) => `try { ${call}; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`).join("\n")}
      & $of['search'] -Need 0 -Size '5' -Share 1.5 -XLevel 3
      & $of['search'] -Need 1 -Size $null`,
    );
    expect(output).toEqual(calls.map(() => "InvalidArgument"));
    expect(sent()).toEqual(["GET /api/search?need=0&size=5&share=1.5", "GET /api/search?need=1"]);
    expect(mock.state.requests[0]?.headers["x-level"]).toBe("3");
  });
});
