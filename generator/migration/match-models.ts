import type { SurfaceEvent, SurfaceModel, SurfaceOperation, SurfaceType } from "../contract/surface-format.ts";
import { pairInputs, type OperationPair } from "../diff/compare-parameters.ts";
import type { VersionIndex } from "../diff/surface-index.ts";
import { compareText } from "../model/order.ts";

/** The two versions whose models are paired, and the pairs of their operations. */
export interface ModelSides {
  readonly old: VersionIndex;
  readonly new: VersionIndex;
  readonly operations: readonly OperationPair[];
}

/**
 * Pairs the models of two versions by the places where they occur in paired operations. At those places the model with
 * the same name wins, otherwise the model that occurs most often. A model that occurs at no place is paired by name,
 * then by identity. Several old models may be paired with one new model.
 */
export function matchModels(sides: ModelSides): ReadonlyMap<string, string> {
  const votes = countPlaces(sides);
  const byName = new Map<string, string>();
  for (const model of [...sides.new.models.values()].sort((one, other) => compareText(other.id, one.id)))
    byName.set(nameOf(model), model.id);
  const newId = new Map<string, string>();
  for (const model of [...sides.old.models.values()].sort((one, other) => compareText(one.id, other.id))) {
    const found = choose(model, votes.get(model.id), { byName, new: sides.new });
    if (found !== undefined) newId.set(model.id, found);
  }
  return newId;
}

function nameOf({ targets, id }: SurfaceModel): string {
  return (targets["typescript"] ?? Object.values(targets)[0])?.name ?? id;
}

function choose(
  model: SurfaceModel,
  places: ReadonlyMap<string, number> | undefined,
  at: { readonly byName: ReadonlyMap<string, string>; readonly new: VersionIndex },
): string | undefined {
  const named = at.byName.get(nameOf(model));
  if (named !== undefined && (places === undefined || places.has(named))) return named;
  // An enumeration and an object are never a pair, wherever they occur.
  const ofKind = [...(places ?? [])].filter(([id]) => at.new.models.get(id)?.kind === model.kind);
  const [best] = ofKind.sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || compareText(one, other));
  return best?.[0] ?? named ?? (at.new.models.has(model.id) ? model.id : undefined);
}

/** Counts how often a new model occurs at a place of an old model. */
function countPlaces({ old, new: found, operations }: ModelSides): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const votes = new Map<string, Map<string, number>>();
  const queue: (readonly [SurfaceModel, SurfaceModel])[] = [];
  const seen = new Set<string>();
  const meet = (before: SurfaceType | undefined, after: SurfaceType | undefined): void => {
    if (before === undefined || after === undefined || typeof before === "string" || typeof after === "string") return;
    if ("nullable" in before) return meet(before.nullable, after);
    if ("nullable" in after) return meet(before, after.nullable);
    if ("ref" in before && "ref" in after) return meetModels(before.ref, after.ref);
    if ("ref" in before) return meet(aliased(old, before.ref), after);
    if ("ref" in after) return meet(before, aliased(found, after.ref));
    if ("positions" in before && "positions" in after)
      for (const [index, item] of before.positions.entries()) meet(item, after.positions[index]);
    if ("list" in before && "list" in after) meet(before.list, after.list);
    if ("map" in before && "map" in after) meet(before.map, after.map);
  };
  const meetModels = (before: string, after: string): void => {
    const own = votes.get(before) ?? new Map<string, number>();
    votes.set(before, own.set(after, (own.get(after) ?? 0) + 1));
    const [left, right] = [old.models.get(before), found.models.get(after)];
    const key = JSON.stringify([before, after]);
    if (left === undefined || right === undefined || seen.has(key)) return;
    seen.add(key);
    queue.push([left, right]);
  };
  for (const pair of operations) meetOperations(pair, meet);
  for (const [wire, event] of old.events) meetEvents(event, found.events.get(wire), meet);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) meetInside(next, meet);
  return votes;
}

type Meet = (before: SurfaceType | undefined, after: SurfaceType | undefined) => void;

/** The type that an alias names. */
function aliased(index: VersionIndex, id: string): SurfaceType | undefined {
  const model = index.models.get(id);
  return model?.kind === "alias" ? model.type : undefined;
}

function meetOperations(pair: OperationPair, meet: Meet): void {
  const { old, new: found } = pair;
  for (const input of pairInputs(pair).pairs) meet(input.old.type, input.new.type);
  const first = ({ body }: SurfaceOperation): SurfaceType | undefined =>
    (body?.contents.find((content) => content.first === true) ?? body?.contents[0])?.type;
  meet(first(old), first(found));
  for (const response of old.responses) {
    const other = found.responses.find(({ status }) => status === response.status);
    for (const [index, { mediaType, type }] of response.contents.entries())
      meet(type, (other?.contents.find((content) => content.mediaType === mediaType) ?? other?.contents[index])?.type);
  }
  const [before = [], after = []] = [old.success.types, found.success.types];
  if (before.length === 1 && after.length === 1) meet(before[0], after[0]);
  meet(old.paging?.item, found.paging?.item);
}

function meetEvents(old: SurfaceEvent, found: SurfaceEvent | undefined, meet: Meet): void {
  meet(old.payload, found?.payload);
  meet(old.reply, found?.reply);
}

function meetInside([old, found]: readonly [SurfaceModel, SurfaceModel], meet: Meet): void {
  const properties = new Map((found.properties ?? []).map((property) => [property.wire, property]));
  for (const { wire, type } of old.properties ?? []) meet(type, properties.get(wire)?.type);
  if (typeof old.rest === "object" && typeof found.rest === "object") meet(old.rest.type, found.rest.type);
  meet(old.type, found.type);
  const cases = new Map((found.correlation?.cases ?? []).map(({ value, type }) => [value, type]));
  for (const { value, type } of old.correlation?.cases ?? []) meet(type, cases.get(value));
  for (const { type, tagValues = [] } of old.members ?? [])
    meet(type, found.members?.find((member) => member.tagValues?.some((value) => tagValues.includes(value)))?.type);
}
