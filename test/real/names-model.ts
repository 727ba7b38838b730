import { join } from "node:path";
import { linkTree } from "../../generator/load/link.ts";
import { readSpec } from "../../generator/load/read.ts";
import { repairTree } from "../../generator/load/repair.ts";
import { buildVersion } from "../../generator/model/build/version.ts";
import type { ApiModel, ApiVersion } from "../../generator/model/model.ts";
import { PASSES } from "../../generator/passes/index.ts";
import { runPasses } from "../../generator/passes/pass.ts";

/** The model of a folder's two specs, as the naming stage gets it. */
export async function loadModel(folder: string, labels: readonly string[] = ["beta", "v2024"]): Promise<ApiModel> {
  const versions: ApiVersion[] = [];
  for (const label of labels) {
    const read = await readSpec(
      { version: label, roots: [join(folder, `sailpoint-api.${label}.yaml`)] },
      { base: "/" },
    );
    if (read.value === undefined) throw new Error(`${folder} has no readable ${label}`);
    versions.push(buildVersion(repairTree(linkTree(read.value).value).value).value);
  }
  return runPasses({ versions }, PASSES).value;
}
