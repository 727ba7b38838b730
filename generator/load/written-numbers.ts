import { exactValue } from "./exact-number.ts";
import { testPattern } from "./linear-pattern.ts";
import type { RuleContext } from "./rule.ts";
import { soleType } from "./schema-types.ts";
import { child, isObject, type Cursor, type RawObject } from "./tree.ts";

/** Where an example or a default stands. */
interface JsonPlace {
  /** The schema of the value; undefined where none is known. */
  readonly schema: Cursor | undefined;
  /** The way from the visited node to the value. */
  readonly tokens: readonly (string | number)[];
  readonly context: RuleContext;
  /** Called with each number that becomes its text, because the schema has a string. */
  readonly onText: (value: number, text: string, tokens: readonly (string | number)[]) => void;
}

/**
 * An example or a default with the digits of its integers beyond 2^53, as texts, wherever its schema has an integer, and
 * with the texts of its numbers wherever its schema has a string. Returns the same value if it has no number. A number
 * at any other place stays.
 */
export function withWrittenNumbers(value: unknown, place: JsonPlace): unknown {
  return holdsNumber(value) ? withDigits(value, place) : value;
}

function holdsNumber(value: unknown): boolean {
  return (
    typeof value === "number" || (typeof value === "object" && value !== null && Object.values(value).some(holdsNumber))
  );
}

function withDigits(value: unknown, { schema, tokens, context, onText }: JsonPlace): unknown {
  const parts = schema === undefined ? [] : partsOf(schema, context);
  if (typeof value === "number") {
    const types = new Set(parts.map(({ value: part }) => soleType(part as RawObject)));
    if (types.has("integer")) return exactValue(value, { type: "integer", tokens, context });
    if (!types.has("string") || types.has("number")) return value;
    const text = exactValue(value, { type: "string", tokens, context });
    if (typeof text === "string") onText(value, text, tokens);
    return text;
  }
  const inside = (key: string | number, part: unknown, own: Cursor | undefined): unknown =>
    withDigits(part, { schema: own, tokens: [...tokens, key], context, onText });
  if (Array.isArray(value)) {
    const items = firstSchema(parts, ["items"]);
    return value.map((item: unknown, index) =>
      inside(index, item, firstSchema(parts, ["prefixItems", index]) ?? items),
    );
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const own =
        firstSchema(parts, ["properties", key]) ??
        ofPattern(parts, key) ??
        firstSchema(parts, ["additionalProperties"]) ??
        firstSchema(parts, ["unevaluatedProperties"]);
      return [key, inside(key, part, own)];
    }),
  );
}

/** A schema with the members of its compositions, references followed. Each schema occurs once. */
function partsOf(schema: Cursor, { follow }: RuleContext): readonly Cursor[] {
  const seen = new Set<unknown>();
  const parts: Cursor[] = [];
  const waiting = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const part = follow(next);
    if (part === undefined || !isObject(part.value) || seen.has(part.value)) continue;
    seen.add(part.value);
    parts.push(part);
    for (const keyword of ["allOf", "oneOf", "anyOf"]) {
      const members = part.value[keyword];
      if (Array.isArray(members)) waiting.push(...members.map((_, index) => child(part, keyword, index)));
    }
  }
  return parts;
}

/** The first schema of `patternProperties` whose pattern accepts a name. A pattern that cannot be run has no names. */
function ofPattern(parts: readonly Cursor[], name: string): Cursor | undefined {
  for (const part of parts) {
    const stated = isObject(part.value) ? part.value["patternProperties"] : undefined;
    for (const pattern of isObject(stated) ? Object.keys(stated) : []) {
      const tried = testPattern(pattern, name);
      const schema = child(part, "patternProperties", pattern);
      if ("accepts" in tried && tried.accepts && isObject(schema.value)) return schema;
    }
  }
  return undefined;
}

function firstSchema(parts: readonly Cursor[], way: readonly (string | number)[]): Cursor | undefined {
  return parts.map((part) => child(part, ...way)).find(({ value }) => isObject(value));
}
