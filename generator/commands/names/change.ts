import { join } from "node:path";
import { defineDiagnostic, diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../../emit/write/lock.ts";
import { prepareReplacement } from "../../files/replace-file.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { renameName, retireNames, type LedgerChange, type Renaming } from "../../names/commands.ts";
import type { NamesPlace } from "../../names/ledger/ledger-file.ts";
import { printLedger } from "../../names/ledger/ledger-text.ts";
import { visibleLine } from "../../text/characters.ts";
import type { NamesResult, NamesProject } from "./project.ts";

const failedLedger = defineDiagnostic<{ path: string; reason: string; advice: string }>({
  code: "failed-ledger",
  message: ({ path, reason }) => `the ledger ${path} cannot be written: ${reason}`,
  action: ({ advice }) => `it is unchanged; ${advice}`,
});

/** `names rename`: gives a thing another name and keeps the old one as a deprecated alias. */
export function rename(project: NamesProject, renaming: Renaming): NamesResult {
  return writeLedger(
    project,
    renameName(project.ledger, renaming, { prefix: project.prefixOf(renaming.version), namings: project.namings }),
  );
}

/** `names retire`: turns entries into tombstones, whose names are never given again. */
export function retire(
  project: NamesProject,
  entries: { readonly version: string; readonly what: readonly string[] },
): NamesResult {
  return writeLedger(project, retireNames(project.ledger, entries, project.prefixOf(entries.version)));
}

/** Writes the ledger that a command produced, and reports what changed. */
export function writeLedger({ input, reading }: NamesProject, change: LedgerChange): NamesResult {
  if ("problem" in change) return { exitCode: 1, text: `${visibleLine(change.problem)}\n` };
  const text = printLedger(change.ledger);
  if (reading.place !== undefined && text !== reading.text) {
    const failed = replaceLedger(reading.place, text, input.process);
    if (failed !== undefined) return { exitCode: 1, text: "", diagnostics: [failed] };
  }
  return { exitCode: 0, text: change.changed.map((line) => `${visibleLine(line)}\n`).join("") };
}

/** Writes the text of a ledger. Returns a diagnostic if that fails. */
export function replaceLedger(place: NamesPlace, text: string, self: ProcessInfo): Diagnostic | undefined {
  try {
    prepareReplacement({ ...place, self }, text).commit();
    return undefined;
  } catch (error) {
    const path = join(place.folder.root, place.path);
    return diagnose(failedLedger, { path, ...explainSystemError(error) });
  }
}
