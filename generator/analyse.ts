import { resolve } from "node:path";
import type { Config } from "./config/config.ts";
import { isError, type Diagnostic, type StageResult } from "./diagnostics/diagnostic.ts";
import { allowanceOf } from "./load/allowance.ts";
import { expandRoots } from "./load/expand-roots.ts";
import { readJobs } from "./load/jobs/read-jobs.ts";
import { linkTree } from "./load/link.ts";
import { judgeOverlays } from "./load/overlays/judge-overlays.ts";
import { readSpec, type SpecInput } from "./load/read.ts";
import { repairTree } from "./load/repair.ts";
import type { SourceTree } from "./load/tree.ts";
import type { YamlReading } from "./load/yaml.ts";
import { buildVersion } from "./model/build/version.ts";
import type { ApiModel } from "./model/model.ts";
import { compareText } from "./model/order.ts";
import { PASSES } from "./passes/index.ts";
import { createJobsPass } from "./passes/jobs.ts";
import { runPasses, type Pass } from "./passes/pass.ts";
import { createStopwatch, type Stopwatch } from "./stopwatch.ts";

/** The input of `analyse`: the specs to read, and the part of the configuration that decides how they are read. */
export interface AnalysisInput {
  readonly specs: readonly SpecInput[];
  /** Folder that relative roots start from. */
  readonly base: string;
  /** Which references may leave a spec's own folder, and where the config stands. */
  readonly config: Pick<Config, "references" | "base" | "jobs">;
  /** All specs are parts of their APIs. */
  readonly isPartial?: boolean;
  /** Times the stages. Absent: the times are discarded. */
  readonly clock?: Stopwatch;
  /** Texts that were read before, by the text: what two releases share is parsed once. */
  readonly readings?: Map<string, YamlReading>;
  /** Called with the repaired trees before the model is built. */
  readonly onTrees?: ((trees: readonly SourceTree[]) => void) | undefined;
}

/** What the front half of the pipeline makes of the specs: the same for every command. */
export interface Analysis {
  /** The specs that could be read, repaired; as they were read where an error stopped the analysis before. */
  readonly trees: readonly SourceTree[];
  /** All versions, sorted by label; absent when the specs could not be read. */
  readonly model?: ApiModel;
  /** What every stage found, in their order. Lines are not filled in: see `locateDiagnostics`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads, links and repairs the specs, builds the model and runs the passes. Errors of reading stop it before repairs. */
export async function analyse(input: AnalysisInput): Promise<Analysis> {
  const clock = input.clock ?? createStopwatch(() => undefined);
  const readings = input.readings ?? new Map<string, YamlReading>();
  const allowance = allowanceOf(input.config.references.allow, input.config.base);
  const read = await clock.time("read", () =>
    Promise.all(
      input.specs.map(async (spec) => {
        const roots = await expandRoots(spec.roots, { base: input.base, version: spec.version });
        if (roots.diagnostics.some(isError)) return { value: undefined, diagnostics: roots.diagnostics };
        return readSpec({ ...spec, roots: roots.value }, { base: input.base, allowance, readings });
      }),
    ),
  );
  const trees = read.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const found = onceEach(read.flatMap((result) => result.diagnostics));
  const judged = found.some(isError) ? [] : judgeOverlays(trees.flatMap(({ overlays = [] }) => overlays));
  const { jobs, base: folder } = input.config;
  const told = jobs === undefined ? undefined : readJobs(resolve(folder, jobs));
  const partial = new Set(input.specs.filter(({ partial }) => partial === true).map(({ version }) => version));
  return analyseTrees(trees, {
    found: [...found, ...judged, ...(told?.diagnostics ?? [])],
    clock,
    onTrees: input.onTrees,
    passes:
      told === undefined
        ? PASSES
        : [...PASSES, createJobsPass(told.value, (label) => input.isPartial === true || partial.has(label))],
  });
}

/** A finding about a file of the project that several versions read is told once. */
function onceEach(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const told = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    if (diagnostic.version !== undefined) return true;
    const key = JSON.stringify(diagnostic);
    return !told.has(key) && told.add(key);
  });
}

/** The analysis of specs that have been read, and what reading them found. */
export function analyseTrees(
  read: readonly SourceTree[],
  {
    found = [],
    clock = createStopwatch(() => undefined),
    passes = PASSES,
    onTrees,
  }: {
    readonly found?: readonly Diagnostic[];
    readonly clock?: Stopwatch;
    readonly passes?: readonly Pass[];
    readonly onTrees?: AnalysisInput["onTrees"];
  } = {},
): Analysis {
  const diagnostics = [...found];
  const collect = <Value>(result: StageResult<Value>): Value => {
    diagnostics.push(...result.diagnostics);
    return result.value;
  };
  const linked = clock.timeSync("link", () => read.map((tree) => collect(linkTree(tree))));
  if (diagnostics.some(isError)) return { trees: linked, diagnostics };
  const trees = clock.timeSync("repair", () => linked.map((tree) => collect(repairTree(tree))));
  onTrees?.(trees);
  const versions = clock.timeSync("model", () => trees.map((tree) => collect(buildVersion(tree))));
  const sorted = versions.sort((left, right) => compareText(left.label, right.label));
  const model = clock.timeSync("passes", () => collect(runPasses({ versions: sorted }, passes)));
  return { trees, model, diagnostics };
}
