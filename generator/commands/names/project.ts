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

/** What the `names` commands share. */
export interface NamesCommandInput {
  readonly config: Config;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
  readonly names: NamesInput;
  readonly process: ProcessInfo;
  /** Print JSON instead of lines. */
  readonly json: boolean;
}

/** The ledger, the overrides and the model that a `names` command looks into. */
export interface NamesProject {
  readonly input: NamesCommandInput;
  readonly ledger: Ledger;
  readonly reading: NamesReading;
  /** Without versions where no spec is configured. */
  readonly model: ApiModel;
  readonly namings: readonly TargetNaming[];
  /** The prefix of a version's cmdlets. */
  readonly prefixOf: (version: string) => string;
}

/** What a `names` command came to: what it prints, and what it found. */
export interface NamesAnswer {
  readonly exitCode: 0 | 1;
  readonly text: string;
  readonly diagnostics?: readonly Diagnostic[];
}

export interface NamesCommandResult extends Required<NamesAnswer> {
  /** The absolute top folder of each version's spec, to print paths with. */
  readonly tops: ReadonlyMap<string, string>;
}

/**
 * Reads the ledger, the overrides and the specs, and does a command's work on them. An error in any of these stops it
 * as it stops `generate`: names held against half a spec would be found wrong for no reason.
 */
export async function runNames(
  input: NamesCommandInput,
  work: (project: NamesProject) => NamesAnswer,
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

/** The answer of a command that only looks: JSON, or a line for each. */
export function show({ input }: NamesProject, value: unknown, lines: readonly string[]): NamesAnswer {
  const text = input.json ? `${jsonText(value, 2)}\n` : lines.map((line) => `${visibleLine(line)}\n`).join("");
  return { exitCode: 0, text };
}
