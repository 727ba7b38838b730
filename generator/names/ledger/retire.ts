import type { ApiVersion } from "../../model/model.ts";
import { copyRecord, type VersionLedger } from "./ledger.ts";
import type { ModelKeys } from "./model-key.ts";

/** Makes tombstones of the entries that the input lacks. Their names stay taken and name nothing. */
export function retireAbsent(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): VersionLedger {
  const operations = new Set(version.operations.map((operation) => operation.key));
  const models = new Set(version.declarations.flatMap(keys.placesOf));
  return retireWhere(ledger, { operation: (key) => !operations.has(key), model: (key) => !models.has(key) });
}

/** Makes tombstones of the entries that a test selects. */
export function retireWhere(
  ledger: VersionLedger,
  picks: { readonly operation: (key: string) => boolean; readonly model: (key: string) => boolean },
): VersionLedger {
  const operations = partition(ledger.operations, picks.operation);
  const models = partition(ledger.models, picks.model);
  return {
    ...ledger,
    operations: operations.kept,
    models: models.kept,
    retired: {
      operations: { ...ledger.retired.operations, ...operations.picked },
      models: { ...ledger.retired.models, ...models.picked },
    },
  };
}

function partition<Entry>(
  entries: Readonly<Record<string, Entry>>,
  pick: (key: string) => boolean,
): { readonly kept: Record<string, Entry>; readonly picked: Record<string, Entry> } {
  const kept = copyRecord<Entry>({});
  const picked = copyRecord<Entry>({});
  for (const [key, entry] of Object.entries(entries)) (pick(key) ? picked : kept)[key] = entry;
  return { kept, picked };
}
