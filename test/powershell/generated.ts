import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readAssets } from "../../generator/commands/assets.ts";
import { readNames } from "../../generator/commands/names-input.ts";
import { readConfig } from "../../generator/config/read-config.ts";
import type { SpecInput } from "../../generator/load/read.ts";
import type { ApiModel } from "../../generator/model/model.ts";
import type { NameTable } from "../../generator/names/table.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { powershellTarget } from "../../generator/targets/powershell/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** The module of a run, in a folder of its own. */
export interface GeneratedModule {
  readonly model: ApiModel;
  readonly names: NameTable;
  /** The folder with the modules. */
  readonly folder: string;
  readonly manifest: (module: string) => string;
  readonly remove: () => void;
}

/** Generates the PowerShell target: for the configured specs, or for others with the project's names. */
export async function generateModule(
  specs?: readonly SpecInput[],
  options: { readonly names?: string; readonly confirmHigh?: readonly string[] } = {},
): Promise<GeneratedModule> {
  const own = (await readConfig(join(ROOT, "isc-sdkgen.config.json"))).value;
  if (own === undefined) throw new Error("the project's configuration does not read");
  const { confirmHigh = own.powershell.confirmHigh } = options;
  const config = { ...own, powershell: { ...own.powershell, confirmHigh } };
  const names = await readNames(
    { names: options.names, overrides: options.names },
    { config, cwd: ROOT, hasSpecs: specs !== undefined },
  );
  const result = await runPipeline({
    specs: specs ?? Object.entries(config.specs).map(([version, { roots }]) => ({ version, roots })),
    base: ROOT,
    config,
    ledger: names.ledger,
    overrides: names.overrides,
    frozen: false,
    retire: false,
    targets: [powershellTarget],
    companions: new Set(["powershell"]),
    assets: await readAssets(ROOT),
    onStage: () => undefined,
  });
  if (result.model === undefined || result.naming === undefined || result.outputs === undefined)
    throw new Error(result.diagnostics.map((found) => found.message).join("\n"));
  const top = mkdtempSync(join(tmpdir(), "isc-powershell-"));
  for (const file of result.outputs.flatMap((output) => output.files)) {
    const path = join(top, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.content);
  }
  const folder = join(top, "powershell");
  return {
    model: result.model,
    names: result.naming.table,
    folder,
    manifest: (module) => join(folder, module, `${module}.psd1`),
    remove: () => {
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** The real specs of a date, where the machine has them. */
export function realSpecs(date: string): readonly SpecInput[] {
  return ["beta", "v2024"].map((version) => ({
    version,
    roots: [`/work/shared/specs/sailpoint-${date}/sailpoint-api.${version}.yaml`],
  }));
}
