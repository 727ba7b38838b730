import { mappedSchema } from "../../load/follow.ts";
import { appendPointer } from "../../load/pointer.ts";
import { identityOf, isObject, type Cursor } from "../../load/tree.ts";
import type { Declaration } from "../model.ts";
import { extendsSchema } from "./alternatives.ts";
import type { declarationBase } from "./declaration-base.ts";
import { buildObject, type ObjectBuilding } from "./object.ts";
import { stepInto, type BuildState } from "./state.ts";
import { unionKeywords, unionMembers, type Options } from "./union.ts";

/**
 * The options of a base schema with heirs: the schemas of its `discriminator.mapping` that extend it, each once, and
 * the base itself if it is mapped. A reference to the base accepts any of them. The result is empty where no mapped
 * schema extends the base.
 */
export function mappedHeirs(state: BuildState, cursor: Cursor): Options {
  const none = Object.assign([], { acceptsNull: false });
  const discriminator = isObject(cursor.value) ? cursor.value["discriminator"] : undefined;
  const mapping = isObject(discriminator) ? discriminator["mapping"] : undefined;
  if (!isObject(mapping) || unionKeywords(cursor).length > 0) return none;
  const id = identityOf(cursor);
  const found = new Map<string, Cursor>();
  let hasHeir = false;
  for (const [value, ref] of Object.entries(mapping)) {
    const target = typeof ref === "string" ? mappedSchema(state.tree, cursor.file, ref) : undefined;
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
