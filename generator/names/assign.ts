import type { Diagnostic, StageResult } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { ApiModel, ApiVersion, Origin } from "../model/model.ts";
import { addCrossAliases } from "./aliases.ts";
import { eventBase, nameEvents } from "./assign-events.ts";
import { nameModels } from "./assign-models.ts";
import { nameOperations } from "./assign-operations.ts";
import { nameTags } from "./assign-tags.ts";
import { deadOverrides } from "./dead-overrides.ts";
import { nameModelPages } from "./file-names.ts";
import { clashFrozen, clashSettled, unlockedName } from "./diagnostics.ts";
import {
  EMPTY_LEDGER,
  heldAliases,
  hold,
  versionLedger,
  type Ledger,
  type LedgerAddition,
  type VersionLedger,
} from "./ledger.ts";
import { modelKeys } from "./model-key.ts";
import { followMoves } from "./moves.ts";
import type { Overrides } from "./overrides.ts";
import { recordVersion } from "./record.ts";
import { retireAbsent } from "./retire.ts";
import { secondaryNames } from "./secondary.ts";
import type { HeldNames } from "./settle.ts";
import type { NameTable, VersionNames } from "./table.ts";
import { buildVersionNames, prefixOf } from "./version-names.ts";
import type { VersionNaming } from "./version-naming.ts";

export interface NamingInput {
  readonly model: ApiModel;
  /** Undefined to run without one; what would be written is given all the same, for that is how one starts. */
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  /** A name without a ledger entry, and a clash, is an error. */
  readonly frozen: boolean;
  /** Entries that the model does not have become tombstones, in the versions that the model has. */
  readonly retire?: boolean;
  /** PowerShell prefix by version; the label in PascalCase where it says none. */
  readonly prefixes: ReadonlyMap<string, string>;
}

export interface NamingResult {
  readonly table: NameTable;
  /** The ledger as it is after this run; the caller decides whether to write it. */
  readonly ledger: Ledger;
  /** What the run added to it, in order of version, kind and place. */
  readonly additions: readonly LedgerAddition[];
}

/** Decides every name of every target, once: the ledger's first, then overrides, then the rules. */
export function assignNames(input: NamingInput): StageResult<NamingResult> {
  const diagnostics: Diagnostic[] = [];
  const additions: LedgerAddition[] = [];
  const namings = new Map<string, VersionNaming>();
  let ledger = input.ledger ?? EMPTY_LEDGER;
  for (const version of input.model.versions) {
    const { naming, known, moved } = nameVersion(
      version,
      { input, ledger: versionLedger(ledger, version.label) },
      diagnostics,
    );
    const recorded = recordVersion(version, known, naming);
    namings.set(version.label, naming);
    additions.push(...moved, ...recorded.additions);
    ledger = withVersion(
      ledger,
      version.label,
      input.retire === true ? retireAbsent(version, recorded.ledger, naming.keys) : recorded.ledger,
    );
  }
  const crossed = addCrossAliases(ledger);
  additions.push(...crossed.additions);
  const versions = new Map<string, VersionNames>();
  for (const version of input.model.versions) {
    const naming = namings.get(version.label);
    if (naming === undefined) continue;
    const prefix = prefixOf(version.label, input.prefixes);
    versions.set(
      version.label,
      buildVersionNames({
        version,
        prefix,
        naming,
        ledger: versionLedger(crossed.ledger, version.label),
        overrides: input.overrides,
      }),
    );
  }
  diagnostics.push(...deadOverrides(input.overrides, input.model, input.ledger));
  const found = input.frozen
    ? [...diagnostics.map(asFrozen), ...unlocked(additions, originsOf(input.model, namings))]
    : diagnostics;
  return { value: { table: { versions }, ledger: crossed.ledger, additions }, diagnostics: found };
}

function withVersion(ledger: Ledger, label: string, version: VersionLedger): Ledger {
  return { ...ledger, versions: { ...ledger.versions, [label]: version } };
}

