import { mappedSchema } from "../../load/follow.ts";
import { appendPointer } from "../../load/pointer.ts";
import { acceptsNull } from "../../load/schema-types.ts";
import { child, cursorAt, identityOf, isObject, type Cursor, type SourceTree } from "../../load/tree.ts";
import type { Alternatives, Declaration, TypeUse } from "../model.ts";
import { extendsSchema } from "./alternatives.ts";
import { declarationBase } from "./declaration-base.ts";
import { buildObject, type ObjectBuilding } from "./object.ts";
import { composeObject } from "./compose.ts";
import { foldAllOf } from "./fold.ts";
import { placeOfTarget } from "./place.ts";
import { followIn, memberContext, stepInto, type BuildState } from "./state.ts";
import { unionKeywords, unionMembers, type Options } from "./union.ts";

/**
 * The options of a base schema with heirs: the schemas of its `discriminator.mapping` that extend it, each once, and
 * the base itself if it is mapped; then the components that extend it and that the mapping does not list: their names
 * are the values of the tag (OpenAPI 3.0.4, Discriminator Object). A reference to the base accepts any of them. The result is empty where no
 * schema extends the base.
 */
export function mappedHeirs(state: BuildState, cursor: Cursor): Options {
  if (!isObject(cursor.value) || cursor.value["discriminator"] === undefined) return NO_HEIRS;
  const known = heirsOf.get(state.tree) ?? new Map<string, Options>();
  heirsOf.set(state.tree, known);
  const id = identityOf(cursor);
  const heirs = known.get(id) ?? findHeirs(state, cursor);
  known.set(id, heirs);
  return heirs;
}

const NO_HEIRS: Options = Object.assign([], { acceptsNull: false });

/**
 * The heirs of each base of a tree: each bare heir asks for the heirs of its base. Two trees may share a base's file, and
 * have other heirs in other files.
 */
const heirsOf = new WeakMap<SourceTree, Map<string, Options>>();

/** The identities of a base's heirs, made once for each list. */
function idsOf(state: BuildState, heirs: Options): ReadonlySet<string> {
  let ids = heirIds.get(heirs);
  if (ids === undefined)
    heirIds.set(heirs, (ids = new Set(heirs.map((heir) => identityOf(followIn(state, heir) ?? heir)))));
  return ids;
}

const heirIds = new WeakMap<Options, ReadonlySet<string>>();

function findHeirs(state: BuildState, cursor: Cursor): Options {
  const discriminator = isObject(cursor.value) ? cursor.value["discriminator"] : undefined;
  if (!isObject(discriminator) || unionKeywords(cursor).length > 0) return NO_HEIRS;
  const id = identityOf(cursor);
  const { mapping, propertyName } = discriminator;
  const isMapped = isObject(mapping) && Object.keys(mapping).length > 0;
  if (!isMapped && typeof propertyName !== "string") return NO_HEIRS;
  const named = isMapped
    ? Object.entries(mapping).map(([value, ref]) => ({
        value,
        target: typeof ref === "string" ? mappedSchema(state.tree, cursor.file, ref) : undefined,
      }))
    : heirsByName(state, cursor);
  const found = new Map<string, Cursor>();
  let hasHeir = false;
  for (const { value, target } of named) {
    if (target === undefined) continue;
    const own = identityOf(target);
    const isHeir = extendsSchema(state, target, id);
    if (found.has(own) || (own !== id && !isHeir)) continue;
    hasHeir ||= isHeir;
    const pointer = appendPointer(cursor.pointer, "discriminator", "mapping", value);
    found.set(own, { file: target.file, pointer, value: { $ref: `#${target.pointer}` } });
  }
  if (isMapped) {
    // OpenAPI reads the name of an heir that the mapping does not list. A base between the two needs no value.
    for (const { value, target } of heirsByName(state, cursor)) {
      const own = identityOf(target);
      const isBetween = [...found.values()].some((heir) => extendsSchema(state, heir, own));
      if (found.has(own) || isBetween || Object.hasOwn(mapping, value)) continue;
      hasHeir = true;
      const pointer = appendPointer(cursor.pointer, "discriminator", "mapping", value);
      found.set(own, { file: target.file, pointer, value: { $ref: `#${target.pointer}` } });
    }
  }
  return hasHeir ? Object.assign([...found.values()], { acceptsNull: false }) : NO_HEIRS;
}

/**
 * Whether a schema is an heir that adds nothing to its base (`Cat: { allOf: [Pet] }`). It is an object with the base's
 * properties: as an alias of the base, it would be a union that contains itself.
 */
export function isBareHeir(state: BuildState, cursor: Cursor): boolean {
  const id = identityOf(cursor);
  const seen = new Set<string>();
  for (let at: Cursor | undefined = cursor; at !== undefined && !seen.has(identityOf(at));) {
    seen.add(identityOf(at));
    const folded: Cursor | undefined = isObject(at.value) ? foldAllOf(at) : undefined;
    at = folded === undefined ? undefined : followIn(state, folded);
    if (at === undefined) return false;
    const heirs = mappedHeirs(state, at);
    if (heirs.length > 0) return idsOf(state, heirs).has(id);
  }
  return false;
}

/**
 * Declares a base schema as the union of its heirs. If the base itself is mapped, its own properties become a second
 * declaration, which is a member of the union.
 */
