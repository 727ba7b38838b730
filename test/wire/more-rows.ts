import type { Call } from "./parameter-run.ts";
import { powershellValue } from "./parameter-run.ts";
import { REFUSED } from "./row.ts";
import type { Value } from "./styles.ts";

/** A call beyond the styles' table, and what it sends. */
export interface MoreRow extends Call {
  readonly wire: string | typeof REFUSED;
  /** Of a value that only one of the languages has. */
  readonly only?: "typescript" | "powershell";
}

const TEXT = { type: "string" };
const ANY_OBJECT = { type: "object", additionalProperties: true };
const list = (items: object = TEXT): object => ({ schema: { type: "array", items } });
const object = (properties: Readonly<Record<string, object>>): object => ({ schema: { type: "object", properties } });
const json = (schema: object): object => ({ content: { "application/json": { schema } } });

type Given = readonly [name: string, place: Call["place"], parameter: object, value: Value, wire: MoreRow["wire"]];

const DEEP = { a: [1, { b: "é" }], c: null };
const DEEP_URL = "%7B%22a%22%3A%5B1%2C%7B%22b%22%3A%22%C3%A9%22%7D%5D%2C%22c%22%3Anull%7D";
const BOTH_OR_MORE = { oneOf: [TEXT, { type: "array", items: TEXT }] };

/** Values that both languages have. */
const GIVEN: readonly Given[] = [
  // A media type instead of a style.
  ["JSON in a path", "path", json(ANY_OBJECT), DEEP, DEEP_URL],
  ["JSON in a query", "query", json(ANY_OBJECT), DEEP, `color=${DEEP_URL}`],
  ["JSON in a header", "header", json(ANY_OBJECT), DEEP, '{"a":[1,{"b":"\\u00e9"}],"c":null}'],
  ["JSON in a cookie", "cookie", json(ANY_OBJECT), DEEP, `color=${DEEP_URL}`],
  ["a JSON text", "query", json(TEXT), "a", "color=%22a%22"],
  ["an empty list as JSON", "query", json({ type: "array", items: TEXT }), [], "color=%5B%5D"],
  ["plain text", "query", { content: { "text/plain": { schema: TEXT } } }, 'a"b', "color=a%22b"],
  ["XML", "query", { content: { "application/xml": { schema: ANY_OBJECT } } }, "<a/>", "color=%3Ca%2F%3E"],
  // Reserved characters, and what is percent-encoded already.
  [
    "allowReserved",
    "query",
    { allowReserved: true, schema: TEXT },
    "a/b?c:d@e!$'()*,;=%2F%x #",
    "color=a/b?c:d@e!$'()*,;=%2F%25x%20%23",
  ],
  ["allowReserved in a list", "query", { allowReserved: true, ...list() }, ["a/b", "c:d"], "color=a/b&color=c:d"],
  ["allowReserved and a comma", "query", { allowReserved: true, explode: false, ...list() }, ["a,b"], REFUSED],
  [
    "allowReserved in deepObject",
    "query",
    { allowReserved: true, style: "deepObject", ...object({ a: TEXT }) },
    { a: "b/c" },
    "color%5Ba%5D=b/c",
  ],
  // What separates parts cannot stand in one.
  ["a comma in a form", "query", { explode: false, ...list() }, ["a,b", "c"], "color=a%2Cb,c"],
  ["a blank between blanks", "query", { style: "spaceDelimited", ...list() }, ["a b"], REFUSED],
  ["a bar between bars", "query", { style: "pipeDelimited", ...list() }, ["a|b"], REFUSED],
  ["a bar between blanks", "query", { style: "spaceDelimited", ...list() }, ["a|b", "c"], "color=a%7Cb%20c"],
  ["a dot between dots", "path", { style: "label", explode: true, ...list() }, ["a.b", "c"], REFUSED],
  ["a dot between commas", "path", { style: "label", ...list() }, ["a.b", "c"], ".a.b,c"],
  ["a comma in a header", "header", list(), ["a,b"], REFUSED],
  ["an equals sign in a header's key", "header", { explode: true, schema: ANY_OBJECT }, { "a=b": "c" }, REFUSED],
  ["a bracket in a key", "query", { style: "deepObject", schema: ANY_OBJECT }, { "a]": "b" }, REFUSED],
  // No value ends a header or a cookie.
  ["a line break in a header", "header", { schema: TEXT }, "a\r\nX-Other: b", REFUSED],
  ["a line break in a cookie", "cookie", { schema: TEXT }, "a\r\nb; c=d", "color=a%0D%0Ab%3B%20c%3Dd"],
  ["a line break in a query", "query", { schema: TEXT }, "a\r\nb", "color=a%0D%0Ab"],
  // One of several shapes.
  ["one of both: a text", "query", { schema: BOTH_OR_MORE }, "a", "color=a"],
  ["one of both: a list", "query", { schema: BOTH_OR_MORE }, ["a", "b"], "color=a&color=b"],
  [
    "one of both in deepObject: a number",
    "query",
    { style: "deepObject", schema: { anyOf: [{ type: "integer" }, ANY_OBJECT] } },
    5,
    "color=5",
  ],
  [
    "one of both in deepObject: an object",
    "query",
    { style: "deepObject", schema: { anyOf: [{ type: "integer" }, ANY_OBJECT] } },
    { gte: 5 },
    "color%5Bgte%5D=5",
  ],
  ["no type: an object", "query", { schema: {} }, { a: "1", b: "2" }, "a=1&b=2"],
  [
    "parts of an object",
    "query",
    {
      style: "deepObject",
      schema: {
        allOf: [object({ a: TEXT }), object({ b: list() })].map((part) => (part as { schema: object }).schema),
      },
    },
    { a: "1" },
    "color%5Ba%5D=1",
  ],
  // What OpenAPI does not define is mended, and the generator says so.
  [
    "spaceDelimited with explode",
    "query",
    { style: "spaceDelimited", explode: true, ...list() },
    ["a b", "c"],
    "color=a%20b&color=c",
  ],
  [
    "pipeDelimited with explode",
    "query",
    { style: "pipeDelimited", explode: true, schema: ANY_OBJECT },
    { a: "1", b: "2" },
    "a=1&b=2",
  ],
  ["spaceDelimited for a text", "query", { style: "spaceDelimited", schema: TEXT }, "a b", "color=a%20b"],
  [
    "deepObject without explode",
    "query",
    { style: "deepObject", explode: false, schema: ANY_OBJECT },
    { a: "1" },
    "color%5Ba%5D=1",
  ],
  ["deepObject for a list", "query", { style: "deepObject", ...list() }, ["a", "b"], "color%5B0%5D=a&color%5B1%5D=b"],
  ["deepObject for a text", "query", { style: "deepObject", schema: TEXT }, "a", "color=a"],
  ["matrix in a query", "query", { style: "matrix", ...list() }, ["a", "b"], "color=a&color=b"],
  ["deepObject in a path", "path", { style: "deepObject", ...list() }, ["a", "b"], "a,b"],
  ["form in a header", "header", { style: "form", ...list() }, ["a", "b"], "a,b"],
  ["simple in a cookie", "cookie", { style: "simple", explode: false, ...list() }, ["a", "b"], "color=a,b"],
];

