import { join, resolve, sep } from "node:path";
import { isDynamicPattern } from "tinyglobby";
import type { Config } from "../../config/config.ts";
import { isWithin } from "../../load/allowance.ts";
import { isWebAddress } from "../../load/reference.ts";
import type { SourceTree } from "../../load/tree.ts";
import { placeOf, type NamesInput } from "../names-input.ts";
import { specsOf, type SpecArgument } from "../specs-input.ts";

/** The inputs of a run, as absolute paths. */
export interface WatchedInputs {
  /** Files that were read, or would be read if they existed. */
  readonly files: ReadonlySet<string>;
  /** Folders in which every file is an input: the folders of patterns, and the templates. */
  readonly folders: readonly string[];
  /** The ledger, which runs also write. */
  readonly ledger: string | undefined;
}

/** The facts of a run that decide which files are its inputs. */
export interface InputsOf {
  readonly config: Config | undefined;
  /** The path of the configuration. */
  readonly configPath: string;
  /** The roots, the overlays, and the files that the command line names. */
  readonly specs: readonly {
    readonly roots: readonly string[];
    readonly overlays?: readonly { readonly path: string }[];
  }[];
  /** The folder that roots are relative to. */
  readonly base: string;
  readonly ledger: string | undefined;
  readonly overrides: string | undefined;
  /** The files that the run read, according to its trees. */
  readonly read: readonly string[];
  readonly templates: string;
}

/** The options of a command that decide its inputs. */
export interface ProjectInputs {
  readonly config: Config | undefined;
  readonly configPath: string;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
  readonly names: NamesInput;
  readonly read: readonly string[];
  readonly packageRoot: string;
}

/** The inputs of a run with the given options. */
export function inputsOfProject({
  config,
  configPath,
  cwd,
  specs,
  names,
  read,
  packageRoot,
}: ProjectInputs): WatchedInputs {
  const pathOf = (given: string | undefined, configured: string | undefined): string | undefined => {
    const place = config === undefined ? undefined : placeOf(given, configured, { cwd, base: config.base });
    return place === undefined ? undefined : join(place.folder.root, place.path);
  };
  return inputsOf({
    config,
    configPath,
    ...(config === undefined ? { specs: [], base: cwd } : specsOf({ config, cwd, specs })),
    ledger: pathOf(names.names, config?.names),
    overrides: pathOf(names.overrides, config?.overrides),
    read,
    templates: join(packageRoot, "templates"),
  });
}

/** Every path that decides the output of a run. */
export function inputsOf(at: InputsOf): WatchedInputs {
  const { config, base } = at;
  const roots = at.specs.flatMap((spec) =>
    spec.roots.filter((root) => !isWebAddress(root)).map((root) => resolve(base, root)),
  );
  const changelogs =
    config === undefined
      ? []
      : [config.typescript.changelog, config.powershell.changelog].map((path) => resolve(config.base, path));
  const lock = config === undefined ? [] : [resolve(config.base, config.pull.lock)];
  const files = [
    at.configPath,
    ...lock,
    ...roots.filter((root) => !isDynamicPattern(root)),
    ...at.specs.flatMap(({ overlays = [] }) => overlays.map(({ path }) => path)),
    ...[at.ledger, at.overrides].filter((path) => path !== undefined),
    ...(config?.jobs === undefined ? [] : [resolve(config.base, config.jobs)]),
    ...changelogs,
    ...at.read,
  ];
  const patterns = roots.filter((root) => isDynamicPattern(root)).map(fixedPart);
  return {
    files: new Set(files),
    folders: [...new Set([at.templates, ...patterns, ...customFolders(config)])],
    ledger: at.ledger,
  };
}

/** The folders of hand-written code. */
export function customFolders(config: Config | undefined): readonly string[] {
  if (config === undefined) return [];
  return Object.values(config.custom)
    .filter((folder) => folder !== undefined)
    .map((folder) => resolve(config.base, folder));
}

/** The folder of a pattern's part before its first placeholder. */
function fixedPart(pattern: string): string {
  const parts = pattern.split(/[\\/]/u);
  return parts
    .slice(
      0,
      parts.findIndex((part) => isDynamicPattern(part)),
    )
    .join(sep);
}

/** The files of trees, and the missing files that they reference. */
export function filesOfTrees(trees: readonly SourceTree[]): readonly string[] {
  return trees.flatMap(({ top, texts, unreadable }) =>
    [...texts.keys(), ...unreadable.keys()].filter((file) => !isWebAddress(file)).map((file) => join(top, file)),
  );
}

/** Whether a path is an input. `out` is the output folder, whose files are not inputs. */
export function isInput(path: string, { files, folders }: WatchedInputs, out: string): boolean {
  if (files.has(path)) return true;
  const folder = folders.find((one) => isWithin(one, path));
  return (
    folder !== undefined &&
    !isWithin(out, path) &&
    !/[\\/](?:\.|node_modules(?:[\\/]|$))/u.test(path.slice(folder.length))
  );
}
