import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readConfig } from "../../generator/config/read-config.ts";
import { closeFormatter } from "../../generator/emit/typescript/format-pool.ts";
import { readAssets } from "../../generator/commands/assets.ts";
import { placeOfFile, readLedgerFile, readOverridesFile } from "../../generator/names/ledger/ledger-file.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import type { NameTable } from "../../generator/names/table.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { docsTarget } from "../../generator/targets/docs/index.ts";
import { powershellTarget } from "../../generator/targets/powershell/index.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { namingsOf } from "../../generator/targets/registry.ts";

export interface EmittedDocs {
  readonly files: ReadonlyMap<string, string>;
  readonly names: NameTable;
}

/** Emits the pages in this process, and what their snippets need: of the embedded specs, or of others by version. */
export async function emitDocs(roots?: Readonly<Record<string, string>>): Promise<EmittedDocs> {
  const { value: config } = readConfig("isc-sdkgen.config.json");
  if (config === undefined) throw new Error("no config");
  const ledger = readLedgerFile(placeOfFile("specs/names.lock.json"), namingsOf(config));
  const overrides = readOverridesFile(placeOfFile("specs/names.overrides.yaml"), namingsOf(config));
  const inputs =
    roots === undefined
      ? config.specs
      : Object.fromEntries(Object.entries(roots).map(([version, root]) => [version, { roots: [root] }]));
  const result = await runPipeline({
    specs: Object.entries(inputs).map(([version, spec]) => ({ version, ...spec })),
    base: process.cwd(),
    config,
    ledger: "ledger" in ledger ? ledger.ledger : undefined,
    overrides: "value" in overrides ? overrides.value : NO_OVERRIDES,
    frozen: false,
    retire: false,
    targets: [docsTarget, typescriptTarget, powershellTarget],
    companions: new Set(["docs", "typescript", "powershell"]),
    assets: await readAssets("."),
    onStage: () => undefined,
  });
  await closeFormatter();
  if (result.outputs === undefined || result.naming === undefined) throw new Error("no docs were emitted");
  const files = result.outputs.flatMap((output) => output.files);
  return { files: new Map(files.map(({ path, content }) => [path, content])), names: result.naming.table };
}

/** Writes what was emitted into a folder of its own. */
export function writeEmitted({ files }: EmittedDocs, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `isc-sdkgen-${name}-`));
  writeFiles(files, folder);
  return folder;
}

export function writeFiles(files: EmittedDocs["files"], folder: string): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export interface CheckRun {
  readonly exitCode: number;
  readonly text: string;
}

/** Runs one of the checkers in this folder. Several may run at the same time. */
export function runChecker(script: string, args: readonly string[]): Promise<CheckRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join("test/docs", script), ...args],
      { encoding: "utf8", maxBuffer: 2 ** 28 },
      (_, stdout, stderr) => resolve({ exitCode: child.exitCode ?? 1, text: `${stderr}${stdout}` }),
    );
  });
}

/** The checkers' arguments that name the specs whose requests are valid ones. */
export function specArguments(roots: Readonly<Record<string, string>>): string[] {
  return Object.entries(roots).flatMap(([version, root]) => ["--spec", `${version}=${root}`]);
}
