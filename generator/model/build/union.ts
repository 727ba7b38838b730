import { UNION_KEYWORDS, type UnionKeyword } from "../../load/grammar-lookups.ts";
import { appendPointer } from "../../load/pointer.ts";
import { mappedSchema } from "../../load/follow.ts";
import { acceptsNull, statedTypes } from "../../load/schema-types.ts";
import { child, identityOf, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Alternatives, TypeUse, UnionMember } from "../model.ts";
import { hasShape, hasStructure, isStructural } from "./compose.ts";
import { mappedOutside, mappedToNothing, unmappedMember } from "./diagnostics.ts";
import { followIn, report, stepInto, type BuildState, type Context } from "./state.ts";
import { tagValuesIn, reportTags } from "./tags.ts";

/** The options of a union without null. `acceptsNull` says whether an option is null or accepts it. */
export interface Options extends ReadonlyArray<Cursor> {
  readonly acceptsNull: boolean;
}

/**
 * The first keyword whose options are alternatives of type. A list of constraints (`anyOf: [{required: [..]}]`) is not.
 */
export function unionKeyword(cursor: Cursor): UnionKeyword | undefined {
  return unionKeywords(cursor)[0];
}

const NO_KEYWORDS: readonly UnionKeyword[] = [];

/** The keywords whose options are alternatives of type, in the order of the grammar. */
export function unionKeywords({ value }: Cursor): readonly UnionKeyword[] {
  // Most schemas have neither keyword.
  if (!isObject(value) || UNION_KEYWORDS.every((keyword) => value[keyword] === undefined)) return NO_KEYWORDS;
  return UNION_KEYWORDS.filter((keyword) => {
    const options = value[keyword];
    return Array.isArray(options) && options.some(statesType);
  });
}

function statesType(option: unknown): boolean {
  return isObject(option) && (option["$ref"] !== undefined || option["type"] !== undefined || hasShape(option));
}

/** Whether a schema accepts only null: its type or its only value is null, or it states nothing but `nullable`. */
export function isNullOnly(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  if (schema["type"] === "null" || schema["const"] === null) return true;
  const values = schema["enum"];
  // The repair of enumerations has replaced a null value by `nullable`.
  if (Array.isArray(values))
    return values.every((value) => value === null) && (values.length > 0 || acceptsNull(schema));
  return schema["nullable"] === true && schema["type"] === undefined && !hasStructure(schema);
}

/** An option that only restricts values (`{ pattern: ^x- }`, `true`) gets the type that stands beside the union. */
function withTypeOf(parent: RawObject, option: unknown): unknown {
  const [type, ...others] = statedTypes(parent);
  if (type === undefined || others.length > 0 || type === "object" || type === "array") return option;
  if (option === true) return { type };
  if (!isObject(option) || option["$ref"] !== undefined || option["type"] !== undefined || acceptsNull(option))
    return option;
  return hasShape(option) ? option : { ...option, type };
}

/**
 * Whether a referenced schema accepts null: the schema says so, a member of its `allOf` without a type does (`allOf:
 * [X, { nullable: true }]`), all typed members do, or an option of its union does. `seen` stops cycles.
 */
export function isNullable(state: BuildState, target: Cursor, seen: Set<string> = new Set()): boolean {
  const schema = target.value;
  if (!isObject(schema)) return false;
  if (acceptsNull(schema) || isNullableComposition(target)) return true;
  // Without a union and without `allOf` there is nothing else to check.
  if (unionKeyword(target) === undefined && schema["allOf"] === undefined) return false;
  const id = identityOf(target);
  if (seen.has(id) || statedTypes(schema).length > 0) return false;
  seen.add(id);
  const isOne = (keyword: string, value: unknown, index: number): boolean => {
    if (acceptsNull(value) || isNullOnly(value)) return true;
    const followed = followIn(state, child(target, keyword, index));
    return followed !== undefined && (isNullOnly(followed.value) || isNullable(state, followed, seen));
  };
  const keyword = unionKeyword(target);
  const isOption =
    keyword !== undefined && (schema[keyword] as unknown[]).some((value, index) => isOne(keyword, value, index));
  if (isOption || !Array.isArray(schema["allOf"])) return isOption;
  const typed = [...schema["allOf"].entries()].filter(([, part]) => statesType(part));
  return typed.length > 0 && typed.every(([index, part]) => isOne("allOf", part, index));
}

