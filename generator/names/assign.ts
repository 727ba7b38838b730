import type { Diagnostic, StageResult } from "../diagnostics/diagnostic.ts";
import type { ApiModel, ApiVersion } from "../model/model.ts";
import { nameModels, type ModelName } from "./assign-models.ts";
import { nameOperations, type OperationName } from "./assign-operations.ts";
import { EMPTY_LEDGER, versionLedger, type Ledger, type LedgerAddition } from "./ledger.ts";
import type { Overrides } from "./overrides.ts";
import type { NameTable, VersionNames } from "./table.ts";
import { buildVersionNames } from "./version-names.ts";
import { pascalCase, splitWords } from "./words.ts";

export interface NamingInput {
  readonly model: ApiModel;
  /** Undefined to run without one. */
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  /** A name without a ledger entry is an error. */
  readonly frozen: boolean;
  /** Entries that the model does not have become tombstones. */
  readonly retire?: boolean;
  /** PowerShell prefix by version; the label in PascalCase where it says none. */
  readonly prefixes: ReadonlyMap<string, string>;
}

export interface NamingResult {
  readonly table: NameTable;
  /** The ledger as it is after this run. */
  readonly ledger: Ledger;
  readonly additions: readonly LedgerAddition[];
}

/** What one version's things are called, before the table is laid out. */
export interface VersionNaming {
  readonly operations: ReadonlyMap<string, OperationName>;
  readonly models: ReadonlyMap<string, ModelName>;
}

/** Decides every name of every target, once. */
export function assignNames(input: NamingInput): StageResult<NamingResult> {
  const diagnostics: Diagnostic[] = [];
  const versions = new Map<string, VersionNames>();
  for (const version of input.model.versions) {
    const naming = nameVersion(version, input, diagnostics);
    const prefix = input.prefixes.get(version.label) ?? pascalCase(splitWords(version.label));
    versions.set(version.label, buildVersionNames({ version, prefix, naming, ledger: versionLedger(input.ledger, version.label) }));
  }
  return { value: { table: { versions }, ledger: input.ledger ?? EMPTY_LEDGER, additions: [] }, diagnostics };
}

function nameVersion(version: ApiVersion, input: NamingInput, diagnostics: Diagnostic[]): VersionNaming {
  const ledger = versionLedger(input.ledger, version.label);
  const operations = nameOperations({ version, ledger, overrides: input.overrides });
  const models = nameModels({
    version,
    ledger,
    overrides: input.overrides,
    typeBaseOf: (key) => operations.names.get(key)?.typeBase,
    eventNameOf: (event) => pascalCase(splitWords(event)),
  });
  diagnostics.push(...operations.diagnostics, ...models.diagnostics);
  return { operations: operations.names, models: models.names };
}
