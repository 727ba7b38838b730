import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { readLedgerFile, readOverridesFile } from "../names/ledger-file.ts";
import type { Ledger } from "../names/ledger.ts";
import { NO_OVERRIDES, type Overrides } from "../names/overrides.ts";

const unreadableNames = defineDiagnostic<{ path: string; problem: string }>({
  code: "unreadable-names",
  severity: "error",
  title: "The ledger and the overrides can be read",
  message: ({ path, problem }) => `${path}: ${problem}`,
  action: () => "restore it from version control, or run without it: --names none, --overrides none",
});

/** What the command line says of names: a file, `none`, or nothing. */
export interface NamesInput {
  readonly names: string | undefined;
  readonly overrides: string | undefined;
}

export interface NamesReading {
  readonly ledger: Ledger | undefined;
  readonly overrides: Overrides;
  /** Where the ledger is to be written; undefined when it stays as it is. */
  readonly path: string | undefined;
  /** The ledger's text as it stands; undefined when there is none yet. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads ledger and overrides by the rules of the command line: `--names FILE` is read and written, `none` runs without,
 * and a run on other specs without `--names` reads the project's ledger and leaves it as it is.
 */
export async function readNames(
  input: NamesInput,
  at: { config: Config; cwd: string; hasSpecs: boolean },
): Promise<NamesReading> {
  const { config, cwd, hasSpecs } = at;
  const diagnostics: Diagnostic[] = [];
  const ledgerPath = pathOf(input.names, config.names, { cwd, base: config.base });
  const overridesPath = pathOf(input.overrides, config.overrides, { cwd, base: config.base });
  let ledger: Ledger | undefined;
  let text: string | undefined;
  if (ledgerPath !== undefined) {
    text = await readFile(ledgerPath, "utf8").catch(() => undefined);
    // A ledger that does not exist yet is started by this run.
    if (text !== undefined) {
      const reading = await readLedgerFile(ledgerPath);
      if ("value" in reading) ledger = reading.value;
      else diagnostics.push(diagnose(unreadableNames, { path: ledgerPath, problem: reading.problem }));
    }
  }
  let overrides = NO_OVERRIDES;
  if (overridesPath !== undefined) {
    const reading = await readOverridesFile(overridesPath);
    if ("value" in reading) overrides = reading.value;
    else diagnostics.push(diagnose(unreadableNames, { path: overridesPath, problem: reading.problem }));
  }
  const isWritten = ledgerPath !== undefined && (input.names !== undefined || !hasSpecs);
  return { ledger, overrides, path: isWritten ? ledgerPath : undefined, text, diagnostics };
}

function pathOf(
  given: string | undefined,
  configured: string | undefined,
  at: { cwd: string; base: string },
): string | undefined {
  if (given === "none") return undefined;
  if (given !== undefined) return resolve(at.cwd, given);
  return configured === undefined ? undefined : resolve(at.base, configured);
}
