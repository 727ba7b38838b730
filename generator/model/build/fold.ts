import { SHAPE_KEYWORDS } from "../../load/grammar-lookups.ts";
import { child, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { isStructural } from "./compose.ts";

/** Keywords beside a single `allOf` member that make the schema more than that member. */
const BESIDE_FOLDED = SHAPE_KEYWORDS.filter((keyword) => keyword !== "allOf" && keyword !== "properties");

/**
 * The only structural member of an `allOf`, if the schema means just that member. Returns undefined where members or
 * siblings must be merged.
 */
export function foldAllOf(cursor: Cursor): Cursor | undefined {
  const schema = cursor.value as RawObject;
  const members = schema["allOf"];
  if (
    !Array.isArray(members) ||
    hasProperties(schema) ||
    mayListNames(schema) ||
    BESIDE_FOLDED.some((keyword) => schema[keyword] !== undefined)
  )
    return undefined;
  const structural = members
    .map((_, index) => child(cursor, "allOf", index))
    .filter((member) => isStructural(member.value));
  const [only] = structural;
  if (structural.length !== 1 || only === undefined) return undefined;
  // `required` beside the `allOf` changes the member's shape, so the schema is not just the member.
  if (Array.isArray(schema["required"]) && schema["required"].length > 0) return undefined;
  // A single inline member is not folded: it describes its owner, one level deeper.
  if (isObject(only.value) && typeof only.value["$ref"] !== "string") return undefined;
  return only;
}

/** Whether `propertyNames` may list the names of properties. */
function mayListNames({ propertyNames: names }: RawObject): boolean {
  return isObject(names) && ["enum", "const", "$ref"].some((keyword) => names[keyword] !== undefined);
}

/** Whether a schema itself lists properties. */
export function hasProperties(schema: RawObject): boolean {
  return isObject(schema["properties"]) && Object.keys(schema["properties"]).length > 0;
}
