import { assertNever } from "./assert-never.ts";
import { enumSample, literalSample, withIntegers } from "./long-integers.ts";
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
} from "./model.ts";
import { setOwn } from "./record.ts";
import { objectOf, valuesOfTag } from "./uses.ts";

/** Whether a sample is a request or a response. A request leaves out read-only properties. */
export type SampleSide = "request" | "answer";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

interface Sampling {
  readonly declarations: Declarations;
  readonly side: SampleSide;
  /** The declarations that the walk is inside of. A cycle ends in the smallest value. */
  readonly open: Set<DeclarationId>;
  readonly budget: { left: number };
}

/**
 * The number of values after which a sample only has required properties. Types that refer to one another at every
 * level would otherwise fill megabytes.
 */
const MAXIMUM_VALUES = 2000;

/**
 * A sample value of a use: the spec's example if it has one, else a value made from the type. Deterministic. Docs,
 * mocks and tests show the same values.
 */
export function sampleOf(declarations: Declarations, use: TypeUse, side: SampleSide): Json {
  return sample(use, { declarations, side, open: new Set(), budget: { left: MAXIMUM_VALUES } });
}

function sample(use: TypeUse, sampling: Sampling): Json {
  sampling.budget.left -= 1;
  switch (use.kind) {
    case "ref":
      return sampleDeclaration(use.id, sampling);
    case "scalar":
      return scalarSample(use.scalar, use.format);
    case "list": {
      if (use.positions !== undefined) return use.positions.uses.map((position) => sample(position, sampling));
      if (use.item.kind === "ref" && sampling.open.has(use.item.id)) return [];
      return [sample(use.item, sampling)];
    }
    case "map":
      return use.value.kind === "unknown" || use.value.kind === "never" ? {} : { key: sample(use.value, sampling) };
    case "literal":
      return literalSample(use);
    case "nullable":
      return sample(use.of, sampling);
    case "unknown":
      return {};
    case "never":
      return null;
    default:
      return assertNever(use);
  }
}

/** The depth at which a sample ends, as a cycle does: no reader looks at deeper values. */
const MAXIMUM_DEPTH = 30;

function sampleDeclaration(id: DeclarationId, sampling: Sampling): Json {
  const { open, declarations } = sampling;
  const declaration = declarations.get(id);
  if (declaration === undefined || open.has(id) || open.size >= MAXIMUM_DEPTH) return {};
  open.add(id);
  const value = openedSample(declaration, sampling);
  open.delete(id);
  return value;
}

function openedSample(declaration: Declaration, sampling: Sampling): Json {
  const [example] = declaration.examples;
  const own: TypeUse = { kind: "ref", id: declaration.id };
  const stated = example === undefined ? undefined : withIntegers(sampling.declarations, own, example.value);
  switch (declaration.kind) {
    case "object":
      return objectSample(declaration, stated, sampling);
    case "enum":
      return enumValueSample(declaration, stated);
    case "union":
      return stated !== undefined && stated !== null ? stated : firstMember(declaration, sampling);
    case "alias":
      return stated !== undefined && stated !== null && fits(stated, declaration.target)
        ? stated
        : sample(declaration.target, sampling);
    default:
      return assertNever(declaration);
  }
}

/** The example of an enumeration if it is one of its values, else the first value. */
function enumValueSample(declaration: EnumDeclaration, stated: Json | undefined): Json {
  const values = declaration.values.map((value) => enumSample(declaration, value));
  return values.find((value) => value === stated) ?? values[0] ?? "";
}

/** A sample of the first member, with its tag value. */
function firstMember({ members: [member], tag }: Alternatives, sampling: Sampling): Json {
  if (member === undefined) return {};
  const value = sample(member.use, sampling);
  const [tagValue] = member.tagValues;
  return tag !== undefined && tagValue !== undefined && isRecord(value)
    ? { ...value, [tag]: typedTag(sampling.declarations, { member, tag, value: tagValue }) }
    : value;
}

/** A tag value of a member, with the type of the member's property. */
export function typedTag(
  declarations: Declarations,
  { member, tag, value }: { readonly member: UnionMember; readonly tag: string; readonly value: string },
): Json {
  const property = objectOf(declarations, member.use)?.properties.find(({ wire }) => wire === tag);
  return valuesOfTag(declarations, property?.use, [value])[0] ?? value;
}

/**
 * The example of an object, completed with its required properties. Without an example, every property that the request
 * or response has.
 */
