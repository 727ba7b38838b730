import type { Config } from "../../config/config.ts";
import { findSource, type Source } from "../diff/source.ts";
import type { SpecArgument } from "../specs-input.ts";

/** A version, and the source that it is read from. */
export interface ReleaseArgument {
  /** The argument on the command line. */
  readonly argument: string;
  readonly source: Source;
  /** Undefined if the argument names no version; the source must then have exactly one. */
  readonly version: string | undefined;
}

/** The project in which a version is looked up. */
export interface ReleaseProject {
  readonly cwd: string;
  readonly config: Config;
  /** The path of the configuration. */
  readonly configPath: string;
  readonly specs: readonly SpecArgument[];
}

/** The source of the project's own versions. */
export function projectSource({ configPath, specs }: ReleaseProject): Source {
  return specs.length > 0 ? { kind: "specs", specs } : { kind: "config", path: configPath };
}

/**
 * Finds the release that an argument names. `beta` is a version of the project. Any other argument is an input of
 * `diff`, with the version after `#` if the input has several: `git:v1.2.0#beta`, `generated#v2024`.
 */
export function findRelease(
  argument: string,
  project: ReleaseProject,
  own: Source,
): { readonly release: ReleaseArgument } | { readonly problem: string } {
  const labels =
    project.specs.length > 0 ? project.specs.map(({ version }) => version) : Object.keys(project.config.specs);
  if (labels.includes(argument)) return { release: { argument, source: own, version: argument } };
  const at = argument.lastIndexOf("#");
  const input = at === -1 ? argument : argument.slice(0, at);
  const found = findSource(input, project.cwd);
  if ("problem" in found) {
    const known =
      labels.length === 0 ? "the project has no versions" : `the project's versions are ${labels.join(", ")}`;
    return { problem: `${found.problem}, and it is no version: ${known}` };
  }
  return { release: { argument, source: found.source, version: at === -1 ? undefined : argument.slice(at + 1) } };
}

/**
 * Chooses the version that the argument means among the versions of a surface. Returns a sentence with the advice if
 * that fails.
 */
export function chooseVersion(
  { version }: ReleaseArgument,
  labels: readonly string[],
): { readonly version: string } | { readonly problem: string } {
  const [only] = labels;
  const chosen = version ?? (labels.length === 1 ? only : undefined);
  if (chosen !== undefined && labels.includes(chosen)) return { version: chosen };
  const list = labels.join(", ") || "none";
  return {
    problem:
      chosen === undefined
        ? `say which version is meant, such as #${only ?? "v1"}; it has ${list}`
        : `there is no version ${chosen}; it has ${list}`,
  };
}
