import { mappedSchema } from "../../load/follow.ts";
import { appendPointer } from "../../load/pointer.ts";
import { child, cursorAt, identityOf, isObject, type Cursor, type SourceTree } from "../../load/tree.ts";
import type { Declaration } from "../model.ts";
import { extendsSchema } from "./alternatives.ts";
import type { declarationBase } from "./declaration-base.ts";
import { buildObject, type ObjectBuilding } from "./object.ts";
import { followIn, stepInto, type BuildState } from "./state.ts";
import { unionKeywords, unionMembers, type Options } from "./union.ts";

/**
 * The options of a base schema with heirs: the schemas of its `discriminator.mapping` that extend it, each once, and
 * the base itself if it is mapped. Without a mapping, the components that extend it: their names are the values of the
 * tag (OpenAPI 3.0.4, Discriminator Object). A reference to the base accepts any of them. The result is empty where no
 * schema extends the base.
 */
export function mappedHeirs(state: BuildState, cursor: Cursor): Options {
  const none = Object.assign([], { acceptsNull: false });
  const discriminator = isObject(cursor.value) ? cursor.value["discriminator"] : undefined;
  if (!isObject(discriminator) || unionKeywords(cursor).length > 0) return none;
  const id = identityOf(cursor);
  const { mapping, propertyName } = discriminator;
  const isMapped = isObject(mapping) && Object.keys(mapping).length > 0;
  if (!isMapped && typeof propertyName !== "string") return none;
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
  return hasHeir ? Object.assign([...found.values()], { acceptsNull: false }) : none;
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
  const union = unionMembers(state, cursor, { ...building, options: heirs });
  const id = identityOf({ file: cursor.file, pointer: appendPointer(cursor.pointer, "discriminator") });
  const members = union.members.map((member) => {
    if (member.use.kind !== "ref" || member.use.id !== base.id) return member;
    if (!state.pending.has(id)) {
      state.pending.add(id);
      const { place } = stepInto(building.context, { kind: "part", wire: "base" });
      state.declarations.set(id, buildObject(state, [cursor], { ...base, id, place }, building));
    }
    return { ...member, use: { kind: "ref" as const, id } };
  });
  return { ...base, kind: "union", ...union, members };
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
      if (found.has(own)) continue;
      found.set(own, heir);
      waiting.push(own);
    }
  return [...found.values()].sort((one, other) => (known.order.get(one) ?? 0) - (known.order.get(other) ?? 0));
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