/** Whether a schema is a nullable reference written as `allOf: [X, {nullable: true}]`. */
export function isNullableComposition({ value }: Cursor): boolean {
  const members = isObject(value) ? value["allOf"] : undefined;
  if (!Array.isArray(members)) return false;
  return members.some(
    (member: unknown) =>
      isObject(member) && acceptsNull(member) && member["$ref"] === undefined && !hasStructure(member),
  );
}

/** The options of a union that are not null, without duplicates. */
export function nonNullOptions(
  state: BuildState,
  cursor: Cursor,
  keyword: UnionKeyword | undefined = unionKeyword(cursor),
): Options {
  const schema = cursor.value as RawObject;
  const list: unknown[] = keyword === undefined ? [] : (schema[keyword] as unknown[]);
  let hasNull = false;
  const options: Cursor[] = [];
  const seen = new Set<string>();
  for (const [index, stated] of list.entries()) {
    const pointer = appendPointer(cursor.pointer, keyword ?? "oneOf", index);
    const at: Cursor = { file: cursor.file, pointer, value: withTypeOf(schema, stated) };
    const target = followIn(state, at);
    // No value matches `false`.
    if (target === undefined || target.value === false) continue;
    const onlyNull = isNullOnly(target.value);
    hasNull ||= onlyNull || acceptsNull(stated) || isNullable(state, target);
    if (onlyNull) continue;
    // `oneOf: [X, NullableX]` means X or null, so a nullable wrapper is a duplicate of the schema that it wraps.
    const identity = identityOf(unwrapNullable(state, target));
    if (seen.has(identity)) continue;
    seen.add(identity);
    options.push(at);
  }
  return Object.assign(options, { acceptsNull: hasNull });
}

function unwrapNullable(state: BuildState, target: Cursor): Cursor {
  const members = isObject(target.value) ? target.value["allOf"] : undefined;
  if (!Array.isArray(members)) return target;
  const structural = members.filter(isStructural);
  const [only] = structural;
  if (structural.length !== 1 || typeof only?.["$ref"] !== "string") return target;
  return followIn(state, { ...target, value: only }) ?? target;
}

/** The members of a union, with the tag and tag values of its discriminator if it has one. */
export function unionMembers(
  state: BuildState,
  cursor: Cursor,
  at: { context: Context; options: Options; useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse },
): Alternatives {
  const schema = cursor.value as RawObject;
  const discriminator = isObject(schema["discriminator"]) ? schema["discriminator"] : undefined;
  const tag = typeof discriminator?.["propertyName"] === "string" ? discriminator["propertyName"] : undefined;
  const mapping = isObject(discriminator?.["mapping"]) ? discriminator["mapping"] : {};
  reportMapping(state, cursor, at.options);
  const members = at.options.map((option): UnionMember => {
    const ordinal = Number(option.pointer.split("/").at(-1)) + 1;
    const use = at.useOf(state, option, stepInto(at.context, { kind: "option", ordinal }));
    const stripped = use.kind === "nullable" ? use.of : use;
    return {
      use: stripped,
      tagValues: tag === undefined ? [] : mappedValues(state, { option, mapping, owner: cursor, tag }),
    };
  });
  const isBase = unionKeyword(cursor) === undefined;
  if (tag !== undefined) reportTags(state, cursor, { tag, members, options: at.options, isBase });
  return tag === undefined ? { members } : { members, tag };
}

