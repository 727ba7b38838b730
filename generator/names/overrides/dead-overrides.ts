import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { ApiModel, ApiVersion } from "../../model/model.ts";
import { ledgerId } from "../rules/bounds.ts";
import { deadOverride } from "../diagnostics.ts";
import { versionLedger, type Ledger } from "../ledger/ledger.ts";
import type { ModelOverride, OperationOverride, Overrides, ParameterOverride } from "./overrides.ts";

/**
 * Reports overrides that match nothing in the versions that they are for, neither in the model nor in the ledger. Skips
 * overrides for versions that this run does not read, and all overrides where there is no ledger.
 */
export function deadOverrides(
  overrides: Overrides,
  model: ApiModel,
  ledger: Ledger | undefined,
): readonly Diagnostic[] {
  if (ledger === undefined) return [];
  const read = new Map(model.versions.map((version) => [version.label, version]));
  const labelsOf = (override: OperationOverride | ModelOverride | ParameterOverride): readonly string[] =>
    override.versions ?? Object.keys(ledger.versions);
  const isReadWhole = (labels: readonly string[]): boolean =>
    labels.length > 0 && labels.every((label) => read.has(label));
  const dead: Diagnostic[] = [];
  for (const override of [...overrides.operations, ...overrides.parameters]) {
    const labels = labelsOf(override);
    if (!isReadWhole(labels) || labels.some((label) => hasOperation(override, read.get(label), ledger, label)))
      continue;
    dead.push(diagnose(deadOverride, { what: override.at, versions: labels.join(", ") }));
  }
  for (const override of overrides.models) {
    const labels = labelsOf(override);
    if (!isReadWhole(labels) || labels.some((label) => hasModel(override, read.get(label), ledger, label))) continue;
    dead.push(diagnose(deadOverride, { what: override.at, versions: labels.join(", ") }));
  }
  return dead;
}

function hasOperation(
  { at, id }: Pick<OperationOverride, "at" | "id">,
  version: ApiVersion | undefined,
  ledger: Ledger,
  label: string,
): boolean {
  const { operations, retired } = versionLedger(ledger, label);
  const locked = [...Object.entries(operations), ...Object.entries(retired.operations)];
  return (
    version?.operations.some(({ key, wireId }) => key === at && (id === undefined || id === wireId)) === true ||
    locked.some(([key, entry]) => key === at && (id === undefined || ledgerId(id) === entry.id))
  );
}

function hasModel({ at }: ModelOverride, version: ApiVersion | undefined, ledger: Ledger, label: string): boolean {
  const { models, retired } = versionLedger(ledger, label);
  return (
    Object.hasOwn(models, at) ||
    Object.hasOwn(retired.models, at) ||
    version?.declarations.some((declaration) => declaration.id === at || declaration.also.includes(at)) === true
  );
}
