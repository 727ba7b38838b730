import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readAssets } from "../../generator/commands/assets.ts";
import type { Config } from "../../generator/config/config.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Ledger } from "../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { TARGETS } from "../../generator/targets/registry.ts";
import type { Target } from "../../generator/targets/target.ts";

/** What a run of every target makes. */
export interface Emitted {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, string>;
  /** Writes the files below a folder (`powershell`), or those of them that are listed, into a new temporary one, and gives its path. */
  readonly write: (folder: string, listed?: ReadonlyMap<string, string>) => string;
}

/** Runs targets on specs by version, without overrides, in this process; every target unless told. */
export async function emitAll(
  roots: Readonly<Record<string, string>>,
  targets: readonly Target[] = TARGETS,
  config: Partial<Config> = {},
  ledger?: Ledger,
): Promise<Emitted> {
  const base = resolve(".");
  const result = await runPipeline({
    specs: Object.entries(roots).map(([version, root]) => ({ version, roots: [root] })),
    base,
    config: withDefaults(config, base),
    ledger,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    targets,
    companions: new Set(targets.map((target) => target.name)),
    assets: await readAssets(base),
    onStage: () => undefined,
  });
  if (result.outputs === undefined)
    throw new Error(
      result.diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message)
        .join("\n"),
    );
  const files = new Map(result.outputs.flatMap((output) => output.files.map(({ path, content }) => [path, content])));
  return {
    diagnostics: result.diagnostics,
    files,
    write: (folder, listed = files) => {
      const top = mkdtempSync(join(tmpdir(), "isc-emitted-"));
      for (const [path, content] of listed) {
        if (!path.startsWith(`${folder}/`)) continue;
        const target = join(top, path.slice(folder.length + 1));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
      }
      return top;
    },
  };
}
