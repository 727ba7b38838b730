import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { readRegularFile } from "../files/regular-file.ts";
import { explainSystemError } from "../files/system-error.ts";
import { CHANGE_CLASSES, type ChangeClass } from "../diff/change-class.ts";
import type { Surface } from "../contract/surface-format.ts";
import { commonTargets, compareSurfaces, sameVersions, verdictsOf } from "../diff/compare.ts";
import { applyIgnore, readIgnore, type IgnoreEntry } from "../diff/ignore.ts";
import { renderDiff } from "../diff/render.ts";
import { DIFF_FORMATS, type DiffFormat, type DiffReport } from "../diff/report.ts";
import { isAtLeast } from "../diff/rules.ts";
import { movedRoots, moveSurface } from "./diff/roots.ts";
import { findSource, isBareRoot, labelsOf, type Source } from "./diff/source.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import { progressFor } from "./progress.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, overlayOption, parsePath, ruledTargetOption } from "./options.ts";

interface DiffOptions {
  readonly config?: string;
  readonly names?: string;
  readonly overrides?: string;
  readonly overlay?: readonly string[];
  readonly format: DiffFormat;
  readonly target?: readonly string[];
  readonly failOn?: Exclude<ChangeClass, "docs">;
  readonly ignore?: string;
}

const USAGE = {
  examples: [
    "isc-sdkgen diff git:v1.2.0 isc-sdkgen.config.json",
    "isc-sdkgen diff git:v1.2.0 isc-sdkgen.config.json --format html > changes.html",
    "isc-sdkgen diff old/surface.json new/surface.json --target typescript --fail-on breaking --ignore accepted.yaml",
  ],
  exits: { ...DONE, ...FAILED, 3: "there are changes at or above --fail-on" },
};

/** Adds the command `diff`. */
export function addDiff(program: Command, host: Host): void {
  program
    .command("diff")
    .description("compare the public API of two releases")
    .argument("<old>", "the old release: a folder, surface.json, spec, configuration, package, module, or git:REVISION")
    .argument("<new>", "the new release, in the same forms")
    .addOption(new Option("--format <format>", "format of the report").choices([...DIFF_FORMATS]).default("text"))
    .addOption(ruledTargetOption())
    .addOption(
      new Option("--fail-on <class>", "exit 3 if there are changes of this class or a more serious one").choices(
        CHANGE_CLASSES.filter((name) => name !== "docs"),
      ),
    )
    .option("--ignore <file>", "accepted changes, each with a reason", parsePath)
    .option("--config <file>", `configuration for specs (default: ${DEFAULT_CONFIG_FILE})`)
    .option("--names <file>", "names ledger for specs, or none")
    .option("--overrides <file>", "name overrides for specs, or none")
    .addOption(overlayOption())
    .addHelpText("after", usageText(USAGE))
    .action(async (old: string, found: string, options: DiffOptions) =>
      host.end(await runDiff({ old, new: found }, options, hostFor(options, host))),
    );
}

/** Removes progress from output that programs read. */
function hostFor({ format }: DiffOptions, host: Host): Host {
  return { ...host, showProgress: progressFor(host.showProgress, format === "text") };
}

interface Arguments {
  readonly old: string;
  readonly new: string;
}

async function runDiff(given: Arguments, options: DiffOptions, host: Host): Promise<ExitCode> {
  const ignore = readIgnoreFile(options.ignore, host.cwd);
  if ("problems" in ignore) {
    for (const problem of ignore.problems) host.tell(`error: ${options.ignore ?? ""}: ${problem}\n`);
    return 1;
  }
  const sources = { old: findSource(given.old, host.cwd), new: findSource(given.new, host.cwd) };
  for (const side of ["old", "new"] as const) {
    const found = sources[side];
    if ("problem" in found) host.tell(`error: ${given[side]}: ${found.problem}\n`);
  }
  if ("problem" in sources.old || "problem" in sources.new) return 1;
  const label = labelsOf([sources.old.source, sources.new.source]);
  // Loaded here: the pipeline comes with it, which the help of the program does without.
  const { readSides } = await import("./diff/read-sides.ts");
  const sides = await readSides(
    {
      old: { argument: given.old, source: sources.old.source, label },
      new: { argument: given.new, source: sources.new.source, label },
    },
    options,
    host,
  );
  if (sides === undefined) return 1;
  const moves = movedRoots(sides.old.naming?.roots ?? new Map(), sides.new.naming?.roots ?? new Map());
  const surfaces = { old: moveSurface(sides.old.surface, moves), new: sides.new.surface };
  const apart = labelsApart({ old: sources.old.source, new: sources.new.source }, given, surfaces);
  if (apart !== undefined) {
    host.tell(`error: ${apart}\n`);
    return 1;
  }
  const common = commonTargets(surfaces);
  const targets = options.target ?? common;
  const missing = targets.find((target) => !common.includes(target));
  if (missing !== undefined || targets.length === 0) {
    host.tell(
      `error: ${missing === undefined ? "the two releases have no package in common" : `one of the releases does not have the package ${missing}`}\n`,
    );
    return 1;
  }
  const compared = compareSurfaces({ ...sameVersions(surfaces), targets: [...new Set(targets)] });
  const kept = applyIgnore(compared.changes, ignore.entries);
  const report: DiffReport = { ...given, ...kept, verdict: verdictsOf(kept.changes, targets) };
  host.print(await renderDiff(report, options.format, { useColor: host.hasColor }));
  for (const { index, reason } of kept.unused)
    host.tell(
      `warning: ${options.ignore ?? ""}: entry ${String(index + 1)} (${reason}) matches no change: remove it\n`,
    );
  const { failOn } = options;
  return failOn !== undefined && kept.changes.some((change) => isAtLeast(change.class, failOn)) ? 3 : 0;
}

/** The problem of a spec without a label, if the two sides have no version in common. */
function labelsApart(
  sources: Readonly<Record<keyof Arguments, Source>>,
  given: Arguments,
  surfaces: Readonly<Record<keyof Arguments, Surface>>,
): string | undefined {
  const bare = (["old", "new"] as const).find((side) => isBareRoot(sources[side]));
  const [old, found] = [surfaces.old, surfaces.new].map(({ versions }) => versions.map(({ version }) => version));
  if (bare === undefined || old === undefined || found === undefined) return undefined;
  if (old.some((label) => found.includes(label))) return undefined;
  const [label = "v1"] = bare === "old" ? found : old;
  const root = given[bare];
  return `the two have no version in common (${old.join(", ")}; ${found.join(", ")}); say which version ${root} is, such as ${label}=${root}`;
}

/** Reads the entries of an ignore file; none if no file is named. */
export function readIgnoreFile(
  path: string | undefined,
  cwd: string,
): { readonly entries: readonly IgnoreEntry[] } | { readonly problems: readonly string[] } {
  if (path === undefined) return { entries: [] };
  try {
    return readIgnore(readRegularFile(resolve(cwd, path), { followLinks: true }).toString("utf8"));
  } catch (error) {
    return { problems: [explainSystemError(error).cause] };
  }
}
