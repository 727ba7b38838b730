import type { Surface, SurfaceOmission } from "../contract/surface-format.ts";
import { compareText } from "../model/order.ts";
import { CHANGE_CLASSES } from "./change-class.ts";
import type { Change, Comparison, Finding, Verdict } from "./change.ts";
import { compareEvents } from "./compare-events.ts";
import { compareDeclarations } from "./compare-generator.ts";
import { compareModels } from "./compare-models.ts";
import { compareOperations } from "./compare-operations.ts";
import { changedText, onlyIn, type DiffContext } from "./context.ts";
import { pairVersion, type VersionPair } from "./pair.ts";
import { gravest } from "./rules.ts";
import { indexSurface, type VersionIndex } from "./surface-index.ts";
import { tell } from "./tell.ts";
import { findTouched } from "./touched.ts";

/** Two surfaces, and the targets to compare. */
export interface SurfacePair {
  readonly old: Surface;
  readonly new: Surface;
  /** The targets to compare; absent: all targets that both surfaces have. */
  readonly targets?: readonly string[];
}

/** The targets whose names both surfaces have, sorted. */
export function commonTargets({ old, new: found }: Pick<SurfacePair, "old" | "new">): readonly string[] {
  return Object.keys(old.targets)
    .filter((target) => Object.hasOwn(found.targets, target))
    .sort(compareText);
}

/**
 * The parts of two surfaces that both can have. If one is a PowerShell module, which holds one version, only that
 * version is kept.
 */
export function sameVersions({ old, new: found }: Pick<SurfacePair, "old" | "new">): Pick<SurfacePair, "old" | "new"> {
  const module = [old, found].find(
    ({ targets, versions }) => versions.length === 1 && Object.keys(targets).join() === "powershell",
  );
  const label = module?.versions[0]?.version;
  if (label === undefined) return { old, new: found };
  const only = (surface: Surface): Surface => {
    const own = <Entry extends { readonly version: string }>(entries: readonly Entry[]): readonly Entry[] =>
      entries.filter(({ version }) => version === label);
    return {
      ...surface,
      versions: own(surface.versions),
      operations: own(surface.operations),
      models: own(surface.models),
      events: own(surface.events),
      omitted: own(surface.omitted),
    };
  };
  return { old: only(old), new: only(found) };
}

/** Compares two surfaces. Pure: the same surfaces produce the same changes in the same order. */
export function compareSurfaces(surfaces: SurfacePair): Comparison {
  const targets = surfaces.targets ?? commonTargets(surfaces);
  const old = indexSurface(surfaces.old);
  const found = indexSurface(surfaces.new);
  const labels = [...new Set([...old.keys(), ...found.keys()])].sort(compareText);
  const pairs = labels.flatMap((label) => {
    const [before, after] = [old.get(label), found.get(label)];
    return before === undefined || after === undefined ? [] : [pairVersion(label, { old: before, new: after })];
  });
  const changes = [
    ...labels.flatMap((label) =>
      tell(versionFindings(label, old.get(label), found.get(label)), { targets, old, found }),
    ),
    ...pairs.flatMap((pair) =>
      tell(pairFindings({ pair, targets, touched: findTouched(pair) }), { targets, old, found }),
    ),
    ...tell(omissionFindings(surfaces), { targets, old, found }),
    ...tell(errorFindings(surfaces, targets), { targets, old, found }),
  ];
  return { verdict: verdictsOf(changes, targets), changes: sortChanges(changes) };
}

function pairFindings(context: DiffContext): readonly Finding[] {
  return [
    ...compareVersion(context.pair, context.targets),
    ...compareOperations(context),
    ...compareModels(context),
    ...compareEvents(context),
    ...compareDeclarations(context),
  ];
}

const NOWHERE = { directions: [], operations: [], origin: "spec" } as const;

