import type { SurfaceCall, SurfaceModel, SurfaceOperation } from "../contract/surface-format.ts";
import type { Change, Finding } from "../diff/change.ts";
import { compareEvents } from "../diff/compare-events.ts";
import { compareModel } from "../diff/compare-models.ts";
import { compareOperation } from "../diff/compare-operations.ts";
import { declared, pairInputs, type OperationPair } from "../diff/compare-parameters.ts";
import type { DiffContext } from "../diff/context.ts";
import { onlyIn } from "../diff/context.ts";
import type { RuleId } from "../diff/rules.ts";
import { indexSurface, type VersionIndex } from "../diff/surface-index.ts";
import { tell } from "../diff/tell.ts";
import { compareText } from "../model/order.ts";
import type {
  CallMove,
  CallNames,
  MatchedModel,
  MatchedOperation,
  MigrationChange,
  MigrationFacts,
  ModelNames,
  OperationIdentity,
  ParameterName,
  RemovedOperation,
  SingleModel,
  SingleOperation,
  VersionFacts,
} from "./facts.ts";
import { matchModels } from "./match-models.ts";
import { matchOperations, endpointWithoutVersion, type MatchedPair } from "./match-operations.ts";
import { partOf, rekey, translate, type MigrationSide } from "./translate.ts";

/** The input of a migration guide. */
export interface MigrationInput {
  readonly from: MigrationSide;
  readonly to: MigrationSide;
  /** The targets to compare; absent: all targets that both sides have. */
  readonly targets?: readonly string[];
}

/** Finds the changes that a program for one version needs to run on another. Pure; it reads only the surfaces. */
export function findMigration({ from, to, targets: wanted }: MigrationInput): MigrationFacts {
  const before = partOf(from);
  const after = partOf(to);
  const targets =
    wanted ??
    Object.keys(before.own.targets)
      .filter((target) => after.own.targets[target] !== undefined)
      .sort(compareText);
  const old = translate(before, after.own);
  const labels = [from.version, to.version];
  const pairs = matchOperations({ old: old.operations, new: after.operations, labels, targets });
  const keys = new Map(pairs.map((pair) => [pair.old, pair.new.key]));
  const index = indexOf({ ...old, operations: rekey(old.operations, keys) }, to.version);
  const found = indexOf(after, to.version);
  const newId = matchModels({ old: index, new: found, operations: pairs });
  const context = contextOf({ label: to.version, old: index, new: found, newId }, targets);
  const originals = new Map(before.operations.map((operation) => [operation.key, operation]));
  const changes = (findings: readonly Finding[]): readonly MigrationChange[] => changesOf(context, findings);
  const models = new Map(before.models.map((model) => [model.id, model]));
  const removed = onlyIn(
    old.operations,
    pairs.map((pair) => pair.old),
  );
  const paired = { pairs, byEndpoint: endpointsOf(pairs, labels), originals, labels };
  return {
    from: factsOf(before.own),
    to: factsOf(after.own),
    targets,
    operations: pairs.map((pair) =>
      matchedOperation(pair, { original: originals.get(pair.old.key) ?? pair.old, targets, labels, changes, context }),
    ),
    removedOperations: removed.map((operation) => removedOperation(operation, paired, after.operations)),
    addedOperations: onlyIn(
      after.operations,
      pairs.map((pair) => pair.new),
    ).map((operation) => single(operation, targets)),
    models: [...newId]
      .flatMap(([oldId, id]) => {
        const [model, other] = [index.models.get(oldId), found.models.get(id)];
        const original = models.get(oldId);
        if (model === undefined || other === undefined || original === undefined) return [];
        return [matchedModel({ old: model, new: other }, { original, targets, changes, context })];
      })
      .sort((one, other) => compareText(one.from, other.from)),
    removedModels: before.models.filter(({ id }) => !newId.has(id)).map((model) => singleModel(model, targets)),
    addedModels: after.models
      .filter(({ id }) => !context.pair.oldIds.has(id))
      .map((model) => singleModel(model, targets)),
    events: changes(compareEvents(context)),
  };
}

function factsOf({ version, basePath, targets }: VersionFacts): VersionFacts {
  return { version, basePath, targets };
}

function indexOf(surface: Parameters<typeof indexSurface>[0], label: string): VersionIndex {
  const index = indexSurface(surface).get(label);
  if (index === undefined) throw new Error(`the surface has no version ${label}`);
  return index;
}

