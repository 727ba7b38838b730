import { analyseTrees } from "../../generator/analyse.ts";
import { readAssets } from "../../generator/commands/assets.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { Surface } from "../../generator/contract/surface-format.ts";
import type { SourceTree } from "../../generator/load/tree.ts";
import { assignNames } from "../../generator/names/assign.ts";
import type { Ledger } from "../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { publishContract } from "../../generator/publish.ts";
import { namingsOf, TARGETS } from "../../generator/targets/registry.ts";

/** A release: its surface, and the files of one package. */
export interface Release {
  readonly surface: Surface;
  readonly ledger: Ledger;
  /** Texts by path below the package's folder; made when they are asked for. */
  readonly files: (target: "typescript" | "powershell") => Promise<ReadonlyMap<string, string>>;
}

/** What a run makes of a spec, with the names that an earlier release gave. */
export async function releaseOf(trees: readonly SourceTree[], ledger?: Ledger): Promise<Release> {
  const { model, trees: repaired, diagnostics } = analyseTrees(trees);
  const problem = diagnostics.find(({ severity }) => severity === "error");
  if (model === undefined || problem !== undefined) throw new Error(problem?.message ?? "no model");
  const config = withDefaults({}, "/");
  const { value } = assignNames({
    model,
    ledger,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    namings: namingsOf(config),
  });
  const publishing = { model, names: value.table, config };
  const contract = await publishContract(publishing, []);
  const files = async (name: "typescript" | "powershell"): Promise<ReadonlyMap<string, string>> => {
    const target = TARGETS.find((entry) => entry.name === name);
    const assets = await readAssets(".");
    const output = await target?.run({ ...publishing, trees: repaired, contract, assets, companions: new Set([name]) });
    return new Map((output?.value.files ?? []).map(({ path, content }) => [path.replace(/^[^/]+\//u, ""), content]));
  };
  return { surface: contract.surface, ledger: value.ledger, files };
}
