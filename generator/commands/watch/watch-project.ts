import { relative } from "node:path";
import type { Config } from "../../config/config.ts";
import { withDefaults } from "../../config/read-config.ts";
import type { Surface } from "../../contract/surface-format.ts";
import { commonTargets, compareSurfaces, sameVersions, verdictsOf } from "../../diff/compare.ts";
import { renderDiff } from "../../diff/render.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { describeDiagnostic } from "../../diagnostics/reporters/text.ts";
import { visibleLine } from "../../text/characters.ts";
import { failure, outOf, type GenerateResult } from "../generate-result.ts";
import type { Host } from "../host.ts";
import type { NamesInput } from "../names-input.ts";
import { pathFrom } from "../options.ts";
import type { SpecArgument } from "../specs-input.ts";
import { inputsOfProject, type WatchedInputs } from "./inputs.ts";
import { watchInputs } from "./watch.ts";

/** The project that `generate --watch` generates, and the options that stay the same for every run. */
export interface WatchProject {
  readonly configPath: string;
  /** Reads the current configuration, or returns why it cannot be read. */
  readonly load: () => {
    readonly config: Config | undefined;
    readonly diagnostics: readonly Diagnostic[];
    readonly wrong: string | undefined;
  };
  readonly generate: (config: Config) => Promise<GenerateResult>;
  readonly specs: readonly SpecArgument[];
  readonly out: string | undefined;
  readonly names: NamesInput;
  /** Whether a finding is printed. */
  readonly isShown: (diagnostic: Diagnostic) => boolean;
}

/** Generates a project whenever an input changes, and prints the changes of the public API. */
export async function watchProject(project: WatchProject, host: Host): Promise<void> {
  let told: ReadonlySet<string> = new Set();
  let surface: Surface | undefined;
  let read: readonly string[] = [];
  const run = async (changed: readonly string[]): Promise<{ inputs: WatchedInputs; out: string }> => {
    for (const path of changed) host.print(`changed: ${visibleLine(relative(host.cwd, path))}\n`);
    const { config, diagnostics, wrong } = project.load();
    if (wrong !== undefined) host.tell(wrong);
    const result = config === undefined || wrong !== undefined ? failure(diagnostics) : await project.generate(config);
    host.showProgress("");
    told = tellFindings(result, { told, project, host });
    read = result.read ?? read;
    if (!result.diagnostics.some(isError) && wrong === undefined) {
      const { written = 0, removed = 0 } = result.summary.files ?? {};
      host.print(`${String(written)} files written, ${String(removed)} removed\n`);
      if (surface !== undefined && result.surface !== undefined)
        host.print(await changesText(surface, result.surface, host));
      surface = result.surface ?? surface;
    }
    const inputs = inputsOfProject({ ...project, config, cwd: host.cwd, read, packageRoot: host.packageRoot });
    return { inputs, out: outOf(config ?? withDefaults({}, host.cwd), project.out, host.cwd) };
  };
  await watchInputs({
    run,
    now: host.now ?? (() => Infinity),
    onInterrupt: host.onInterrupt ?? (() => () => undefined),
    onIdle: (files) => host.print(`watching ${String(files)} files; Ctrl+C ends it\n`),
  });
  host.print("the watch has ended\n");
}

/** Prints the findings that the previous run did not have, and the number of errors. Returns the texts of all findings. */
function tellFindings(
  { diagnostics, tops }: GenerateResult,
  { told, project, host }: { told: ReadonlySet<string>; project: WatchProject; host: Host },
): ReadonlySet<string> {
  host.noteFindings?.(diagnostics);
  const pathOf = pathFrom(host.cwd, tops);
  const texts = diagnostics
    .filter(project.isShown)
    .map((diagnostic) => describeDiagnostic(diagnostic, { pathOf, useColor: host.hasColor }));
  for (const text of new Set(texts)) if (!told.has(text)) host.print(text);
  const errors = diagnostics.filter(isError).length;
  if (errors > 0)
    host.print(
      `${String(errors)} ${errors === 1 ? "error" : "errors"}: nothing was written; correct the input, and this goes on\n`,
    );
  return new Set(texts);
}

async function changesText(old: Surface, found: Surface, host: Host): Promise<string> {
  const surfaces = sameVersions({ old, new: found });
  const targets = commonTargets(surfaces);
  const compared = compareSurfaces({ ...surfaces, targets });
  if (compared.changes.length === 0) return "no public change\n";
  const verdict = verdictsOf(compared.changes, targets);
  const report = { old: "before", new: "now", ...compared, ignored: [], unused: [], verdict };
  return renderDiff(report, "text", { useColor: host.hasColor });
}
