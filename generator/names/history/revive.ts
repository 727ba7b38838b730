import type { ApiVersion } from "../../model/model.ts";
import { copyRecord, entryOf, type VersionLedger } from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";

/**
 * Makes tombstones live again whose things the input has again. No other thing got the name in between, so it is free.
 */
export function reviveRetired(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): VersionLedger {
  const { retired } = ledger;
  const operations = new Set(version.operations.map(({ key }) => key));
  const models = new Set(version.declarations.flatMap(keys.placesOf));
  const revivedOperations = revive(ledger.operations, retired.operations, operations);
  const revivedModels = revive(ledger.models, retired.models, models);
  if (revivedOperations === undefined && revivedModels === undefined) return ledger;
  return {
    ...ledger,
    operations: revivedOperations?.entries ?? ledger.operations,
    models: revivedModels?.entries ?? ledger.models,
    retired: {
      operations: revivedOperations?.retired ?? retired.operations,
      models: revivedModels?.retired ?? retired.models,
    },
  };
}

function revive<Entry>(
  entries: Readonly<Record<string, Entry>>,
  retired: Readonly<Record<string, Entry>>,
  present: ReadonlySet<string>,
): { readonly entries: Record<string, Entry>; readonly retired: Record<string, Entry> } | undefined {
  const back = Object.keys(retired).filter((key) => present.has(key) && entryOf(entries, key) === undefined);
  if (back.length === 0) return undefined;
  const [living, dead] = [copyRecord(entries), copyRecord(retired)];
  for (const key of back) {
    const entry = entryOf(retired, key);
    if (entry !== undefined) living[key] = entry;
    delete dead[key];
  }
  return { entries: living, retired: dead };
}