/** A frozen run settles nothing: what a warning tells of is an error. */
function asFrozen(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === clashSettled.code
    ? { ...diagnostic, code: clashFrozen.code, severity: clashFrozen.severity }
    : diagnostic;
}

function unlocked(
  additions: readonly LedgerAddition[],
  originOf: (addition: LedgerAddition) => Origin | undefined,
): readonly Diagnostic[] {
  return additions
    .filter(({ kind }) => kind !== "parameter")
    .map((addition) => {
      const { version, kind, what, name } = addition;
      const origin = originOf(addition);
      return diagnose(
        unlockedName,
        { what: `the ${kind} ${what}`, name },
        { version, ...(origin === undefined ? {} : { origin }) },
      );
    });
}

/** Where in the specs an addition comes from: its own place, or the first operation of its tag or of its version. */
function originsOf(
  model: ApiModel,
  namings: ReadonlyMap<string, VersionNaming>,
): (addition: LedgerAddition) => Origin | undefined {
  const byVersion = new Map(
    model.versions.map((version) => {
      const naming = namings.get(version.label);
      const origins = new Map<string, Origin>();
      for (const { tag, origin } of [...version.operations].reverse()) origins.set(`tag ${tag}`, origin);
      for (const { wire, origin } of version.events) origins.set(`event ${wire}`, origin);
      for (const declaration of version.declarations)
        origins.set(`model ${naming?.keys.keyOf(declaration) ?? declaration.id}`, declaration.origin);
      for (const { key, origin } of version.operations) origins.set(`operation ${key}`, origin);
      return [version.label, { origins, first: version.operations[0]?.origin }];
    }),
  );
  return ({ version, kind, what }) => {
    const found = byVersion.get(version);
    const key = kind === "moved" ? `model ${what}` : kind === "file" || kind === "alias" ? what : `${kind} ${what}`;
    return found?.origins.get(key) ?? found?.first;
  };
}

function nameVersion(
  version: ApiVersion,
  { input, ledger }: { input: NamingInput; ledger: VersionLedger },
  diagnostics: Diagnostic[],
): { naming: VersionNaming; known: VersionLedger; moved: readonly LedgerAddition[] } {
  const keys = modelKeys(version);
  const moves = followMoves(version, ledger, keys);
  const known = moves.ledger;
  const operations = nameOperations({ version, ledger: known, overrides: input.overrides });
  const models = nameModels({
    version,
    ledger: known,
    overrides: input.overrides,
    keys,
    typeBaseOf: (key) => operations.names.get(key)?.typeBase,
    eventNameOf: eventBase,
  });
  diagnostics.push(...moves.diagnostics, ...operations.diagnostics, ...models.diagnostics);
  const types: HeldNames = new Map();
  for (const [id, { name }] of models.names) hold(types, name, `the name of ${id}`);
  for (const [name, holder] of heldAliases(known)) hold(types, name, holder);
  const secondary = secondaryNames({
    version,
    ledger: known,
    keys,
    operations: operations.names,
    models: models.names,
    types,
  });
  const tags = nameTags({ version, ledger: known, prefix: prefixOf(version.label, input.prefixes), types });
  const events = nameEvents(version, known, types);
  const pages = nameModelPages(
    [...models.names.values()].map(({ name }) => name),
    { version, locked: known.files },
  );
  diagnostics.push(...tags.diagnostics, ...pages.diagnostics, ...events.diagnostics);
  const moved = moves.moved.map(({ to, name }): LedgerAddition => ({
    version: version.label,
    kind: "moved",
    what: to,
    name,
  }));
  return {
    naming: {
      keys,
      operations: operations.names,
      models: models.names,
      ...secondary,
      tags: tags.names,
      events: events.names,
      types,
      modelPages: pages.names,
      markedFiles: new Map([...tags.marked, ...pages.marked, ...events.marked]),
    },
    known,
    moved,
  };
}