function contextOf(
  sides: Pick<DiffContext["pair"], "label" | "old" | "new" | "newId">,
  targets: readonly string[],
): DiffContext {
  const oldIds = new Map<string, string[]>();
  for (const [old, found] of sides.newId) oldIds.set(found, [...(oldIds.get(found) ?? []), old]);
  // Two versions are two specs, so the specs explain every difference.
  const touched = { models: new Set(sides.new.models.keys()), operations: new Set(sides.new.operations.keys()) };
  return { pair: { ...sides, oldIds }, targets, touched };
}

/** Rules that the facts report in another form, or that mean nothing between two versions. */
const TOLD_OTHERWISE: ReadonlySet<RuleId> = new Set([
  "operation-renamed",
  "operation-renamed-with-alias",
  "operation-moved",
  "operation-moved-with-alias",
  "operation-id-changed",
  "operation-tag-changed",
  "arguments-renamed",
  "path-changed",
  "parameter-source-changed",
  "model-renamed",
  "model-renamed-with-alias",
  "input-renamed",
  "alias-added",
  "alias-removed",
  "sent-headers-changed",
  "docs-changed",
  "page-moved",
]);

function changesOf({ pair, targets }: DiffContext, findings: readonly Finding[]): readonly MigrationChange[] {
  const at = { targets, old: new Map([[pair.label, pair.old]]), found: new Map([[pair.label, pair.new]]) };
  const changes = tell(
    findings.filter(({ rule }) => !TOLD_OTHERWISE.has(rule)),
    at,
  );
  return sortChanges(changes.map(changeOf));
}

function changeOf({
  rule,
  class: grade,
  target,
  name,
  before,
  after,
  message,
  advice,
  directions,
}: Change): MigrationChange {
  return { rule, class: grade, target, name, before, after, message, advice, directions };
}

function sortChanges(changes: readonly MigrationChange[]): readonly MigrationChange[] {
  return sortedBy(changes, ({ rule, name, target, before, after }) =>
    JSON.stringify([rule, name, target, before, after]),
  );
}

function placeOf({ key, method, path, id, tag }: SurfaceOperation): OperationIdentity {
  return { key, method, path, id, tag };
}

interface OperationAt {
  /** The operation before its translation to the new version. */
  readonly original: SurfaceOperation;
  readonly targets: readonly string[];
  readonly labels: readonly string[];
  readonly changes: (findings: readonly Finding[]) => readonly MigrationChange[];
  readonly context: DiffContext;
}

function matchedOperation(pair: MatchedPair, at: OperationAt): MatchedOperation {
  const { original, targets, labels, changes, context } = at;
  const operations = { old: { ...pair.old, key: pair.new.key }, new: pair.new };
  return {
    from: placeOf(original),
    to: placeOf(pair.new),
    matchedBy: pair.matchedBy,
    isMoved: endpointWithoutVersion(original, labels) !== endpointWithoutVersion(pair.new, labels),
    targets: Object.fromEntries(
      targets.flatMap((target) => {
        const [from, to] = [original.targets[target], pair.new.targets[target]];
        const same = pair.old.targets[target];
        if (from === undefined || to === undefined || same === undefined) return [];
        const move: CallMove = {
          from: callNames(from),
          to: callNames(to),
          isRenamed: same.name !== to.name || same.property !== to.property || same.class !== to.class,
          parameters: parameterMoves(operations, target),
        };
        return [[target, move]];
      }),
    ),
    changes: changes(compareOperation(context, operations)),
  };
}

function callNames(call: SurfaceCall): CallNames {
  return {
    module: call.module,
    name: call.name,
    aliases: call.aliases ?? [],
    ...(call.class === undefined ? {} : { class: call.class }),
    ...(call.property === undefined ? {} : { property: call.property }),
    ...(call.arguments === undefined ? {} : { arguments: call.arguments }),
    ...(call.filters === undefined ? {} : { filters: call.filters.name }),
    ...(call.sorters === undefined ? {} : { sorters: call.sorters.name }),
  };
}

