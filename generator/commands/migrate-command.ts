import { resolve } from "node:path";
import { Option, type Command } from "commander";
import { commonTargets } from "../diff/compare.ts";
import { renderMigrationJson } from "../migration/report.ts";
import { compareText } from "../model/order.ts";
import type { StandaloneInput } from "../targets/docs/version-guide/standalone.ts";
import type { readSides as ReadSides } from "./diff/read-sides.ts";
import { addMigrateCode } from "./migrate/code-command.ts";
import { chooseVersion, findRelease, projectSource, type ReleaseArgument } from "./migrate/release.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import { progressFor } from "./progress.ts";
import type { ExitCode, Host } from "./host.ts";
import { printOrWrite } from "./print-or-write.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, parsePath, ruledTargetOption, specOption } from "./options.ts";
import type { SpecArgument } from "./specs-input.ts";
import { tellFindings } from "./tell-findings.ts";

interface MigrateOptions {
  readonly spec: readonly SpecArgument[];
  readonly config?: string;
  readonly names?: string;
  readonly overrides?: string;
  readonly format: (typeof FORMATS)[number];
  readonly target?: readonly string[];
  readonly out?: string;
}

const FORMATS = ["markdown", "json"] as const;

const USAGE = {
  examples: [
    "isc-sdkgen migrate guide beta v2024",
    "isc-sdkgen migrate guide beta v2024 --format json --out beta-to-v2024.json",
    "isc-sdkgen migrate guide git:v1.2.0#beta v2024 --target typescript",
  ],
  exits: { ...DONE, ...FAILED },
};

/** Adds the command `migrate` and its subcommands. */
export function addMigrate(program: Command, host: Host): void {
  const migrate = program.command("migrate").description("move programs from one version to another");
  migrate
    .command("guide")
    .description("tell what a program for one version changes to run on another")
    .argument("<from>", "a version of the project, or an input of diff with a version: git:v1.2.0#beta")
    .argument("<to>", "the version to move to")
    .addOption(specOption("a version and the root of its spec, in place of the configuration's; repeat for several"))
    .addOption(new Option("--format <format>", "format of the guide").choices([...FORMATS]).default("markdown"))
    .addOption(ruledTargetOption())
    .option("--out <file>", "write the guide to a file", parsePath)
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .option("--names <file>", "names ledger, or none")
    .option("--overrides <file>", "name overrides, or none")
    .addHelpText("after", usageText(USAGE))
    .action(async (from: string, to: string, options: MigrateOptions) =>
      host.end(await runGuide({ from, to }, options, hostFor(options, host))),
    );
  addMigrateCode(migrate, host);
}

/** Removes progress from output that programs read. */
function hostFor({ format }: MigrateOptions, host: Host): Host {
  return { ...host, showProgress: progressFor(host.showProgress, format === "markdown") };
}

interface Arguments {
  readonly from: string;
  readonly to: string;
}

async function runGuide(given: Arguments, options: MigrateOptions, host: Host): Promise<ExitCode> {
  const input = await readInput(given, options, host);
  host.showProgress("");
  if (input === undefined) return 1;
  // Loaded here, because the code that prints guides is large and other commands do not need it.
  const { standaloneCode, standaloneGuide } = await import("../targets/docs/version-guide/standalone.ts");
  const text =
    options.format === "json"
      ? renderMigrationJson({
          old: given.from,
          new: given.to,
          facts: input.facts,
          codes: standaloneCode(input).map(({ language, ...code }) => ({ target: language.id, ...code })),
        })
      : await standaloneGuide(input);
  return printOrWrite(text, options.out, host);
}

/** Reads the input of a guide; undefined if a part is missing, which is reported. */
async function readInput(given: Arguments, options: MigrateOptions, host: Host): Promise<StandaloneInput | undefined> {
  const fail = (argument: string, problem: string): undefined =>
    host.tell(`error: ${argument}: ${problem}\n`) as undefined;
  const releases = findReleases(given, options, host);
  if (releases === undefined) return undefined;
  const { from, to } = releases;
  const side = ({ argument, source, version }: ReleaseArgument): Parameters<typeof ReadSides>[0]["old"] => ({
    argument,
    source,
    label: version ?? "api",
  });
  // Loaded here: the pipeline comes with it, which the help of the program does without.
  const { readSides } = await import("./diff/read-sides.ts");
  const sides = await readSides({ old: side(from), new: side(to) }, options, host);
  if (sides === undefined) return undefined;
  const before = chooseVersion(
    from,
    sides.old.surface.versions.map(({ version }) => version),
  );
  const after = chooseVersion(
    to,
    sides.new.surface.versions.map(({ version }) => version),
  );
  if ("problem" in before) return fail(given.from, before.problem);
  if ("problem" in after) return fail(given.to, after.problem);
  const pair = {
    from: { surface: sides.old.surface, version: before.version },
    to: { surface: sides.new.surface, version: after.version },
  };
  const common = commonTargets({ old: pair.from.surface, new: pair.to.surface });
  const missing = options.target?.find((target) => !common.includes(target));
  if (missing !== undefined) return fail(given.to, `not both sides have the package ${missing}`);
  if (common.length === 0) return fail(given.to, "the two have no package in common");
  const targets = [...new Set(options.target ?? common)].sort(compareText);
  const { findMigration } = await import("../migration/find-migration.ts");
  const docs =
    sides.old.docs === undefined || sides.new.docs === undefined
      ? undefined
      : { from: sides.old.docs, to: sides.new.docs };
  return {
    facts: findMigration({ ...pair, targets }),
    ...(docs === undefined ? {} : { docs }),
    // Two releases of one version are named by their arguments.
    names: before.version === after.version ? given : { from: before.version, to: after.version },
  };
}

function findReleases(
  given: Arguments,
  options: MigrateOptions,
  host: Host,
): { readonly from: ReleaseArgument; readonly to: ReleaseArgument } | undefined {
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  if (config === undefined) {
    tellFindings(diagnostics, new Map(), host);
    return undefined;
  }
  const configPath = resolve(host.cwd, options.config ?? DEFAULT_CONFIG_FILE);
  const project = { cwd: host.cwd, config, configPath, specs: options.spec };
  const own = projectSource(project);
  const from = findRelease(given.from, project, own);
  const to = findRelease(given.to, project, own);
  if ("problem" in from) host.tell(`error: ${given.from}: ${from.problem}\n`);
  if ("problem" in to) host.tell(`error: ${given.to}: ${to.problem}\n`);
  return "problem" in from || "problem" in to ? undefined : { from: from.release, to: to.release };
}
