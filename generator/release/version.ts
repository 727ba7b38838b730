import { compare, inc, parse } from "semver";
import type { Verdict } from "../diff/change.ts";
import type { RuledTarget } from "../diff/rule.ts";

/** The input for the next version. */
export interface VersionInput {
  readonly target: RuledTarget;
  /** The version of the last release. */
  readonly released: string;
  readonly verdict: Exclude<Verdict, "none">;
  /** The letters of a prerelease (`beta`); absent for a release. */
  readonly prerelease?: string;
}

/** Whether a text is a valid version. */
export function isVersion(text: string): boolean {
  return parse(text) !== null;
}

/** Whether a version is later than another. */
export function isLater(version: string, than: string): boolean {
  return compare(version, than) > 0;
}

/** Whether a version is a prerelease. */
export function isPrerelease(version: string): boolean {
  return (parse(version)?.prerelease ?? []).length > 0;
}

/**
 * The version that a prerelease becomes without a change: the full version, or the first prerelease with other letters.
 * Undefined if the version is no prerelease, or has these letters already.
 */
export function promotedVersion(
  version: string,
  { target, prerelease }: Pick<VersionInput, "target" | "prerelease">,
): string | undefined {
  const from = parse(version);
  if (from === null || from.prerelease.length === 0) return undefined;
  const full = `${String(from.major)}.${String(from.minor)}.${String(from.patch)}`;
  if (prerelease === undefined) return full;
  return numberOf(from.prerelease.join("."), prerelease) > 0 ? undefined : labelled(full, { target, prerelease }, 1);
}

/**
 * The next version by Semantic Versioning. In 0.x a breaking change is a minor step, and every other change is a patch.
 * A prerelease of the next version becomes that version, or its next prerelease. The PowerShell Gallery accepts only
 * letters and digits in a prerelease label and compares labels as text. So the number in the label of a module has
 * three digits: `beta001`.
 */
export function nextVersion({ target, released, verdict, prerelease }: VersionInput): string {
  const from = parse(released);
  if (from === null) throw new Error(`no version: ${released}`);
  const step = from.major > 0 ? verdict : verdict === "major" ? "minor" : "patch";
  const due = inc(released, step);
  if (due === null) throw new Error(`no version after: ${released}`);
  if (prerelease === undefined) return due;
  const isSame = due === `${String(from.major)}.${String(from.minor)}.${String(from.patch)}`;
  const number = isSame ? numberOf(from.prerelease.join("."), prerelease) + 1 : 1;
  return labelled(due, { target, prerelease }, number);
}

function labelled(
  version: string,
  { target, prerelease }: { readonly target: RuledTarget; readonly prerelease: string },
  number: number,
): string {
  return target === "powershell"
    ? `${version}-${prerelease}${String(number).padStart(3, "0")}`
    : `${version}-${prerelease}.${String(number)}`;
}

/** The number of a prerelease with these letters; 0 if the label has other letters. */
function numberOf(label: string, letters: string): number {
  const [, own, number] = /^([A-Za-z]+)\.?(\d+)$/u.exec(label) ?? [];
  return own === letters ? Number(number) : 0;
}
