import { Option, type Command } from "commander";
import { rename, retire } from "./names/change.ts";
import { diffLedgers, mergeFiles, type LedgerFiles } from "./names/compare.ts";
import { move, restore } from "./names/entries.ts";
import type { ListedName } from "../names/commands.ts";
import { check } from "./names/check.ts";
import { explain } from "./names/explain.ts";
import { list } from "./names/list.ts";
import { runNames, type NamesResult, type NamesProject } from "./names/project.ts";
import { namingsOf } from "../targets/registry.ts";
import { DONE, FAILED, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, specOption, wrongSpecs } from "./options.ts";
import { tellFindings } from "./tell-findings.ts";
import type { SpecArgument } from "./specs-input.ts";

interface NamesOptions {
  readonly config?: string;
  readonly spec: readonly SpecArgument[];
  readonly names?: string;
  readonly overrides?: string;
  readonly json?: boolean;
}

interface ListFlags extends NamesOptions {
  readonly versionLabel?: string;
  readonly kind?: ListedName["kind"];
  readonly state?: ListedName["state"];
  readonly matching?: string;
}

interface Job {
  /** Whether the command cannot work without a spec. */
  readonly needsSpecs?: boolean;
  readonly work: (project: NamesProject) => NamesResult;
}

/** Examples of each command. */
const EXAMPLES = {
  list: ["isc-sdkgen names list --kind model --matching Role", "isc-sdkgen names list --state absent --json"],
  explain: ["isc-sdkgen names explain Get-BetaAccount", "isc-sdkgen names explain listRoles --version-label beta"],
  rename: [
    "isc-sdkgen names rename beta 'GET /accounts' --cmdlet Get-UserAccount --method listUserAccounts",
    "isc-sdkgen names rename beta AccountDto --model Account",
  ],
  retire: ["isc-sdkgen names retire beta 'GET /old-accounts' OldAccount"],
  move: ["isc-sdkgen names move beta 'GET /accounts' 'GET /identity-accounts'"],
  restore: ["isc-sdkgen names restore beta 'GET /old-accounts'"],
  check: ["isc-sdkgen names check", "isc-sdkgen names check --spec beta=specs/sailpoint-api.beta.yaml --json"],
  diff: ["isc-sdkgen names diff main/names.lock.json names.lock.json"],
  merge: [
    "isc-sdkgen names merge base.json ours.json theirs.json",
    "git config merge.names.driver 'isc-sdkgen names merge %O %A %B'",
  ],
} as const;

function usageOf(name: keyof typeof EXAMPLES): string {
  return usageText({ examples: EXAMPLES[name], exits: { ...DONE, ...FAILED } });
}

