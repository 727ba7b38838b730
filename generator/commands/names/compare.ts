import { resolve } from "node:path";
import { changeLines } from "../../diagnostics/change-lines.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../../emit/write/lock.ts";
import { statusOf } from "../../files/status.ts";
import { mergeLedgers } from "../../names/history/merge-ledgers.ts";
import { publicChanges } from "../../names/history/public-changes.ts";
import { placeOfFile, readLedgerFile } from "../../names/ledger/ledger-file.ts";
import { printLedger } from "../../names/ledger/ledger-text.ts";
import { EMPTY_LEDGER, type Ledger } from "../../names/ledger/ledger.ts";
import type { TargetNaming } from "../../names/target-naming.ts";
import { jsonText, visibleLine } from "../../text/characters.ts";
import { ledgerFinding } from "../names-input.ts";
import { replaceLedger } from "./change.ts";
import type { NamesResult } from "./project.ts";

/** The context of the commands that take ledger files as arguments. They read no spec. */
export interface LedgerFiles {
  /** The folder that the paths of the files are relative to. */
  readonly cwd: string;
  readonly namings: readonly TargetNaming[];
  readonly json: boolean;
}

/** `names diff`: prints the differences between two ledgers in the form in which a run reports public changes. */
export function diffLedgers(
  files: LedgerFiles,
  paths: { readonly before: string; readonly after: string },
): NamesResult {
  const before = readOne(files, paths.before);
  const after = readOne(files, paths.after);
  if ("diagnostics" in before) return failed(before.diagnostics);
  if ("diagnostics" in after) return failed(after.diagnostics);
  const changes = publicChanges(before.ledger, after.ledger);
  const lines = changes.length === 0 ? ["no public changes"] : changeLines(changes);
  return {
    exitCode: 0,
    text: files.json ? `${jsonText(changes, 2)}\n` : lines.map((line) => `${visibleLine(line)}\n`).join(""),
  };
}

/**
 * `names merge BASE OURS THEIRS`: merges the ledgers of two branches into OURS, with the arguments of a git merge
 * driver (%O %A %B). On a conflict nothing is written.
 */
export function mergeFiles(
  files: LedgerFiles & { readonly process: ProcessInfo },
  paths: { readonly base: string; readonly ours: string; readonly theirs: string },
): NamesResult {
  const ledgers = [paths.base, paths.ours, paths.theirs].map((path) => readOne(files, path));
  const [base, ours, theirs] = ledgers.flatMap((read) => ("ledger" in read ? [read.ledger] : []));
  if (base === undefined || ours === undefined || theirs === undefined)
    return failed(ledgers.flatMap((read) => ("diagnostics" in read ? read.diagnostics : [])));
  const { ledger, conflicts } = mergeLedgers({ base, ours, theirs });
  if (conflicts.length > 0)
    return { exitCode: 1, text: conflicts.map((line) => `conflict: ${visibleLine(line)}\n`).join("") };
  const place = placeOfFile(resolve(files.cwd, paths.ours));
  const unwritten = replaceLedger(place, printLedger(ledger), files.process);
  return unwritten === undefined ? { exitCode: 0, text: "" } : failed([unwritten]);
}

function readOne(
  { cwd, namings }: LedgerFiles,
  path: string,
): { readonly ledger: Ledger } | { readonly diagnostics: readonly Diagnostic[] } {
  const full = resolve(cwd, path);
  // Git passes an empty file if the branches have no common ledger.
  if (statusOf(full)?.size === 0) return { ledger: EMPTY_LEDGER };
  const reading = readLedgerFile(placeOfFile(full), namings);
  if ("ledger" in reading) return reading;
  return { diagnostics: reading.problems.map((problem) => ledgerFinding(problem, full)) };
}

function failed(diagnostics: readonly Diagnostic[]): NamesResult {
  return { exitCode: 1, text: "", diagnostics };
}
