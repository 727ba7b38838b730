import {
  copyRecord,
  entryOf,
  type Ledger,
  type LedgerAddition,
  type LedgerAliases,
  type VersionLedger,
} from "../../../names/ledger/ledger.ts";
import { plainEndpoint } from "../../../names/history/pair-operations.ts";
import { byPlainEndpoint } from "../../../names/history/twins.ts";
import { compareText } from "../../../model/order.ts";
import { heldCmdlets } from "./held-cmdlets.ts";

/**
 * Adds cmdlet names of other versions as aliases of the same endpoint, if the names are free. The aliases are derived
 * from the ledger and stored in it, so that a run on a single version makes the same ones.
 */
export function addCrossAliases(ledger: Ledger): {
  readonly ledger: Ledger;
  readonly additions: readonly LedgerAddition[];
} {
  const labels = Object.keys(ledger.versions).sort(compareText);
  if (labels.length < 2) return { ledger, additions: [] };
  const additions: LedgerAddition[] = [];
  const versions = copyRecord<VersionLedger>({});
  for (const label of labels) {
    const version = ledger.versions[label];
    if (version === undefined) continue;
    const others = labels.filter((other) => other !== label).flatMap((other) => ledger.versions[other] ?? []);
    versions[label] = crossVersion(
      version,
      others,
      (what, name) => void additions.push({ version: label, kind: "alias", what, name }),
    );
  }
  return { ledger: { ...ledger, versions }, additions };
}

function crossVersion(
  version: VersionLedger,
  others: readonly VersionLedger[],
  add: (what: string, name: string) => void,
): VersionLedger {
  const held = heldCmdlets(version);
  const endpoints = new Map(others.map((other) => [other, byPlainEndpoint(other)]));
  const operations = copyRecord(version.operations);
  let isChanged = false;
  for (const key of Object.keys(version.operations).sort(compareText)) {
    const entry = version.operations[key];
    if (entry === undefined) continue;
    const aliases = copyRecord<LedgerAliases[string]>({});
    for (const name of others.flatMap((other) => namesIn(other, key, endpoints))) {
      if (held.has(name.toLowerCase()) || !isUsable(name)) continue;
      held.set(name.toLowerCase(), `an alias of ${key}`);
      aliases[name] = "otherVersion";
      add(key, name);
    }
    if (Object.keys(aliases).length === 0) continue;
    operations[key] = { ...entry, aliases: { ...entry.aliases, ...aliases } };
    isChanged = true;
  }
  return isChanged ? { ...version, operations } : version;
}

/** The names of an endpoint in another version: its cmdlet, then the published cmdlet. */
function namesIn(
  version: VersionLedger,
  key: string,
  endpoints: ReadonlyMap<VersionLedger, ReadonlyMap<string, string>>,
): readonly string[] {
  // An endpoint with the version in its path corresponds to the same endpoint without it.
  const plain = plainEndpoint(key);
  const twin = endpoints.get(version)?.get(plain) ?? key;
  const hasVersion = [key, twin].some((one) => one.toLowerCase() !== plainEndpoint(one).toLowerCase());
  const entry = entryOf(version.operations, key) ?? (hasVersion ? entryOf(version.operations, twin) : undefined);
  if (entry === undefined) return [];
  // `Update-PotentialRole0`: the number stems from an operationId that occurs twice in that version.
  const published = entry.published === undefined || entry.why === "duplicate-operation-id" ? [] : [entry.published];
  return [entry.cmdlet, ...published];
}

/** Whether a name has a noun. A published name without one (`Remove-`) is no useful alias. */
function isUsable(cmdlet: string): boolean {
  return /^[A-Za-z]+-\p{Lu}/u.test(cmdlet);
}