function parameterMoves(operations: OperationPair, target: string): CallMove["parameters"] {
  const { pairs, removed, added } = pairInputs(operations);
  type Side = "old" | "new";
  const named = (side: Side, input: Parameters<typeof declared>[1] | undefined): ParameterName | null => {
    const own = input === undefined ? undefined : declared(operations[side], input, target);
    return own === undefined ? null : { place: own.place, wire: own.wire, name: own.name, required: own.required };
  };
  const body = (side: Side): ParameterName | null => {
    const own = operations[side].targets[target]?.parameters.find(({ place }) => place === "body");
    return own === undefined ? null : { place: own.place, wire: own.wire, name: own.name, required: own.required };
  };
  const moves = [
    ...pairs.map((pair) => ({ from: named("old", pair.old), to: named("new", pair.new) })),
    ...removed.map((input) => ({ from: named("old", input), to: null })),
    ...added.map((input) => ({ from: null, to: named("new", input) })),
    { from: body("old"), to: body("new") },
  ].filter(({ from, to }) => from !== null || to !== null);
  return sortedBy(moves, ({ from, to }) =>
    JSON.stringify([from?.place ?? "", from?.wire ?? "", to?.place ?? "", to?.wire ?? ""]),
  );
}

/** Sorts by a key that is made once for each value. */
function sortedBy<Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] {
  if (values.length < 2) return values;
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((one, other) => compareText(one.key, other.key))
    .map(({ value }) => value);
}

function single(operation: SurfaceOperation, targets: readonly string[]): SingleOperation {
  return {
    place: placeOf(operation),
    targets: Object.fromEntries(
      targets.flatMap((target) => {
        const call = operation.targets[target];
        return call === undefined ? [] : [[target, callNames(call)]];
      }),
    ),
  };
}

interface Paired {
  readonly pairs: readonly MatchedPair[];
  /** The new operation of the first pair with an endpoint, by the endpoint without its version. */
  readonly byEndpoint: ReadonlyMap<string, SurfaceOperation>;
  readonly originals: ReadonlyMap<string, SurfaceOperation>;
  readonly labels: readonly string[];
}

function endpointsOf(pairs: readonly MatchedPair[], labels: readonly string[]): ReadonlyMap<string, SurfaceOperation> {
  const endpoints = new Map<string, SurfaceOperation>();
  for (const pair of pairs) {
    const endpoint = endpointWithoutVersion(pair.new, labels);
    if (!endpoints.has(endpoint)) endpoints.set(endpoint, pair.new);
  }
  return endpoints;
}

function removedOperation(
  operation: SurfaceOperation,
  { pairs, byEndpoint, originals, labels }: Paired,
  after: readonly SurfaceOperation[],
): RemovedOperation {
  const original = originals.get(operation.key) ?? operation;
  const { version, key } = operation.deprecated?.replacement ?? {};
  const [oldLabel, newLabel] = labels;
  const named =
    version === newLabel
      ? after.find((entry) => entry.key === key)
      : version === oldLabel
        ? pairs.find((pair) => pair.old.key === key)?.new
        : undefined;
  const replacement = named ?? byEndpoint.get(endpointWithoutVersion(original, labels));
  return {
    ...single(original, Object.keys(original.targets)),
    ...(replacement === undefined ? {} : { replacement: placeOf(replacement) }),
  };
}

interface ModelAt {
  readonly original: SurfaceModel;
  readonly targets: readonly string[];
  readonly changes: (findings: readonly Finding[]) => readonly MigrationChange[];
  readonly context: DiffContext;
}

function matchedModel(
  models: { readonly old: SurfaceModel; readonly new: SurfaceModel },
  { original, targets, changes, context }: ModelAt,
): MatchedModel {
  const { old, new: found } = models;
  const removed = onlyIn(old.values ?? [], found.values ?? []);
  const added = onlyIn(found.values ?? [], old.values ?? []);
  return {
    from: old.id,
    to: found.id,
    kind: { from: old.kind, to: found.kind },
    targets: Object.fromEntries(
      targets.flatMap((target) => {
        const [from, to] = [original.targets[target], found.targets[target]];
        return from === undefined || to === undefined
          ? []
          : [[target, { from: modelNames(from), to: modelNames(to), isRenamed: from.name !== to.name }]];
      }),
    ),
    ...(removed.length + added.length === 0 ? {} : { values: { removed, added } }),
    changes: changes(compareModel(context, models)),
  };
}

function modelNames({ name, aliases = [], input, functions = [] }: SurfaceModel["targets"][string]): ModelNames {
  return { name, aliases, ...(input === undefined ? {} : { input: input.name }), functions };
}

function singleModel({ id, kind, targets }: SurfaceModel, wanted: readonly string[]): SingleModel {
  return {
    id,
    kind,
    targets: Object.fromEntries(
      wanted.flatMap((target) => {
        const own = targets[target];
        return own === undefined ? [] : [[target, modelNames(own)]];
      }),
    ),
  };
}