const circle: { self?: unknown } = {};
circle.self = circle;

type Own = readonly [name: string, place: Call["place"], parameter: object, value: unknown, wire: MoreRow["wire"]];

/** Values of JavaScript that are no JSON. */
const OF_TYPESCRIPT: readonly Own[] = [
  ["a Date", "query", { schema: TEXT }, new Date(0), "color=1970-01-01T00%3A00%3A00.000Z"],
  ["a Date in a list", "query", { explode: false, ...list() }, [new Date(0)], "color=1970-01-01T00%3A00%3A00.000Z"],
  [
    "a URL in deepObject",
    "query",
    { style: "deepObject", schema: ANY_OBJECT },
    { a: new URL("https://a.test/") },
    "color%5Ba%5D=https%3A%2F%2Fa.test%2F",
  ],
  ["an object for a text", "query", { schema: TEXT }, { a: 1 }, REFUSED],
  ["an object in a list", "query", list(), ["a", { a: 1 }], REFUSED],
  ["a Map", "query", { schema: ANY_OBJECT }, new Map([["a", "b"]]), REFUSED],
  ["a promise", "query", { style: "deepObject", schema: ANY_OBJECT }, Promise.resolve({ a: 1 }), REFUSED],
  ["a function", "header", { schema: TEXT }, () => "a", REFUSED],
  ["no number", "query", { schema: { type: "number" } }, Number.NaN, REFUSED],
  ["a circle", "query", { style: "deepObject", schema: ANY_OBJECT }, circle, REFUSED],
];

