import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Option, type Command } from "commander";
import { readSurface } from "../../contract/read-surface.ts";
import type { Surface } from "../../contract/surface-format.ts";
import { explainSystemError } from "../../files/system-error.ts";
import type { CodeFinding } from "../../migration/code/context.ts";
import { isWithin } from "../../load/allowance.ts";
import { swapDependency } from "../../migration/code/dependencies.ts";
import { parsePublished, type PublishedPackage } from "../../migration/published/table.ts";
import { compareText } from "../../model/order.ts";
import { DONE, FAILED, usageText } from "../help.ts";
import type { ExitCode, Host } from "../host.ts";
import { DEFAULT_CONFIG_FILE, loadConfig, parsePath } from "../options.ts";
import { runGit } from "../run-git.ts";
import { findDeclarations } from "./declarations.ts";
import { findAbove, readCodeFiles, readCompilerOptions, type CodeFile } from "./code-files.ts";

interface CodeOptions {
  readonly from: string;
  readonly to?: string;
  readonly config?: string;
  readonly write?: true;
  readonly force?: true;
}

const USAGE = {
  examples: [
    "isc-sdkgen migrate code src",
    "isc-sdkgen migrate code src scripts/report.js --write",
    "isc-sdkgen migrate code src --to node_modules/isc-sdk",
  ],
  exits: { ...DONE, ...FAILED },
};

/** Adds the command `migrate code`. */
export function addMigrateCode(migrate: Command, host: Host): void {
  migrate
    .command("code")
    .description("move TypeScript and JavaScript programs from a published package to the generated one")
    .argument("<paths...>", "files and folders of the program")
    .option("--from <package>", "the published package, or the file of its table", "sailpoint-api-client")
    .option(
      "--to <path>",
      "the new package, an output folder or a surface.json (default: the configuration's output)",
      parsePath,
    )
    .addOption(new Option("--write", "change the files; without it the changes are printed"))
    .option("--force", "change files although the git tree has changes that are not committed")
    .option("--config <file>", `configuration (default: ${DEFAULT_CONFIG_FILE})`)
    .addHelpText("after", usageText(USAGE))
    .action(async (paths: readonly string[], options: CodeOptions) => host.end(await runCode(paths, options, host)));
}

async function runCode(paths: readonly string[], options: CodeOptions, host: Host): Promise<ExitCode> {
  const fail = (text: string): ExitCode => {
    host.tell(`error: ${text}\n`);
    return 1;
  };
  const table = readTable(options.from, host);
  if (typeof table === "string") return fail(table);
  const found = findSurface(options, host);
  if (typeof found === "string") return fail(found);
  const { surface, path: surfacePath } = found;
  const files = readCodeFiles(paths, host.cwd);
  if (typeof files === "string") return fail(`${files}: there is no such file or folder`);
  const [first] = files;
  if (first === undefined) return fail(`${paths.join(", ")}: no TypeScript or JavaScript is there`);
  if (options.write === true && options.force !== true) {
    const dirty = await findDirty(files, host.cwd);
    if (dirty !== undefined)
      return fail(`the git tree has changes that are not committed (${dirty}); commit them, or say --force`);
  }
  const root = commonFolder(files.map(({ path }) => dirname(path)));
  // Loaded here, because it loads a whole compiler.
  const { moveCode } = await import("../../migration/code/move-code.ts");
  host.showProgress("move code");
  const compilerOptions = await readCompilerOptions(root, files);
  const sdk = findDeclarations(dirname(surfacePath));
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  const moved = moveCode({ root, table, options: compilerOptions, sources, sdk }, surface);
  host.showProgress("");
  const changes = new Map(moved.files.map(({ path, after }) => [resolve(path), after]));
  const manifests = [...new Set(files.map(({ path }) => findAbove(dirname(path), "package.json")))];
  const packages = manifests.flatMap((path) => {
    if (path === undefined) return [];
    const text = readFileSync(path, "utf8");
    const isLeft = moved.left.some((file) => isWithin(dirname(path), resolve(file)));
    const after = swapDependency(text, { from: table.package, to: moved.to, keepOld: isLeft });
    return after === text ? [] : [{ path, text, after, mark: "" }];
  });
  const all = [
    ...files.flatMap((file) => {
      const after = changes.get(resolve(file.path));
      return after === undefined ? [] : [{ ...file, after }];
    }),
    ...packages,
  ];
  const { renderTextDiff } = await import("../../emit/write/diff.ts");
  const diffOf = ({ path, text, after }: ChangedFile): string =>
    renderTextDiff(relative(host.cwd, path).replaceAll("\\", "/"), text, after);
  if (sdk === undefined)
    host.tell("note: the moved program was not compiled: name the new package or the output folder by --to\n");
  return finish({ all, findings: moved.findings, ...(options.write === true ? {} : { diffOf }) }, host);
}

