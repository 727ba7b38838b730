import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readRegularFile } from "../../files/regular-file.ts";
import { statusOf } from "../../files/status.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { DEFAULT_CONFIG_FILE } from "../options.ts";
import type { SpecArgument } from "../specs-input.ts";

/** What `OLD` or `NEW` of `diff` names. */
export type Source =
  /** A `surface.json`, its text. */
  | { readonly kind: "surface"; readonly path: string; readonly text: string }
  /** `npm pack` made it. */
  | { readonly kind: "package"; readonly path: string }
  | { readonly kind: "config"; readonly path: string }
  /** Roots with their labels; without one where the argument has none. */
  | {
      readonly kind: "specs";
      readonly specs: readonly (Omit<SpecArgument, "version"> & { readonly version?: string })[];
    }
  | { readonly kind: "revision"; readonly revision: string };

/** A source, or why the argument names none. */
export type SourceReading = { readonly source: Source } | { readonly problem: string };

const SURFACE_FILE = "surface.json";
const LABELLED = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.+)$/u;

/** Finds out what an argument names: a revision, labelled roots, a folder, a package, or a file by what it holds. */
export function findSource(argument: string, cwd: string): SourceReading {
  if (argument.startsWith("git:")) return { source: { kind: "revision", revision: argument.slice("git:".length) } };
  const parts = argument.split(",").map((part) => LABELLED.exec(part));
  if (parts.every((part) => part !== null))
    return {
      source: { kind: "specs", specs: parts.map(([, version = "", root = ""]) => ({ version, root })) },
    };
  const path = resolve(cwd, argument);
  try {
    const status = statusOf(path);
    if (status === undefined) return { problem: "it does not exist" };
    return status.isDirectory() ? findInFolder(path) : findInFile(path, argument);
  } catch (error) {
    return { problem: explainSystemError(error).reason };
  }
}

/** The folder of an output, of a package or of a module has a surface; a project has a configuration. */
function findInFolder(path: string): SourceReading {
  const surface = join(path, SURFACE_FILE);
  if (existsSync(surface)) return { source: { kind: "surface", path: surface, text: readText(surface) } };
  const config = join(path, DEFAULT_CONFIG_FILE);
  if (existsSync(config)) return { source: { kind: "config", path: config } };
  return {
    problem: `the folder has neither ${SURFACE_FILE} (an output folder, a package, a module) nor ${DEFAULT_CONFIG_FILE}`,
  };
}

function findInFile(path: string, argument: string): SourceReading {
  if (/\.(?:tgz|tar\.gz)$/iu.test(path)) return { source: { kind: "package", path } };
  if (/\.json$/iu.test(path)) {
    const text = readText(path);
    const keys = topKeys(text);
    if (keys.has("operations") || keys.has("format") || basename(path) === SURFACE_FILE)
      return { source: { kind: "surface", path, text } };
    if (!keys.has("openapi") && !keys.has("swagger") && keys.has("specs")) return { source: { kind: "config", path } };
  }
  return { source: { kind: "specs", specs: [{ root: argument }] } };
}

function readText(path: string): string {
  return readRegularFile(path, { followLinks: true }).toString("utf8");
}

/** The keys of a JSON object; none where the text is something else. */
function topKeys(text: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(text);
    return new Set(typeof value === "object" && value !== null ? Object.keys(value) : []);
  } catch {
    return new Set();
  }
}

/** The label of roots without one: that of the other side, where it has a single one. */
export function labelsOf(sources: readonly Source[]): string {
  const labels = sources.flatMap((source) =>
    source.kind === "specs" ? source.specs.flatMap(({ version }) => version ?? []) : [],
  );
  const [label] = labels;
  return labels.length === 1 && label !== undefined ? label : "api";
}
