import { compare, inc, parse } from "semver";
import type { Verdict } from "../diff/change.ts";
import type { RuledTarget } from "../diff/rule.ts";

/** What the next version is made from. */
export interface VersionInput {
  readonly target: RuledTarget;
  /** The version that was released last. */
  readonly released: string;
  readonly verdict: Exclude<Verdict, "none">;
  /** Letters of a prerelease (`beta`); absent for a release. */
  readonly prerelease?: string;
}

/** Whether a text is a version that can be compared. */
export function isVersion(text: string): boolean {
  return parse(text) !== null;
}

/** Whether a version is a later one than another. */
export function isLater(version: string, than: string): boolean {
  return compare(version, than) > 0;
}

/**
 * The next version by Semantic Versioning. In 0.x a breaking change is a minor step, and everything else a patch. A
 * prerelease of the version that is due becomes that version, or its next prerelease. Labels of the Gallery hold letters
 * and digits and are compared as text, so the number of a module's prerelease has three digits: `beta001`.
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
  return target === "powershell"
    ? `${due}-${prerelease}${String(number).padStart(3, "0")}`
    : `${due}-${prerelease}.${String(number)}`;
}

/** The number of a prerelease with these letters; 0 for another one. */
function numberOf(label: string, letters: string): number {
  const [, own, number] = /^([A-Za-z]+)\.?(\d+)$/u.exec(label) ?? [];
  return own === letters ? Number(number) : 0;
}
