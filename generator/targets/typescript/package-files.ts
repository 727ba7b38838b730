import { plainText } from "../../emit/markdown/escape-markdown.ts";
import type { Contract } from "../../contract/contract.ts";
import { surfaceFiles } from "../../contract/surface-text.ts";
import type { Config } from "../../config/config.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { Render } from "../../emit/render.ts";
import type { ApiModel } from "../../model/model.ts";
import { versionNames, type NameTable } from "../../names/table.ts";

/** An entry of the package: the subpath, and its module below `src/`. */
export interface PackageEntry {
  readonly subpath: string;
  readonly module: string;
}

/** The input of `packageFiles`: the contents of package.json, the README and the other files beside the source. */
export interface NpmPackageInput {
  readonly config: Config;
  readonly model: ApiModel;
  readonly names: NameTable;
  readonly contract: Contract;
  readonly entries: readonly PackageEntry[];
  readonly render: Render;
  readonly license: string;
  /** Absent before the first release. */
  readonly changelog: string | undefined;
}

/** All files of the package except its TypeScript source. */
export function packageFiles(input: NpmPackageInput): OutputFile[] {
  const { config, model, names, contract, entries, render, license, changelog } = input;
  const { typescript } = config;
  const view = {
    ...typescript,
    title: plainText(typescript.name),
    prose: plainText(typescript.description),
    repository: typescript.repository ?? "",
    hasChangelog: changelog !== undefined,
    entries: entries.map(({ subpath, module }) => ({
      subpath,
      esm: `./dist/esm/${module}.js`,
      esmTypes: `./dist/esm/${module}.d.ts`,
      cjs: `./dist/cjs/${module}.js`,
      cjsTypes: `./dist/cjs/${module}.d.ts`,
    })),
    // A compiler that ignores `exports` (moduleResolution node10) finds the types of a subpath here.
    subpaths: entries
      .filter(({ subpath }) => subpath !== ".")
      .map(({ subpath, module }) => ({ path: subpath.replace("./", ""), types: `./dist/cjs/${module}.d.ts` })),
    versions: model.versions.map((version) => {
      const { module, property } = versionNames(names, version.label).typescript;
      const hasEvents = version.events.length > 0;
      return { title: plainText(version.title), operations: version.operations.length, module, property, hasEvents };
    }),
  };
  return [
    ...["package.json", "tsconfig.esm.json", "tsconfig.cjs.json", "README.md"].map((path) => ({
      path,
      content: render(`typescript/${path}.hbs`, view),
    })),
    { path: "scripts/build.mjs", content: render("typescript/build.mjs.hbs", view) },
    { path: ".prettierignore", content: render("typescript/prettierignore.hbs", view) },
    ...surfaceFiles(contract.surface, { target: "typescript" }),
    { path: "LICENSE", content: license },
    ...(changelog === undefined ? [] : [{ path: "CHANGELOG.md", content: changelog }]),
  ];
}
