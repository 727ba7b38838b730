import type { StageResult } from "../../../generator/diagnostics/diagnostic.ts";
import type { ApiModel, Declaration } from "../../../generator/model/model.ts";
import { assignNames, type NamingInput, type NamingResult } from "../../../generator/names/assign.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { versionNames, type VersionNames } from "../../../generator/names/table.ts";
import { namings } from "../../support/namings.ts";
import { operation, version } from "./make-model.ts";

export { declaration, operation, property, version } from "./make-model.ts";

export function assign(model: ApiModel, more: Partial<NamingInput> = {}): StageResult<NamingResult> {
  return assignNames({
    model,
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    namings: namings(),
    ...more,
  });
}

/** The names of a version called `beta` with these operations. */
export function betaNames(lines: readonly string[]): VersionNames {
  return versionNames(
    assign({ versions: [version("beta", { operations: lines.map((line) => operation(line)) })] }).value.table,
    "beta",
  );
}

export function cmdlets(lines: readonly string[]): readonly string[] {
  const names = betaNames(lines);
  return lines.map((line) => names.operations.get(operation(line).key)?.powershell.cmdlet ?? "");
}

export function modelNames(
  declarations: readonly Declaration[],
  more: Partial<NamingInput> = {},
): ReadonlyMap<string, string> {
  const names = versionNames(assign({ versions: [version("beta", { declarations })] }, more).value.table, "beta");
  return new Map([...names.declarations].map(([id, entry]) => [id, entry.typescript.name]));
}