function objectSample(declaration: ObjectDeclaration, stated: Json | undefined, sampling: Sampling): Json {
  const isVisible = ({ access, use }: Property): boolean =>
    use.kind !== "never" && (access === "both" || access === sampling.side);
  const visible = declaration.properties.filter(isVisible);
  const own = isRecord(stated ?? null) ? (stated as Readonly<Record<string, Json>>) : undefined;
  const hidden = new Set(
    declaration.properties.filter((property) => !isVisible(property)).map((property) => property.wire),
  );
  const result: Record<string, Json> = {};
  const chosen = chosenPresence(declaration, own);
  const excluded = excludedBy(declaration, chosen);
  for (const property of visible) {
    const given = own?.[property.wire];
    if (given !== undefined) setOwn(result, property.wire, withOwnTag(sampling.declarations, property, given));
    else if (
      property.required ||
      chosen.has(property.wire) ||
      (own === undefined && sampling.budget.left > 0 && !excluded.has(property.wire))
    )
      setOwn(result, property.wire, propertySample(declaration, property, sampling));
  }
  // An example already is one of the alternatives.
  if (own === undefined) for (const entry of declaration.alternatives ?? []) addMember(result, entry, sampling);
  for (const [key, value] of Object.entries(own ?? {}))
    if (!hidden.has(key) && !Object.hasOwn(result, key)) setOwn(result, key, value);
  return result;
}

/**
 * For each presence rule, the properties that a sample has: those of a list that `given` has in full, else those of the
 * first list.
 */
export function chosenPresence(
  { presence = [] }: ObjectDeclaration,
  given: Readonly<Record<string, Json>> | undefined,
): ReadonlySet<string> {
  return new Set(
    presence.flatMap(
      ({ lists }) => lists.find((list) => list.every((wire) => given?.[wire] !== undefined)) ?? lists[0] ?? [],
    ),
  );
}

/** The properties that a sample leaves out, because they would complete a second list of an exclusive rule. */
function excludedBy({ presence = [] }: ObjectDeclaration, chosen: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    presence.flatMap(({ lists, isExclusive }) => (isExclusive ? lists.flat().filter((wire) => !chosen.has(wire)) : [])),
  );
}

/** Adds a sample of the first member. Its properties replace those of the object, because they are more exact. */
function addMember(result: Record<string, Json>, alternatives: Alternatives, sampling: Sampling): void {
  const value = firstMember(alternatives, sampling);
  if (isRecord(value)) for (const [key, own] of Object.entries(value)) setOwn(result, key, own);
}

function propertySample(declaration: ObjectDeclaration, property: Property, sampling: Sampling): Json {
  const { correlation } = declaration;
  const decided = correlation?.cases[0];
  if (correlation !== undefined && decided !== undefined) {
    if (property.wire === correlation.tag) return decided.value;
    if (property.wire === correlation.property) return sample(decided.use, sampling);
  }
  const given = property.examples[0]?.value ?? property.default;
  const stated = given === undefined ? undefined : withIntegers(sampling.declarations, property.use, given);
  const value =
    stated !== undefined && stated !== null && fits(stated, property.use) ? stated : sample(property.use, sampling);
  return withOwnTag(sampling.declarations, property, value);
}

/** The tag value that means the object. The spec's example may be the value of another member. */
export function withOwnTag(declarations: Declarations, { use, tagValues }: Property, value: Json): Json {
  if (tagValues === undefined) return value;
  const own = valuesOfTag(declarations, use, tagValues);
  return own.find((known) => known === value) ?? own[0] ?? value;
}

/**
 * Whether a number is an integer of the format; without a format, of 64 bits. The largest 64-bit integer in a spec is
 * parsed as 2^63 and is therefore out of range.
 */
export function isInRange(value: number, format: string | undefined): boolean {
  const limit = format === "int32" ? 2 ** 31 : 2 ** 63;
  return Number.isInteger(value) && value >= -limit && value < limit;
}

/** Whether an example has the type of the use. Enumerations and references are not checked. */
function fits(value: Json, use: TypeUse): boolean {
  switch (use.kind) {
    case "nullable":
      return value === null || fits(value, use.of);
    case "scalar":
      if (use.scalar === "string" || use.scalar === "binary") return typeof value === "string";
      if (use.scalar === "boolean") return typeof value === "boolean";
      return typeof value === "number" || (typeof value === "bigint" && use.scalar === "integer");
    case "list":
      return (
        Array.isArray(value) &&
        value.length >= (use.positions?.required ?? 0) &&
        value.every((item: Json, index) => fits(item, use.positions?.uses[index] ?? use.item))
      );
    case "map":
      return isRecord(value);
    case "literal":
      return value === literalSample(use);
    case "ref":
    case "unknown":
      return true;
    case "never":
      return false;
    default:
      return assertNever(use);
  }
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function scalarSample(scalar: Extract<TypeUse, { kind: "scalar" }>["scalar"], format: string | undefined): Json {
  switch (scalar) {
    case "integer":
      return 1;
    case "number":
      return 1.5;
    case "boolean":
      return true;
    case "binary":
      return "content";
    case "string":
      return FORMAT_SAMPLES[format ?? ""] ?? "text";
    default:
      return assertNever(scalar);
  }
}

const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  "date-time": "2025-05-20T12:30:00.000Z",
  date: "2025-05-20",
  time: "12:30:00Z",
  uuid: "2f7b1f9e-6a3f-4d0c-9c8d-0c1d2e3f4a5b",
  email: "someone@example.com",
  uri: "https://example.com/",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  byte: "dGV4dA==",
};
