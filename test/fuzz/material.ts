import { CHARACTERS, DELIMITERS } from "../support/hostile-texts.ts";
import { TRICKS } from "../hostile/spec.ts";
import type { Random } from "./random.ts";

/** Names that mean something in a language, a file system, JavaScript's objects or OpenAPI. */
const WORDS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "default",
  "class",
  "type",
  "function",
  "await",
  "eval",
  "arguments",
  "new",
  "delete",
  "null",
  "undefined",
  "NaN",
  "true",
  "con",
  "aux",
  "NUL",
  "COM1",
  "index",
  "index.ts",
  "..",
  ".",
  "/",
  "a/b",
  "%2e%2e",
  "%",
  "~0~1",
  "",
  " ",
  "\t",
  "\n",
  "0",
  "-1",
  "1e400",
  "0x10",
  "007",
  "日本語",
  "Ünïcödé",
  "ﬁ",
  "ß",
  "İ",
  "ı",
  "é",
  "é",
  "²",
  "½",
  "Ⅷ",
  "🎉",
  "👨‍👩‍👧",
  "\ufe0f",
  "\u200b",
  "\u202e",
  "\ud800",
  "\u{e0001}",
  "Error",
  "Promise",
  "Array",
  "Record",
  "Verbose",
  "WhatIf",
  "Debug",
  "PSItem",
  "input",
  "args",
  "Id",
  "ID",
  "id",
  "body",
  "options",
  "signal",
  "limit",
  "offset",
  "filters",
  "sorters",
  "count",
  "$ref",
  "$schema",
  "$id",
  "allOf",
  "properties",
  "Beta",
  "beta",
  "Mock",
  "Webhooks",
  "Aliases",
  "Core",
  "Client",
  "Get-Role",
  "-",
  "_",
  "$",
  "@",
  "#",
  "'",
  '"',
  "`",
  "\\",
];

/** Texts that try to leave where they stand, or are merely strange. */
export function hostileTextOf(random: Random): string {
  const choice = random.below(10);
  if (choice === 0) return random.pick(Object.values(TRICKS));
  if (choice <= 3) return random.pick(WORDS);
  if (choice === 4) return random.pick(WORDS) + random.pick(CHARACTERS) + random.pick(WORDS);
  if (choice === 5) return random.pick(["a", "Ab", "a-", "名", "*/", "🎉", "{", "a "]).repeat(1 + random.below(400));
  if (choice === 6)
    return String.fromCharCode(...Array.from({ length: 1 + random.below(6) }, () => random.below(0x10000)));
  const delimiter = random.pick(DELIMITERS);
  if (choice === 7) {
    const at = random.below(delimiter.length + 1);
    return `${delimiter.slice(0, at)}${random.pick(CHARACTERS)}${delimiter.slice(at)}`;
  }
  return Array.from({ length: 1 + random.below(12) }, () =>
    random.pick([
      () => random.pick(DELIMITERS) as string,
      () => random.pick(CHARACTERS),
      () => random.pick([..."*/`{}<>|\\[]()_~#:-=!&;'\"$@\n\t ", "a", "1. ", "- ", "> ", "| ", "__pwned()"]),
    ])(),
  ).join("");
}

/** A value of any kind. */
export function anyValue(random: Random, depth = 0): unknown {
  const choice = random.below(depth > 2 ? 10 : 14);
  if (choice === 0) return null;
  if (choice === 1) return random.chance(0.5);
  if (choice <= 4) return random.pick([0, -0, 1, -1, 0.1, 1e21, 1e-7, 2 ** 53, 2 ** 31, -(2 ** 63), 255, 3.5, 1e308]);
  if (choice <= 8) return hostileTextOf(random);
  if (choice === 9) return random.chance(0.5) ? [] : {};
  if (choice <= 11) return Array.from({ length: random.below(4) }, () => anyValue(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: random.below(4) }, () => [hostileTextOf(random), anyValue(random, depth + 1)]),
  );
}

