import type { ChangeClass, Direction } from "./change-class.ts";

/** The targets that have columns in the table of rules. */
export const RULED_TARGETS = ["typescript", "powershell"] as const;

/** A target whose changes have classes of their own. `release` gives a version to the package of each. */
export type RuledTarget = (typeof RULED_TARGETS)[number];

/** The class of a change for each direction of the data at its place. */
export type ByDirection = Readonly<Record<Direction, ChangeClass>>;

/** One kind of change. */
export interface Rule {
  /** The change as a part of a sentence: "an operation is removed". */
  readonly title: string;
  /** The message of a change; `{name}`, `{before}` and `{after}` are filled in. */
  readonly message: string;
  /** Why the rule has these classes. */
  readonly why: string;
  /** The advice for a user of a package. */
  readonly advice: string;
  readonly classes: Readonly<Record<RuledTarget, ByDirection>>;
  /** The class by the vendor's policy for the service; null if the policy does not cover the change. */
  readonly vendor: "breaking" | "compatible" | null;
}

/** The same class in both directions. */
function always(value: ChangeClass): ByDirection {
  return { request: value, response: value };
}

/** The same class for every target. */
export function every(value: ChangeClass): Rule["classes"] {
  return { typescript: always(value), powershell: always(value) };
}

/** Classes by direction, the same for every target. */
export function byDirection(request: ChangeClass, response: ChangeClass): Rule["classes"] {
  return { typescript: { request, response }, powershell: { request, response } };
}

/** Classes by target, the same in both directions. */
export function byTarget(typescript: ChangeClass, powershell: ChangeClass): Rule["classes"] {
  return { typescript: always(typescript), powershell: always(powershell) };
}
