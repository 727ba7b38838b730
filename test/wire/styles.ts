/**
 * What the specification defines: OpenAPI 3.0.4 and 3.1.1, Parameter Object, "Style Values" and "Style Examples". Written
 * down apart from the generator: the rows of the test are held against it.
 */
export type Kind = "single" | "list" | "object";

export interface Combination {
  readonly place: "path" | "query" | "header" | "cookie";
  readonly style: string;
  readonly explode: boolean;
  /** The kinds of values that the table has a form for. */
  readonly kinds: readonly Kind[];
}

const ALL: readonly Kind[] = ["single", "list", "object"];
const BOTH = [false, true];

const TABLE: readonly {
  places: readonly Combination["place"][];
  style: string;
  explodes: readonly boolean[];
  kinds: readonly Kind[];
}[] = [
  { places: ["path"], style: "matrix", explodes: BOTH, kinds: ALL },
  { places: ["path"], style: "label", explodes: BOTH, kinds: ALL },
  { places: ["path", "header"], style: "simple", explodes: BOTH, kinds: ALL },
  { places: ["query", "cookie"], style: "form", explodes: BOTH, kinds: ALL },
  { places: ["query"], style: "spaceDelimited", explodes: [false], kinds: ["list", "object"] },
  { places: ["query"], style: "pipeDelimited", explodes: [false], kinds: ["list", "object"] },
  { places: ["query"], style: "deepObject", explodes: [true], kinds: ["object"] },
];

export const COMBINATIONS: readonly Combination[] = TABLE.flatMap(({ places, style, explodes, kinds }) =>
  places.flatMap((place) => explodes.map((explode) => ({ place, style, explode, kinds }))),
);

/** `query form explode`. */
export function combinationName({ place, style, explode }: Combination): string {
  return `${place} ${style}${explode ? " explode" : ""}`;
}

export type Value =
  null | undefined | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value };

/** A value of each shape, with its schema and, where JSON has no such value, what PowerShell is given. */
export interface Shape {
  readonly kind: Kind;
  readonly schema: object;
  readonly value: Value;
  readonly powershell?: string;
  /** No style but deepObject has a form for it. */
  readonly isNested?: boolean;
}

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const listOf = (items: object): object => ({ type: "array", items });
const objectOf = (properties: Readonly<Record<string, object>>): object => ({ type: "object", properties });

export const SHAPES: Readonly<Record<string, Shape>> = {
  text: { kind: "single", schema: TEXT, value: "plain" },
  reserved: { kind: "single", schema: TEXT, value: "a/b?c=d&e#f+g;h,i'j!(k)*[l]{m}|n\\o%2Fp" },
  unicode: { kind: "single", schema: TEXT, value: "naïve ☃ 日本 😀" },
  spaces: { kind: "single", schema: TEXT, value: "two  blanks and one" },
  empty: { kind: "single", schema: TEXT, value: "" },
  nothing: { kind: "single", schema: { type: "integer", nullable: true }, value: null },
  integer: { kind: "single", schema: { type: "integer" }, value: -42 },
  number: { kind: "single", schema: NUMBER, value: 1.5 },
  large: { kind: "single", schema: NUMBER, value: 1e16 },
  bigInteger: {
    kind: "single",
    schema: { type: "integer", format: "int64" },
    value: 9007199254740993n,
    powershell: "([bigint]::Parse('9007199254740993'))",
  },
  boolean: { kind: "single", schema: { type: "boolean" }, value: false },
  date: {
    kind: "single",
    schema: { type: "string", format: "date-time" },
    value: "2026-01-02T03:04:05Z",
    powershell: "([datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc))",
  },
  list: { kind: "list", schema: listOf(TEXT), value: ["red", "b/l&u=e", "green"] },
  unicodeList: { kind: "list", schema: listOf(TEXT), value: ["grün", "日本"] },
  listOfOne: { kind: "list", schema: listOf(TEXT), value: ["red"] },
  numbers: { kind: "list", schema: listOf(NUMBER), value: [1, 25, -3] },
  enumerations: { kind: "list", schema: listOf({ type: "string", enum: ["on", "off"] }), value: ["on", "off"] },
  gapsInList: { kind: "list", schema: listOf({ ...NUMBER, nullable: true }), value: [1, null, 3] },
  emptyList: { kind: "list", schema: listOf(TEXT), value: [] },
  object: {
    kind: "object",
    schema: objectOf({ R: NUMBER, "g/n": TEXT, B: { type: "boolean" } }),
    value: { R: 100, "g/n": "x&y=z", B: true },
  },
  map: { kind: "object", schema: { type: "object", additionalProperties: TEXT }, value: { one: "1", two: "2" } },
  open: { kind: "object", schema: { type: "object", additionalProperties: true }, value: { one: "1", two: 2 } },
  gapsInObject: {
    kind: "object",
    schema: objectOf({ R: { ...TEXT, nullable: true }, G: TEXT }),
    value: { R: null, G: "g" },
  },
  emptyObject: { kind: "object", schema: objectOf({ R: NUMBER }), value: {} },
  listOfLists: { kind: "list", schema: listOf(listOf(TEXT)), value: [["a"], ["b", "c"]], isNested: true },
  listOfObjects: {
    kind: "list",
    schema: listOf(objectOf({ a: TEXT })),
    value: [{ a: "1" }, { a: "2" }],
    isNested: true,
  },
  objectWithList: {
    kind: "object",
    schema: objectOf({ a: listOf(TEXT), b: TEXT }),
    value: { a: ["1", "2"], b: "3" },
    isNested: true,
  },
  objectWithObject: {
    kind: "object",
    schema: objectOf({ a: objectOf({ b: objectOf({ c: TEXT }) }) }),
    value: { a: { b: { c: "1" } } },
    isNested: true,
  },
  objectWithObjects: {
    kind: "object",
    schema: objectOf({ a: listOf(objectOf({ b: TEXT, c: listOf(listOf(NUMBER)) })) }),
    value: { a: [{ b: "1" }, { b: "2", c: [[3, 4], [5]] }] },
    isNested: true,
  },
};

/** The rows that the specification asks for: every combination with every shape that it has a form for. */
export function neededRows(): readonly { readonly combination: Combination; readonly shape: string }[] {
  return COMBINATIONS.flatMap((combination) =>
    Object.entries(SHAPES)
      .filter(([, { kind }]) => combination.kinds.includes(kind))
      .map(([shape]) => ({ combination, shape })),
  );
}
