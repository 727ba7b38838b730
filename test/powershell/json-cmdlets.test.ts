import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type EngineServer } from "./engine.mjs";
import { engine } from "./scenario.ts";

/** What the module relies on in ConvertFrom-Json and ConvertTo-Json: the test host's and a real PowerShell's answer alike. */
const TABLE: readonly (readonly [what: string, script: string, output: readonly unknown[]])[] = [
  ["a date in UTC", `(ConvertFrom-Json '{"d":"2025-05-20T12:30:00.123Z"}').d.Kind.ToString()`, ["Utc"]],
  [
    "a date with an offset",
    `(ConvertFrom-Json '{"d":"2025-05-20T12:30:00+02:00"}').d.ToUniversalTime().ToString('o')`,
    ["2025-05-20T10:30:00.0000000Z"],
  ],
  [
    "a date written",
    `ConvertTo-Json -Compress @{ d = [datetime]::new(2025, 5, 20, 12, 30, 0, [System.DateTimeKind]::Utc) }`,
    ['{"d":"2025-05-20T12:30:00Z"}'],
  ],
  ["a long", `(ConvertFrom-Json '{"n":9007199254740993}').n.GetType().Name`, ["Int64"]],
  [
    "a number beyond a long",
    `(ConvertFrom-Json '{"n":123456789012345678901234567890}').n.ToString()`,
    ["123456789012345678901234567890"],
  ],
  ["a list of one kept", `$x = ConvertFrom-Json '[1]' -NoEnumerate; $x.GetType().Name`, ["Object[]"]],
  ["a list of one written", `ConvertTo-Json -Compress -InputObject @(, @{ a = 1 })`, ['[{"a":1}]']],
  ["an empty list", `ConvertTo-Json -Compress -InputObject @{ a = @() }`, ['{"a":[]}']],
  ["null", `ConvertTo-Json -Compress -InputObject @{ a = $null }`, ['{"a":null}']],
  ["nothing", `ConvertTo-Json -InputObject $null`, ["null"]],
  [
    "depth",
    `$x = @{ v = 1 }; 1..20 | ForEach-Object { $x = @{ x = $x } }; (ConvertTo-Json -Compress -Depth 100 $x).Length`,
    [127],
  ],
  [
    "keys that differ in case",
    `try { ConvertFrom-Json '{"a":1,"A":2}' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`,
    ["KeysWithDifferentCasingInJsonString"],
  ],
  [
    "an empty key",
    `try { ConvertFrom-Json '{"":1}' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`,
    ["EmptyKeyInJsonString"],
  ],
  ["a hashtable that tells case apart", `$x = ConvertFrom-Json '{"a":1,"A":2}' -AsHashtable; $x['a']; $x['A']`, [1, 2]],
  ["text beyond ASCII", `ConvertTo-Json -Compress -InputObject @{ t = 'é<>&''' }`, [`{"t":"é<>&'"}`]],
];

describe.skipIf(engine === undefined)("the JSON cmdlets", () => {
  let server: EngineServer;
  beforeAll(() => {
    if (engine !== undefined) server = startServer(engine);
  });
  afterAll(() => server.stop());

  it.each(TABLE)("%s", async (_, script, output) => {
    const answer = await server.run(script, { session: "json" });
    expect([answer.thrown?.message, answer.output]).toEqual([undefined, output]);
  });
});
