import type { SurfaceModel } from "../contract/surface-format.ts";
import type { VersionIndex } from "./surface-index.ts";

/** A version that both surfaces have, with its paired models. */
export interface VersionPair {
  readonly label: string;
  readonly old: VersionIndex;
  readonly new: VersionIndex;
  /** Id of a model in the new surface, by its id in the old one. */
  readonly newId: ReadonlyMap<string, string>;
  /** Ids of models in the old surface, by their id in the new one. Several where models were merged. */
  readonly oldIds: ReadonlyMap<string, readonly string[]>;
}

/**
 * Pairs the models of a version: by identity, by the further places of a merged shape, then by public name, because a
 * schema that moves to another file keeps its name through the ledger.
 */
export function pairVersion(
  label: string,
  sides: { readonly old: VersionIndex; readonly new: VersionIndex },
): VersionPair {
  const newId = new Map<string, string>();
  const taken = new Set<string>();
  const pair = (old: string, found: string | undefined): void => {
    if (found === undefined || newId.has(old)) return;
    newId.set(old, found);
    taken.add(found);
  };
  const open = (): readonly SurfaceModel[] => [...sides.old.models.values()].filter(({ id }) => !newId.has(id));

  for (const { id } of open()) pair(id, sides.new.models.has(id) ? id : undefined);
  const places = new Map(
    [...sides.new.models.values()].flatMap(({ id, also = [] }) => also.map((place) => [place, id])),
  );
  for (const { id, also = [] } of open())
    pair(id, [...also, id].map((place) => (sides.new.models.has(place) ? place : places.get(place))).find(isFree));
  // A current name wins over a former name.
  const names = new Map(
    [aliasesOf, namesOf].flatMap((list) =>
      [...sides.new.models.values()].flatMap((model) => list(model).map((name) => [name, model.id] as const)),
    ),
  );
  for (const model of open())
    pair(
      model.id,
      namesOf(model)
        .map((name) => names.get(name))
        .find(isFree),
    );

  const oldIds = new Map<string, string[]>();
  for (const [old, found] of newId) oldIds.set(found, [...(oldIds.get(found) ?? []), old]);
  return { label, ...sides, newId, oldIds };

  function isFree(id: string | undefined): id is string {
    return id !== undefined && !taken.has(id);
  }
}

function aliasesOf(model: SurfaceModel): readonly string[] {
  return Object.entries(model.targets).flatMap(([target, names]) =>
    (names.aliases ?? []).map(({ name }) => `${target} ${name}`),
  );
}

function namesOf(model: SurfaceModel): readonly string[] {
  return Object.entries(model.targets).map(([target, { name }]) => `${target} ${name}`);
}

/** Whether two ids belong to the same model. */
export function isSameModel(pair: VersionPair, old: string, found: string): boolean {
  return pair.newId.get(old) === found;
}
