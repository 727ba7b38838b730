import {
  EMPTY_VERSION_LEDGER,
  type Ledger,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../../../../generator/names/ledger/ledger.ts";

/** The entry of an operation, called `Get-NAME` and `getNAME` with the id `NAMEId`, unless more says otherwise. */
export function call(name: string, more: Partial<LedgerOperation> = {}): LedgerOperation {
  return { id: `${name}Id`, cmdlet: `Get-${name}`, method: `get${name}`, tag: "Things", seen: "v1", ...more };
}

/** The entry of a model, with a fingerprint made of its name. */
export function model(name: string, more: Partial<LedgerModel> = {}): LedgerModel {
  return { name, print: `p${name.toLowerCase()}`, seen: "v1", ...more };
}

/** The entries of one version. */
export function entries(parts: Partial<VersionLedger>): VersionLedger {
  return { ...EMPTY_VERSION_LEDGER, ...parts };
}

/** A ledger with the version `beta`, and others beside it. */
export function beta(parts: Partial<VersionLedger>, others: Ledger["versions"] = {}): Ledger {
  return { format: 2, versions: { ...others, beta: entries(parts) } };
}

/** The entries of `beta`. */
export function betaOf(ledger: Ledger): VersionLedger {
  return ledger.versions["beta"] ?? EMPTY_VERSION_LEDGER;
}
