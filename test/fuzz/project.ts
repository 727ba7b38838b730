import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { dump } from "js-yaml";
import { readYaml } from "../../generator/load/yaml.ts";
import { hostileSpec, TRICKS } from "../hostile/spec.ts";
import { hostileTextOf } from "./material.ts";
import type { Random } from "./random.ts";

export type Node = { [key: string]: unknown };

/** What a run finds on the disk: specs and the files of the project, by path below the project's folder. */
export interface Project {
  /** Texts or bytes; mutations change them in place. */
  readonly files: Map<string, string | Buffer>;
  /** Links by path: where each leads. */
  readonly links: Map<string, string>;
  /** Roots by version label. */
  readonly versions: Map<string, string[]>;
  /** The configuration beside its specs. */
  readonly config: Node;
  readonly base: BaseKind;
}

export type BaseKind = "embedded" | "real" | "hostile" | "case";

/** Where the specs of the house lie. */
export interface Sources {
  /** The checkout. */
  readonly root: string;
  readonly isReal: boolean;
}

export const OUT = "generated";
export const LEDGER = "specs/names.lock.json";
export const OVERRIDES = "specs/names.overrides.yaml";
export const JOBS = "specs/jobs.yaml";
export const CONFIG = "isc-sdkgen.config.json";

const texts = new Map<string, string>();

/** A file of the checkout, read once. */
export function textOf(path: string): string {
  let text = texts.get(path);
  if (text === undefined) texts.set(path, (text = readFileSync(path, "utf8")));
  return text;
}

/** A value as a text that YAML reads. */
export function textOfValue(value: unknown, random: Random): string {
  if (random.chance(0.1)) {
    try {
      return dump(value, { lineWidth: random.pick([40, 80, -1]), noRefs: random.chance(0.5) });
    } catch {
      // What YAML's printer refuses, JSON's may take.
    }
  }
  return JSON.stringify(value, null, random.pick([0, 1, 2])) ?? "";
}

export function valueOf(text: string | Buffer): unknown {
  return readYaml(text.toString()).value;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The specs a run starts from. Every choice is the random's. */
export function createProject(random: Random, { root, isReal }: Sources): Project {
  const config = JSON.parse(textOf(join(root, CONFIG))) as Node;
  const project = {
    files: new Map<string, string | Buffer>(),
    links: new Map<string, string>(),
    versions: new Map<string, string[]>(),
    config: { ...config, specs: {} },
  };
  const choice = random.next();
  if (isReal) {
    const date = random.pick(["sailpoint-2025-05-20", "sailpoint-2025-11-20"]);
    addVersions(project, random, { folder: join(root, "../shared/specs", date), slice: random.chance(0.25) });
    return { ...project, base: "real" };
  }
  if (choice < 0.6) {
    addVersions(project, random, { folder: join(root, "specs"), slice: random.chance(0.95) });
    return { ...project, base: "embedded" };
  }
  if (choice < 0.75) {
    for (const label of random.chance(0.3) ? ["beta", "v2024"] : ["beta"]) {
      const text = random.chance(0.4) ? random.pick(Object.values(TRICKS)) : hostileTextOf(random);
      const spec = hostileSpec(text, random.pick(["3.0.3", "3.1.0"] as const));
      project.files.set(`specs/${label}.json`, JSON.stringify(spec, null, random.pick([0, 2])));
      project.versions.set(label, [`specs/${label}.json`]);
    }
    return { ...project, base: "hostile" };
  }
  const cases = join(root, "test/cases");
  const names = readdirSync(cases).filter((name) => existsSync(join(cases, name, "input")));
  const labels = random.pick([["beta"], ["beta"], ["beta", "v2024"], ["v3", "beta", "1.0"]]);
  for (const label of labels) addCase(project, label, join(cases, random.pick(names), "input"));
  return { ...project, base: "case" };
}

type Open = Omit<Project, "base">;

function addCase(project: Open, label: string, input: string): void {
  for (const path of readdirSync(input, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    project.files.set(`specs/${label}/${posix.relative(input, path)}`, textOf(path));
  const root = existsSync(join(input, "root.json")) ? "root.json" : "root.yaml";
  project.versions.set(label, [`specs/${label}/${root}`]);
}

/** The house's specs: whole, or some of their paths with the files that those reach. */
function addVersions(
  project: Open,
  random: Random,
  { folder, slice }: { readonly folder: string; readonly slice: boolean },
): void {
  const labels = random.pick([["beta"], ["v2024"], ["beta", "v2024"]]);
  for (const label of labels) {
    const path = join(folder, `sailpoint-api.${label}.yaml`);
    const text = slice ? sliceOf(textOf(path), random) : textOf(path);
    const root = `specs/sailpoint-api.${label}.yaml`;
    project.files.set(root, text);
    project.versions.set(label, [root]);
    addReached(project.files, root, folder);
  }
}

function sliceOf(text: string, random: Random): string {
  const root = valueOf(text) as Node;
  for (const key of ["paths", "x-webhooks", "webhooks"]) {
    const all = root[key];
    if (!isNode(all)) continue;
    const wanted = new Set(Array.from({ length: 1 + random.below(5) }, () => random.pick(Object.keys(all))));
    root[key] = Object.fromEntries(Object.entries(all).filter(([path]) => wanted.has(path)));
  }
  return textOfValue(root, random);
}

/** Adds the files that a file's references name, and theirs. */
function addReached(files: Map<string, string | Buffer>, path: string, folder: string): void {
  const waiting = [path];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, target = ""] of String(files.get(next)).matchAll(/\$ref["']?\s*:\s*["']?([^\s"'#}]+)/gu)) {
      const reached = posix.join(posix.dirname(next), target);
      const source = join(folder, posix.relative("specs", reached));
      if (!reached.startsWith("specs/") || files.has(reached) || !existsSync(source)) continue;
      files.set(reached, textOf(source));
      waiting.push(reached);
    }
  }
}
