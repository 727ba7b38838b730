import type { OutputFile } from "../../emit/output.ts";
import { createRenderer } from "../../emit/render.ts";
import { customFiles, customFinding } from "../custom.ts";
import { sortFiles, type Target, type TargetInput } from "../target.ts";
import { acceptedTypes } from "./accepts.ts";
import { checkScripts, placedScripts } from "./check-custom.ts";
import { powershellModuleFiles } from "./module-files.ts";
import { versionModule } from "./module-names.ts";
import { publishPowerShell } from "./publish.ts";
import { umbrellaPackage, versionPackage, type ModulePackageInput } from "./package-files.ts";

const RUNTIME = "runtime/powershell/";

/**
 * The PowerShell modules: one for each version, with thin cmdlets over the runtime, and one that imports all of them.
 */
export const powershellTarget = {
  name: "powershell",
  publish: (input) => Promise.resolve(publishPowerShell(input)),
  run: (input) => {
    const config = input.config.powershell;
    const modules = input.model.versions.map((version) => versionModule(version, input.names, config));
    const accepts = acceptedTypes(modules);
    const confirmHigh = new Set(config.confirmHigh.map((cmdlet) => cmdlet.toLowerCase()));
    const { apiReference: reference } = input.config.docs;
    const made = modules.map((module) => ({
      module,
      made: powershellModuleFiles(module, { accepts, confirmHigh, reference }),
    }));
    const custom = customFiles(input, "powershell");
    const checked = checkScripts(custom, input.contract);
    const shared: ModulePackageInput = {
      config,
      contract: input.contract,
      render: createRenderer(input.assets),
      runtime: runtimeFiles(input),
      license: input.assets.get("LICENSE") ?? "",
      changelog: input.assets.get("changelog/powershell"),
      custom: { files: placedScripts(custom), functions: checked.functions },
    };
    const files = [
      ...made.flatMap((entry) => versionPackage(entry.module, entry.made, shared)),
      ...umbrellaPackage(made, shared),
    ];
    const placed = files.map((file): OutputFile => ({ ...file, path: `powershell/${file.path}` }));
    return Promise.resolve({
      value: { target: "powershell", files: sortFiles(placed) },
      diagnostics: checked.problems.map((problem) =>
        customFinding(problem, { config: input.config, target: "powershell" }),
      ),
    });
  },
} satisfies Target;

function runtimeFiles(input: TargetInput): readonly OutputFile[] {
  return [...input.assets]
    .filter(([path]) => path.startsWith(RUNTIME))
    .map(([path, content]) => ({ path: `runtime/${path.slice(RUNTIME.length)}`, content }));
}
