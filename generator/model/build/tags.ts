import { acceptsNull } from "../../load/schema-types.ts";
import { child, isObject, type Cursor } from "../../load/tree.ts";
import type { UnionMember } from "../model.ts";
import { partsOf } from "./compose.ts";
import { mappedOutside, unmatchedTag } from "./diagnostics.ts";
import { followIn, report, type BuildState } from "./state.ts";

/** What a schema says about the values of a tag. */
interface TagValues {
  /** The values that every part with an enumeration lists, as text. Absent where no part has one. */
  readonly listed?: ReadonlySet<string>;
  /** Whether all listed values are strings. The pass `own-tags` reports impossible values of other tags. */
  readonly areTexts: boolean;
  readonly hasNull: boolean;
}

/** The values that a property of an object can have, through the parts of the object. */
export function tagValuesIn(state: BuildState, object: Cursor, tag: string): TagValues {
  const properties = partsOf(state, object).flatMap((part) => {
    const own = child(child(part, "properties"), tag);
    const property = isObject(own.value) ? followIn(state, own) : undefined;
    return property !== undefined && isObject(property.value) ? [property] : [];
  });
  let listed: ReadonlySet<string> | undefined;
  let areTexts = true;
  for (const property of properties)
    for (const { value } of partsOf(state, property)) {
      const values = isObject(value) ? valuesOf(value) : undefined;
      if (values === undefined) continue;
      areTexts &&= values.every((one) => typeof one === "string" || one === null);
      const texts = values.filter((one) => one !== null).map(String);
      const known = listed;
      listed = new Set(known === undefined ? texts : texts.filter((text) => known.has(text)));
    }
  const hasNull = properties.length > 0 && properties.every(({ value }) => acceptsNull(value));
  return { hasNull, areTexts, ...(listed === undefined ? {} : { listed }) };
}

function valuesOf(schema: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  if (Array.isArray(schema["enum"])) return schema["enum"] as unknown[];
  return Object.hasOwn(schema, "const") ? [schema["const"]] : undefined;
}

/**
 * Reports values of a tag that no member of its union has (also null), and values of members that the enumeration of
 * the tag lacks. `base` is set for the union of a base's heirs, whose tag the base describes.
 */
export function reportTags(
  state: BuildState,
  cursor: Cursor,
  at: {
    readonly tag: string;
    readonly members: readonly UnionMember[];
    readonly options: readonly Cursor[];
    readonly isBase: boolean;
  },
): void {
  const { tag, members, options, isBase } = at;
  const place = child(cursor, "discriminator");
  const known = new Set(members.flatMap(({ tagValues }) => tagValues));
  if (known.size === 0) return;
  const own = options.map((option) => tagValuesIn(state, option, tag));
  for (const [index, { tagValues }] of members.entries()) {
    const { listed, areTexts } = own[index] ?? { areTexts: false };
    for (const value of tagValues)
      if (areTexts && listed?.has(value) === false) report(state, mappedOutside, { tag, value, isName: false }, place);
  }
  const all = isBase ? [tagValuesIn(state, cursor, tag)] : own;
  if (all.every(({ listed }) => listed !== undefined))
    for (const value of new Set(all.flatMap(({ listed }) => [...(listed ?? [])])))
      if (!known.has(value)) report(state, unmatchedTag, { tag, value: JSON.stringify(value) }, place);
  if (all.some(({ hasNull }) => hasNull)) report(state, unmatchedTag, { tag, value: "null" }, place);
}
