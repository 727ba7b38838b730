import { join, relative } from "node:path";
import type { AcceptedFinding, RunSummary } from "../diagnostics/report.ts";
import { defineDiagnostic, diagnose, isError, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { closeFormatter } from "../emit/typescript/format-pool.ts";
import { refusePlace } from "../files/refused-places.ts";
import { prepareReplacement } from "../files/replace-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import {
  planUpdate,
  readBaseline,
  siftFindings,
  staleFindings,
  type Baseline,
  type BaselineFiles,
  type Sifted,
} from "../lint/baseline.ts";
import { printBaseline } from "../lint/print-baseline.ts";
import { weigh } from "../lint/severities.ts";
import { locateDiagnostics } from "../load/locate.ts";
import type { NamesPlace } from "../names/ledger/ledger-file.ts";
import { runPipeline, type PipelineResult } from "../pipeline.ts";
import { readAssets } from "./assets.ts";
import { summaryOf, type GenerateInput } from "./generate.ts";
import { placeOf, readNames } from "./names-input.ts";
import { specsOf } from "./specs-input.ts";

const unusableBaseline = defineDiagnostic<{ path: string; problem: string }>({
  code: "bad-baseline",
  message: ({ path, problem }) => `${path}: ${problem}`,
  action: () => "name another file, or create one with --update-baseline",
});

/** The input of `lint`: the input of `generate` without its output, and the options of the baseline. */
export interface LintInput extends Pick<
  GenerateInput,
  | "config"
  | "cwd"
  | "specs"
  | "targets"
  | "frozen"
  | "isPartial"
  | "names"
  | "packageRoot"
  | "process"
  | "onStage"
  | "isShown"
> {
  /** The value of `--baseline`: a file, `none`, or undefined. */
  readonly baseline: string | undefined;
  /** Set with `--update-baseline`; the reason for new entries. */
  readonly update: { readonly reason: string } | undefined;
}

/** The findings that count, the findings that the baseline accepts, and the facts of the report. */
export interface LintResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent if there is no baseline. */
  readonly accepted?: readonly AcceptedFinding[];
  readonly summary: RunSummary;
  /** The absolute top folder of each version's spec, used to print paths. */
  readonly tops: ReadonlyMap<string, string>;
  /** The result of an update of the baseline. */
  readonly updated?: { readonly path: string; readonly added: number; readonly removed: number; readonly open: number };
}

/** Finds everything that `generate` would find. Writes nothing, except a baseline that is to be updated. */
export async function lint(input: LintInput): Promise<LintResult> {
  const { config, cwd } = input;
  const place = placeOf(input.baseline, config.lint.baseline, { cwd, base: config.base });
  const reading = place === undefined ? { diagnostics: [] } : readBaselineAt(place, input.update !== undefined);
  const stopping = input.update === undefined || reading.baseline === undefined ? reading.diagnostics : [];
  if (stopping.length > 0) return failed(stopping);
  const names = readNames(input.names, { config, cwd, hasSpecs: input.specs.length > 0 });
  if (names.diagnostics.some(isError)) return failed(names.diagnostics);
  const result = await runAll(input, names);
  const found = locateDiagnostics([...names.diagnostics, ...result.diagnostics], result.trees, input.isShown);
  return judge(input, { result, found, place, baseline: reading.baseline });
}

async function runAll(input: LintInput, names: ReturnType<typeof readNames>): Promise<PipelineResult> {
  try {
    return await runPipeline({
      ...input,
      ...specsOf(input),
      retire: false,
      ledger: names.ledger,
      overrides: names.overrides,
      companions: new Set(input.targets.map((target) => target.name)),
      assets: await readAssets(input.packageRoot),
    });
  } finally {
    await closeFormatter();
  }
}

interface Judging {
  readonly result: PipelineResult;
  readonly found: readonly Diagnostic[];
  readonly place: NamesPlace | undefined;
  readonly baseline: Baseline | undefined;
}

