import { appendPointer } from "../../load/pointer.ts";
import { resolveReference } from "../../load/reference.ts";
import { acceptsNull } from "../../load/rules/schema-types.ts";
import { identityOf, isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Alternatives, TypeUse, UnionMember } from "../model.ts";
import { hasStructure } from "./compose.ts";
import { followIn, stepInto, type BuildState, type Context } from "./state.ts";

/** The options of a union, and whether null is one of them. */
export interface Options extends ReadonlyArray<Cursor> {
  readonly acceptsNull: boolean;
}

/** `oneOf` or `anyOf` when it describes alternatives of type; a list of mere constraints (`anyOf: [{required: [..]}]`) does not. */
export function unionKeyword(cursor: Cursor): UnionKeyword | undefined {
  return unionKeywords(cursor)[0];
}

export type UnionKeyword = "oneOf" | "anyOf";

/** The keywords that describe alternatives of type, in the order they count. */
export function unionKeywords({ value }: Cursor): readonly UnionKeyword[] {
  if (!isObject(value)) return [];
  return (["oneOf", "anyOf"] as const).filter((keyword) => {
    const options = value[keyword];
    return Array.isArray(options) && options.some(statesType);
  });
}

function statesType(option: unknown): boolean {
  return isObject(option) && (option["$ref"] !== undefined || option["type"] !== undefined || hasShape(option));
}

function hasShape(option: RawObject): boolean {
  return hasStructure({ ...option, required: undefined });
}

/** The options that are not null. An option `{nullable: true}` without a type, or of type null, only adds null. */
export function nonNullOptions(
  state: BuildState,
  cursor: Cursor,
  keyword: UnionKeyword | undefined = unionKeyword(cursor),
): Options {
  const schema = cursor.value as RawObject;
  const list: unknown[] = keyword === undefined ? [] : (schema[keyword] as unknown[]);
  let isNullable = false;
  const options: Cursor[] = [];
  const seen = new Set<string>();
  for (const [index, value] of list.entries()) {
    const at: Cursor = { file: cursor.file, pointer: appendPointer(cursor.pointer, keyword ?? "oneOf", index), value };
    const target = followIn(state, at);
    if (target === undefined || !isObject(target.value)) continue;
    if (acceptsNull(target.value) || (isObject(value) && acceptsNull(value))) isNullable = true;
    const isNullOnly =
      target.value["type"] === "null" || (!hasStructure(target.value) && target.value["type"] === undefined);
    if (isNullOnly) continue;
    // `oneOf: [X, NullableX]` is X or null: a nullable wrapper counts as what it wraps.
    const identity = identityOf(unwrapNullable(state, target));
    if (seen.has(identity)) {
      isNullable ||= true;
      continue;
    }
    seen.add(identity);
    options.push(at);
  }
  return Object.assign(options, { acceptsNull: isNullable });
}

function unwrapNullable(state: BuildState, target: Cursor): Cursor {
  const members = isObject(target.value) ? target.value["allOf"] : undefined;
  if (!Array.isArray(members)) return target;
  const structural = members.filter(
    (member) => isObject(member) && (member["$ref"] !== undefined || hasStructure(member)),
  );
  const [only] = structural as unknown[];
  if (structural.length !== 1 || !isObject(only) || typeof only["$ref"] !== "string") return target;
  return followIn(state, { ...target, value: only }) ?? target;
}

/** The members of a union declaration, told apart by a discriminator where the spec gives one. */
export function unionMembers(
  state: BuildState,
  cursor: Cursor,
  at: { context: Context; options: Options; useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse },
): Alternatives {
  const schema = cursor.value as RawObject;
  const discriminator = isObject(schema["discriminator"]) ? schema["discriminator"] : undefined;
  const tag = typeof discriminator?.["propertyName"] === "string" ? discriminator["propertyName"] : undefined;
  const mapping = isObject(discriminator?.["mapping"]) ? discriminator["mapping"] : {};
  const members = at.options.map((option): UnionMember => {
    const ordinal = Number(option.pointer.split("/").at(-1)) + 1;
    const use = at.useOf(state, option, stepInto(at.context, { kind: "option", ordinal }));
    const stripped = use.kind === "nullable" ? use.of : use;
    return {
      use: stripped,
      tagValues: tag === undefined ? [] : mappedValues(state, { option, mapping, file: cursor.file }),
    };
  });
  return tag === undefined ? { members } : { members, tag };
}

/** The discriminator values of an option: those mapped to it, else its own name as OpenAPI says. */
function mappedValues(state: BuildState, at: { option: Cursor; mapping: RawObject; file: string }): string[] {
  const target = followIn(state, at.option);
  if (target === undefined) return [];
  const id = identityOf(target);
  const values = Object.entries(at.mapping).flatMap(([value, ref]) => {
    if (typeof ref !== "string") return [];
    const isName = !ref.includes("/") && !ref.includes(".");
    const resolved = resolveReference(at.file, isName ? `#/components/schemas/${ref}` : ref);
    return resolved.kind === "place" && identityOf(resolved) === id ? [value] : [];
  });
  if (values.length > 0 || Object.keys(at.mapping).length > 0) return values.sort();
  const name =
    target.pointer === ""
      ? target.file
          .split("/")
          .at(-1)
          ?.replace(/\.[^.]*$/u, "")
      : target.pointer.split("/").at(-1);
  return name === undefined ? [] : [name];
}
