import { analyseTrees } from "../../generator/analyse.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { Contract } from "../../generator/contract/contract.ts";
import type { SourceTree } from "../../generator/load/tree.ts";
import { assignNames } from "../../generator/names/assign.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { publishContract } from "../../generator/publish.ts";
import { namingsOf } from "../../generator/targets/registry.ts";

/** The contract of some trees, without a ledger and without output. */
export async function contractOf(trees: readonly SourceTree[]): Promise<Contract> {
  const { model, diagnostics } = analyseTrees(trees);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (model === undefined || problem !== undefined) throw new Error(problem?.message ?? "no model");
  const config = withDefaults({}, "/");
  const { value } = assignNames({
    model,
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    namings: namingsOf(config),
  });
  return publishContract({ model, names: value.table, config }, []);
}
