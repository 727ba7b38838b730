import type { OutputFile } from "../../emit/output.ts";
import type { PackageEntry } from "./package-files.ts";

/** The folder of custom code in the package, below `src/`. */
export const CUSTOM_FOLDER = "custom";

/** The custom code with its paths in the package. */
export function placedCustom(files: readonly OutputFile[]): readonly OutputFile[] {
  return files.map((file) => ({ ...file, path: `src/${CUSTOM_FOLDER}/${file.path}` }));
}

/** The package entries of custom code: `isc-sdk/custom/retries` for `retries.ts`, `isc-sdk/custom` for `index.ts`. */
export function customEntries(files: readonly OutputFile[]): readonly PackageEntry[] {
  return files.map(({ path }) => {
    const module = `${CUSTOM_FOLDER}/${path.replace(/\.ts$/u, "")}`;
    return { subpath: `./${module.replace(/\/index$/u, "")}`, module };
  });
}
