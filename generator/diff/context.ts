import type { SurfaceType } from "../contract/surface-format.ts";
import type { Direction } from "./change-class.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { isSameType, stillFits, type TypeChange, type TypeSystem } from "./fits.ts";
import type { VersionPair } from "./pair.ts";
import type { RuleId } from "./rules.ts";
import type { Touched } from "./touched.ts";
import { typeText } from "./type-text.ts";

/** What the comparison of one version works with. */
export interface DiffContext {
  readonly pair: VersionPair;
  /** Names of the targets that are compared. */
  readonly targets: readonly string[];
  readonly touched: Touched;
}

const TYPESCRIPT: TypeSystem = { hasIntegers: false, isOpenToText: false, ignoresNull: false };
/** What a script reads has no declared type. What it sends is checked by the service. */
const POWERSHELL: TypeSystem = { hasIntegers: true, isOpenToText: true, ignoresNull: true };

function systemOf(target: string): TypeSystem {
  return target === "powershell" ? POWERSHELL : TYPESCRIPT;
}

/** The rules for a type that programs no longer fit, and for one that they still fit. */
export interface TypeRules {
  readonly changed: RuleId;
  readonly compatible: RuleId;
}

/** What a change of a type means to each target. Nothing where the types are the same but for what is inside models. */
export function typeFindings(
  { pair, targets }: DiffContext,
  at: { readonly base: FindingBase; readonly name: TargetText; readonly change: TypeChange; readonly rules: TypeRules },
): readonly Finding[] {
  const { base, name, change, rules } = at;
  if (isSameType(pair, change)) return [];
  return targets.map((target) => {
    const system = systemOf(target);
    const fits = base.directions.every((direction) => stillFits(pair, change, { direction, system }));
    return {
      ...base,
      rule: fits ? rules.compatible : rules.changed,
      name,
      before: typeText(change.old, pair.old, target),
      after: typeText(change.new, pair.new, target),
      targets: [target],
    };
  });
}

/** Whether programs for a target still fit a changed type in a direction. */
export function fitsFor(
  { pair }: DiffContext,
  change: TypeChange,
  { target, direction }: { readonly target: string; readonly direction: Direction },
): boolean {
  return isSameType(pair, change) || stillFits(pair, change, { direction, system: systemOf(target) });
}

/** A type of the old side in the words of a target. */
export function oldType({ pair }: DiffContext, type: SurfaceType): TargetText {
  return (target) => typeText(type, pair.old, target);
}

/** A type of the new side in the words of a target. */
export function newType({ pair }: DiffContext, type: SurfaceType): TargetText {
  return (target) => typeText(type, pair.new, target);
}

/** Two values as text, where they differ. */
export function changedText(
  old: unknown,
  found: unknown,
): { readonly before: string; readonly after: string } | undefined {
  const before = valueText(old);
  const after = valueText(found);
  return before === after ? undefined : { before, after };
}

/** A value on one line; a list without brackets. */
export function valueText(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  return JSON.stringify(value);
}

/** What is only in one of two lists. */
export function onlyIn<Value>(list: readonly Value[], other: readonly Value[]): readonly Value[] {
  const known = new Set(other);
  return list.filter((value) => !known.has(value));
}
