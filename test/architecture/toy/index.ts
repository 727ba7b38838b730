import { operationNames, tagNames, versionNames } from "../../../generator/names/table.ts";
import type { Target } from "../../../generator/targets/target.ts";
import { toyNaming } from "./naming.ts";

/** A target as a newcomer would write it: this folder, one line in the registry, one key of the configuration. */
export const toyTarget: Target = {
  name: "toy",
  naming: ({ toy }) => toyNaming(toy?.prefix ?? ""),
  run: ({ model, names }) => {
    const files = model.versions.map((version) => {
      const own = versionNames(names, version.label);
      const lines = version.operations.map(({ key, tag }) => {
        const { entry, options } = operationNames(own, key).toy;
        const words = [...options.values()].map((option) => ` --${option}`);
        return `${tagNames(own, tag).toy.group} ${entry}${words.join("")}`;
      });
      return { path: `toy/${own.folder}.txt`, content: `${lines.join("\n")}\n` };
    });
    return Promise.resolve({ value: { target: "toy", files }, diagnostics: [] });
  },
};
