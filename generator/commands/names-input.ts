import { join, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { normaliseOwnPath } from "../config/own-paths.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { guardFolder } from "../files/guard.ts";
import { refusePlace } from "../files/refused-places.ts";
import { explainSystemError } from "../files/system-error.ts";
import { placeOfFile, readLedgerFile, readOverridesFile, type NamesPlace } from "../names/ledger/ledger-file.ts";
import type { Ledger } from "../names/ledger/ledger.ts";
import type { PlacedProblem } from "../names/ledger/ledger-check.ts";
import { NO_OVERRIDES, type Overrides } from "../names/overrides/overrides.ts";
import { namingsOf } from "../targets/registry.ts";

const unreadableNames = defineDiagnostic<{ path: string; problem: string }>({
  code: "unreadable-names",
  message: ({ path, problem }) => `${path}: ${problem}`,
  action: () => "restore it from version control, or run without it (--names none, --overrides none)",
});

const badName = defineDiagnostic<{ problem: string }>({
  code: "ledger-entry",
  message: ({ problem }) => problem,
  action: () => "restore the ledger from version control, or correct the entry",
});

/** The values of `--names` and `--overrides`: a file, `none`, or undefined. */
export interface NamesInput {
  readonly names: string | undefined;
  readonly overrides: string | undefined;
}

/** The ledger and the overrides of a run, as the command line and the configuration select them. */
export interface NamesReading {
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  /** The file of the ledger; undefined if the ledger is not written. */
  readonly place: NamesPlace | undefined;
  /** The text of the ledger file; undefined if there is no file yet. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads ledger and overrides by the rules of the command line. `--names FILE` is read and written. `none` runs without
 * a ledger. A run with other specs and without `--names` reads the project's ledger and does not write it.
 */
export function readNames(input: NamesInput, at: { config: Config; cwd: string; hasSpecs: boolean }): NamesReading {
  const { config, cwd, hasSpecs } = at;
  const diagnostics: Diagnostic[] = [];
  const namings = namingsOf(config);
  const place = placeOf(input.names, config.names, { cwd, base: config.base });
  const overridesPlace = placeOf(input.overrides, config.overrides, { cwd, base: config.base });
  let ledger: Ledger | undefined;
  let text: string | undefined;
  const refused = place === undefined ? undefined : refusalOf(place);
  if (refused !== undefined) diagnostics.push(refused);
  else if (place !== undefined) {
    const reading = readLedgerFile(place, namings);
    // If the ledger does not exist yet, this run creates it.
    if ("ledger" in reading) ({ ledger, text } = reading);
    else
      diagnostics.push(
        ...reading.problems.map((problem) => ledgerFinding(problem, join(place.folder.root, place.path))),
      );
  }
  let overrides = NO_OVERRIDES;
  if (overridesPlace !== undefined) {
    const reading = readOverridesFile(overridesPlace, namings);
    const path = join(overridesPlace.folder.root, overridesPlace.path);
    if ("value" in reading) overrides = reading.value;
    else diagnostics.push(diagnose(unreadableNames, { path, problem: reading.problem }));
  }
  const isWritten = place !== undefined && (input.names !== undefined || !hasSpecs);
  return { ledger, overrides, place: isWritten ? place : undefined, text, diagnostics };
}

/** Refuses a ledger in a place where version control or the kernel would act on it. */
function refusalOf({ folder, path }: NamesPlace): Diagnostic | undefined {
  const full = join(folder.root, path);
  try {
    refusePlace(full);
    return undefined;
  } catch (error) {
    const { reason } = explainSystemError(error);
    return diagnose(unreadableNames, { path: full, problem: `the ledger must not be there: ${reason}` });
  }
}

/** A diagnostic about a ledger; it has a line if it is about one entry. */
export function ledgerFinding({ problem, place }: PlacedProblem, path: string): Diagnostic {
  if (place === undefined) return diagnose(unreadableNames, { path, problem });
  const { pointer, ...position } = place;
  return { ...diagnose(badName, { problem }, { origin: { file: path, pointer } }), ...position };
}

/** The place of a project's file: the file that the command line names, none, or the file of the configuration. */
export function placeOf(
  given: string | undefined,
  configured: string | undefined,
  at: { cwd: string; base: string },
): NamesPlace | undefined {
  if (given === "none") return undefined;
  if (given !== undefined) return placeOfFile(resolve(at.cwd, given));
  return configured === undefined ? undefined : { folder: guardFolder(at.base), path: normaliseOwnPath(configured) };
}