function judge(input: LintInput, { result, found, place, baseline }: Judging): LintResult {
  const { severities } = input.config.lint;
  const stops = new Set(found.filter(isError));
  const weighed = weigh(found, severities);
  const entries = baseline?.entries ?? [];
  const base: BaselineFiles = (path) => relative(input.config.base, path).replaceAll("\\", "/");
  const sifted = siftFindings(weighed.diagnostics, { entries, stops, base });
  const shared = {
    ...(baseline === undefined ? {} : { accepted: sifted.accepted }),
    summary: { ...summaryOf("lint", result), off: weighed.off },
    tops: new Map(result.trees.map((tree) => [tree.label, tree.top])),
  };
  // A run that stopped early has not found everything, so stale entries are not reported.
  if (stops.size > 0) return { ...shared, diagnostics: sifted.kept };
  const labels = new Set(result.trees.map((tree) => tree.label));
  const unused = new Set(
    [...sifted.unused].filter((index) => {
      const version = entries[index]?.version;
      return version === undefined || labels.has(version);
    }),
  );
  if (input.update !== undefined && baseline !== undefined && place !== undefined)
    return update(input, {
      ...shared,
      place,
      baseline,
      sifted: { ...sifted, unused },
      base,
      reason: input.update.reason,
    });
  const stale = baseline === undefined ? [] : weigh(staleFindings(baseline, unused), severities).diagnostics;
  return { ...shared, diagnostics: [...sifted.kept, ...stale] };
}

interface Updating extends Omit<LintResult, "diagnostics"> {
  readonly place: NamesPlace;
  readonly baseline: Baseline;
  readonly sifted: Sifted;
  readonly base: BaselineFiles;
  readonly reason: string;
}

/**
 * Updates the baseline. The result has the findings that the baseline still does not accept, or the failure of the
 * write.
 */
function update(input: LintInput, at: Updating): LintResult {
  const { place, baseline, sifted, base, reason, ...shared } = at;
  const { entries } = baseline;
  const plan = planUpdate(sifted, { entries, reason, base });
  const text = printBaseline(baseline, plan);
  const failure = text === baseline.text ? undefined : replace(place, text, input);
  const rest = sifted.kept.filter(({ severity }) => severity !== "warning" && severity !== "error");
  if (failure !== undefined) return { ...shared, diagnostics: [...sifted.kept, failure] };
  const kept = entries.filter((_, index) => !plan.removed.has(index));
  return {
    ...shared,
    diagnostics: rest,
    updated: {
      path: baseline.path,
      added: plan.added.length,
      removed: plan.removed.size,
      open: [...kept, ...plan.added].filter((entry) => entry.reason.trim() === "").length,
    },
  };
}

function replace({ folder, path }: NamesPlace, text: string, { process: self }: LintInput): Diagnostic | undefined {
  const full = join(folder.root, path);
  try {
    refusePlace(full);
    prepareReplacement({ folder, path, self }, text).commit();
    return undefined;
  } catch (error) {
    const { reason } = explainSystemError(error);
    return diagnose(unusableBaseline, { path: full, problem: `it cannot be written: ${reason}` });
  }
}

/** Reads the baseline of a file. If the file does not exist and is to be written, the baseline is empty. */
function readBaselineAt(
  { folder, path }: NamesPlace,
  isUpdated: boolean,
): { readonly baseline?: Baseline; readonly diagnostics: readonly Diagnostic[] } {
  const full = join(folder.root, path);
  try {
    const text = folder.read(path)?.toString("utf8");
    if (text !== undefined) return readBaseline(full, text);
    if (isUpdated) return { baseline: { path: full, text: "", entries: [] }, diagnostics: [] };
    return { diagnostics: [diagnose(unusableBaseline, { path: full, problem: "the baseline does not exist" })] };
  } catch (error) {
    const { reason } = explainSystemError(error);
    return { diagnostics: [diagnose(unusableBaseline, { path: full, problem: `it cannot be read: ${reason}` })] };
  }
}

function failed(diagnostics: readonly Diagnostic[]): LintResult {
  return {
    diagnostics,
    summary: { command: "lint", operations: {}, models: {}, repairs: {}, stages: [] },
    tops: new Map(),
  };
}