const TYPES = ["string", "number", "integer", "boolean", "array", "object", "null", "file", "String", ""];
const FORMATS = [
  "date-time",
  "date",
  "binary",
  "byte",
  "uuid",
  "int32",
  "int64",
  "double",
  "password",
  "email",
  "nonsense",
];

/** Schemas of every construct, alone and inside one another; `refs` are where references may lead. */
export function schemaOf(random: Random, refs: readonly string[], depth = 0): unknown {
  const inner = (): unknown => schemaOf(random, refs, depth + 1);
  const list = (most: number): unknown[] => Array.from({ length: random.below(most + 1) }, inner);
  const name = (): string =>
    random.chance(0.5) ? random.pick(["id", "name", "type", "kind", "a", "b"]) : hostileTextOf(random);
  const map = (most: number): Record<string, unknown> =>
    Object.fromEntries(Array.from({ length: random.below(most + 1) }, () => [name(), inner()]));
  if (depth > 4) return { type: random.pick(TYPES) };
  const choices: (() => unknown)[] = [
    () => ({ $ref: random.pick(refs) }),
    () => ({ $ref: random.pick(refs), description: hostileTextOf(random), nullable: true }),
    () => ({ type: random.pick(TYPES), format: random.pick(FORMATS) }),
    () => ({ type: [random.pick(TYPES), random.pick(TYPES)] }),
    () => ({ type: "string", enum: Array.from({ length: random.below(5) }, () => anyValue(random)) }),
    () => ({
      type: "string",
      enum: ["A", "a", "A ", "a-", random.pick(WORDS)],
      "x-enum-varnames": ["A", "A"],
      default: "B",
    }),
    () => ({ enum: ["a", 1, null, true, { a: 1 }] }),
    () => ({ const: anyValue(random) }),
    () => ({ type: "array", items: inner(), minItems: random.below(3), uniqueItems: true }),
    () => ({ type: "array", prefixItems: list(3), items: random.chance(0.5) ? false : inner() }),
    () => ({ type: "array" }),
    () => ({ type: "object", properties: map(4), required: [name(), name()] }),
    () => ({ properties: map(4), additionalProperties: random.chance(0.5) ? random.chance(0.5) : inner() }),
    () => ({ type: "object", additionalProperties: inner(), example: anyValue(random) }),
    () => ({ type: "object", patternProperties: map(2), propertyNames: inner(), minProperties: 1 }),
    () => ({ allOf: list(3), properties: map(2) }),
    () => ({ allOf: [inner()], nullable: true }),
    () => ({ oneOf: list(3), discriminator: { propertyName: name(), mapping: { [name()]: random.pick(refs) } } }),
    () => ({ anyOf: list(3), description: hostileTextOf(random) }),
    () => ({ anyOf: [inner(), { type: "null" }], default: anyValue(random) }),
    () => ({ type: "object", properties: map(2), oneOf: list(3), allOf: list(2) }),
    () => ({ not: inner() }),
    () => ({ if: inner(), then: inner(), else: inner() }),
    () => ({ $id: name(), $anchor: name(), $defs: map(2), $dynamicRef: "#x", unevaluatedProperties: false }),
    () => ({
      type: "string",
      pattern: random.pick(["(a+)+$", "[", "^\\d{1,99999}$", "(?<=a)b", hostileTextOf(random)]),
      example: "aaaa!",
    }),
    () => ({ type: "integer", minimum: 5, maximum: 1, default: anyValue(random), example: 9007199254740993 }),
    () => ({ type: "object", readOnly: true, writeOnly: true, deprecated: anyValue(random), properties: map(3) }),
    () => ({ title: hostileTextOf(random), description: hostileTextOf(random), type: "object", properties: map(3) }),
    () => random.chance(0.5),
    () => anyValue(random),
  ];
  return random.pick(choices)();
}

/** Media types that mean something to a target, and such as mean nothing. */
export const MEDIA_TYPES = [
  "application/json",
  "application/json-patch+json",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "multipart/mixed",
  "text/plain",
  "text/csv",
  "application/octet-stream",
  "application/xml",
  "text/event-stream",
  "application/scim+json; charset=utf-8",
  "*/*",
  "",
  "application",
];
