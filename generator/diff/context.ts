import type { SurfaceType } from "../contract/surface-format.ts";
import type { Direction } from "./change-class.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { isSameType, stillFits, type TypeChange, type TypeSystem } from "./fits.ts";
import type { VersionPair } from "./pair.ts";
import type { RuleId } from "./rules.ts";
import type { Touched } from "./touched.ts";
import { typeText } from "./type-text.ts";

/** The input of the comparison of one version. */
export interface DiffContext {
  readonly pair: VersionPair;
  /** Names of the targets that are compared. */
  readonly targets: readonly string[];
  readonly touched: Touched;
}

const TYPESCRIPT: TypeSystem = { hasIntegers: false, isOpenToText: false, ignoresNull: false };
/** Values that a script reads have no declared type. The service checks the values that a script sends. */
const POWERSHELL: TypeSystem = { hasIntegers: true, isOpenToText: true, ignoresNull: true };

function systemOf(target: string): TypeSystem {
  return target === "powershell" ? POWERSHELL : TYPESCRIPT;
}

/** The rules for a type that programs no longer fit, and for a type that they still fit. */
export interface TypeRules {
  readonly changed: RuleId;
  readonly compatible: RuleId;
}

/**
 * The findings for a changed type, one for each target. Empty if the types differ only inside the models that they
 * name.
 */
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

/** Whether programs for a target still fit a changed type in one direction. */
export function fitsFor(
  { pair }: DiffContext,
  change: TypeChange,
  { target, direction }: { readonly target: string; readonly direction: Direction },
): boolean {
  return isSameType(pair, change) || stillFits(pair, change, { direction, system: systemOf(target) });
}

/** A type of the old surface in the words of a target. */
export function oldType({ pair }: DiffContext, type: SurfaceType): TargetText {
  return (target) => typeText(type, pair.old, target);
}

/** A type of the new surface in the words of a target. */
export function newType({ pair }: DiffContext, type: SurfaceType): TargetText {
  return (target) => typeText(type, pair.new, target);
}

/** Two values as text; undefined if they are equal. */
export function changedText(
  old: unknown,
  found: unknown,
): { readonly before: string; readonly after: string } | undefined {
  // Most values are equal, and most of them are one value or absent.
  if (old === found) return undefined;
  const before = valueText(old);
  const after = valueText(found);
  return before === after ? undefined : { before, after };
}

/** A value on one line; a list is printed without brackets. */
export function valueText(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  return JSON.stringify(value);
}

/** The items that are only in the first of two lists. */
export function onlyIn<Value>(list: readonly Value[], other: readonly Value[]): readonly Value[] {
  if (list.length === 0 || other.length === 0) return list;
  const known = new Set(other);
  return list.filter((value) => !known.has(value));
}
