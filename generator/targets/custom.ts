import { join } from "node:path";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CustomConfig } from "../config/config.ts";
import type { OutputFile } from "../emit/output.ts";
import { sortFiles, type TargetInput } from "./target.ts";

/** The packages that accept custom code. */
export type CustomTarget = keyof CustomConfig;
export const CUSTOM_TARGETS = ["typescript", "powershell"] as const satisfies readonly CustomTarget[];

/** The asset of a file of custom code. */
export function customAsset(target: CustomTarget, path: string): string {
  return `custom/${target}/${path}`;
}

/** The custom code of a target, with paths relative to the target's folder. */
export function customFiles({ assets }: Pick<TargetInput, "assets">, target: CustomTarget): readonly OutputFile[] {
  const start = customAsset(target, "");
  return sortFiles(
    [...assets]
      .filter(([path]) => path.startsWith(start))
      .map(([path, content]) => ({ path: path.slice(start.length), content })),
  );
}

const unfitCode = defineDiagnostic<{ problem: string }>({
  code: "custom-code",
  message: ({ problem }) => problem,
  action: () => "nothing was written; change the custom code, then run isc-sdkgen generate again",
});

/** An error in custom code. `offset` is its position in the text of the file. */
export interface CustomProblem {
  readonly file: OutputFile;
  readonly offset: number;
  readonly problem: string;
}

/** The diagnostic for an error in custom code, with file, line and column in the project. */
export function customFinding(
  { file, offset, problem }: CustomProblem,
  { config, target }: { readonly config: TargetInput["config"]; readonly target: CustomTarget },
): Diagnostic {
  const before = String(file.content).slice(0, offset).split("\n");
  const path = join(config.base, config.custom[target] ?? "", file.path);
  return {
    ...diagnose(unfitCode, { problem }, { origin: { file: path, pointer: "" } }),
    line: before.length,
    column: (before.at(-1) ?? "").length + 1,
  };
}
