import type {
  Surface,
  SurfaceCall,
  SurfaceModel,
  SurfaceOperation,
  SurfaceVersion,
  SurfaceVersionNames,
} from "../contract/surface-format.ts";

import { compareText } from "../model/order.ts";

/** A surface and the label of one of its versions. */
export interface MigrationSide {
  readonly surface: Surface;
  readonly version: string;
}

/**
 * The entries of one version. Throws an exception if the surface lacks the version: callers ask only for existing
 * versions.
 */
export function partOf({ surface, version: label }: MigrationSide): Surface & { readonly own: SurfaceVersion } {
  const own = surface.versions.find(({ version }) => version === label);
  if (own === undefined) throw new Error(`the surface has no version ${label}`);
  const of = <Entry extends { readonly version: string }>(
    entries: readonly Entry[],
    keyOf: (entry: Entry) => string,
  ): readonly Entry[] =>
    entries.filter(({ version }) => version === label).sort((one, other) => compareText(keyOf(one), keyOf(other)));
  return {
    ...surface,
    own,
    versions: [own],
    operations: of(surface.operations, ({ key }) => key),
    models: of(surface.models, ({ id }) => id),
    events: of(surface.events, ({ wire }) => wire),
    omitted: of(surface.omitted, ({ file, pointer }) => `${file}#${pointer}`),
  };
}

/**
 * Gives the entries of the old version the label, the modules and the prefixes of the new one. The remaining
 * differences are the changes that a program needs beyond the version itself.
 */
export function translate(old: ReturnType<typeof partOf>, to: SurfaceVersion): ReturnType<typeof partOf> {
  const { version } = to;
  const from = old.own.targets;
  const own = { ...old.own, version, targets: to.targets };
  return {
    ...old,
    own,
    versions: [own],
    operations: old.operations.map((operation) => ({
      ...operation,
      version,
      targets: mapTargets(operation.targets, (call, target) => translateCall(call, from[target], to.targets[target])),
    })),
    models: old.models.map((model) => ({
      ...model,
      version,
      targets: mapTargets(model.targets, (names, target) => translateModel(names, from[target], to.targets[target])),
    })),
    events: old.events.map((event) => ({ ...event, version })),
  };
}

function mapTargets<Value>(
  targets: Readonly<Record<string, Value>>,
  map: (value: Value, target: string) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(targets).map(([target, value]) => [target, map(value, target)]));
}

function translateCall(
  call: SurfaceCall,
  from: SurfaceVersionNames | undefined,
  to: SurfaceVersionNames | undefined,
): SurfaceCall {
  if (from === undefined || to === undefined) return call;
  const { module } = call;
  return {
    ...call,
    module:
      module === from.module || module.startsWith(`${from.module}/`)
        ? to.module + module.slice(from.module.length)
        : module,
    name: otherPrefix(call.name, from, to),
    ...(call.aliases === undefined
      ? {}
      : { aliases: call.aliases.map((alias) => ({ ...alias, name: otherPrefix(alias.name, from, to) })) }),
  };
}

type ModelWords = SurfaceModel["targets"][string];

function translateModel(
  names: ModelWords,
  from: SurfaceVersionNames | undefined,
  to: SurfaceVersionNames | undefined,
): ModelWords {
  if (from === undefined || to === undefined || names.functions === undefined) return names;
  return { ...names, functions: names.functions.map((name) => otherPrefix(name, from, to)) };
}

/** Replaces the prefix of a cmdlet: `Get-BetaRole` becomes `Get-V2024Role`. */
function otherPrefix(name: string, from: SurfaceVersionNames, to: SurfaceVersionNames): string {
  if (from.prefix === undefined || to.prefix === undefined) return name;
  const at = name.indexOf("-") + 1;
  return at > 0 && name.startsWith(from.prefix, at)
    ? name.slice(0, at) + to.prefix + name.slice(at + from.prefix.length)
    : name;
}

/** Gives operations the key of their partner, so that both sides use the same key. */
export function rekey(
  operations: readonly SurfaceOperation[],
  keys: ReadonlyMap<SurfaceOperation, string>,
): readonly SurfaceOperation[] {
  const taken = new Set(keys.values());
  return operations.map((operation) => {
    const key = keys.get(operation) ?? operation.key;
    // An unpaired operation may have the same key as a pair.
    return { ...operation, key: keys.has(operation) || !taken.has(key) ? key : `${key} (old)` };
  });
}
