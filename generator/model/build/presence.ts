import { UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { isObject, type RawObject } from "../../load/tree.ts";
import { hasShape } from "./compose.ts";

type Presence = readonly (readonly string[])[];

/** The keys of an option that states only which properties are required. */
const SILENT = new Set(["required", "title", "description", "type"]);

/** Keys that do not restrict values. */
const WORDS = new Set(["title", "description"]);

/** The `required` lists of a union whose options state nothing else. Returns undefined for any other value. */
function presenceIn(options: unknown): Presence | undefined {
  if (!Array.isArray(options) || options.length === 0) return undefined;
  const lists = options.map((option: unknown) => {
    if (!isObject(option) || hasShape(option) || !Object.keys(option).every((key) => SILENT.has(key))) return undefined;
    const { type = "object", required } = option;
    return type === "object" && Array.isArray(required) ? required.map(String) : undefined;
  });
  return lists.every((list) => list !== undefined && list.length > 0) ? (lists as Presence) : undefined;
}

/** The presence rules of a schema beside `required`: one entry for each union keyword. */
export function presenceOf(schema: RawObject): readonly Presence[] {
  return UNION_KEYWORDS.flatMap((keyword) => {
    const found = presenceIn(schema[keyword]);
    return found === undefined ? [] : [found];
  });
}

/**
 * The union keywords that are neither alternatives of type (`isUnion`) nor {@link presenceOf}. The model does not
 * express them.
 */
export function unreadConditions(schema: RawObject, isUnion: (keyword: string) => boolean): readonly string[] {
  return UNION_KEYWORDS.filter((keyword) => {
    const options = schema[keyword];
    return (
      Array.isArray(options) &&
      options.some((option: unknown) => isObject(option) && Object.keys(option).some((key) => !WORDS.has(key))) &&
      !isUnion(keyword) &&
      presenceIn(options) === undefined
    );
  });
}
