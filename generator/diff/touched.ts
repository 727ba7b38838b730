import type { SurfaceModel, SurfaceOperation } from "../contract/surface-format.ts";
import type { VersionPair } from "./pair.ts";
import { modelMentions, operationMentions, refsOf, type Mention } from "./surface-index.ts";

/**
 * Entries whose changes the spec explains: the entry, or something that it mentions, differs in the spec. Keyed by the
 * new identity.
 */
export interface Touched {
  readonly models: ReadonlySet<string>;
  readonly operations: ReadonlySet<string>;
}

/**
 * Finds the entries whose declarations may differ because of the spec. The generator caused the changes of all other
 * entries.
 */
export function findTouched(pair: VersionPair): Touched {
  const models = new Set<string>();
  for (const [old, found] of pair.newId) {
    const before = pair.old.models.get(old);
    const after = pair.new.models.get(found);
    if (before !== undefined && after !== undefined && isChanged(pair, modelFacts(before), modelFacts(after)))
      models.add(found);
  }
  for (const id of pair.new.models.keys()) if (!pair.oldIds.has(id)) models.add(id);
  spread(pair, models);

  const operations = new Set<string>();
  for (const [key, after] of pair.new.operations) {
    const before = pair.old.operations.get(key);
    if (
      before === undefined ||
      isChanged(pair, operationFacts(before), operationFacts(after)) ||
      mentions(operationMentions(after), models) ||
      mentions(operationMentions(before), models, pair)
    )
      operations.add(key);
  }
  // The type of a patch depends on the response of the same path.
  const paths = new Set([...operations].map((key) => pair.new.operations.get(key)?.sentPath));
  for (const [key, { sentPath }] of pair.new.operations) if (paths.has(sentPath)) operations.add(key);
  return { models, operations };
}

function modelFacts(model: SurfaceModel): object {
  const { version, id, also, targets, docs, ...facts } = model;
  void [version, id, also, targets, docs];
  return facts;
}

function operationFacts(operation: SurfaceOperation): object {
  const { version, targets, docs, ...facts } = operation;
  void [version, targets, docs];
  return facts;
}

function isChanged({ newId }: VersionPair, before: object, after: object): boolean {
  // Only ids of models have the key `ref`.
  const mapped = JSON.stringify(before, (key, value: unknown) =>
    key === "ref" && typeof value === "string" ? (newId.get(value) ?? value) : value,
  );
  return mapped !== JSON.stringify(after);
}

function mentions(all: readonly Mention[], models: ReadonlySet<string>, pair?: VersionPair): boolean {
  return all.some(({ type }) => refsOf(type).some((id) => models.has(pair?.newId.get(id) ?? id)));
}

/** Adds the models that mention one of the given models, at any depth. */
function spread(pair: VersionPair, models: Set<string>): void {
  const users = new Map<string, string[]>();
  for (const model of pair.new.models.values())
    for (const { type } of modelMentions(model))
      for (const id of refsOf(type)) users.set(id, [...(users.get(id) ?? []), model.id]);
  const queue = [...models];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const user of users.get(next) ?? []) {
      if (models.has(user)) continue;
      models.add(user);
      queue.push(user);
    }
}
