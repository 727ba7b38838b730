import type { Int64Type } from "../../config/config.ts";
import { isExactInteger } from "../../text/exact-integer.ts";
import { assertNever } from "../../model/assert-never.ts";
import type {
  Alternatives,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  Json,
  ObjectDeclaration,
  Property,
  TypeUse,
  UnionMember,
} from "../../model/model.ts";
import { hasExample } from "./has-example.ts";
import { exampleElsewhere, isPlaceholder, textByName, usableExample } from "./sample-by-name.ts";
import { chosenPresence, sampleOf, typedTag, withOwnTag, type SampleSide } from "../../model/sample.ts";
import { enumSample, isExactEnum, isLongInteger, literalSample } from "../../model/long-integers.ts";
import { resolveUse, objectOf } from "../../model/uses.ts";
import { setOwn } from "../../model/record.ts";

/** The placeholder for file content. Each language prints it as its own expression. */
export const FILE_CONTENT: Json = Object.freeze({ content: "file" });

/** The rules for making a sample value fit a type: which properties it shows, and how its integers are written. */
export interface Fitting {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** A request leaves out read-only properties. */
  readonly side: SampleSide;
  /** The number of levels down to which optional properties are shown. */
  readonly depth: number;
  /** The name of the property or parameter. It determines the sample if there is no example. */
  readonly name?: string;
  /** The representation of 64-bit integers in the language. If absent, every integer is written with all its digits. */
  readonly int64?: Int64Type;
  /** Properties of the outermost object that are shown even without an example. */
  readonly shown?: ReadonlySet<string>;
  /** Called when the value lacks a part of a stated example. */
  readonly onCut?: () => void;
}

interface Walk extends Fitting {
  /** The declarations on the path from the root to the current value. */
  readonly open: Set<DeclarationId>;
  readonly name: string;
}

/** The number of list items that are taken from an example. */
const MOST_ITEMS = 3;

/** The depth at which a chain of required properties ends, like a cycle. */
const MAXIMUM_DEPTH = 30;

/**
 * A value that the type accepts, as close as possible to the given one. Examples of specs often contradict their type,
 * and a snippet with such an example would not compile.
 */
export function fitValue(use: TypeUse, given: Json | undefined, fitting: Fitting): Json {
  return fit(use, given, { ...fitting, name: fitting.name ?? "", open: new Set() });
}

function fit(use: TypeUse, stated: Json | undefined, walk: Walk): Json {
  const given = isPlaceholder(stated, walk.name) ? undefined : stated;
  switch (use.kind) {
    case "ref":
      return fitDeclaration(use.id, given, walk);
    case "nullable":
      return given === null ? null : fit(use.of, given, walk);
    case "scalar":
      return fitScalar(use, given, walk);
    case "list":
      if (use.positions !== undefined) {
        const items = isList(given) ? given : [];
        return use.positions.uses.map((position, index) => fit(position, items[index], walk));
      }
      if (!isList(given)) return walk.depth <= 0 ? [] : [fit(use.item, given ?? undefined, walk)];
      if (given.length > MOST_ITEMS) walk.onCut?.();
      return given.slice(0, MOST_ITEMS).map((item) => fit(use.item, item, walk));
    case "map":
      return fitMap(use.value, given, walk);
    case "literal":
      return exactValueOf(literalSample(use), use.exact === true, walk);
    case "unknown":
      return given ?? (walk.name === "" ? {} : textByName(walk.name));
    case "never":
      return null;
    default:
      return assertNever(use);
  }
}

type Scalar = Extract<TypeUse, { kind: "scalar" }>;

function fitScalar(use: Scalar, given: Json | undefined, walk: Walk): Json {
  const sample = (): Json => madeScalar(use, walk);
  switch (use.scalar) {
    case "string":
      if (typeof given === "string") return given;
      return typeof given === "number" || typeof given === "bigint" || typeof given === "boolean"
        ? String(given)
        : sample();
    case "integer":
      return fitInteger(use, given, walk);
    case "number": {
      const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
      return typeof number === "number" && Number.isFinite(number) ? number : sample();
    }
    case "boolean":
      return typeof given === "boolean" ? given : given === "true" || given === "false" ? given === "true" : sample();
    case "binary":
      return FILE_CONTENT;
    default:
      return assertNever(use.scalar);
  }
}

/**
 * An integer in the language's representation. If the language uses numbers, an integer beyond 2^53 is replaced by a
 * sample.
 */
function fitInteger(use: Scalar, given: Json | undefined, walk: Walk): Json {
  const { int64 } = walk;
  const stated = readInteger(given);
  const isLong = int64 !== undefined && isLongInteger(use);
  const fits =
    typeof stated === "number" || (stated !== undefined && (int64 === undefined || (isLong && int64 !== "number")));
  const value = fits ? stated : (readInteger(madeScalar(use, walk)) ?? 1);
  if (!isLong || int64 === "number") return value;
  const isInteger = typeof value === "bigint" || Number.isInteger(value);
  const integer = isInteger ? BigInt(value) : 1n;
  return int64 === "bigint" ? integer : String(integer);
}

