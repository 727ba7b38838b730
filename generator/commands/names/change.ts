import { join } from "node:path";
import { defineDiagnostic, diagnose } from "../../diagnostics/diagnostic.ts";
import { prepareReplacement } from "../../files/replace-file.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { renameName, retireNames, type LedgerChange, type Renaming } from "../../names/commands.ts";
import { printLedger } from "../../names/ledger-text.ts";
import { visibleLine } from "../../text/characters.ts";
import type { NamesAnswer, NamesProject } from "./project.ts";

const failedLedger = defineDiagnostic<{ path: string; reason: string; advice: string }>({
  code: "failed-ledger",
  message: ({ path, reason }) => `the ledger ${path} cannot be written: ${reason}`,
  action: ({ advice }) => `it is as it was; ${advice}`,
});

/** `names rename`: gives a thing another name and keeps the old one as a deprecated alias. */
export function rename(project: NamesProject, renaming: Renaming): NamesAnswer {
  return write(
    project,
    renameName(project.ledger, renaming, { prefix: project.prefixOf(renaming.version), namings: project.namings }),
  );
}

/** `names retire`: turns entries into tombstones, whose names are never given again. */
export function retire(
  project: NamesProject,
  entries: { readonly version: string; readonly what: readonly string[] },
): NamesAnswer {
  return write(project, retireNames(project.ledger, entries, project.prefixOf(entries.version)));
}

function write({ input, reading }: NamesProject, change: LedgerChange): NamesAnswer {
  if ("problem" in change) return { exitCode: 1, text: `${visibleLine(change.problem)}\n` };
  const text = printLedger(change.ledger);
  if (reading.place !== undefined && text !== reading.text) {
    try {
      prepareReplacement({ ...reading.place, self: input.process }, text).commit();
    } catch (error) {
      const path = join(reading.place.folder.root, reading.place.path);
      const found = diagnose(failedLedger, { path, ...explainSystemError(error) });
      return { exitCode: 1, text: "", diagnostics: [found] };
    }
  }
  return { exitCode: 0, text: change.changed.map((line) => `${visibleLine(line)}\n`).join("") };
}
