import type { JsonCodec } from "./operation.js";
import { printJson } from "./text.js";

/**
 * States where a value and its parts hold integers that are read and written without loss of digits. A string refers to
 * the places of that name.
 */
export interface IntegerPlaces {
  /** The type that an integer has in the program. */
  readonly as?: "bigint" | "string";
  /** The schema also accepts a string here; a string of digits is then sent as a string. */
  readonly orText?: true;
  readonly properties?: Readonly<Record<string, IntegerPlaces | string>>;
  /** The properties that `properties` does not list. */
  readonly rest?: IntegerPlaces | string;
  /** The first items of a list, by position. */
  readonly positions?: readonly (IntegerPlaces | string)[];
  /** The items after `positions`. */
  readonly items?: IntegerPlaces | string;
  /** For an operation of a JSON Patch: the value that its path points into. */
  readonly patched?: IntegerPlaces | string;
}

type Place = IntegerPlaces | string | undefined;

/** Longer numbers are read as JSON reads them, because converting them takes too long. */
const LONGEST = 400;

/** Reads `1`, `1.0` and `1e3` as an integer. Returns undefined for any other text. */
function readInteger(token: string): bigint | undefined {
  const [, digits = "", fraction = "", exponent = ""] =
    /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
  const shift = Number(exponent) - fraction.length;
  if (!digits || token.length > LONGEST || Math.abs(shift) > LONGEST)
    return undefined;
  const number = BigInt(digits + fraction);
  const scale = 10n ** BigInt(Math.abs(shift));
  if (shift >= 0) return number * scale;
  return number % scale ? undefined : number / scale;
}

/** Returns the JSON text with every number written as a string. */
function quoteNumbers(json: string): string {
  let isText = false;
  return json.replace(/\\.|"|-?\d[\d.e+-]*/gi, (token) => {
    if (token === '"') isText = !isText;
    return isText || /^["\\]/.test(token) ? token : `"${token}"`;
  });
}

/**
 * Makes the codecs of a version. `names` holds the places that others refer to by name. A number that is not an integer
 * is read as JSON reads it. A bigint is written as an integer everywhere.
 */
export function integerCodecs(
  names: Readonly<Record<string, IntegerPlaces>> = {},
): (place: IntegerPlaces | string) => JsonCodec {
  const find = (place: Place): IntegerPlaces =>
    (typeof place === "string" ? names[place] : place) ?? {};

  const propertyOf = (place: Place, key: string): Place => {
    const { properties = {}, rest } = find(place);
    return Object.hasOwn(properties, key) ? properties[key] : rest;
  };

  const itemOf = (place: Place, key: string): Place => {
    const { positions, items } = find(place);
    return positions?.[Number(key)] ?? items;
  };

  /**
   * Follows the path of a patch operation through the places. A digit or `-` may be the index of a list or the name of
   * a property.
   */
  const patchedBy = (place: Place, path: unknown): Place =>
    String(path)
      .split("/")
      .slice(1)
      .reduce<Place>(
        (at, key) =>
          (/^(\d+|-)$/.test(key) ? itemOf(at, key) : undefined) ??
          propertyOf(at, key.replace(/~1/g, "/").replace(/~0/g, "~")),
        place,
      );

  const partOf = (place: Place, holder: object, key: string): Place => {
    if (Array.isArray(holder)) return itemOf(place, key);
    const { patched } = find(place);
    return patched && key === "value"
      ? patchedBy(patched, (holder as { path?: unknown }).path)
      : propertyOf(place, key);
  };

  /** `tokens` is the same value with its numbers as strings. */
  const revive = (place: Place, value: unknown, tokens: unknown): unknown => {
    const { as } = find(place);
    if (typeof value === "number" && as) {
      const integer = readInteger(tokens as string);
      if (integer === undefined) return value;
      return as === "bigint" ? integer : String(integer);
    }
    if (place === undefined || typeof value !== "object" || !value)
      return value;
    for (const [key, part] of Object.entries(value)) {
      const token = (tokens as Record<string, unknown>)[key];
      const revived = revive(partOf(place, value, key), part, token);
      // An assignment to `__proto__` would change the prototype.
      if (revived !== part)
        Object.defineProperty(value, key, { value: revived });
    }
    return value;
  };

  const codecOf = (root: Place): JsonCodec => ({
    parse: (text) => {
      const value: unknown = JSON.parse(text);
      return revive(root, value, JSON.parse(quoteNumbers(text)));
    },
    stringify: (value) => {
      // The mark stands before the digits, and must not occur elsewhere in the text.
      let mark = "integer";
      const plain = printJson(value, (_, part) =>
        typeof part === "bigint" ? String(part) : part,
      );
      while (plain?.includes(mark)) mark += ":";
      const known = new Map<object, Place>();
      const marked = printJson(value, function (key, part) {
        const place = known.has(this)
          ? partOf(known.get(this), this, key)
          : root;
        if (typeof part === "bigint") return mark + String(part);
        const { as, orText } = find(place);
        if (
          typeof part === "string" &&
          as === "string" &&
          !orText &&
          /^-?\d+$/.test(part)
        )
          return mark + String(BigInt(part));
        if (typeof part === "object" && part) known.set(part, place);
        return part;
      });
      return marked?.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
    },
    at: (holder, key) => codecOf(partOf(root, holder, key)),
  });
  return codecOf;
}
