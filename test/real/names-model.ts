import { join } from "node:path";
import { analyse } from "../../generator/analyse.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import type { ApiModel } from "../../generator/model/model.ts";

/** The model of a folder's two specs, as the naming stage gets it. */
export async function loadModel(folder: string, labels: readonly string[] = ["beta", "v2024"]): Promise<ApiModel> {
  const { model, diagnostics } = await analyse({
    specs: labels.map((version) => ({ version, roots: [join(folder, `sailpoint-api.${version}.yaml`)] })),
    base: "/",
    config: withDefaults({}, "/"),
  });
  if (model === undefined) throw new Error(`${folder}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return model;
}
