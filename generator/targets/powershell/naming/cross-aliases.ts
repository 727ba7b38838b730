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
 * Gives an endpoint that two versions call differently the other's cmdlet names as aliases, where they are free. They
 * are made from the ledger and written to it, so that a run on one version alone gives the same ones.
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

/** What another version calls an endpoint: its name, then the one the published module had. */
function namesIn(
  version: VersionLedger,
  key: string,
  endpoints: ReadonlyMap<VersionLedger, ReadonlyMap<string, string>>,
): readonly string[] {
  // Of one endpoint with a version in its path and one without, each is the other's.
  const plain = plainEndpoint(key);
  const twin = endpoints.get(version)?.get(plain) ?? key;
  const hasVersion = [key, twin].some((one) => one.toLowerCase() !== plainEndpoint(one).toLowerCase());
  const entry = entryOf(version.operations, key) ?? (hasVersion ? entryOf(version.operations, twin) : undefined);
  if (entry === undefined) return [];
  // `Update-PotentialRole0`: the number came from an id that version alone uses twice.
  const published = entry.published === undefined || entry.why === "duplicate-operation-id" ? [] : [entry.published];
  return [entry.cmdlet, ...published];
}

/** A published name without a noun (`Remove-`) helps nobody in another version. */
function isUsable(cmdlet: string): boolean {
  return /^[A-Za-z]+-\p{Lu}/u.test(cmdlet);
}
