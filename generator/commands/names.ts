import { join } from "node:path";
import type { Config } from "../config/config.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ProcessInfo } from "../emit/write/lock.ts";
import { prepareReplacement } from "../files/replace-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import { allowanceOf } from "../load/allowance.ts";
import { linkTree } from "../load/link.ts";
import { readSpec } from "../load/read.ts";
import { repairTree } from "../load/repair.ts";
import { buildVersion } from "../model/build/version.ts";
import type { ApiModel } from "../model/model.ts";
import { checkNames, listNames, renameName, retireNames, type LedgerChange } from "../names/commands.ts";
import { explainName, type Explanation } from "../names/explain.ts";
import { EMPTY_LEDGER } from "../names/ledger.ts";
import { printLedger } from "../names/ledger-text.ts";
import { pascalCase, splitWords } from "../names/words.ts";
import { PASSES } from "../passes/index.ts";
import { runPasses } from "../passes/pass.ts";
import { specsOf, type SpecArgument } from "./specs-input.ts";
import { readNames, type NamesInput, type NamesReading } from "./names-input.ts";
import { jsonText, visibleLine } from "../text/characters.ts";

const failedLedger = defineDiagnostic<{ path: string; reason: string; advice: string }>({
  code: "failed-ledger",
  severity: "error",
  title: "The ledger can be written",
  message: ({ path, reason }) => `the ledger ${path} cannot be written: ${reason}`,
  action: ({ advice }) => `it is as it was; ${advice}`,
});

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

export interface NamesCommandResult {
  readonly exitCode: 0 | 1;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export type NamesCommand =
  | {
      readonly command: "list";
      readonly version?: string;
      readonly kind?: "operation" | "model";
      readonly matching?: string;
    }
  | { readonly command: "explain"; readonly version?: string; readonly name: string }
  | {
      readonly command: "rename";
      readonly version: string;
      readonly what: string;
      readonly cmdlet?: string;
      readonly method?: string;
      readonly model?: string;
    }
  | { readonly command: "retire"; readonly version: string; readonly what: readonly string[] }
  | { readonly command: "check" };

/** Runs one of the `names` commands on the project's ledger, or on the one named. */
export async function runNames(input: NamesCommandInput, command: NamesCommand): Promise<NamesCommandResult> {
  const reading = readNames(input.names, { config: input.config, cwd: input.cwd, hasSpecs: false });
  if (reading.diagnostics.some((diagnostic) => diagnostic.severity === "error")) {
    return { exitCode: 1, text: "", diagnostics: reading.diagnostics };
  }
  const ledger = reading.ledger ?? EMPTY_LEDGER;
  const prefixOf = (version: string): string =>
    input.config.powershell.versions[version]?.prefix ?? pascalCase(splitWords(version));
  switch (command.command) {
    case "list": {
      const names = listNames(ledger, { ...command, prefixOf });
      const lines = names.map((name) =>
        [
          name.version,
          name.kind,
          name.state,
          name.place,
          name.powershell,
          name.typescript,
          name.aliases.join(","),
        ].join("\t"),
      );
      return print(input, names, lines);
    }
    case "explain": {
      const model = await readModel(input);
      const found = explainName(command.name, { ledger, overrides: reading.overrides, model, prefixOf, ...command });
      if (found.length === 0)
        return { exitCode: 1, text: `nothing is or was called "${command.name}"\n`, diagnostics: [] };
      return print(input, found, found.flatMap(explanationLines));
    }
    case "rename":
      return applyChange(input, reading, renameName(ledger, command, prefixOf(command.version)));
    case "retire":
      return applyChange(input, reading, retireNames(ledger, command, prefixOf(command.version)));
    case "check": {
      const { findings, diagnostics } = checkNames({
        ledger,
        overrides: reading.overrides,
        model: await readModel(input),
      });
      const lines = findings.map(
        (finding) => `${finding.version} ${finding.what}: ${finding.rule}: ${finding.message}`,
      );
      return {
        ...print(input, findings, [...lines, `${findings.length} findings about names`]),
        diagnostics,
      };
    }
  }
}

function print(input: NamesCommandInput, value: unknown, lines: readonly string[]): NamesCommandResult {
  const text = input.json ? `${jsonText(value, 2)}\n` : lines.map((line) => `${visibleLine(line)}\n`).join("");
  return { exitCode: 0, text, diagnostics: [] };
}

function explanationLines(entry: Explanation): string[] {
  const facts: [string, string | undefined][] = [
    ["method", entry.method],
    ["lock", entry.lock],
    ["why", entry.why],
    ["published", entry.published],
    ["rule", entry.rule],
    ["override", entry.override],
    ["aliases", entry.aliases.length === 0 ? undefined : entry.aliases.join(", ")],
    ["first seen", entry.seen],
  ];
  return [
    `${entry.version} ${entry.kind} ${entry.place}: ${entry.name}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}: ${value}`])),
  ];
}

function applyChange(input: NamesCommandInput, reading: NamesReading, change: LedgerChange): NamesCommandResult {
  if ("problem" in change) return { exitCode: 1, text: `${visibleLine(change.problem)}\n`, diagnostics: [] };
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
  return { exitCode: 0, text: change.changed.map((line) => `${visibleLine(line)}\n`).join(""), diagnostics: [] };
}

/** The model of the configured specs: what the rules would say, and which places still exist. */
async function readModel(input: NamesCommandInput): Promise<ApiModel> {
  const { specs, base } = specsOf(input);
  const allowance = allowanceOf(input.config.references.allow, input.config.base);
  const trees = await Promise.all(specs.map((spec) => readSpec(spec, { base, allowance })));
  const versions = trees.flatMap(({ value }) =>
    value === undefined ? [] : [buildVersion(repairTree(linkTree(value).value).value).value],
  );
  return runPasses({ versions: versions.sort((left, right) => (left.label < right.label ? -1 : 1)) }, PASSES).value;
}
