import type { ChangeClass } from "../change-class.ts";
import type { Change } from "../change.ts";
import { gravest } from "../rules.ts";

/** One change as a report shows it: the same change of several targets becomes one. */
export interface ShownChange {
  readonly change: Change;
  /** The class of the change for each target. */
  readonly classes: ReadonlyMap<string, ChangeClass>;
  /** The gravest of these classes. */
  readonly class: ChangeClass;
  /** The changes that were joined, one for each target. */
  readonly parts: readonly Change[];
}

/** Joins the changes of several targets that state the same about one place. */
export function joinTargets(changes: readonly Change[]): readonly ShownChange[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const { version, place, rule, subject, target } = change;
    const base = JSON.stringify([version, place, rule, subject]);
    const number = groupNumber(groups, base, target);
    const key = `${base} ${String(number)}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const shown = parts.find(({ target }) => target === "typescript") ?? first;
    return [
      {
        change: shown,
        classes: new Map(parts.map((part) => [part.target, part.class])),
        class: gravest(parts.map((part) => part.class)),
        parts,
      },
    ];
  });
}

function groupNumber(groups: ReadonlyMap<string, readonly Change[]>, base: string, target: string): number {
  for (let number = 0; ; number += 1) {
    const group = groups.get(`${base} ${String(number)}`);
    if (group === undefined || group.every((change) => change.target !== target)) return number;
  }
}
