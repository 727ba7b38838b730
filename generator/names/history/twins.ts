import { compareText } from "../../model/order.ts";
import { copyRecord, entryOf, type Ledger, type LedgerOperation, type VersionLedger } from "../ledger/ledger.ts";
import { plainEndpoint } from "./pair-operations.ts";

/**
 * The operations of a version by their endpoint without version, extension and case. Endpoints that several operations
 * share are left out.
 */
export function byPlainEndpoint({ operations }: VersionLedger): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const several = new Set<string>();
  for (const key of Object.keys(operations)) {
    const plain = plainEndpoint(key);
    if (found.has(plain)) several.add(plain);
    found.set(plain, key);
  }
  for (const plain of several) found.delete(plain);
  return found;
}

/**
 * Records for each operation the operations of other versions with the same endpoint under another key: `GET /roles/{}`
 * of beta and `GET /roles/v1/{}` of a layout with a version for each resource. `names explain` shows them.
 */
export function noteTwins(ledger: Ledger): Ledger {
  const labels = Object.keys(ledger.versions).sort(compareText);
  if (labels.length < 2) return ledger;
  const endpoints = new Map(labels.map((label) => [label, byPlainEndpoint(ledger.versions[label] as VersionLedger)]));
  const versions = copyRecord<VersionLedger>({});
  for (const label of labels) {
    const version = ledger.versions[label] as VersionLedger;
    const operations = copyRecord<LedgerOperation>({});
    for (const [key, entry] of Object.entries(version.operations)) {
      const plain = plainEndpoint(key);
      const isTold = endpoints.get(label)?.get(plain) === key;
      const twins = labels.flatMap((other) => {
        const twin = other === label || !isTold ? undefined : endpoints.get(other)?.get(plain);
        const hasSame = entryOf(ledger.versions[other]?.operations ?? {}, key) !== undefined;
        return twin === undefined || twin === key || hasSame ? [] : [`${other} ${twin}`];
      });
      const { twins: _twins, ...rest } = entry;
      operations[key] = twins.length === 0 ? rest : { ...rest, twins };
    }
    versions[label] = { ...version, operations };
  }
  return { ...ledger, versions };
}
