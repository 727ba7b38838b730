import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { rcompare } from "semver";
import type { Config } from "../../config/config.ts";
import { readConfig, withDefaults } from "../../config/read-config.ts";
import { readSurface } from "../../contract/read-surface.ts";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { RULED_TARGETS, type RuledTarget } from "../../diff/rule.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { statusOf } from "../../files/status.ts";
import { isPrerelease, isVersion } from "../../release/version.ts";
import { readPackage } from "../diff/package.ts";
import { readSide, type Side, type SideReading } from "../diff/read-side.ts";
import { mergedTags, readRevision } from "../diff/revision.ts";
import { findSource, labelsOf, type Source } from "../diff/source.ts";

/** The last release of each package. */
export interface Released {
  /** The source that it was read from, for messages. */
  readonly from: string;
  readonly side: Side;
  /** The version of each package, if the source states it. */
  readonly versions: ReadonlyMap<RuledTarget, string>;
}

/** The project whose last release is read, and the source that the command line names. */
export interface ReleasedInput {
  /** The value of `--from`; undefined: the latest tag that names a version. */
  readonly from: string | undefined;
  /** See `ReleasePlanInput`: a full release is compared with the last full release, if there is one. */
  readonly prerelease: string | undefined;
  readonly config: Config;
  readonly configPath: string | undefined;
  readonly cwd: string;
}

/** The last release, or why it cannot be read. */
export type ReleasedReading =
  { readonly released: Released } | { readonly problem: string; readonly diagnostics: readonly Diagnostic[] };

/** Reads the last release. For a revision, the committed output folder is read if there is one. */
export async function readReleased(input: ReleasedInput): Promise<ReleasedReading> {
  const { from: given, cwd } = input;
  const chosen = given === undefined ? await latestTag(input) : { from: given };
  if ("problem" in chosen) return failed(chosen.problem);
  const { from } = chosen;
  const found = isRevision(from, cwd)
    ? { source: { kind: "revision", revision: from } as const }
    : findSource(from, cwd);
  if ("problem" in found) return failed(`${from}: ${found.problem}`);
  const reading = await readSource(found.source, input);
  const { side, problems, diagnostics } = reading.side;
  if (side === undefined) return failed(`${from}: ${problems.join("; ") || "it cannot be read"}`, diagnostics);
  return { released: { from, side, versions: reading.versions } };
}

function failed(problem: string, diagnostics: readonly Diagnostic[] = []): ReleasedReading {
  return { problem, diagnostics: diagnostics.filter(isError) };
}

/** Whether `--from` names a revision without the prefix `git:`, and no file has that name. */
function isRevision(from: string, cwd: string): boolean {
  return !/^git:|=/u.test(from) && statusOf(resolve(cwd, from)) === undefined && !/\.(?:tgz|json|ya?ml)$/u.test(from);
}

/**
 * Finds the tag with the highest version in the history of the working tree: `v1.2.0`, `isc-sdk@1.2.0`. For a full
 * release, tags of prereleases only count if there are no others.
 */
async function latestTag({
  cwd,
  prerelease,
}: ReleasedInput): Promise<{ readonly from: string } | { readonly problem: string }> {
  const listed = await mergedTags(cwd);
  if ("problem" in listed) return { problem: `the tags cannot be read: ${listed.problem}` };
  const versions = listed.tags.flatMap((tag) => {
    const [, version = ""] = /(?:^|[@/-])v?(\d+\.\d+\.\d+(?:[-+].*)?)$/u.exec(tag) ?? [];
    return isVersion(version) ? [{ tag, version }] : [];
  });
  const full = versions.filter(({ version }) => !isPrerelease(version));
  const known = prerelease === undefined && full.length > 0 ? full : versions;
  const [latest] = known.sort((left, right) => rcompare(left.version, right.version));
  return latest === undefined ? { problem: "no tag is a version (v1.2.0)" } : { from: `git:${latest.tag}` };
}

interface SourceRelease {
  readonly side: SideReading;
  readonly versions: ReadonlyMap<RuledTarget, string>;
}

async function readSource(source: Source, input: ReleasedInput): Promise<SourceRelease> {
  const { config, configPath, cwd } = input;
  const read = (): Promise<SideReading> =>
    readSide({
      source,
      config,
      configPath,
      cwd,
      names: { names: undefined, overrides: undefined },
      label: labelsOf([source]),
      readings: new Map(),
    });
  switch (source.kind) {
    case "revision": {
      const files = await readRevision({ revision: source.revision, cwd, config: configPath });
      if ("problem" in files) return { side: await read(), versions: new Map() };
      const versions = versionsOf(withDefaults(parseObject(files.config), config.base));
      const { value } = files.surface === undefined ? {} : readSurface(files.surface);
      // The surface has an older format or is absent, so the specs of the revision are read.
      if (value === undefined) return { side: await read(), versions };
      return { side: { side: { surface: value }, problems: [], diagnostics: [], tops: new Map() }, versions };
    }
    case "config": {
      const { value } = readConfig(source.path);
      return { side: await read(), versions: value === undefined ? new Map() : versionsOf(value) };
    }
    case "package": {
      const reading = await readPackage(source.path);
      const version = "problem" in reading ? undefined : parseObject(reading.manifest)["version"];
      return { side: await read(), versions: versionMap({ typescript: version }) };
    }
    case "surface":
      return { side: await read(), versions: versionsBeside(dirname(source.path), config) };
    case "specs":
      return { side: await read(), versions: new Map() };
  }
}

function versionsOf({ typescript, powershell }: Pick<Config, RuledTarget>): ReadonlyMap<RuledTarget, string> {
  return versionMap({ typescript: typescript.version, powershell: powershell.version });
}

function versionMap(found: Readonly<Partial<Record<RuledTarget, unknown>>>): ReadonlyMap<RuledTarget, string> {
  return new Map(
    RULED_TARGETS.flatMap((target) => {
      const version = found[target];
      return typeof version === "string" && isVersion(version) ? [[target, version] as const] : [];
    }),
  );
}

/** The versions that the packages of a folder state: an output folder, a package or a module. */
function versionsBeside(folder: string, { powershell }: Config): ReadonlyMap<RuledTarget, string> {
  const manifests = ["package.json", "typescript/package.json"].map((path) =>
    parseObject(readQuietly(join(folder, path))),
  );
  const modules = [join(folder, "powershell", powershell.name), folder].flatMap((place) =>
    listQuietly(place)
      .filter((name) => name.endsWith(".psd1"))
      .map((name) => readQuietly(join(place, name))),
  );
  return versionMap({
    typescript: manifests.map(({ version }) => version).find((version) => version !== undefined),
    powershell: modules.map(moduleVersion).find((version) => version !== undefined),
  });
}

function moduleVersion(manifest: string): string | undefined {
  const [, version] = /^\s*ModuleVersion\s*=\s*'([^']+)'/mu.exec(manifest) ?? [];
  const [, label] = /^\s*Prerelease\s*=\s*'([^']+)'/mu.exec(manifest) ?? [];
  return version === undefined ? undefined : `${version}${label === undefined ? "" : `-${label}`}`;
}

function readQuietly(path: string): string {
  try {
    return readRegularFile(path, { followLinks: true }).toString("utf8");
  } catch {
    return "";
  }
}

function listQuietly(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
