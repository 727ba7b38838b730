import type { Config } from "../../config/config.ts";
import type { Surface } from "../../contract/surface-format.ts";
import { defineDiagnostic, diagnose, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Change, Verdict } from "../../diff/change.ts";
import { commonTargets, compareSurfaces, sameVersions, verdictsOf } from "../../diff/compare.ts";
import { applyIgnore, type IgnoreEntry } from "../../diff/ignore.ts";
import type { RuledTarget } from "../../diff/rule.ts";
import { addEntry, changelogEntry, hasEntry, unreleasedNotes } from "../../release/changelog.ts";
import type { PackageRelease } from "../../release/report.ts";
import { sectionsOf } from "../../release/sections.ts";
import { isLater, isVersion, nextVersion, promotedVersion } from "../../release/version.ts";
import type { Released } from "./released.ts";

const noVersion = defineDiagnostic<{ target: string; from: string }>({
  code: "unknown-release",
  message: ({ target, from }) => `${from} does not state its version of ${target}`,
  action: () => "state the version with --from-version, or pass a git tag, a package or an output folder to --from",
});

const noVersionNow = defineDiagnostic<{ target: string; version: string }>({
  code: "version-behind",
  message: ({ target, version }) => `${target}.version is ${version}, which is not a semantic version`,
  action: () => "set it to a version such as 1.2.3",
});

const behind = defineDiagnostic<{ target: string; version: string; released: string }>({
  code: "version-behind",
  message: ({ target, version, released }) => `${target}.version is ${version}, but ${released} is already released`,
  action: () => "set it to the version of the last release, or pass the right release to --from",
});

/**
 * The state of the project and of the last release, and the options of `release` that decide versions and changelogs.
 */
export interface ReleasePlanInput {
  readonly config: Config;
  /** Undefined for the first release. */
  readonly released: Released | undefined;
  /** The version of the last release; undefined: the version that its source states. */
  readonly fromVersion: string | undefined;
  /** The surface of the current specs. */
  readonly surface: Surface;
  readonly targets: readonly RuledTarget[];
  /** Accepted changes, which do not count for a version. */
  readonly ignore: readonly IgnoreEntry[];
  /** The smallest step of a version, even without a change; undefined: changes decide alone. */
  readonly atLeast: Exclude<Verdict, "none"> | undefined;
  /** The letters of a prerelease: `beta`; undefined for a full release. */
  readonly prerelease: string | undefined;
  /** The date of the changelog entries: `2026-01-31`. */
  readonly date: string;
  /** The current texts; a package without a changelog is absent. */
  readonly changelogs: ReadonlyMap<RuledTarget, string>;
}

/** The plan of a release: each package, and the new text of the changelogs. */
export interface ReleasePlan {
  readonly packages: readonly PackageRelease[];
  readonly changelogs: ReadonlyMap<RuledTarget, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Decides the version and the entry of every package. Pure: nothing is read or written. */
export function planRelease(input: ReleasePlanInput): ReleasePlan {
  const changes = changesOf(input);
  const diagnostics: Diagnostic[] = [];
  const changelogs = new Map(input.changelogs);
  const packages = input.targets.flatMap((target): readonly PackageRelease[] => {
    const own = changes.filter((change) => change.target === target);
    const made = planPackage(input, target, own);
    if ("diagnostic" in made) {
      diagnostics.push(made.diagnostic);
      return [];
    }
    if (made.text !== undefined) changelogs.set(target, made.text);
    return [made.entry];
  });
  return { packages, changelogs, diagnostics };
}

/** The packages that both the last release and the current specs have. */
export function comparableTargets({
  released,
  surface,
  targets,
}: Pick<ReleasePlanInput, "released" | "surface" | "targets">) {
  if (released === undefined) return targets;
  const common = commonTargets({ old: released.side.surface, new: surface });
  return targets.filter((target) => common.includes(target));
}

function changesOf({ released, surface, targets, ignore }: ReleasePlanInput): readonly Change[] {
  if (released === undefined) return [];
  const surfaces = sameVersions({ old: released.side.surface, new: surface });
  return applyIgnore(compareSurfaces({ ...surfaces, targets }).changes, ignore).changes;
}

type PackagePlan =
  { readonly entry: PackageRelease; readonly text: string | undefined } | { readonly diagnostic: Diagnostic };

function planPackage(input: ReleasePlanInput, target: RuledTarget, changes: readonly Change[]): PackagePlan {
  const { config, released, prerelease, date, atLeast } = input;
  const { name, version: current, changelog } = config[target];
  const text = input.changelogs.get(target);
  if (!isVersion(current)) return { diagnostic: diagnose(noVersionNow, { target, version: current }) };
  const base = { target, name, changes, changelog };
  if (released === undefined)
    return withEntry({ ...base, from: null, to: current, verdict: "none", reason: "first" }, { text, date });
  const from = input.fromVersion ?? released.versions.get(target);
  if (from === undefined) return { diagnostic: diagnose(noVersion, { target, from: released.from }) };
  if (isLater(from, current)) return { diagnostic: diagnose(behind, { target, version: current, released: from }) };
  const own = verdictsOf(changes, [target])[target] ?? "none";
  const hasNotes = text !== undefined && unreleasedNotes(text) !== "";
  // An earlier run of the same release has already written the version and the entry.
  const isPrepared = text !== undefined && isLater(current, from) && hasEntry(text, current);
  const kind = { target, ...(prerelease === undefined ? {} : { prerelease }) };
  const promoted = promotedVersion(current, kind);
  const isWanted = hasNotes || isPrepared || promoted !== undefined;
  const verdict = gravest([own, atLeast ?? "none", isWanted ? "patch" : "none"]);
  if (verdict === "none")
    return { entry: { ...base, from, to: current, verdict, reason: "none", notes: "" }, text: undefined };
  const due = nextVersion({ ...kind, released: from, verdict });
  const chosen = promoted ?? current;
  const to = isLater(due, chosen) ? due : chosen;
  const other = promoted === undefined ? "notes" : "promoted";
  const reason = own !== "none" ? "changes" : atLeast === undefined ? other : "asked";
  return withEntry({ ...base, from, to, verdict, reason }, { text, date });
}

const STEPS: readonly Verdict[] = ["none", "patch", "minor", "major"];

function gravest(verdicts: readonly Verdict[]): Verdict {
  return STEPS[Math.max(...verdicts.map((verdict) => STEPS.indexOf(verdict)))] ?? "none";
}

/** Adds the entry of a package to its changelog. An existing entry stays unchanged. */
function withEntry(
  entry: Omit<PackageRelease, "notes">,
  { text, date }: { readonly text: string | undefined; readonly date: string },
): PackagePlan {
  const { to, reason, changes } = entry;
  const summary =
    reason === "first"
      ? "The first release."
      : changes.length === 0 && (text === undefined || unreleasedNotes(text) === "")
        ? "The public API has not changed."
        : undefined;
  const after = addEntry(text, {
    version: to,
    date,
    ...(summary === undefined ? {} : { summary }),
    sections: sectionsOf(changes),
  });
  return { entry: { ...entry, notes: changelogEntry(after, to) ?? "" }, text: after };
}
