import type { Diagnostic, StageResult } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { ApiModel, ApiVersion, Origin } from "../model/model.ts";
import { compareText } from "../model/order.ts";
import { withoutTakenAliases } from "./settling/taken-aliases.ts";
import { buildVersionNames } from "./settling/build-table.ts";
import { deadOverrides } from "./overrides/dead-overrides.ts";
import { changedTag, clashFrozen, clashSettled, longName, unlockedName } from "./diagnostics.ts";
import { versionLabel } from "./rules/grammar.ts";
import { EMPTY_LEDGER, versionLedger, type Ledger, type LedgerAddition, type VersionLedger } from "./ledger/ledger.ts";
import { spellingsOf } from "./rules/lower-case.ts";
import { nameVersion, type VersionNaming } from "./settling/name-version.ts";
import type { Overrides } from "./overrides/overrides.ts";
import type { PublicChange } from "../diagnostics/report-types.ts";
import { publicChanges } from "./history/public-changes.ts";
import { noteTwins } from "./history/twins.ts";
import { refreshVersion } from "./history/refresh.ts";
import { recordVersion } from "./ledger/record.ts";
import { retireAbsent } from "./ledger/retire.ts";
import type { NameTable, VersionNames } from "./table.ts";
import type { TargetNaming } from "./target-naming.ts";

/** What the naming stage needs for a run. */
export interface NamingInput {
  readonly model: ApiModel;
  /**
   * The committed ledger. Undefined for a run without one; the result then contains the ledger that such a run would
   * start.
   */
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  /** Whether a name without a ledger entry, and a clash, is an error. */
  readonly frozen: boolean;
  /** Whether entries that the model lacks become tombstones, in the versions that the model has. */
  readonly retire?: boolean;
  /**
   * The versions of which the model has only a part. An entry that is missing there is not gone, and nothing has moved.
   */
  readonly partial?: ReadonlySet<string>;
  /**
   * The labels for the specs that the ledger records for `absent` and `back`, by version. Default: the spec's own
   * version.
   */
  readonly labels?: ReadonlyMap<string, string>;
  /**
   * The naming of each target. Every target names in every run, so names do not depend on which targets write files.
   */
  readonly namings: readonly TargetNaming[];
}

/** The names of a run, and the ledger that locks them. */
export interface NamingResult {
  readonly table: NameTable;
  /** The ledger after the run. The caller decides whether to write it. */
  readonly ledger: Ledger;
  /** The entries that the run added, sorted by version, kind and key. */
  readonly additions: readonly LedgerAddition[];
  /** The changes that users of the SDKs see. Empty where there was no ledger. */
  readonly changes: readonly PublicChange[];
}

/**
 * Decides every name of every target. Locked names of the ledger come first, then overrides, then the rules. Returns
 * the table, the ledger and the findings.
 */
export function assignNames(input: NamingInput): StageResult<NamingResult> {
  const diagnostics: Diagnostic[] = [];
  const additions: LedgerAddition[] = [];
  const namings = new Map<string, VersionNaming>();
  // Sorted by name, so the order of the registry does not matter.
  const targets = [...input.namings].sort((left, right) => compareText(left.target, right.target));
  const { overrides } = input;
  const spellings = spellingsOf(input.ledger, input.model);
  let ledger = input.ledger ?? EMPTY_LEDGER;
  for (const version of input.model.versions) {
    const isPartial = input.partial?.has(version.label) === true;
    const before = versionLedger(ledger, version.label);
    const named = nameVersion(version, { ledger: before, overrides, namings: targets, isPartial, spellings });
    const { naming } = named;
    const recorded = recordVersion(named.known, { version, naming, namings: targets });
    namings.set(version.label, naming);
    diagnostics.push(...named.diagnostics);
    additions.push(...named.moved, ...recorded.additions);
    const refreshed = refreshVersion(version, recorded.ledger, {
      keys: naming.keys,
      nameOf: (id) => naming.models.get(id)?.name,
      spec: input.labels?.get(version.label) ?? specLabel(version),
      isPartial,
    });
    ledger = withVersion(
      ledger,
      version.label,
      input.retire === true ? retireAbsent(version, refreshed, naming.keys) : refreshed,
    );
  }
  for (const { crossVersions } of targets) {
    const crossed = crossVersions?.(ledger);
    if (crossed === undefined) continue;
    ledger = crossed.ledger;
    additions.push(...crossed.additions);
  }
  ledger = noteTwins(ledger);
  const versions = new Map<string, VersionNames>();
  for (const version of input.model.versions) {
    const naming = namings.get(version.label);
    if (naming === undefined) continue;
    const free = withoutTakenAliases(version, versionLedger(ledger, version.label), naming.keys);
    diagnostics.push(...free.diagnostics);
    const parts = { naming, ledger: free.ledger, overrides, namings: targets };
    versions.set(version.label, buildVersionNames(version, parts));
  }
  diagnostics.push(...longNames(additions, originsOf(input.model, namings)));
  diagnostics.push(...deadOverrides(input.overrides, input.model, input.ledger));
  const found = input.frozen
    ? [...diagnostics.map(asFrozen), ...unlocked(additions, originsOf(input.model, namings))]
    : diagnostics;
  const changes = input.ledger === undefined ? [] : publicChanges(input.ledger, ledger);
  return { value: { table: { versions }, ledger, additions, changes }, diagnostics: found };
}

/** The label of a spec: its own version where that is a valid label, else the label of the input. */
function specLabel({ label, revision }: ApiVersion): string {
  return versionLabel(revision) === undefined ? revision : label;
}

function withVersion(ledger: Ledger, label: string, version: VersionLedger): Ledger {
  return { ...ledger, versions: { ...ledger.versions, [label]: version } };
}

/** A longer name is a warning in the run that adds it to the ledger. */
const LONG = 60;

function longNames(
  additions: readonly LedgerAddition[],
  originOf: (addition: LedgerAddition) => Origin | undefined,
): readonly Diagnostic[] {
  return additions
    .filter(({ kind, name }) => (kind === "operation" || kind === "model") && name.length > LONG)
    .map((addition) => {
      const { version, what, name } = addition;
      const origin = originOf(addition);
      return diagnose(longName, { what, name }, { version, ...(origin === undefined ? {} : { origin }) });
    });
}

/** In a frozen run, warnings about unsettled names are errors. */
function asFrozen(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code === changedTag.code) return { ...diagnostic, severity: "error" };
  return diagnostic.code === clashSettled.code
    ? { ...diagnostic, code: clashFrozen.code, severity: clashFrozen.severity }
    : diagnostic;
}

function unlocked(
  additions: readonly LedgerAddition[],
  originOf: (addition: LedgerAddition) => Origin | undefined,
): readonly Diagnostic[] {
  // A thing that moved keeps its name.
  const isNew = ({ kind }: LedgerAddition): boolean => kind !== "parameter" && kind !== "moved";
  return additions.filter(isNew).map((addition) => {
    const { version, kind, what, name, target } = addition;
    const origin = originOf(addition);
    return diagnose(
      unlockedName,
      { what: target === undefined ? `the ${kind} ${what}` : `${what} in ${target}`, name },
      { version, ...(origin === undefined ? {} : { origin }) },
    );
  });
}

/**
 * The origin of an addition: its own node, or the first operation of its tag, or the first operation of its version.
 */
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
  return ({ version, kind, thing, what }) => {
    const found = byVersion.get(version);
    const key =
      kind === "moved" ? `${thing ?? "model"} ${what}` : kind === "file" || kind === "alias" ? what : `${kind} ${what}`;
    return found?.origins.get(key) ?? found?.first;
  };
}
