import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readConfig } from "../../config/read-config.ts";
import { readSurface } from "../../contract/read-surface.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { statusOf } from "../../files/status.ts";
import { explainSystemError } from "../../files/system-error.ts";
import { assertNever } from "../../model/assert-never.ts";
import { DEFAULT_CONFIG_FILE } from "../options.ts";
import type { SpecArgument } from "../specs-input.ts";

/** The kind of input that `OLD` or `NEW` of `diff` names. */
export type Source =
  /** A `surface.json`, with its text. */
  | { readonly kind: "surface"; readonly path: string; readonly text: string }
  /** An archive made by `npm pack`. */
  | { readonly kind: "package"; readonly path: string }
  | { readonly kind: "config"; readonly path: string }
  /** Roots with their labels; undefined if the argument has no label. */
  | {
      readonly kind: "specs";
      readonly specs: readonly (Omit<SpecArgument, "version"> & { readonly version?: string })[];
    }
  | { readonly kind: "revision"; readonly revision: string };

/** A source, or the reason why the argument names none. */
export type SourceReading = { readonly source: Source } | { readonly problem: string };

const SURFACE_FILE = "surface.json";
const LABELLED = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})=(.+)$/u;

/**
 * Finds the source that an argument names: a revision, labelled roots, a folder, a package, or a file, recognised by
 * its content.
 */
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
    return { problem: explainSystemError(error).cause };
  }
}

/** A folder with a surface is an output, a package or a module. A folder with a configuration is a project. */
function findInFolder(path: string): SourceReading {
  const surface = join(path, SURFACE_FILE);
  if (existsSync(surface)) return { source: { kind: "surface", path: surface, text: readText(surface) } };
  const config = join(path, DEFAULT_CONFIG_FILE);
  if (existsSync(config)) return { source: { kind: "config", path: config } };
  // A folder of modules, or the module that only loads those of the versions, which lie beside it.
  const near = [
    ...foldersWithSurface(path),
    ...foldersWithSurface(dirname(path)).filter((other) => basename(other).startsWith(`${basename(path)}.`)),
  ];
  if (near.length > 0)
    return {
      problem: `the folder has no ${SURFACE_FILE}; name one that has it: ${near.map((name) => basename(name)).join(", ")}`,
    };
  return {
    problem: `the folder contains neither ${SURFACE_FILE} (an output folder, a package, a module) nor ${DEFAULT_CONFIG_FILE}`,
  };
}

function foldersWithSurface(path: string): readonly string[] {
  return readdirSync(path)
    .map((name) => join(path, name))
    .filter((folder) => existsSync(join(folder, SURFACE_FILE)))
    .sort();
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

/** The keys of a JSON object; empty if the text is not a JSON object. */
function topKeys(text: string): ReadonlySet<string> {
  try {
    const value: unknown = JSON.parse(text);
    return new Set(typeof value === "object" && value !== null ? Object.keys(value) : []);
  } catch {
    return new Set();
  }
}

/** The label for roots without one: the label of the other side, if that side has exactly one. */
export function labelsOf(sources: readonly Source[]): string {
  // Other sources have labels, and a surface would be parsed here for nothing.
  if (!sources.some(isBareRoot)) return "api";
  const labels = sources.flatMap(labelsIn);
  const [label] = labels;
  return labels.length === 1 && label !== undefined ? label : "api";
}

/** The labels that a source states, as far as they can be seen without reading specs or an archive. */
function labelsIn(source: Source): readonly string[] {
  switch (source.kind) {
    case "specs":
      return source.specs.flatMap(({ version }) => version ?? []);
    case "config":
      return Object.keys(readConfig(source.path).value?.specs ?? {});
    case "surface":
      return (readSurface(source.text).value?.versions ?? []).map(({ version }) => version);
    case "package":
    case "revision":
      return [];
    default:
      return assertNever(source);
  }
}

/** Whether a source is the root of a spec without a label. */
export function isBareRoot(source: Source): boolean {
  return source.kind === "specs" && source.specs.some(({ version }) => version === undefined);
}
