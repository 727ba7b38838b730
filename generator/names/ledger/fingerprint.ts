import { assertNever } from "../../model/assert-never.ts";
import type { Declaration, TypeUse, UnionMember } from "../../model/model.ts";

/**
 * A short hash of a declaration's structure, to recognise a schema in another file. It covers property names and the
 * kinds of their types. It ignores documentation, examples, the order of properties, and the targets of references,
 * which may have moved too.
 */
export function fingerprint(declaration: Declaration): string {
  return hash(structureOf(declaration));
}

/** The fingerprint of an event's payload: that of the declaration where the payload is a reference. */
export function payloadPrint(payload: TypeUse, declarationOf: (id: string) => Declaration | undefined): string {
  const declaration = payload.kind === "ref" ? declarationOf(payload.id) : undefined;
  return declaration === undefined ? hash(useOf(payload)) : fingerprint(declaration);
}

function structureOf(declaration: Declaration): string {
  switch (declaration.kind) {
    case "object":
      return `object ${declaration.properties
        .map((property) => `${property.wire}:${useOf(property.use)}`)
        .sort()
        .join(",")}${(declaration.alternatives ?? []).map(({ members }) => ` & ${membersOf(members)}`).join("")}`;
    case "enum":
      return `enum ${declaration.values
        .map(({ value }) => String(value))
        .sort()
        .join(",")}`;
    case "union":
      return `union ${membersOf(declaration.members)}`;
    case "alias":
      return `alias ${useOf(declaration.target)}`;
    default:
      return assertNever(declaration);
  }
}

function membersOf(members: readonly UnionMember[]): string {
  return members
    .map(({ use }) => useOf(use))
    .sort()
    .join(",");
}

function useOf(use: TypeUse): string {
  switch (use.kind) {
    case "ref":
    case "unknown":
    case "never":
      return use.kind;
    case "scalar":
      return use.scalar;
    case "literal":
      return use.exact === true ? String(use.value) : JSON.stringify(use.value);
    case "list":
      return `[${[...(use.positions?.uses ?? []), use.item].map(useOf).join(",")}]`;
    case "map":
      return `{${useOf(use.value)}}`;
    case "nullable":
      return useOf(use.of);
    default:
      return assertNever(use);
  }
}

/** FNV-1a with two seeds, in base 36: short, and without a platform module. */
function hash(text: string): string {
  return fnv(text, 0x811c9dc5) + fnv(text, 0x9747b28c);
}

function fnv(text: string, seed: number): string {
  let value = seed;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return (value >>> 0).toString(36).padStart(7, "0");
}
