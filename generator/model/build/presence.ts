import { UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { child, isObject, type RawObject } from "../../load/tree.ts";
import type { Presence } from "../model.ts";
import { hasShape, type ObjectPart } from "./compose.ts";
import { unlistedRequired } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

/** The keys of an option that states only which properties are required. */
const SILENT = new Set(["required", "title", "description", "type"]);

/** Keys that do not restrict values. */
const WORDS = new Set(["title", "description"]);

/** The `required` lists of a union whose options state nothing else. Returns undefined for any other value. */
function presenceIn(options: unknown): Presence["lists"] | undefined {
  if (!Array.isArray(options) || options.length === 0) return undefined;
  const lists = options.map((option: unknown) => {
    if (!isObject(option) || hasShape(option) || !Object.keys(option).every((key) => SILENT.has(key))) return undefined;
    const { type = "object", required } = option;
    return type === "object" && Array.isArray(required) ? required.map(String) : undefined;
  });
  return lists.every((list) => list !== undefined && list.length > 0) ? (lists as Presence["lists"]) : undefined;
}

/** The presence rules of a schema beside `required`: one entry for each union keyword. */
export function presenceOf(schema: RawObject): readonly Presence[] {
  return UNION_KEYWORDS.flatMap((keyword) => {
    const lists = presenceIn(schema[keyword]);
    // One list has no second.
    return lists === undefined ? [] : [{ lists, isExclusive: keyword === "oneOf" && lists.length > 1 }];
  });
}

/**
 * The union keywords that are neither alternatives of type (`isUnion`) nor {@link presenceOf}, and those whose rule is
 * stricter than a type can say. The type is wider than they are.
 */
export function unreadConditions(schema: RawObject, isUnion: (keyword: string) => boolean): readonly string[] {
  return UNION_KEYWORDS.filter((keyword) => {
    const options = schema[keyword];
    return (
      Array.isArray(options) &&
      options.some((option: unknown) => isObject(option) && Object.keys(option).some((key) => !WORDS.has(key))) &&
      !isUnion(keyword) &&
      !isSaid(keyword, presenceIn(options))
    );
  });
}

/** Whether types can say it: of two lists only one can be whole where each lacks one property of the other. */
function isSaid(keyword: string, lists: Presence["lists"] | undefined): boolean {
  if (lists === undefined) return false;
  return keyword !== "oneOf" || lists.every((list) => lists.every((other) => other === list || lacksOne(list, other)));
}

function lacksOne(list: readonly string[], other: readonly string[]): boolean {
  return other.filter((wire) => !list.includes(wire)).length === 1;
}

/** Reports the names that a part requires and no part of the object lists. */
export function reportUnlisted(state: BuildState, parts: readonly ObjectPart[], properties: ReadonlySet<string>): void {
  for (const { cursor, schema } of parts)
    for (const name of Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : [])
      if (typeof name === "string" && !properties.has(name))
        report(state, unlistedRequired, { name }, child(cursor, "required"));
}
