import type { Diagnostic, StageResult } from "../diagnostics/diagnostic.ts";
import type { ApiModel, ApiVersion } from "../model/model.ts";

/** One transformation of the model. `title` says what is true of the model afterwards. */
export interface VersionPass {
  readonly id: string;
  readonly title: string;
  readonly run: (version: ApiVersion) => StageResult<ApiVersion>;
}

/** A pass that needs all versions at once. */
export interface ModelPass {
  readonly id: string;
  readonly title: string;
  readonly runAll: (model: ApiModel) => StageResult<ApiModel>;
}

/** A transformation of one version or of the whole model. */
export type Pass = VersionPass | ModelPass;

/** Applies the passes in order. Returns the transformed model and the findings of all passes. */
export function runPasses(model: ApiModel, passes: readonly Pass[]): StageResult<ApiModel> {
  const diagnostics: Diagnostic[] = [];
  let current = model;
  for (const pass of passes) {
    if ("runAll" in pass) {
      const result = pass.runAll(current);
      diagnostics.push(...result.diagnostics);
      current = result.value;
    } else {
      const versions = current.versions.map((version) => {
        const result = pass.run(version);
        diagnostics.push(...result.diagnostics);
        return result.value;
      });
      current = { versions };
    }
  }
  return { value: current, diagnostics };
}
