import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { Config } from "../config/config.ts";
import { readConfig, withDefaults } from "../config/read-config.ts";
import { isAbsolutePath } from "../files/absolute-path.ts";
import { RULED_TARGETS } from "../diff/rule.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isWebAddress } from "../load/reference.ts";
import { clashingLabels } from "../names/settling/build-table.ts";
import { namingsOf, TARGETS } from "../targets/registry.ts";
import type { SpecArgument } from "./specs-input.ts";

export const DEFAULT_CONFIG_FILE = "isc-sdkgen.config.json";

/**
 * The reason why specs cannot be read in one run: there are none, or two versions would share a name. Undefined if they
 * can.
 */
export function wrongSpecs(config: Config, specs: readonly SpecArgument[]): string | undefined {
  const labels = specs.length > 0 ? specs.map(({ version }) => version) : Object.keys(config.specs);
  if (labels.length === 0)
    return `error: no spec is given: pass --spec VERSION=ROOT, or create a ${DEFAULT_CONFIG_FILE} with "specs"\n`;
  const clash = clashingLabels(labels, namingsOf(config));
  return clash === undefined
    ? undefined
    : `error: the versions ${clash.join(" and ")} would share a folder, a class or a module: change the label or the prefix of one of them\n`;
}

/** The option `--spec`, for every command that reads specs. */
export function specOption(description: string): Option {
  return new Option("--spec <version=root>", description).argParser(parseSpec).default([], "from the config");
}

function parseSpec(value: string, previous: readonly SpecArgument[]): readonly SpecArgument[] {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.+)$/u.exec(value);
  if (match === null)
    throw new InvalidArgumentError("It must be VERSION=ROOT, for example beta=specs/sailpoint-api.beta.yaml.");
  return [...previous, { version: match[1] ?? "", root: match[2] ?? "" }];
}

/** The option `--overlay`, for commands that take specs from the command line. */
export function overlayOption(): Option {
  return new Option(
    "--overlay <file>",
    'OpenAPI Overlay for every version, instead of "overlays" in the config; repeat for several; none: no overlay',
  ).argParser((value: string, previous: readonly string[] | undefined) => [...(previous ?? []), parsePath(value)]);
}

/** A configuration with the overlays of the command line. */
export function withOverlays(config: Config, given: readonly string[] | undefined, cwd: string): Config {
  if (given === undefined) return config;
  const files = given.filter((path) => path !== "none");
  if (files.length === given.length) return { ...config, overlays: files.map((path) => resolve(cwd, path)) };
  const specs = Object.entries(config.specs).map(([version, spec]) => [version, { ...spec, overlays: [] }] as const);
  return { ...config, specs: Object.fromEntries(specs), overlays: files.map((path) => resolve(cwd, path)) };
}

/** The option `--target`, for every command that makes files. */
export function targetOption(): Option {
  return namesOption("--target <name>", {
    what: "target",
    names: TARGETS.map((target) => target.name),
    description: "only this target; repeat for several (default: all but model)",
  });
}

/** The option `--target` of the commands that compare packages. */
export function ruledTargetOption(): Option {
  return namesOption("--target <name>", {
    what: "package",
    names: RULED_TARGETS,
    description: "only this package; repeat for several",
  });
}

/** An option whose values are known names; help and completion show them. */
function namesOption(
  flags: string,
  {
    what,
    names,
    description,
  }: { readonly what: string; readonly names: readonly string[]; readonly description: string },
): Option {
  // `argParser` comes last, because the parser of `choices` accepts only one name.
  return new Option(flags, description).choices(names).argParser(parseNames(what, names));
}

/** A parser for known names, separated by commas or given by repeating the option. */
function parseNames(what: string, known: readonly string[]) {
  return (value: string, previous: readonly string[] | undefined): readonly string[] => {
    const asked = value.split(",");
    const unknown = asked.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new InvalidArgumentError(`The ${what} "${unknown}" does not exist; choose from ${known.join(", ")}.`);
    return [...(previous ?? []), ...asked];
  };
}

/** Parses the value of an option that must not be empty. Throws `InvalidArgumentError` for an empty value. */
export function parsePath(value: string): string {
  if (value === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}

/**
 * Reads the named configuration, or `isc-sdkgen.config.json` in the working folder. Without a file the configuration is
 * the defaults.
 */
export function loadConfig(
  path: string | undefined,
  cwd: string,
): { readonly config: Config | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const chosen = path ?? (existsSync(join(cwd, DEFAULT_CONFIG_FILE)) ? DEFAULT_CONFIG_FILE : undefined);
  if (chosen === undefined) return { config: withDefaults({}, cwd), diagnostics: [] };
  const { value, diagnostics } = readConfig(resolve(cwd, chosen));
  return { config: value, diagnostics };
}

/**
 * Returns a function for the path of a diagnostic's file, relative to a folder. A URL stays unchanged. The project's
 * own files are relative to the folder too if they are inside it, so that the annotations of a code review find them.
 */
export function pathFrom(
  cwd: string,
  tops: ReadonlyMap<string, string>,
): (diagnostic: Diagnostic) => string | undefined {
  return ({ version, origin }) => {
    if (origin !== undefined && version === undefined) return ownPath(cwd, origin.file);
    const top = version === undefined ? undefined : tops.get(version);
    if (origin === undefined || top === undefined || isWebAddress(origin.file)) return origin?.file;
    return relative(cwd, join(top, origin.file)).replaceAll("\\", "/");
  };
}

function ownPath(cwd: string, path: string): string {
  const from = relative(cwd, path).replaceAll("\\", "/");
  return from === "" || from.startsWith("../") || isAbsolutePath(from) ? path : from;
}
