import { join } from "node:path";
import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CustomConfig } from "../config/config.ts";
import type { OutputFile } from "../emit/output.ts";
import { sortFiles, type TargetInput } from "./target.ts";

/** Which packages take custom code. */
export type CustomTarget = keyof CustomConfig;
export const CUSTOM_TARGETS = ["typescript", "powershell"] as const satisfies readonly CustomTarget[];

/** The asset that a file of custom code is. */
export function customAsset(target: CustomTarget, path: string): string {
  return `custom/${target}/${path}`;
}

/** The custom code of a target, by paths below its folder. */
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

/** Something wrong with custom code: `offset` is the place in the file's text. */
export interface CustomProblem {
  readonly file: OutputFile;
  readonly offset: number;
  readonly problem: string;
}

/** A finding at file, line and column of the custom code as it lies in the project. */
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
