import type { ApiVersion } from "../../model/model.ts";
import { ledgerEntryOf } from "./assign-models.ts";
import { labelFolder } from "../rules/label-folder.ts";
import type { VersionLedger } from "../ledger/ledger.ts";
import type { VersionNaming } from "./name-version.ts";
import type { Overrides } from "../overrides/overrides.ts";
import { reservedFolders } from "../rules/reserved-names.ts";
import type { VersionNames } from "../table.ts";
import type { SettledVersion, TargetNaming, TargetTable } from "../target-naming.ts";

/** The input of {@link buildVersionNames}. */
export interface VersionParts {
  readonly naming: VersionNaming;
  /** The ledger after the run. */
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
  readonly namings: readonly TargetNaming[];
}

/** Builds the table of a version's names. Each target makes its own part of every row. */
export function buildVersionNames(
  version: ApiVersion,
  { naming, ledger, overrides, namings }: VersionParts,
): VersionNames {
  const { keys, modelOf, eventOf, callOf, nameOf } = naming;
  const at: SettledVersion = {
    version,
    modelOf,
    eventOf,
    callOf,
    nameOf,
    folder: labelFolder(version.label, reservedFolders(namings)),
    ledger,
    overrides,
    entryOf: (declaration) => ledgerEntryOf(ledger, declaration, keys),
  };
  const tables = namings.map(({ target, table }) => ({ target, table: table(at) }));
  const row = (of: (table: TargetTable) => object | undefined): Readonly<Record<string, object>> =>
    Object.fromEntries(
      tables.flatMap(({ target, table }) => {
        const names = of(table);
        return names === undefined ? [] : [[target, names]];
      }),
    );
  // The targets declare the types of the rows (`declare module`), so the compiler cannot check them here.
  const names: VersionRow = {
    ...row(({ version: own }) => own),
    label: version.label,
    folder: at.folder,
    tags: rows(
      version.tags,
      ({ wire }) => wire,
      (tag) => ({ ...row((own) => own.tag?.(tag)), wire: tag.wire }),
    ),
    operations: rows(
      version.operations,
      ({ key }) => key,
      (operation) => ({ ...row((own) => own.operation?.(operation)), key: operation.key }),
    ),
    declarations: rows(
      version.declarations,
      ({ id }) => id,
      (declaration) => ({ ...row((own) => own.declaration?.(declaration)), id: declaration.id }),
    ),
    events: rows(
      version.events,
      ({ wire }) => wire,
      (event) => ({ ...row((own) => own.event?.(event)), wire: event.wire }),
    ),
  };
  return names as unknown as VersionNames;
}

type VersionRow = Readonly<Record<string, unknown>>;

function rows<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
  rowOf: (thing: Thing) => object,
): ReadonlyMap<string, object> {
  return new Map(things.map((thing) => [keyOf(thing), rowOf(thing)]));
}

/**
 * Two labels that share a folder or a name that a target makes from the label: `Beta` and `beta`, `1.0` and `1-0`, `v1`
 * and `1`, or two with one prefix. Returns undefined where no labels clash.
 */
export function clashingLabels(
  labels: readonly string[],
  namings: readonly TargetNaming[],
): readonly [string, string] | undefined {
  const taken = new Map<string, string>();
  const reserved = reservedFolders(namings);
  for (const label of new Set(labels)) {
    const names = [
      `folder ${labelFolder(label, reserved)}`,
      ...namings.flatMap(({ target, labelNames }) => (labelNames?.(label) ?? []).map((name) => `${target} ${name}`)),
    ].map((name) => name.toLowerCase());
    const first = names.map((name) => taken.get(name)).find((other) => other !== undefined);
    if (first !== undefined) return [first, label];
    for (const name of names) taken.set(name, label);
  }
  return undefined;
}
