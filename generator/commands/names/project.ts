import { analyse } from "../../analyse.ts";
import { prefixesOf, type Config } from "../../config/config.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../../emit/write/lock.ts";
import { locateDiagnostics } from "../../load/locate.ts";
import type { ApiModel } from "../../model/model.ts";
import { EMPTY_LEDGER, type Ledger } from "../../names/ledger/ledger.ts";
import { prefixOf } from "../../names/rules/prefix.ts";
import type { TargetNaming } from "../../names/target-naming.ts";
import { namingsOf } from "../../targets/registry.ts";
import { jsonText, visibleLine } from "../../text/characters.ts";
import { readNames, type NamesInput, type NamesReading } from "../names-input.ts";
import { specsOf, type SpecArgument } from "../specs-input.ts";

/** The input that the `names` commands share. */
export interface NamesCommandInput {
  readonly config: Config;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
  readonly names: NamesInput;
  readonly process: ProcessInfo;
  /** Whether to print JSON instead of lines. */
  readonly json: boolean;
}

/** The ledger, the overrides and the model that a `names` command uses. */
export interface NamesProject {
  readonly input: NamesCommandInput;
  readonly ledger: Ledger;
  readonly reading: NamesReading;
  /** A model without versions if no spec is configured. */
  readonly model: ApiModel;
  readonly namings: readonly TargetNaming[];
  /** Returns the prefix of a version's cmdlets. */
  readonly prefixOf: (version: string) => string;
}

/** The result of a `names` command: its output and its diagnostics. */
export interface NamesResult {
  readonly exitCode: 0 | 1;
  readonly text: string;
  readonly diagnostics?: readonly Diagnostic[];
}

/** The result of a `names` command that reads the project. */
export interface NamesCommandResult extends Required<NamesResult> {
  /** The absolute top folder of each version's spec, used to print paths. */
  readonly tops: ReadonlyMap<string, string>;
}

/**
 * Reads the ledger, the overrides and the specs, and runs a command on them. An error in any of these stops the
 * command, as it stops `generate`: checked against half a spec, correct names would look wrong.
 */
export async function runNames(
  input: NamesCommandInput,
  work: (project: NamesProject) => NamesResult,
): Promise<NamesCommandResult> {
  const reading = readNames(input.names, { config: input.config, cwd: input.cwd, hasSpecs: false });
  const { model = { versions: [] }, trees, diagnostics } = await analyse({ ...specsOf(input), config: input.config });
  const tops = new Map(trees.map((tree) => [tree.label, tree.top]));
  const found = [...reading.diagnostics, ...locateDiagnostics(diagnostics, trees)];
  if (found.some(isError)) return { exitCode: 1, text: "", diagnostics: found, tops };
  const ledger = reading.ledger ?? EMPTY_LEDGER;
  const prefixes = prefixesOf(input.config);
  const namings = namingsOf(input.config);
  const answer = work({ input, ledger, reading, model, namings, prefixOf: (version) => prefixOf(version, prefixes) });
  return { ...answer, diagnostics: [...found, ...(answer.diagnostics ?? [])], tops };
}

/** The result of a command that only reads: JSON, or lines of text. */
export function show({ input }: NamesProject, value: unknown, lines: readonly string[]): NamesResult {
  const text = input.json ? `${jsonText(value, 2)}\n` : lines.map((line) => `${visibleLine(line)}\n`).join("");
  return { exitCode: 0, text };
}