/** Reports the discriminator values that are mapped to a schema that is not an option. */
export function reportMapping(state: BuildState, cursor: Cursor, options: Options): void {
  const discriminator = isObject(cursor.value) ? cursor.value["discriminator"] : undefined;
  const mapping = isObject(discriminator) ? discriminator["mapping"] : undefined;
  if (!isObject(discriminator) || typeof discriminator["propertyName"] !== "string" || !isObject(mapping)) return;
  const ids = new Set(options.map((option) => identityOf(followIn(state, option) ?? option)));
  for (const [value, ref] of Object.entries(mapping)) {
    if (typeof ref !== "string") continue;
    const mapped = mappedSchema(state.tree, cursor.file, ref);
    if (mapped !== undefined && ids.has(identityOf(mapped))) continue;
    const at = { file: cursor.file, pointer: appendPointer(cursor.pointer, "discriminator", "mapping", value) };
    report(state, mappedToNothing, { value, ref, isThere: mapped !== undefined }, at);
  }
}

/**
 * The discriminator values of an option: the mapped values; where the mapping has none, the values that its tag property
 * states, else its name (as OpenAPI defines).
 */
function mappedValues(
  state: BuildState,
  at: { option: Cursor; mapping: RawObject; owner: Cursor; tag: string },
): string[] {
  const target = followIn(state, at.option);
  if (target === undefined) return [];
  const id = identityOf(target);
  const values = Object.entries(at.mapping).flatMap(([value, ref]) => {
    if (typeof ref !== "string") return [];
    const mapped = mappedSchema(state.tree, at.owner.file, ref);
    return mapped !== undefined && identityOf(mapped) === id ? [value] : [];
  });
  if (values.length > 0) return values.sort();
  // Only an object has a name that serves as its tag value. Values that the object states for its tag property win.
  if (unionKeyword(target) !== undefined) return [];
  const name = nameOf(target);
  const isMapped = Object.keys(at.mapping).length > 0;
  const place = child(at.owner, "discriminator");
  // A value that the mapping gives to another schema does not mean this one.
  const own = statedValues(state, target, at.tag).filter((value) => !Object.hasOwn(at.mapping, value));
  if (own.length > 0) {
    if (isMapped) report(state, unmappedMember, { name, value: own.join(", ") }, place);
    return own;
  }
  // An inline schema has no name: `/anyOf/1` is not the value "1".
  if (identityOf(target) === identityOf(at.option) || Object.hasOwn(at.mapping, name)) return [];
  if (tagValuesIn(state, target, at.tag).listed?.has(name) === false) {
    report(state, mappedOutside, { tag: at.tag, value: name, isName: true }, place);
    return [];
  }
  if (isMapped) report(state, unmappedMember, { name, value: name }, place);
  return [name];
}

/** The name of a component, or of the file that a schema is. */
function nameOf({ file, pointer }: Cursor): string {
  return pointer === ""
    ? (file
        .split("/")
        .at(-1)
        ?.replace(/\.[^.]*$/u, "") ?? file)
    : (pointer.split("/").at(-1) ?? "");
}

/**
 * The values that a schema allows for a property, in itself or in an inline part of its `allOf`. A referenced part
 * counts where it allows one value: a base often lists the values of all its heirs.
 */
function statedValues(state: BuildState, schema: Cursor, wire: string, seen: Set<unknown> = new Set()): string[] {
  if (!isObject(schema.value) || seen.has(schema.value)) return [];
  seen.add(schema.value);
  const { properties, allOf } = schema.value;
  const property = isObject(properties) ? properties[wire] : undefined;
  if (isObject(property)) {
    const values: unknown[] = Array.isArray(property["enum"]) ? property["enum"] : [property["const"]];
    const own = values
      .filter((value) => ["string", "number", "boolean"].includes(typeof value))
      .map(String)
      .sort();
    if (own.length > 0) return own;
  }
  for (const index of Array.isArray(allOf) ? allOf.keys() : []) {
    const part = child(schema, "allOf", index);
    const target = followIn(state, part);
    const values = target === undefined ? [] : statedValues(state, target, wire, seen);
    if (values.length === 1 || (values.length > 1 && target?.value === part.value)) return values;
  }
  return [];
}
