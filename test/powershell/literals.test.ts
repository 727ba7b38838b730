import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { powershellArgument } from "../../generator/emit/powershell/literal-powershell.ts";
import type { Json } from "../../generator/model/model.ts";
import { POWERSHELL_KEYWORDS } from "../../generator/targets/powershell/naming/reserved.ts";
import { canFollowDash } from "../../generator/names/rules/words.ts";
import { powershellValue } from "../../generator/targets/docs/languages/powershell/value.ts";
import { powershellLiteral } from "../../generator/targets/powershell/literal.ts";
import { DELIMITERS } from "../support/hostile-texts.ts";
import { startServer, type EngineServer } from "./engine.mjs";
import { engine } from "./scenario.ts";

/** Values of every kind that an example may show. */
const VALUES: readonly Json[] = [
  0,
  -1,
  -0.5,
  1.5,
  1e-7,
  -1e-7,
  123_456.789,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  2 ** 63,
  -(2 ** 63),
  1e21,
  -1e21,
  1.797e308,
  true,
  false,
  null,
  "",
  " ",
  "-",
  "-1",
  "--",
  "--%",
  "-Value",
  "NaN",
  "Infinity",
  "1e400",
  "0x10",
  "1kb",
  "10gb",
  "007",
  "2025-05-20",
  "2025-05-20T12:30:00.000Z",
  "in progress",
  "it's",
  'say "hi"',
  "\u2018typographic\u2019 \u201cquotes\u201d",
  "`n `` back`tick",
  "$HOME $(Get-Date) ${x} $",
  "@",
  "@(",
  "@{",
  "@'\nno\n'@",
  '@"\nno\n"@',
  "#comment",
  "<#",
  "a;b|c&d>e<f",
  "two\nlines",
  "two\r\nlines",
  "tab\there",
  "null\u0000inside",
  "\u200bunseen\u202e",
  "Grüße, 世界, 🎉",
  "e\u0301",
  "./folder/a file.txt",
  "C:\\folder\\file",
  "~/file",
  "*",
  "[a-z]?",
  "%PATH%",
  "{x}",
  "text\n'@\nmore",
  [],
  [[]],
  [[1, 2]],
  [[1], [2]],
  [-1, -2.5],
  [2 ** 63],
  [null, ""],
  [{ a: 1 }],
  [{}],
  ["one"],
  [65, 66, 255],
  {},
  { "": 1 },
  { a: [] },
  { a: -1, b: 2 ** 63, c: [[{}]], d: { e: { f: [null] } } },
  { "two words": 1, "2nd": 2, "a.b": 3, "a-b": 4, $ref: 5, "@type": 6, "it's": 7, "x\ny": 8, ünï: 9 },
  { a: 1, A: 2 },
  { "\u00e9": 1, "e\u0301": 2 },
  { "a\u200d": 1, a: 2 },
  { Keys: 1, Count: 2, Values: [3] },
  Object.fromEntries([...POWERSHELL_KEYWORDS.keys()].map((word) => [word, word])),
];

/** Reads an argument as a cmdlet does, and tells what it got. */
const SHOW = `function Show-Argument { [CmdletBinding()] param([Parameter(Mandatory)] [AllowNull()] [AllowEmptyString()] [AllowEmptyCollection()] [object] $Value)
  if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string] -and $Value -isnot [hashtable]) { ConvertTo-Json -InputObject @($Value) -Depth 20 -Compress }
  else { ConvertTo-Json -InputObject $Value -Depth 20 -Compress } }`;

describe.skipIf(engine === undefined)("a literal as an argument", () => {
  let server: EngineServer;
  beforeAll(async () => {
    if (engine === undefined) return;
    server = startServer(engine);
    await server.run(SHOW, { session: "literals" });
  });
  afterAll(() => server.stop());

  it.each([
    ["help", powershellLiteral],
    ["pages", powershellValue],
  ] as const)("is bound by the engine to the very value, as %s write it", async (_, write) => {
    const values = [...VALUES, ...DELIMITERS];
    const wrong: unknown[] = [];
    for (const value of values) {
      const code = `Show-Argument -Value ${powershellArgument(write(value))}`;
      const answer = await server.run(code, { session: "literals" });
      const problem = answer.thrown ?? answer.errors[0];
      const got: unknown = problem === undefined ? read(answer.output[0]) : problem.message;
      if (JSON.stringify(sortKeys(got)) !== JSON.stringify(sortKeys(value))) wrong.push({ code, got });
    }
    expect(wrong).toEqual([]);
  });

  it("follows the name of a parameter that the engine reads as one", async () => {
    const names = ["2fa", "_x", "Grün", "ID", "Ⅳ", "\u{1d400}b", "日本", "\u0301a", "ªb", "\u0660"];
    for (const name of names) {
      const script = `function Show-Name { param([string] \${${name}}) if ($args.Count -eq 0) { $PSBoundParameters.Values } }; Show-Name -${name} given`;
      const answer = await server.run(script, { session: "literals" });
      expect([name, answer.output[0] === "given"]).toEqual([name, canFollowDash(name)]);
    }
  });
});

/** What cannot be a hashtable is shown as JSON text. */
function read(text: unknown): unknown {
  const value: unknown = JSON.parse(String(text));
  if (typeof value !== "string" || !value.startsWith("{") || value === "{x}") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, entry]) => [key, sortKeys(entry)]);
}
