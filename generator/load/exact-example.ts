import { exactValue } from "./exact-number.ts";
import type { RuleContext } from "./rule.ts";
import { soleType } from "./schema-types.ts";
import { child, isObject, type Cursor, type RawObject } from "./tree.ts";

/** Where an example stands. */
interface ExamplePlace {
  /** The schema of the value; undefined where none is known. */
  readonly schema: Cursor | undefined;
  /** The way from the visited node to the value. */
  readonly tokens: readonly (string | number)[];
  readonly context: RuleContext;
  /** Called with each number that becomes its text, because the schema has a string. Absent: numbers stay. */
  readonly onText?: (value: number, text: string, tokens: readonly (string | number)[]) => void;
}

/**
 * An example with the digits of its integers beyond 2^53, as texts, wherever its schema has an integer. Returns the
 * same value if it has no such integer. A number at any other place stays, because its digits are no integer's.
 */
export function exactExample(value: unknown, place: ExamplePlace): unknown {
  return holdsLongInteger(value) ? withDigits(value, place) : value;
}

/** A default that is an object or a list, with the digits of its long integers and the texts of its strings. */
export function exactDefault(value: unknown, place: Required<ExamplePlace>): unknown {
  return withDigits(value, place);
}

/** Whether a value has an integer that a JavaScript number cannot hold. */
function holdsLongInteger(value: unknown): boolean {
  if (typeof value === "number") return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === "object" && value !== null && Object.values(value).some(holdsLongInteger);
}

function withDigits(value: unknown, { schema, tokens, context, onText }: ExamplePlace): unknown {
  const parts = schema === undefined ? [] : partsOf(schema, context);
  if (typeof value === "number") {
    const types = new Set(parts.map(({ value: part }) => soleType(part as RawObject)));
    if (types.has("integer")) return exactValue(value, { type: "integer", tokens, context });
    if (onText === undefined || !types.has("string") || types.has("number")) return value;
    const text = exactValue(value, { type: "string", tokens, context });
    if (typeof text === "string") onText(value, text, tokens);
    return text;
  }
  const inside = (key: string | number, part: unknown, own: Cursor | undefined): unknown =>
    withDigits(part, { schema: own, tokens: [...tokens, key], context, ...(onText && { onText }) });
  if (Array.isArray(value)) {
    const items = firstSchema(parts, ["items"]);
    return value.map((item: unknown, index) => inside(index, item, items));
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const own = firstSchema(parts, ["properties", key]) ?? firstSchema(parts, ["additionalProperties"]);
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

function firstSchema(parts: readonly Cursor[], way: readonly string[]): Cursor | undefined {
  return parts.map((part) => child(part, ...way)).find(({ value }) => isObject(value));
}