function versionFindings(
  label: string,
  old: VersionIndex | undefined,
  found: VersionIndex | undefined,
): readonly Finding[] {
  const base = { ...NOWHERE, version: label, place: label, name: label };
  if (old === undefined) return [{ ...base, rule: "version-added" }];
  return found === undefined ? [{ ...base, rule: "version-removed" }] : [];
}

function compareVersion({ label, old, new: found }: VersionPair, targets: readonly string[]): readonly Finding[] {
  const base = { ...NOWHERE, version: label, place: label, name: label };
  const server = changedText(
    `${old.version.serverUrl}${old.version.basePath}`,
    `${found.version.serverUrl}${found.version.basePath}`,
  );
  return [
    ...(server === undefined ? [] : [{ ...base, rule: "server-changed" as const, ...server }]),
    ...(old.version.docs === found.version.docs ? [] : [{ ...base, rule: "docs-changed" as const }]),
    ...targets.flatMap((target): readonly Finding[] => {
      const texts = changedText(old.version.targets[target]?.module, found.version.targets[target]?.module);
      return texts === undefined
        ? []
        : [{ ...base, origin: "generator", rule: "module-renamed", ...texts, targets: [target] }];
    }),
  ];
}

/** Compares the parts of the spec that the packages cannot express. */
function omissionFindings({ old, new: found }: SurfacePair): readonly Finding[] {
  const text = ({ what, reason, file, pointer }: SurfaceOmission): string => `${what} (${file}#${pointer}): ${reason}`;
  const keys = ({ omitted }: Surface): readonly string[] =>
    omitted.map((entry) => JSON.stringify([entry.version, text(entry)]));
  const finding = (key: string, rule: Finding["rule"], side: "before" | "after"): Finding => {
    const [version, what] = JSON.parse(key) as [string, string];
    return { ...NOWHERE, version, place: version, name: what, rule, [side]: what };
  };
  return [
    ...onlyIn(keys(old), keys(found)).map((key) => finding(key, "omission-removed", "before")),
    ...onlyIn(keys(found), keys(old)).map((key) => finding(key, "omission-added", "after")),
  ];
}

/** Compares the names of errors, which are the same in all versions of a target. */
function errorFindings({ old, new: found }: SurfacePair, targets: readonly string[]): readonly Finding[] {
  return targets.flatMap((target) => {
    const before = old.targets[target]?.errors ?? [];
    const after = new Map((found.targets[target]?.errors ?? []).map(({ status, name }) => [status, name]));
    return before.flatMap(({ status, name }): readonly Finding[] => {
      const texts = changedText(name, after.get(status));
      if (texts === undefined) return [];
      const base = { ...NOWHERE, origin: "generator" as const, version: "", place: "errors" };
      return [{ ...base, rule: "error-name-changed", name: `status ${status}`, ...texts, targets: [target] }];
    });
  });
}

function sortChanges(changes: readonly Change[]): readonly Change[] {
  const key = ({ version, place, rule, name, target, before, after }: Change): string =>
    JSON.stringify([version, place, rule, name, target, before, after]);
  return changes
    .map((change) => [key(change), change] as const)
    .sort(([left], [right]) => compareText(left, right))
    .map(([, change]) => change);
}

const VERDICTS = { breaking: "major", compatible: "minor", docs: "patch" } as const;

/** The next version that each target needs. */
export function verdictsOf(changes: readonly Change[], targets: readonly string[]): Readonly<Record<string, Verdict>> {
  return Object.fromEntries(
    targets.map((target) => {
      const own = changes.filter((change) => change.target === target).map((change) => change.class);
      return [target, own.length === 0 ? "none" : VERDICTS[gravest(own)]];
    }),
  );
}

/** The number of changes of each class. */
export function countClasses(changes: readonly Change[]): Readonly<Record<Change["class"], number>> {
  const counts = Object.fromEntries(CHANGE_CLASSES.map((name) => [name, 0])) as Record<Change["class"], number>;
  for (const change of changes) counts[change.class] += 1;
  return counts;
}
