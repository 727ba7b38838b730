import type { SurfaceAlternatives, SurfaceMember, SurfaceProperty } from "../contract/surface-format.ts";
import { fitsFor, type DiffContext } from "./context.ts";
import { viewOf } from "./fits.ts";
import { shapeOf } from "./shape.ts";
import type { VersionIndex } from "./surface-index.ts";

/**
 * Whether programs that read a union still compile when it gets a member. A union whose members all have tag values
 * also has a variant for tags that are not listed, so programs already handle the new tag. That variant has the
 * properties that all members share, so the new member must have them too.
 */
export function isUnlistedBefore(
  context: DiffContext,
  { old, new: found }: { readonly old: SurfaceAlternatives; readonly new: SurfaceAlternatives },
  member: SurfaceMember,
): boolean {
  const { tag } = old;
  if (tag === undefined || tag !== found.tag || ![...old.members, ...found.members].every(hasTagValues)) return false;
  const { pair } = context;
  const members = old.members.map((entry) => readProperties(pair.old, entry));
  // A boolean tag has no third value.
  if (isBooleanTag(pair.old, members, tag)) return false;
  const own = readProperties(pair.new, member);
  const [first, ...others] = members;
  return [...(first?.values() ?? [])].every((property) => {
    const shared = [property, ...others.map((entry) => entry.get(property.wire))].filter(
      (entry) => entry !== undefined,
    );
    if (property.wire === tag || shared.length < members.length) return true;
    const after = own.get(property.wire);
    return (
      after !== undefined &&
      (after.required || shared.some(({ required }) => !required)) &&
      shared.some((before) =>
        fitsFor(context, { old: before.type, new: after.type }, { target: "typescript", direction: "response" }),
      )
    );
  });
}

function hasTagValues({ tagValues = [] }: SurfaceMember): boolean {
  return tagValues.length > 0;
}

type Properties = ReadonlyMap<string, SurfaceProperty>;

/** The properties that a program can read of a member, by wire name. */
function readProperties(index: VersionIndex, { type }: SurfaceMember): Properties {
  const { shape } = shapeOf(type, index);
  const properties = shape.kind === "object" ? viewOf(shape.model, "response") : [];
  return new Map(properties.map((property) => [property.wire, property]));
}

function isBooleanTag(index: VersionIndex, members: readonly Properties[], tag: string): boolean {
  return members.some((properties) => {
    const property = properties.get(tag);
    if (property === undefined) return false;
    const { shape } = shapeOf(property.type, index);
    return (shape.kind === "scalar" || shape.kind === "values") && shape.scalar === "boolean";
  });
}
