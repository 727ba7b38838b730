import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Command } from "commander";
import { isError, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { linkStatusOf } from "../files/status.ts";
import { visibleLine } from "../text/characters.ts";
import { DONE, MISUSE, usageText } from "./help.ts";
import type { ExitCode, Host } from "./host.ts";
import type { Choices, NewProject } from "./init/project.ts";
import type { Proposal } from "./init/propose.ts";
import { DEFAULT_CONFIG_FILE, parsePath } from "./options.ts";
import { tellFindings } from "./tell-findings.ts";

interface InitOptions {
  readonly label?: string;
  readonly npm?: string;
  readonly module?: string;
  readonly out?: string;
  readonly top?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

const USAGE = {
  examples: [
    "isc-sdkgen init petstore.yaml",
    "isc-sdkgen init openapi/root.yaml --label v1 --npm petstore-sdk --module PetstoreSdk --out sdk --yes",
  ],
  exits: { ...DONE, 1: "errors, or a configuration exists already; nothing was written", ...MISUSE },
};

/** Adds the command `init`. */
export function addInit(program: Command, host: Host): void {
  program
    .command("init")
    .description("create a project from an OpenAPI document: configuration, ledger and first output")
    .argument("[document]", "the document, or the root file if it has several files")
    .option("--label <label>", "label of the version (default: v1, from the document's version)", parsePath)
    .option("--npm <name>", "name of the npm package (default: from the document's title)", parsePath)
    .option("--module <name>", "name of the PowerShell module (default: from the document's title)", parsePath)
    .option("--out <dir>", "output folder (default: sdk)", parsePath)
    .option(
      "--top <dir>",
      "the folder that contains all files of the document (default: that of the root file)",
      parsePath,
    )
    .option("--yes", "ask nothing, and use the defaults")
    .option("--force", "replace an existing configuration")
    .addHelpText("after", usageText(USAGE))
    .action(async (document: string | undefined, options: InitOptions) =>
      host.end(await runInit({ document, options }, host)),
    );
}

interface Asked {
  readonly document: string | undefined;
  readonly options: InitOptions;
}

async function runInit({ document: given, options }: Asked, host: Host): Promise<ExitCode> {
  const ask = options.yes === true ? undefined : host.ask;
  if (options.force !== true && linkStatusOf(resolve(host.cwd, DEFAULT_CONFIG_FILE)) !== undefined)
    return fail(
      host,
      1,
      `${DEFAULT_CONFIG_FILE} exists already: run isc-sdkgen generate, or replace it with isc-sdkgen init --force`,
    );
  const document =
    given ??
    (await ask?.({
      message: "Which OpenAPI document?",
      proposal: likelyDocument(host.cwd),
      problemOf: (answer) => (answer === "" ? "Enter the path of the document." : undefined),
    }));
  if (document === undefined)
    return ask === undefined
      ? fail(host, 2, "no document is given, and there is no terminal to ask for it: run isc-sdkgen init DOCUMENT")
      : fail(host, 1, "nothing was written: run isc-sdkgen init again");
  // Loaded here, because most runs do not start a project.
  const { readDocument, writeProject } = await import("./init/init.ts");
  host.showProgress(`reading ${visibleLine(document)}`);
  const reading = await readDocument({ document, top: options.top }, host);
  host.showProgress("");
  if ("diagnostics" in reading) {
    tellFindings(reading.diagnostics, reading.tops, host);
    return fail(
      host,
      1,
      `nothing was written: correct the document, then run isc-sdkgen init ${visibleLine(document)}`,
    );
  }
  const { checkProject } = await import("./init/project.ts");
  const settled = { root: reading.root, top: options.top, proposal: reading.proposal };
  const choices = await choose(settled, { options, ask });
  if (choices === undefined) return fail(host, 1, "nothing was written: run isc-sdkgen init again");
  const checked = checkProject({ ...settled, ...choices }, resolve(host.cwd, DEFAULT_CONFIG_FILE));
  if ("diagnostics" in checked) {
    for (const { message } of checked.diagnostics) host.tell(`error: ${visibleLine(message)}\n`);
    return fail(host, 2, "nothing was written: run isc-sdkgen init --help, and choose other values");
  }
  const result = await writeProject(checked, host);
  host.showProgress("");
  if (result.exitCode !== 0) {
    tellFindings(result.diagnostics.filter(isError), result.tops, host);
    return fail(host, 1, `nothing was written: see above, then run isc-sdkgen init ${visibleLine(document)}`);
  }
  host.print(welcome(choices, result));
  return 0;
}

/** Takes every choice from its option, otherwise from the person at the terminal, otherwise from the proposal. */
async function choose(
  settled: Omit<NewProject, keyof Choices>,
  { options, ask }: { readonly options: InitOptions; readonly ask: Host["ask"] },
): Promise<Choices | undefined> {
  const { problemOfChoice } = await import("./init/project.ts");
  let choices: Choices = { ...defaultsOf(settled.proposal), ...given(options) };
  for (const { key, message } of QUESTIONS) {
    if (ask === undefined || options[key] !== undefined) continue;
    const answer = await ask({
      message,
      proposal: choices[key],
      problemOf: (value) => problemOfChoice({ ...settled, ...choices, [key]: value }, key),
    });
    if (answer === undefined) return undefined;
    choices = { ...choices, [key]: answer };
  }
  return choices;
}

const QUESTIONS = [
  { key: "label", message: "Label of this version of the API?" },
  { key: "npm", message: "Name of the npm package?" },
  { key: "module", message: "Name of the PowerShell module?" },
  { key: "out", message: "Folder for the output?" },
] as const satisfies readonly { readonly key: keyof Choices; readonly message: string }[];

function defaultsOf({ label, npm, module }: Proposal): Choices {
  return { label, npm, module, out: "sdk" };
}

function given({ label, npm, module, out }: InitOptions): Partial<Choices> {
  return Object.fromEntries(
    Object.entries({ label, npm, module, out }).filter(([, value]) => value !== undefined),
  ) as Partial<Choices>;
}

/** The file of the folder that is most likely the OpenAPI document. */
function likelyDocument(cwd: string): string {
  const names = readdirSync(cwd, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/iu.test(entry.name))
    .map(({ name }) => name)
    .sort();
  return (
    names.find((name) => /^(?:openapi|swagger|api)\b/iu.test(name)) ??
    names.find((name) => /\.ya?ml$/iu.test(name)) ??
    ""
  );
}

function welcome(
  { out }: Choices,
  { diagnostics, summary, touched }: Awaited<ReturnType<typeof import("./init/init.ts").writeProject>>,
): string {
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const [operations = 0] = Object.values(summary.operations);
  const warnings = count("warning");
  const next = [
    ["isc-sdkgen generate", "after each change to the document"],
    ["isc-sdkgen lint", "to see what is wrong with the document"],
    [`cat ${out}/typescript/README.md`, "to learn how to build and use the package"],
  ] as const;
  const width = Math.max(...next.map(([command]) => command.length));
  return [
    `wrote: ${DEFAULT_CONFIG_FILE}, names.lock.json, ${out} (${String(touched?.files.length ?? 0)} files for ${String(operations)} operations)`,
    ...(warnings === 0 ? [] : [`${String(warnings)} warnings about the document: isc-sdkgen lint prints them`]),
    "Commit all of it. Next:",
    ...next.map(([command, why]) => `  ${command.padEnd(width)}  ${why}`),
    "",
  ].join("\n");
}

function fail(host: Host, exitCode: ExitCode, text: string): ExitCode {
  host.tell(`error: ${text}\n`);
  return exitCode;
}
