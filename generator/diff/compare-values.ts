import type { SurfaceAlternatives, SurfaceMember, SurfaceType } from "../contract/surface-format.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { changedText, newType, oldType, onlyIn, typeFindings, type DiffContext } from "./context.ts";
import { isSameType } from "./fits.ts";
import { modelNameIn, type ModelPair } from "./model-pair.ts";
import { isUnlistedBefore } from "./tagged-members.ts";

/** Compares the values of an enumeration. */
export function compareValues(base: FindingBase, { old, new: found }: ModelPair): readonly Finding[] {
  const name = modelNameIn(found);
  const before = old.values ?? [];
  const after = found.values ?? [];
  return [
    ...onlyIn(before, after).map((value): Finding => ({
      ...base,
      rule: typeof value === "number" ? "number-removed" : "value-removed",
      name,
      before: JSON.stringify(value),
    })),
    ...onlyIn(after, before).map((value): Finding => ({
      ...base,
      rule: "value-added",
      name,
      after: JSON.stringify(value),
    })),
  ];
}

/** Compares the members of a union, the alternatives of an object, and types that depend on a value. */
export function compareAlternatives(context: DiffContext, base: FindingBase, models: ModelPair): readonly Finding[] {
  const { old, new: found } = models;
  const lists = [
    ...(old.members === undefined || found.members === undefined ? [] : [{ old: unionOf(old), new: unionOf(found) }]),
    ...pairLists(old.alternatives ?? [], found.alternatives ?? []),
  ];
  return [
    ...lists.flatMap((change) => compareMembers(context, base, { ...change, name: modelNameIn(found) })),
    ...compareCorrelation(context, base, models),
  ];
}

function unionOf({ tag, members = [] }: ModelPair["old"]): SurfaceAlternatives {
  return { ...(tag === undefined ? {} : { tag }), members };
}

interface MembersChange {
  readonly old: SurfaceAlternatives;
  readonly new: SurfaceAlternatives;
}

/** Pairs the lists of alternatives of an object by their order; an object may have several lists. */
function pairLists(
  old: readonly SurfaceAlternatives[],
  found: readonly SurfaceAlternatives[],
): readonly MembersChange[] {
  const none: SurfaceAlternatives = { members: [] };
  return Array.from({ length: Math.max(old.length, found.length) }, (_, index) => ({
    old: old[index] ?? none,
    new: found[index] ?? none,
  }));
}

function compareMembers(
  context: DiffContext,
  base: FindingBase,
  { old, new: found, name }: MembersChange & { readonly name: TargetText },
): readonly Finding[] {
  const { pair } = context;
  const partner = (member: SurfaceMember): SurfaceMember | undefined =>
    found.members.find((other) => isSameType(pair, { old: member.type, new: other.type }));
  const pairs = old.members.map((member) => [member, partner(member)] as const);
  const kept = new Set(pairs.map(([, other]) => other));
  return [
    ...tagFindings(base, { old, new: found, name }),
    ...pairs.flatMap(([member, other]): readonly Finding[] => {
      if (other === undefined)
        return [
          {
            ...base,
            rule: member.tagValues === undefined ? "member-removed" : "tagged-member-removed",
            name,
            before: oldType(context, member.type),
          },
        ];
      // If the tag changed, its values changed with it and have no finding of their own.
      const texts = old.tag === found.tag ? changedText(member.tagValues, other.tagValues) : undefined;
      return texts === undefined ? [] : [{ ...base, rule: "tag-values-changed", name, ...texts }];
    }),
    ...found.members
      .filter((member) => !kept.has(member))
      .map((member): Finding => ({
        ...base,
        rule: isUnlistedBefore(context, { old, new: found }, member) ? "tagged-member-added" : "member-added",
        name,
        after: newType(context, member.type),
      })),
  ];
}

function tagFindings(
  base: FindingBase,
  { old, new: found, name }: MembersChange & { readonly name: TargetText },
): readonly Finding[] {
  // An empty union has no tag.
  const texts = old.members.length * found.members.length === 0 ? undefined : changedText(old.tag, found.tag);
  if (texts === undefined) return [];
  const kept = found.tag === undefined ? "tag-removed" : "tag-changed";
  return [{ ...base, rule: old.tag === undefined ? "tag-added" : kept, name, ...texts }];
}

interface Case {
  readonly value: string;
  readonly type: SurfaceType;
}

function compareCorrelation(
  context: DiffContext,
  base: FindingBase,
  { old, new: found }: ModelPair,
): readonly Finding[] {
  const property = found.correlation?.property ?? old.correlation?.property ?? "";
  const name: TargetText = (target) => `${found.targets[target]?.name ?? found.id}.${property}`;
  const before = casesOf(old.correlation?.cases);
  const after = casesOf(found.correlation?.cases);
  return [
    ...onlyIn([...before.keys()], [...after.keys()]).map((value): Finding => ({
      ...base,
      rule: "case-removed",
      name,
      before: JSON.stringify(value),
    })),
    ...onlyIn([...after.keys()], [...before.keys()]).map((value): Finding => ({
      ...base,
      rule: "case-added",
      name,
      after: JSON.stringify(value),
    })),
    ...[...before].flatMap(([value, type]) => {
      const other = after.get(value);
      if (other === undefined) return [];
      return typeFindings(context, {
        base,
        name: (target) => `${typeof name === "string" ? name : name(target)} of ${JSON.stringify(value)}`,
        change: { old: type, new: other },
        rules: { changed: "case-type-changed", compatible: "case-type-compatible" },
      });
    }),
  ];
}

function casesOf(cases: readonly Case[] = []): ReadonlyMap<string, SurfaceType> {
  return new Map(cases.map(({ value, type }) => [value, type]));
}