/** Adds the commands `names list|explain|rename|move|retire|restore|check|diff|merge`. */
export function addNames(program: Command, host: Host): void {
  const names = program.command("names").description("read and change the names ledger");
  const add = (name: keyof typeof EXAMPLES, description: string): Command =>
    names
      .command(name)
      .description(description)
      .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
      .addOption(specOption("a spec, instead of those of the config"))
      .option("--names <file>", "the ledger")
      .option("--overrides <file>", "name overrides, or none")
      .option("--json", "print JSON")
      .addHelpText("after", usageOf(name));
  const run = async (options: NamesOptions, job: Job): Promise<void> => host.end(await runJob(options, job, host));

  add("list", "list the names of the ledger")
    .option("--version-label <label>", "only this version")
    .addOption(new Option("--kind <kind>", "only names of this kind or state").choices(["operation", "model"]))
    .addOption(
      new Option("--state <state>", "only names of this kind or state").choices(["live", "back", "absent", "retired"]),
    )
    .option("--matching <text>", "only entries whose name, alias or key contains the text")
    .action((options: ListFlags) => {
      const { versionLabel: version, kind, state, matching } = options;
      const wanted = {
        ...(state === undefined ? {} : { state }),
        ...(version === undefined ? {} : { version }),
        ...(kind === undefined ? {} : { kind }),
        ...(matching === undefined ? {} : { matching }),
      };
      return run(options, { work: (project) => list(project, wanted) });
    });
  add("explain", "show the rule, override or lock that decided a name, and its former names")
    .argument("<name>", "a cmdlet, method, operationId, model, alias or key")
    .option("--version-label <label>", "only this version")
    .action((name: string, options: NamesOptions & { versionLabel?: string }) => {
      const wanted = { name, ...(options.versionLabel === undefined ? {} : { version: options.versionLabel }) };
      return run(options, { work: (project) => explain(project, wanted) });
    });
  add("rename", "rename an operation or model, and keep the old name as a deprecated alias")
    .argument("<version>", "label of the version")
    .argument("<what>", "its key or its current name")
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
  add("retire", "turn entries into tombstones, whose names are never used again")
    .argument("<version>", "label of the version")
    .argument("<what...>", "keys or current names")
    .action((version: string, what: string[], options: NamesOptions) =>
      run(options, { work: (project) => retire(project, { version, what }) }),
    );
  add("move", "move the names of an entry that is gone to the same thing at a new key")
    .argument("<version>", "label of the version")
    .argument("<old>", "the key that is gone")
    .argument("<new>", "the new key")
    .action((version: string, from: string, to: string, options: NamesOptions) =>
      run(options, { work: (project) => move(project, { version, from, to }) }),
    );
  add("restore", "turn a tombstone into an entry again")
    .argument("<version>", "label of the version")
    .argument("<what>", "its key or its name")
    .action((version: string, what: string, options: NamesOptions) =>
      run(options, { work: (project) => restore(project, { version, what }) }),
    );
  addFileCommands(names, host);
  add("check", "check all names").action((options: NamesOptions) => run(options, { needsSpecs: true, work: check }));
}

/** Adds the commands that work only on ledgers and read no spec. */
function addFileCommands(names: Command, host: Host): void {
  const run = (options: Pick<NamesOptions, "config" | "json">, work: (files: LedgerFiles) => NamesResult): void => {
    const { config, diagnostics } = loadConfig(options.config, host.cwd);
    const answer: NamesResult =
      config === undefined
        ? { exitCode: 1, text: "", diagnostics }
        : work({ cwd: host.cwd, namings: namingsOf(config), json: options.json === true });
    host.print(answer.text);
    tellFindings(answer.diagnostics ?? [], new Map(), host);
    host.end(answer.exitCode);
  };
  const config = ["--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`] as const;
  names
    .command("diff")
    .description("print the public changes between two ledgers")
    .argument("<old>", "a ledger")
    .argument("<new>", "the other ledger")
    .option(...config)
    .option("--json", "print JSON")
    .addHelpText("after", usageOf("diff"))
    .action((before: string, after: string, options: Pick<NamesOptions, "config" | "json">) =>
      run(options, (files) => diffLedgers(files, { before, after })),
    );
  names
    .command("merge")
    .description("merge the ledgers of two branches into the second file; usable as a merge driver of git (%O %A %B)")
    .argument("<base>", "the ledger of the common ancestor")
    .argument("<ours>", "the ledger of this branch, which is overwritten")
    .argument("<theirs>", "the ledger of the other branch")
    .option(...config)
    .addHelpText("after", usageOf("merge"))
    .action((base: string, ours: string, theirs: string, options: Pick<NamesOptions, "config">) =>
      run(options, (files) => mergeFiles({ ...files, process: host.process }, { base, ours, theirs })),
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
  if (hasSpecs && options.json !== true) host.showProgress("reading the specs");
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
  host.showProgress("");
  host.print(result.text);
  tellFindings(
    result.diagnostics.filter(({ severity }) => severity === "error" || severity === "warning"),
    result.tops,
    host,
  );
  return result.exitCode;
}