/** Values of PowerShell, as expressions. */
const OF_POWERSHELL: readonly (readonly [
  name: string,
  place: Call["place"],
  parameter: object,
  powershell: string,
  wire: MoreRow["wire"],
])[] = [
  ["a hashtable", "query", { style: "deepObject", schema: ANY_OBJECT }, "@{ a = @{ b = 1 } }", "color%5Ba%5D%5Bb%5D=1"],
  [
    "an object",
    "query",
    { style: "deepObject", schema: ANY_OBJECT },
    "([pscustomobject] @{ a = [pscustomobject] @{ b = 1; c = @(2, 3) } })",
    "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%5D%5B0%5D=2&color%5Ba%5D%5Bc%5D%5B1%5D=3",
  ],
  [
    "a list of .NET",
    "query",
    { schema: { type: "array", items: { type: "integer" } } },
    "([System.Collections.Generic.List[object]] @(1, 'a'))",
    "color=1&color=a",
  ],
  [
    "a dictionary of .NET",
    "query",
    { schema: ANY_OBJECT },
    "$(, $d = [System.Collections.Generic.Dictionary[string, object]]::new(); $d['a'] = 1.5; $d)",
    "a=1.5",
  ],
  ["an enumeration", "query", { schema: ANY_OBJECT }, "@{ day = [System.DayOfWeek]::Monday }", "day=Monday"],
  ["a switch", "query", { schema: ANY_OBJECT }, "@{ on = [switch] $true }", "on=true"],
  [
    "a date without a zone",
    "query",
    { schema: ANY_OBJECT },
    "@{ at = [datetime]::new(2026, 1, 2) }",
    "at=2026-01-02T00%3A00%3A00",
  ],
  [
    "a date with an offset",
    "query",
    { schema: ANY_OBJECT },
    "@{ at = [datetimeoffset]::new(2026, 1, 2, 3, 0, 0, [timespan]::FromHours(1)) }",
    "at=2026-01-02T02%3A00%3A00Z",
  ],
  ["a day", "query", { schema: ANY_OBJECT }, "@{ at = [System.DateOnly]::new(2026, 1, 2) }", "at=2026-01-02"],
  [
    "another culture",
    "query",
    { style: "deepObject", schema: ANY_OBJECT },
    "$($c = [cultureinfo]::InvariantCulture.Clone(); $c.NumberFormat.NumberDecimalSeparator = ','; $c.NumberFormat.NegativeSign = '~'; [cultureinfo]::CurrentCulture = $c; @{ a = -1.5, [bigint]::Pow(-10, 21) })",
    "color%5Ba%5D%5B0%5D=-1.5&color%5Ba%5D%5B1%5D=-1000000000000000000000",
  ],
  [
    "nothing in a list",
    "query",
    { schema: { type: "array", items: { type: "integer" } } },
    "@(1, $null, 3)",
    "color=1&color=3",
  ],
  ["a hashtable for a text", "query", { schema: TEXT }, "@{ a = 1 }", REFUSED],
  ["an object for a text", "query", { schema: TEXT }, "([pscustomobject] @{ a = 1 })", REFUSED],
  ["a hashtable in a list of texts", "query", list(), "@(@{ a = 1 })", REFUSED],
  ["a hashtable for a header", "header", { schema: TEXT }, "@{ a = 1 }", REFUSED],
  ["a hashtable for a cookie", "cookie", { schema: TEXT }, "@{ a = 1 }", REFUSED],
  ["a process for a text", "query", { schema: ANY_OBJECT }, "@{ a = [System.Text.StringBuilder]::new() }", REFUSED],
  ["a circle", "query", { style: "deepObject", schema: ANY_OBJECT }, "$($c = @{}; $c['self'] = $c; $c)", REFUSED],
  ["nothing for a number of a path", "path", { schema: { type: "integer" } }, "$null", REFUSED],
];

export const MORE_ROWS: readonly MoreRow[] = [
  ...GIVEN.map(([name, place, parameter, value, wire]): MoreRow => ({
    name,
    place,
    parameter,
    value,
    powershell: powershellValue(value),
    wire,
  })),
  ...OF_TYPESCRIPT.map(([name, place, parameter, value, wire]): MoreRow => ({
    name,
    place,
    parameter,
    value,
    powershell: "",
    wire,
    only: "typescript",
  })),
  ...OF_POWERSHELL.map(([name, place, parameter, powershell, wire]): MoreRow => ({
    name,
    place,
    parameter,
    value: undefined,
    powershell,
    wire,
    only: "powershell",
  })),
];
