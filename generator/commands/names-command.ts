import { Option, type Command } from "commander";
import { describeDiagnostic } from "../diagnostics/reporters/text.ts";
import { rename, retire } from "./names/change.ts";
import { check } from "./names/check.ts";
import { explain } from "./names/explain.ts";
import { list } from "./names/list.ts";
import { runNames, type NamesAnswer, type NamesProject } from "./names/project.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, pathFrom, specOption, wrongSpecs } from "./options.ts";
import type { SpecArgument } from "./specs-input.ts";

interface NamesOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly names?: string;
  readonly overrides?: string;
  readonly json?: boolean;
}

interface Job {
  /** The work is of no use without a spec. */
  readonly needsSpecs?: boolean;
  readonly work: (project: NamesProject) => NamesAnswer;
}

/** Adds `names list|explain|rename|retire|check`. */
export function addNames(program: Command, host: Host): void {
  const names = program.command("names").description("look into the names ledger and change it");
  const add = (name: string, description: string): Command =>
    names
      .command(name)
      .description(description)
      .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
      .addOption(specOption("an input, in place of the config's"))
      .option("--names <file>", "the ledger")
      .option("--overrides <file>", "name overrides, or none")
      .option("--json", "print JSON");
  const run = async (options: NamesOptions, job: Job): Promise<void> => host.end(await runJob(options, job, host));

  add("list", "list the names of the ledger")
    .option("--version-label <label>", "only this version")
    .addOption(new Option("--kind <kind>", "only these").choices(["operation", "model"]))
    .option("--matching <text>", "only names, aliases and places that contain the text")
    .action((options: NamesOptions & { versionLabel?: string; kind?: "operation" | "model"; matching?: string }) => {
      const { versionLabel: version, kind, matching } = options;
      const wanted = {
        ...(version === undefined ? {} : { version }),
        ...(kind === undefined ? {} : { kind }),
        ...(matching === undefined ? {} : { matching }),
      };
      return run(options, { work: (project) => list(project, wanted) });
    });
  add("explain", "tell which rule, override or lock gave a name, and what it was called before")
    .argument("<name>", "a cmdlet, method, operationId, model, alias or place")
    .option("--version-label <label>", "only this version")
    .action((name: string, options: NamesOptions & { versionLabel?: string }) => {
      const wanted = { name, ...(options.versionLabel === undefined ? {} : { version: options.versionLabel }) };
      return run(options, { work: (project) => explain(project, wanted) });
    });
  add("rename", "give a thing another name and keep the old one as a deprecated alias")
    .argument("<version>")
    .argument("<what>", "its place or its present name")
    .option("--cmdlet <verb-noun>", "the new cmdlet, without prefix")
    .option("--method <name>", "the new TypeScript method")
    .option("--model <name>", "the new name of a model")
    .action(
      (version: string, what: string, options: NamesOptions & { cmdlet?: string; method?: string; model?: string }) => {
        const { cmdlet, method, model } = options;
        const renaming = {
          version,
          what,
          ...(cmdlet === undefined ? {} : { cmdlet }),
          ...(method === undefined ? {} : { method }),
          ...(model === undefined ? {} : { model }),
        };
        return run(options, { work: (project) => rename(project, renaming) });
      },
    );
  add("retire", "turn entries into tombstones: their names are never given again")
    .argument("<version>")
    .argument("<what...>", "places or present names")
    .action((version: string, what: string[], options: NamesOptions) =>
      run(options, { work: (project) => retire(project, { version, what }) }),
    );
  add("check", "look the names over").action((options: NamesOptions) =>
    run(options, { needsSpecs: true, work: check }),
  );
}

async function runJob(options: NamesOptions, { needsSpecs, work }: Job, host: Host): Promise<ExitCode> {
  const { config, diagnostics } = loadConfig(options.config, host.cwd);
  const hasSpecs = config !== undefined && options.spec.length + Object.keys(config.specs).length > 0;
  const wrong =
    config !== undefined && (needsSpecs === true || hasSpecs) ? wrongSpecs(config, options.spec) : undefined;
  if (wrong !== undefined) {
    host.tell(wrong);
    return 2;
  }
  const result =
    config === undefined
      ? { exitCode: 1 as const, text: "", diagnostics, tops: new Map<string, string>() }
      : await runNames(
          {
            config,
            cwd: host.cwd,
            specs: options.spec,
            names: { names: options.names, overrides: options.overrides },
            process: host.process,
            json: options.json === true,
          },
          work,
        );
  host.print(result.text);
  const pathOf = pathFrom(host.cwd, result.tops);
  for (const diagnostic of result.diagnostics)
    if (diagnostic.severity === "error" || diagnostic.severity === "warning")
      host.tell(describeDiagnostic(diagnostic, { pathOf, useColor: false }));
  return result.exitCode;
}