interface ChangedFile extends CodeFile {
  readonly after: string;
}

interface Finished {
  readonly all: readonly ChangedFile[];
  readonly findings: readonly CodeFinding[];
  /** Absent: the files are written. */
  readonly diffOf?: (file: ChangedFile) => string;
}

function finish({ all, findings, diffOf }: Finished, host: Host): ExitCode {
  const shown = (path: string): string => relative(host.cwd, path).replaceAll("\\", "/");
  for (const file of all) {
    const { path, mark, after } = file;
    if (diffOf !== undefined) {
      host.print(diffOf(file));
      continue;
    }
    try {
      writeFileSync(path, mark + after);
    } catch (error) {
      host.tell(`error: ${shown(path)}: ${explainSystemError(error).cause}\n`);
      return 1;
    }
  }
  // The lines are those of the file as it is now: before the move where nothing is written.
  for (const { file, line, lineAfter, kind, message } of findings)
    host.tell(`${shown(file)}:${String(diffOf === undefined ? lineAfter : line)}: ${kind}: ${message}\n`);
  const todos = findings.filter(({ kind }) => kind === "todo").length;
  host.tell(
    `files: ${String(all.length)} ${diffOf === undefined ? "changed" : "to change (--write changes them)"}; by hand: ${String(todos)}\n`,
  );
  return 0;
}

/** Reads the table of a published package. Returns a text with the reason if that fails. */
function readTable(from: string, { cwd, packageRoot }: Host): PublishedPackage | string {
  const folder = join(packageRoot, "old-packages");
  const given = resolve(cwd, from);
  const path = from.endsWith(".json") && existsSync(given) ? given : join(folder, `${from.replaceAll("/", "__")}.json`);
  if (!existsSync(path)) {
    const known = existsSync(folder)
      ? readdirSync(folder).map((name) => name.replace(/\.json$/u, "").replaceAll("__", "/"))
      : [];
    return `${from}: there is no table of it; there are ${known.sort(compareText).join(", ")}. npm run migrate:table makes one`;
  }
  const table = parsePublished(readFileSync(path, "utf8"));
  return typeof table === "string" ? `${path}: ${table}` : table;
}

interface FoundSurface {
  readonly surface: Surface;
  readonly path: string;
}

/**
 * Finds the surface to move to: a file, a folder that has one, or the output of the project. Returns a text with the
 * reason if there is none.
 */
function findSurface({ to, config: configPath }: CodeOptions, host: Host): FoundSurface | string {
  let path = to === undefined ? undefined : resolve(host.cwd, to);
  if (path === undefined) {
    const { config } = loadConfig(configPath, host.cwd);
    if (config === undefined) return `${configPath ?? DEFAULT_CONFIG_FILE}: it cannot be read`;
    path = resolve(host.cwd, config.out);
  }
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) path = join(path, "surface.json");
  if (!existsSync(path)) return `${path}: there is no surface; name the new package or its surface.json by --to`;
  const { value, problems } = readSurface(readFileSync(path, "utf8"));
  if (value === undefined) return `${basename(path)}: ${problems[0] ?? "it cannot be read"}`;
  if (value.targets["typescript"] === undefined) return `${basename(path)}: it has no TypeScript package`;
  return { surface: value, path };
}

function commonFolder(folders: readonly string[]): string {
  const [first = ".", ...rest] = folders;
  const isAbove = (folder: string): boolean => rest.every((other) => isWithin(folder, other));
  let folder = first;
  while (!isAbove(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Finds an uncommitted change in the git tree of the program; undefined if there is none, or no git tree. */
async function findDirty(files: readonly CodeFile[], cwd: string): Promise<string | undefined> {
  const folder = dirname(files[0]?.path ?? cwd);
  const text = await runGit(folder, "status", "--porcelain").catch(() => "");
  return text
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.slice(3);
}