/** Reads an integer example: a number, or a bigint if no number holds it exactly. */
function readInteger(given: Json | undefined): number | bigint | undefined {
  if (typeof given === "bigint") return Number.isSafeInteger(Number(given)) ? Number(given) : given;
  const number = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  if (isExactInteger(given)) return BigInt(given);
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function fitEnum(declaration: EnumDeclaration, wanted: Json | undefined, walk: Walk): Json {
  const values = declaration.values.map((value) => enumSample(declaration, value));
  const chosen = values.find((value) => value === wanted || (typeof value === "bigint" && String(value) === wanted));
  return exactValueOf(chosen ?? values[0] ?? "", isExactEnum(declaration), walk);
}

/**
 * A value of an enumeration or constant. If any of its integers is beyond 2^53, the language represents all of them as
 * bigints or strings.
 */
function exactValueOf(value: Json, isExact: boolean, { int64 }: Walk): Json {
  if (!isExact || int64 === undefined || (typeof value !== "number" && typeof value !== "bigint")) return value;
  return int64 === "bigint" ? BigInt(value) : String(value);
}

/** A scalar without an example. The sources in order: examples of equal properties, the format, the name. */
function madeScalar(use: Scalar, { declarations, side, name }: Walk): Json {
  const elsewhere = exampleElsewhere(declarations, name, use);
  if (elsewhere !== undefined) return elsewhere;
  const made = sampleOf(declarations, use, side);
  return use.scalar === "string" && isPlaceholder(made, "") ? textByName(name) : made;
}

function fitMap(value: TypeUse, given: Json | undefined, walk: Walk): Json {
  if (!isRecord(given) || value.kind === "never") return {};
  return Object.fromEntries(
    Object.entries(given).map(([key, entry]) => [key, value.kind === "unknown" ? entry : fit(value, entry, walk)]),
  );
}

function fitDeclaration(id: DeclarationId, given: Json | undefined, walk: Walk): Json {
  const declaration = walk.declarations.get(id);
  if (declaration === undefined) return given ?? {};
  const isEnd = walk.open.has(id) || walk.open.size >= MAXIMUM_DEPTH;
  if (isEnd && declaration.kind !== "enum") return declaration.kind === "alias" ? [] : {};
  const isOpen = walk.open.has(id);
  walk.open.add(id);
  const value = fitOpened(declaration, given, walk);
  if (!isOpen) walk.open.delete(id);
  return value;
}

function fitOpened(declaration: Declaration, given: Json | undefined, walk: Walk): Json {
  const inner: Walk = { ...walk, depth: walk.depth - 1 };
  const wanted = given ?? usableExample(declaration.examples, walk.name);
  switch (declaration.kind) {
    case "object":
      return fitObject(declaration, isRecord(wanted) ? wanted : undefined, inner);
    case "enum":
      return fitEnum(declaration, wanted, walk);
    case "union":
      return fitMember(declaration, wanted, inner);
    case "alias":
      return fit(declaration.target, wanted, { ...inner, depth: walk.depth });
    default:
      return assertNever(declaration);
  }
}

/** A value of the union member that matches the wanted value, else of the first member. */
function fitMember({ members, tag }: Alternatives, wanted: Json | undefined, walk: Walk): Json {
  const tagged = tag !== undefined && isRecord(wanted) ? wanted[tag] : undefined;
  const member =
    members.find((entry) => entry.tagValues.some((value) => value === String(tagged))) ??
    members.find((entry) => wanted !== undefined && fits(entry.use, wanted, walk)) ??
    members[0];
  return member === undefined ? {} : fitTagged(member, tag, { wanted, walk });
}

/** An example of one variant, with its tag. */
export function fitVariant(member: UnionMember, tag: string | undefined, fitting: Fitting): Json {
  const walk: Walk = { ...fitting, name: fitting.name ?? "", open: new Set() };
  return fitTagged(member, tag, { wanted: undefined, walk });
}

function fitTagged(
  member: UnionMember,
  tag: string | undefined,
  { wanted, walk }: { readonly wanted: Json | undefined; readonly walk: Walk },
): Json {
  const value = fit(member.use, wanted, walk);
  const [tagValue] = member.tagValues;
  if (tag === undefined || tagValue === undefined || !isRecord(value)) return value;
  const current = value[tag];
  const isOwn = current !== undefined && member.tagValues.includes(String(current));
  return {
    ...value,
    [tag]: isOwn ? current : fitTag(member, tag, { value: tagValue, walk }),
  };
}

/** A tag value as the language writes the values of the member's property. */
function fitTag(
  member: UnionMember,
  tag: string,
  { value, walk }: { readonly value: string; readonly walk: Walk },
): Json {
  const typed = typedTag(walk.declarations, { member, tag, value });
  const property = objectOf(walk.declarations, member.use)?.properties.find(({ wire }) => wire === tag);
  const isNumber = typeof typed === "number" || typeof typed === "bigint";
  return property !== undefined && isNumber ? fit(property.use, typed, walk) : typed;
}

function fitObject(
  declaration: ObjectDeclaration,
  given: Readonly<Record<string, Json>> | undefined,
  walk: Walk,
): Json {
  const result: Record<string, Json> = {};
  const { correlation } = declaration;
  const visible = declaration.properties.filter(
    ({ access, use }) => use.kind !== "never" && (access === "both" || access === walk.side),
  );
  // The property that decides another property's type is made first.
  if (correlation !== undefined)
    visible.sort((left, right) => Number(right.wire === correlation.tag) - Number(left.wire === correlation.tag));
  const chosen = chosenPresence(declaration, given);
  const asked = walk.open.size === 1 ? walk.shown : undefined;
  const isNeeded = ({ wire, required }: Property): boolean => required || chosen.has(wire) || asked?.has(wire) === true;
  const isOptionalShown = given === undefined && walk.depth >= 0;
  const stated = visible.filter(
    (property) =>
      isNeeded(property) ||
      (given?.[property.wire] === undefined
        ? isOptionalShown && hasExample(property, walk)
        : given[property.wire] !== null || isNullable(property.use)),
  );
  // An object whose properties have no examples would be empty, so its simple properties are shown.
  const isSaid = stated.length > 0 || !isOptionalShown || (declaration.alternatives ?? []).length > 0;
  const simple = isSaid ? [] : visible.filter(({ use }) => !isStructured(use, walk));
  const shown = isSaid ? stated : simple.length > 0 ? simple : visible;
  for (const property of shown) {
    if (!isNeeded(property) && walk.depth < 0 && isStructured(property.use, walk)) {
      if (given?.[property.wire] !== undefined) walk.onCut?.();
      continue;
    }
    const own = given?.[property.wire] ?? usableExample(property.examples, property.wire) ?? property.default;
    const inside: Walk = { ...walk, name: property.wire };
    const value = fit(useOf(declaration, property, result), own ?? undefined, inside);
    // An optional object or list without content is left out.
    if (!isNeeded(property) && own === undefined && isEmpty(value) && isStructured(property.use, walk)) continue;
    setOwn(result, property.wire, withOwnTag(walk.declarations, property, value));
  }
  if (typeof declaration.rest !== "string" && given !== undefined) {
    const known = new Set(declaration.properties.map((property) => property.wire));
    for (const [key, value] of Object.entries(given))
      if (!known.has(key)) setOwn(result, key, fit(declaration.rest, value, walk));
  }
  for (const alternatives of declaration.alternatives ?? []) {
    const member = fitMember(alternatives, given, walk);
    if (isRecord(member)) for (const [key, value] of Object.entries(member)) setOwn(result, key, value);
  }
  return result;
}

/** The type of a property. If another property decides it, `made` already contains that property. */
function useOf(declaration: ObjectDeclaration, property: Property, made: Readonly<Record<string, Json>>): TypeUse {
  const { correlation } = declaration;
  if (correlation === undefined || property.wire !== correlation.property) return property.use;
  return correlation.cases.find((entry) => entry.value === made[correlation.tag])?.use ?? property.use;
}

function isEmpty(value: Json): boolean {
  return (isList(value) || isRecord(value)) && value !== FILE_CONTENT && Object.keys(value).length === 0;
}

function isNullable(use: TypeUse): boolean {
  return use.kind === "nullable";
}

function isStructured(use: TypeUse, walk: Walk): boolean {
  const { declaration, use: resolved } = resolveUse(walk.declarations, use);
  if (declaration !== undefined) return declaration.kind !== "enum";
  return resolved.kind === "list" && isStructured(resolved.item, walk);
}

/** Whether a value matches the type of a union member. The check is only deep enough to choose a member. */
function fits(use: TypeUse, value: Json, walk: Walk): boolean {
  const { declaration, use: resolved } = resolveUse(walk.declarations, use);
  if (declaration !== undefined) {
    if (declaration.kind === "enum") return declaration.values.some((entry) => entry.value === value);
    if (declaration.kind === "union") return declaration.members.some((member) => fits(member.use, value, walk));
    if (!isRecord(value)) return false;
    const known = new Set(declaration.properties.map((property) => property.wire));
    return declaration.properties.every((property) => !property.required || property.wire in value) &&
      (declaration.rest !== "closed" ||
        declaration.alternatives !== undefined ||
        Object.keys(value).every((key) => known.has(key)))
      ? Object.keys(value).some((key) => known.has(key)) || known.size === 0
      : false;
  }
  switch (resolved.kind) {
    case "list":
      return isList(value) && value.every((item) => fits(resolved.item, item, walk));
    case "map":
      return isRecord(value);
    case "literal":
      return value === resolved.value || value === literalSample(resolved);
    case "scalar":
      if (resolved.scalar === "integer" && isExactInteger(value)) return true;
      if (resolved.scalar === "boolean") return typeof value === "boolean";
      return resolved.scalar === "string" || resolved.scalar === "binary"
        ? typeof value === "string"
        : typeof value === "number";
    default:
      return true;
  }
}

/** Whether a sample is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a sample is an object. */
export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
