import type {
  Alternatives,
  ApiVersion,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  ObjectDeclaration,
  Property,
} from "../model/model.ts";
import { indexDeclarations, objectOf, resolveUse } from "../model/uses.ts";
import { matchValues } from "./match-values.ts";
import type { VersionPass } from "./pass.ts";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** Preferred tags, where several properties distinguish the members. */
const TAG_NAMES = ["type", "_type", "accessType", "eventType", "kind", "objectType", "dtoType", "method", "op"];

/**
 * Adds a tag to unions whose members differ in the values of one property. Adds a correlation to objects with a union
 * whose member follows from a sibling enumeration.
 */
export const unions: VersionPass = {
  id: "unions",
  title: "Unions have a tag, and decided members a correlation, where the spec lets one derive them.",
  run: (version) => {
    const declarations = indexDeclarations(version);
    return {
      value: {
        ...version,
        declarations: version.declarations.map((declaration) => {
          if (declaration.kind === "union" && declaration.tag === undefined) return addTag(declaration, declarations);
          if (declaration.kind === "object")
            return addCorrelation(tagAlternatives(declaration, declarations), declarations);
          return declaration;
        }),
      } satisfies ApiVersion,
      diagnostics: [],
    };
  },
};

function tagAlternatives(object: ObjectDeclaration, declarations: Declarations): ObjectDeclaration {
  const { alternatives } = object;
  if (alternatives === undefined) return object;
  return {
    ...object,
    alternatives: alternatives.map((entry) => (entry.tag === undefined ? addTag(entry, declarations) : entry)),
  };
}

function addTag<Union extends Alternatives>(union: Union, declarations: Declarations): Union {
  const objects = union.members.map((member) => objectOf(declarations, member.use));
  if (objects.length < 2 || objects.some((object) => object === undefined)) return union;
  const members = objects as readonly ObjectDeclaration[];
  const wires = members.map((member) => new Set(member.properties.map((property) => property.wire)));
  const common = [...(wires[0] ?? [])].filter((wire) => wires.every((own) => own.has(wire)));
  const ordered = [
    ...TAG_NAMES.filter((name) => common.includes(name)),
    ...common.filter((name) => !TAG_NAMES.includes(name) && /type$/iu.test(name)).sort(),
  ];
  for (const tag of ordered) {
    const values = valuesByMember(members, tag, declarations);
    if (values !== undefined)
      return {
        ...union,
        tag,
        members: union.members.map((member, index) => ({ ...member, tagValues: values[index] ?? [] })),
      };
  }
  return union;
}

/** For each member the tag values that mean it; undefined when the property does not distinguish all members. */
function valuesByMember(
  members: readonly ObjectDeclaration[],
  tag: string,
  declarations: Declarations,
): readonly (readonly string[])[] | undefined {
  const properties = members.map((member) =>
    member.properties.find((property) => property.wire === tag),
  ) as readonly Property[];
  const closed = properties.map((property) => closedValues(property, declarations));
  if (closed.every((values) => values !== undefined)) {
    const all = closed.flat();
    if (new Set(all).size === all.length) return closed as readonly (readonly string[])[];
  }
  const enums = new Set(properties.map((property) => resolveUse(declarations, property.use).declaration));
  const [shared] = enums;
  if (enums.size === 1 && shared?.kind === "enum") return matchShared(shared, members);
  const shown = properties.map((property) => exampleText(property));
  return shown.every((value) => value !== undefined) && new Set(shown).size === shown.length
    ? shown.map((value) => [value as string])
    : undefined;
}

function closedValues(property: Property, declarations: Declarations): readonly string[] | undefined {
  const resolved = resolveUse(declarations, property.use);
  if (resolved.use.kind === "literal") return [String(resolved.use.value)];
  return resolved.declaration?.kind === "enum"
    ? resolved.declaration.values.map((value) => String(value.value))
    : undefined;
}

/**
 * All members share one enumeration (`_type` of the search documents). Each member gets the value that resembles its
 * name; undefined unless every member gets exactly one.
 */
function matchShared(
  shared: EnumDeclaration,
  members: readonly ObjectDeclaration[],
): readonly (readonly string[])[] | undefined {
  const matches = matchValues(
    shared.values.map((value) => String(value.value)),
    members.map((member) => baseName(member.id)),
  );
  const found = members.map((_, index) =>
    [...matches].filter(([, member]) => member === index).map(([value]) => value),
  );
  return found.every((values) => values.length === 1) ? found : undefined;
}

/** The first example of a property, if it is text that looks like a constant and not like an id or prose. */
function exampleText(property: Property): string | undefined {
  const value = property.examples[0]?.value;
  return typeof value === "string" && /^[A-Za-z][A-Za-z_-]{1,40}$/u.test(value) ? value : undefined;
}

function addCorrelation(object: ObjectDeclaration, declarations: Declarations): ObjectDeclaration {
  for (const property of object.properties) {
    const { declaration: union } = resolveUse(declarations, property.use);
    if (union?.kind !== "union" || union.tag !== undefined) continue;
    // A member may itself be a union of objects (the transform `rule`).
    const members = union.members.map((member) => resolveUse(declarations, member.use).declaration);
    if (members.length < 2 || members.some((member) => member?.kind !== "object" && member?.kind !== "union")) continue;
    const tag = object.properties.find((candidate) => isDeciding(candidate, declarations));
    const values = tag === undefined ? undefined : resolveUse(declarations, tag.use).declaration;
    if (tag === undefined || values?.kind !== "enum") continue;
    const names = union.members.map((member) => (member.use.kind === "ref" ? baseName(member.use.id) : ""));
    const matches = matchValues(
      values.values.map((value) => String(value.value)),
      names,
    );
    // A correlation that lacks a member would give the object a wrong type.
    if (new Set(matches.values()).size < union.members.length) continue;
    const cases = [...matches].flatMap(([value, index]) => {
      const member = union.members[index];
      return member === undefined ? [] : [{ value, use: member.use }];
    });
    return { ...object, correlation: { tag: tag.wire, property: property.wire, cases } };
  }
  return object;
}

function isDeciding(property: Property, declarations: Declarations): boolean {
  const { declaration } = resolveUse(declarations, property.use);
  return /type$/iu.test(property.wire) && declaration?.kind === "enum" && declaration.scalar === "string";
}

function baseName(id: DeclarationId): string {
  const last = id.split("/").at(-1) ?? id;
  return last.replace(/\.(?:ya?ml|json)$/iu, "");
}
