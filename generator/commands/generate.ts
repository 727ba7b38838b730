import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { linkProblems } from "../config/own-paths.ts";
import type { RuledTarget } from "../diff/rule.ts";
import { isError, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { locateDiagnostics } from "../load/locate.ts";
import type { RunSummary } from "../diagnostics/report.ts";
import { closeFormatter, warmFormatter } from "../emit/typescript/format-pool.ts";
import type { Printer } from "../emit/typescript/printer.ts";
import type { ProcessInfo } from "../emit/write/lock.ts";
import { readManifest } from "../emit/write/manifest.ts";
import { beginWrite, type BegunWrite } from "../emit/write/begin-write.ts";
import { openOutput, writeOutput, type BesideFile, type WriteResult } from "../emit/write/write.ts";
import { guardFolder } from "../files/guard.ts";
import type { NamesPlace } from "../names/ledger/ledger-file.ts";
import { printLedger } from "../names/ledger/ledger-text.ts";
import { FRONT_STAGES, runPipeline, type PipelineResult } from "../pipeline.ts";
import { startStage, type ShowProgress } from "../stopwatch.ts";
import type { Target } from "../targets/target.ts";
import { readAssets } from "./assets.ts";
import { readChangelogs, withChangelogs } from "./changelogs.ts";
import { readCustom } from "./custom.ts";
import { failure, outOf, type GenerateResult } from "./generate-result.ts";
import { lockedCommit } from "./pull/locked-commit.ts";
import { readNames, type NamesInput } from "./names-input.ts";
import { filesOfTrees } from "./watch/inputs.ts";
import { isWebAddress } from "../load/reference.ts";
import type { SourceTree } from "../load/tree.ts";
import { specsOf, type SpecArgument } from "./specs-input.ts";

/** The input of `generate`: the options of the command, and the parts of the process that it may use. */
export interface GenerateInput {
  readonly config: Config;
  /** The folder in which the command was called; paths of `--spec` and `--out` are relative to it. */
  readonly cwd: string;
  /** `--spec VERSION=ROOT`; these replace the specs of the configuration. */
  readonly specs: readonly SpecArgument[];
  /** The value of `--out`, which replaces the configuration. */
  readonly out: string | undefined;
  readonly targets: readonly Target[];
  /** Whether to compare with the output folder and write nothing. */
  readonly check: boolean;
  /** Whether to take over foreign and edited files. */
  readonly force: boolean;
  /** Whether a name without a ledger entry is an error. */
  readonly frozen: boolean;
  /** Whether ledger entries without a match in the specs become tombstones. */
  readonly retire: boolean;
  /** Whether all specs are parts of their APIs; see `SpecConfig`. */
  readonly isPartial?: boolean;
  readonly printer: Printer;
  /** See `PipelineInput`. */
  readonly isParallel?: boolean;
  readonly names: NamesInput;
  /** The folder of this package, which has the templates and runtimes. */
  readonly packageRoot: string;
  readonly process: ProcessInfo;
  /** The changelogs for the packages; they replace the files on the disk. */
  readonly changelogs?: ReadonlyMap<RuledTarget, string>;
  /** Files outside the output folder that change together with it or not at all. */
  readonly beside?: readonly BesideFile[];
  readonly onStage: ShowProgress;
  /** Whether a finding will be shown; only those findings get a line and a column. */
  readonly isShown: (diagnostic: Diagnostic) => boolean;
}

/** Reads specs, makes every requested target, and writes or compares the output. */
export async function generate(input: GenerateInput): Promise<GenerateResult> {
  const out = outOf(input.config, input.out, input.cwd);
  let begun: BegunWrite | undefined;
  try {
    const opened = [...outProblems(input), ...openOutput(out, input.process, input)];
    if (opened.some(isError)) return failure(opened);
    // The docs are the only target that always needs a formatter.
    if (input.isParallel === true && input.targets.some(({ name }) => name === "docs")) warmFormatter();
    const { specs, base } = specsOf(input);
    const names = readNames(input.names, {
      config: input.config,
      cwd: input.cwd,
      hasSpecs: input.specs.length > 0,
    });
    if (names.diagnostics.some(isError)) return failure([...opened, ...names.diagnostics]);
    const changelogs = readChangelogs(input.config);
    const custom = readCustom(input.config);
    const unread = [...changelogs.diagnostics, ...custom.diagnostics];
    if (unread.length > 0) return failure([...opened, ...unread]);
    const written = readManifest(guardFolder(out));
    const companions = new Set([
      ...input.targets.map((target) => target.name),
      ...("manifest" in written ? Object.keys(written.manifest.files) : []),
    ]);
    const result = await runPipeline({
      ...input,
      specs,
      base,
      ledger: names.ledger,
      overrides: names.overrides,
      specCommit: input.specs.length > 0 ? undefined : lockedCommit(input.config),
      companions,
      openStaging: () => {
        if (!input.check && outProblems(input).length === 0) begun = beginWrite(out, input.process);
        return begun?.root;
      },
      assets: new Map([
        ...withChangelogs(await readAssets(input.packageRoot), input.changelogs ?? changelogs.texts),
        ...custom.assets,
      ]),
    });
    return await finish(input, {
      out,
      result,
      begun,
      before: [...opened, ...names.diagnostics],
      isOpen: opened.length === 0,
      ledger: names.place,
      ledgerText: names.text,
      customHash: custom.hash,
    });
  } finally {
    begun?.abandon();
    await closeFormatter();
  }
}

interface Finish {
  readonly out: string;
  readonly result: PipelineResult;
  /** The write that holds what is staged already, if there is one. */
  readonly begun: BegunWrite | undefined;
  readonly before: readonly Diagnostic[];
  /** Whether preparing the output folder produced no diagnostic. */
  readonly isOpen: boolean;
  /** The file of the ledger; undefined if the ledger is not written. */
  readonly ledger: NamesPlace | undefined;
  readonly ledgerText: string | undefined;
  readonly customHash: string | undefined;
}

async function finish(
  input: GenerateInput,
  { out, result, begun, before, isOpen, ledger, ledgerText, customHash }: Finish,
): Promise<GenerateResult> {
  const tops = new Map(result.trees.map((tree) => [tree.label, tree.top]));
  const read = filesOfTrees(result.trees);
  const found = [...before, ...locateDiagnostics(result.diagnostics, result.trees, input.isShown)];
  if (found.some(isError) || result.outputs === undefined)
    return { ...failure(found), summary: summarise(result, undefined), tops, read };
  const newLedger = result.naming === undefined ? undefined : printLedger(result.naming.ledger);
  const hasLedgerChange = ledger !== undefined && newLedger !== undefined && newLedger !== ledgerText;
  const end = startStage("write");
  const total = FRONT_STAGES + input.targets.length + 1;
  input.onStage("write", { done: total - 1, total });
  const moved = outProblems(input);
  const files = {
    outputs: result.outputs,
    stagingFailure: result.stagingFailure,
    specHashes: result.specHashes,
    customHash,
    force: input.force,
    process: input.process,
    beside: [...(input.beside ?? []), ...(hasLedgerChange ? [{ ...ledger, content: newLedger }] : [])],
  };
  const write =
    moved.length > 0 ? undefined : (begun?.finish(files) ?? writeOutput({ ...files, out, check: input.check }));
  const stages = [...result.stages, end()];
  const diagnostics = [...found, ...moved, ...(write?.diagnostics ?? [])];
  if (write === undefined || diagnostics.some(isError)) {
    const summary = summarise({ ...result, stages }, undefined);
    return { exitCode: 1, diagnostics, summary, diff: "", changes: [], tops, read };
  }
  const summary = summarise({ ...result, stages }, write);
  // Without a ledger every name is new; listing all of them would hide the rest of the report.
  const changes = ledgerText === undefined ? [] : (result.naming?.changes ?? []);
  const { writes, removals } = write.plan;
  const told = {
    diagnostics,
    summary,
    changes,
    tops,
    read,
    isSteady:
      isOpen &&
      !hasLedgerChange &&
      write.diagnostics.length === 0 &&
      result.trees.every((tree) => isWholeAndHere(tree)),
    touched: { files: [...writes.map(({ path }) => path), ...removals].sort(), hasLedger: hasLedgerChange },
    ...(result.contract === undefined ? {} : { surface: result.contract.surface }),
  };
  if (input.check) {
    // Loaded here, because most runs show no diff.
    const { renderPlanDiff, renderTextDiff } = await import("../emit/write/diff.ts");
    const path = ledger === undefined ? "" : resolve(ledger.folder.root, ledger.path);
    const diff =
      renderPlanDiff(write.plan) + (hasLedgerChange ? renderTextDiff(path, ledgerText ?? "", newLedger) : "");
    return { ...told, exitCode: diff === "" ? 0 : 3, diff };
  }
  return { ...told, exitCode: 0, diff: "" };
}

/** Whether every reference of a spec led to a file, and none to the network. */
function isWholeAndHere({ texts, unreadable }: SourceTree): boolean {
  return unreadable.size === 0 && ![...texts.keys()].some(isWebAddress);
}

/**
 * Reports an output folder that leads out of the project through a link. The configuration may come from somebody else.
 */
function outProblems({ config, out }: GenerateInput): readonly Diagnostic[] {
  return out === undefined ? linkProblems(config, [config.out]) : [];
}

function summarise(result: PipelineResult, write: WriteResult | undefined): RunSummary {
  return {
    ...summaryOf("generate", result),
    files: {
      written: write?.plan.writes.length ?? 0,
      removed: write?.plan.removals.length ?? 0,
      unchanged: write?.plan.unchanged ?? 0,
    },
  };
}

/** The facts of a run that a report shows besides the findings and the files. */
export function summaryOf(command: string, result: PipelineResult): RunSummary {
  const versions = result.model?.versions ?? [];
  const repairs: Record<string, number> = {};
  for (const diagnostic of result.diagnostics) {
    if (diagnostic.severity === "repair") repairs[diagnostic.code] = (repairs[diagnostic.code] ?? 0) + 1;
  }
  return {
    command,
    operations: Object.fromEntries(versions.map((version) => [version.label, version.operations.length])),
    models: Object.fromEntries(versions.map((version) => [version.label, version.declarations.length])),
    repairs: Object.fromEntries(Object.entries(repairs).sort(([left], [right]) => (left < right ? -1 : 1))),
    stages: result.stages,
  };
}