export function heirsUnion(
  state: BuildState,
  cursor: Cursor,
  { base, heirs, building }: { base: ReturnType<typeof declarationBase>; heirs: Options; building: ObjectBuilding },
): Declaration {
  const all = unionMembers(state, cursor, { ...building, options: heirs });
  const unlisted = ownProperties(state, cursor);
  // An heir that no value means would take the tag from the others.
  const isMeant = all.members.map(({ tagValues }) => tagValues.length > 0);
  const isKept = (_: unknown, index: number): boolean => isMeant[index] === true || !isMeant.includes(true);
  const options = heirs.filter(isKept);
  const union = { ...all, members: all.members.filter(isKept) };
  return {
    ...base,
    kind: "union",
    ...withOwnBases(state, union, { options, building, base: cursor }),
    unlisted,
  };
}

/** The properties of a base without its heirs, each with whether the base requires it. */
function ownProperties(state: BuildState, base: Cursor): Readonly<Record<string, boolean>> {
  const parts = composeObject(state, base) ?? [];
  const names = parts.flatMap(({ schema: { properties } }) => (isObject(properties) ? Object.keys(properties) : []));
  const required = new Set(
    parts.flatMap(({ schema }) => (Array.isArray(schema["required"]) ? schema["required"] : [])),
  );
  return Object.fromEntries(names.map((wire) => [wire, required.has(wire)]));
}

/**
 * The union in which a member that is itself a base with heirs is the base's own object, if both have the same tag. The
 * tag values of the member mean that object, not one of its heirs.
 */
export function withOwnBases(
  state: BuildState,
  union: Alternatives,
  { options, building, base }: { options: readonly Cursor[]; building: ObjectBuilding; base?: Cursor },
): Alternatives {
  const { tag, members } = union;
  if (tag === undefined) return union;
  const own = base === undefined ? undefined : identityOf(base);
  return {
    ...union,
    members: members.map((member, index) => {
      const option = options[index];
      const target = option === undefined ? undefined : followIn(state, option);
      if (target === undefined || member.tagValues.length === 0 || !isObject(target.value)) return member;
      const discriminator = target.value["discriminator"];
      const isBase =
        identityOf(target) === own ||
        (isObject(discriminator) && discriminator["propertyName"] === tag && mappedHeirs(state, target).length > 0);
      return isBase ? { ...member, use: ownObject(state, target, building) } : member;
    }),
  };
}

/** The own object of a base, declared once beside the union of its heirs. */
function ownObject(state: BuildState, base: Cursor, { useOf }: ObjectBuilding): TypeUse {
  const owner = identityOf(base);
  const id = identityOf({ file: base.file, pointer: appendPointer(base.pointer, "discriminator") });
  if (!state.pending.has(id)) {
    state.pending.add(id);
    const { place } = stepInto(memberContext(owner), { kind: "part", wire: "base" });
    const context = memberContext(owner);
    const draft = { ...declarationBase(state, base, { id: owner, place: placeOfTarget(state, base) }), id, place };
    state.declarations.set(id, buildObject(state, [base], draft, { context, useOf }));
  }
  return { kind: "ref", id };
}

interface Named {
  readonly value: string;
  readonly target: Cursor;
}

/** The components that extend a schema through `allOf`, at any depth, in the order of the spec. */
function heirsByName(state: BuildState, base: Cursor): readonly Named[] {
  const known = extendingComponents(state);
  const found = new Map<string, Named>();
  const waiting = [identityOf(base)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop())
    for (const heir of known.byParent.get(id) ?? []) {
      const own = identityOf(heir.target);
      if (found.has(own) || isNullableWrapper(heir.target)) continue;
      found.set(own, heir);
      waiting.push(own);
    }
  return [...found.values()].sort((one, other) => (known.order.get(one) ?? 0) - (known.order.get(other) ?? 0));
}

/** Whether a schema only adds null to another one (`NullablePet: { allOf: [Pet], nullable: true }`). */
function isNullableWrapper(target: Cursor): boolean {
  return acceptsNull(target.value) && isObject(target.value) && foldAllOf(target) !== undefined;
}

interface Extending {
  /** The components by the identity of a schema in their `allOf`. */
  readonly byParent: ReadonlyMap<string, readonly Named[]>;
  /** The position of each component in the spec. */
  readonly order: ReadonlyMap<Named, number>;
}

const extending = new WeakMap<SourceTree, Extending>();

/** The components of all roots that extend a schema. They are collected on the first request, because few specs ask. */
function extendingComponents(state: BuildState): Extending {
  const known = extending.get(state.tree);
  if (known !== undefined) return known;
  const byParent = new Map<string, Named[]>();
  const order = new Map<Named, number>();
  for (const root of state.tree.roots) {
    const schemas = cursorAt(state.tree, root, "/components/schemas");
    if (schemas === undefined || !isObject(schemas.value)) continue;
    for (const value of Object.keys(schemas.value)) {
      const target = followIn(state, child(schemas, value));
      const parts = target !== undefined && isObject(target.value) ? target.value["allOf"] : undefined;
      if (target === undefined || !Array.isArray(parts)) continue;
      const heir = { value, target };
      order.set(heir, order.size);
      for (const index of parts.keys()) {
        const parent = followIn(state, child(target, "allOf", index));
        if (parent === undefined) continue;
        const id = identityOf(parent);
        const heirs = byParent.get(id);
        if (heirs === undefined) byParent.set(id, [heir]);
        else heirs.push(heir);
      }
    }
  }
  const found = { byParent, order };
  extending.set(state.tree, found);
  return found;
}
