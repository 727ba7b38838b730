import { keywordsOf, UNION_KEYWORDS } from "../../load/grammar-lookups.ts";
import { statedTypes } from "../../load/schema-types.ts";
import { child, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { isComposedObject } from "./alternatives.ts";
import { isStructural } from "./compose.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { excludesAll } from "./never.ts";
import { unreadConditions } from "./presence.ts";
import { listedNames } from "./rest.ts";
import { report, type BuildState } from "./state.ts";
import { unionKeywords } from "./union.ts";

/** Keywords that the builders ignore. The type is then wider or narrower than the spec. */
const UNREAD = keywordsOf("schema", ({ unread }) => unread === "wider" || unread === "narrower");

/**
 * Keywords whose schemas apply to some values only, with the keywords that belong to them. `then` and `else` are
 * reported with `if`.
 */
const CONDITIONS: readonly (readonly [keyword: string, branches: readonly string[]])[] = [
  ["if", ["then", "else"]],
  ["dependentSchemas", []],
];

/** Every keyword that {@link reportUnread} looks at. */
const TOLD: ReadonlySet<string> = new Set([
  ...UNREAD.map(([keyword]) => keyword),
  ...CONDITIONS.map(([keyword]) => keyword),
  ...UNION_KEYWORDS,
  ...["allOf", "discriminator", "prefixItems", "propertyNames", "unevaluatedItems"],
]);

/**
 * Reports the keywords of a schema that the builders do not read, and whether the type is therefore wider or narrower.
 */
export function reportUnread(state: BuildState, cursor: Cursor, schema: RawObject): void {
  // Nearly every schema has only keywords of which there is nothing to tell.
  if (!Object.keys(schema).some((keyword) => TOLD.has(keyword))) return;
  for (const [keyword, { unread }] of UNREAD)
    if (schema[keyword] !== undefined && unread !== undefined && !(keyword === "not" && excludesAll(schema)))
      report(state, unsupportedKeyword, { keyword, direction: unread === "narrower" ? "narrower" : "wider" }, cursor);
  for (const [keyword, branches] of CONDITIONS) {
    const condition = schema[keyword];
    if (condition === undefined) continue;
    const schemas = keyword === "if" ? branches.map((branch) => schema[branch]) : Object.values(Object(condition));
    const lacks = unlistedProperties(schema, schemas);
    const holes =
      lacks.length === 0
        ? ({ keyword, direction: "wider" } as const)
        : ({
            keyword,
            direction: "narrower",
            lacks: `it lacks ${lacks.map((wire) => `\`${wire}\``).join(", ")}`,
          } as const);
    report(state, unsupportedKeyword, holes, cursor);
  }
  if (isObject(schema["propertyNames"]) && listedNames(state, cursor) === undefined)
    report(state, unsupportedKeyword, { keyword: "propertyNames", direction: "wider" }, cursor);
  for (const keyword of ["prefixItems", "unevaluatedItems"])
    if (schema[keyword] !== undefined && isNoList(state, cursor, schema))
      report(state, unsupportedKeyword, { keyword, direction: "none" }, cursor);
  // OpenAPI 3.2: the schema of an object whose tag is missing or not mapped.
  const discriminator = schema["discriminator"];
  if (isObject(discriminator) && discriminator["defaultMapping"] !== undefined)
    report(state, unsupportedKeyword, { keyword: "discriminator.defaultMapping", direction: "wider" }, cursor);
  const unions = unionKeywords(cursor);
  for (const keyword of unreadConditions(schema, (key) => unions.some((union) => union === key)))
    report(state, unsupportedKeyword, { keyword: `${keyword} of conditions`, direction: "wider" }, cursor);
  // No builder visits a member of an `allOf` that only restricts values: `allOf: [X, { not: Y }]`.
  const members = schema["allOf"];
  if (!Array.isArray(members)) return;
  for (const [index, member] of members.entries())
    if (isObject(member) && !isStructural(member)) reportUnread(state, child(cursor, "allOf", index), member);
}

function isNoList(state: BuildState, cursor: Cursor, schema: RawObject): boolean {
  const types = statedTypes(schema);
  return types.length > 0 ? !types.includes("array") : isComposedObject(state, cursor);
}

/** The properties that a schema has only under a condition. The type of the schema does not list them. */
function unlistedProperties(schema: RawObject, branches: readonly unknown[]): readonly string[] {
  const own = isObject(schema["properties"]) ? schema["properties"] : {};
  const names = branches.flatMap((branch) => {
    const properties = isObject(branch) ? branch["properties"] : undefined;
    return isObject(properties) ? Object.keys(properties) : [];
  });
  return [...new Set(names)].filter((wire) => !Object.hasOwn(own, wire));
}
