import type { Declaration, DeclarationId, Json, TypeUse } from "../../model/model.ts";
import { withoutNull } from "../../model/uses.ts";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/**
 * Whether an example is a placeholder: `string` or `text`, which tools insert, or a UUID of zeros, also inside a URL.
 * The value `string` is a real example of a property whose name ends in `type`.
 */
export function isPlaceholder(value: Json | undefined, name: string): boolean {
  if (typeof value !== "string") return false;
  if (/(?<![0-9a-f])0{8}-0{4}-0{4}-0{4}-0{12}(?![0-9a-f])/iu.test(value)) return true;
  return /^(?:string|text)$/iu.test(value.trim()) && !/type$/iu.test(name);
}

/** The first example that is not a placeholder. Returns undefined if there is none. */
export function usableExample(examples: readonly { readonly value: Json }[], name: string): Json | undefined {
  return examples.find(({ value }) => !isPlaceholder(value, name))?.value;
}

/** The most frequent example among properties of the same name and type. Returns undefined if there is none. */
export function exampleElsewhere(declarations: Declarations, name: string, use: TypeUse): Json | undefined {
  const key = keyOf(name, use);
  return key === undefined ? undefined : indexOf(declarations).get(key);
}

const indexes = new WeakMap<Declarations, ReadonlyMap<string, Json>>();

function indexOf(declarations: Declarations): ReadonlyMap<string, Json> {
  const known = indexes.get(declarations);
  if (known !== undefined) return known;
  const counts = new Map<string, Map<Json, number>>();
  for (const declaration of declarations.values()) {
    for (const { wire, use, examples } of declaration.kind === "object" ? declaration.properties : []) {
      const key = keyOf(wire, use);
      const value = usableExample(examples, wire);
      if (key === undefined || value === undefined || !isOf(value, withoutNull(use))) continue;
      const own = counts.get(key) ?? new Map<Json, number>();
      counts.set(key, own.set(value, (own.get(value) ?? 0) + 1));
    }
  }
  // Sorting is stable: of equally frequent examples, the first is used.
  const index = new Map(
    [...counts].flatMap(([key, own]) =>
      [...own]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 1)
        .map(([value]) => [key, value]),
    ),
  );
  indexes.set(declarations, index);
  return index;
}

function keyOf(name: string, use: TypeUse): string | undefined {
  const plain = withoutNull(use);
  return plain.kind === "scalar" ? [name, plain.scalar, plain.format ?? ""].join("\0") : undefined;
}

function isOf(value: Json, use: TypeUse): boolean {
  if (use.kind !== "scalar") return false;
  if (use.scalar === "boolean") return typeof value === "boolean";
  if (use.scalar === "integer") return Number.isInteger(value);
  return typeof value === (use.scalar === "number" ? "number" : "string");
}

/** Sample texts by the end of a name, in its usual spellings. The first match is used. */
const BY_NAME: readonly (readonly [pattern: RegExp, text: string])[] = [
  [/e-?mail(?:[-_]?address)?$/iu, "someone@example.com"],
  [/(?:ur[il]|href|link|endpoint|website)$/iu, "https://example.com/"],
  [
    /(?:date|time|timestamp)$|^(?:created|modified|updated|expires|deleted)$|(?:[a-z]At|[-_]at)$/u,
    "2025-05-20T12:30:00Z",
  ],
  [/time[-_]?zone$/iu, "America/New_York"],
  [/(?:locale|language)(?:[-_]?code)?$/iu, "en-US"],
  [/country(?:[-_]?code)?$/iu, "US"],
  [/phone(?:[-_]?number)?$/iu, "+1 512 555 0100"],
  [/^first[-_]?name$/iu, "Ann"],
  [/^last[-_]?name$/iu, "Miller"],
  [/user[-_]?name$|alias$/iu, "ann.miller"],
  [/file[-_]?name$/iu, "report.csv"],
  [/host(?:[-_]?name)?$|domain$/iu, "example.com"],
  [/name$/iu, "Example"],
  [/^ids?$/u, "2c9180835d191a86015d28455b4a2329"],
  [/(?:[a-z]I[dD]s?|[-_]ids?|GUID|guid|uuid)$/u, "2c9180835d191a86015d28455b4a2329"],
  [/^op$/iu, "replace"],
  [/path$|^(?:from|pointer)$/iu, "/name"],
  [/version$/iu, "1.0"],
  [/(?:secret|password|token)$/iu, "a-secret"],
];

/** A sample text for a name. If no pattern matches, the text repeats the words of the name. */
export function textByName(name: string): string {
  const known = BY_NAME.find(([pattern]) => pattern.test(name));
  if (known !== undefined) return known[1];
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/gu, "$1 $2")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
  return words === "" ? "example" : `example ${words}`;
}
