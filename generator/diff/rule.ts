import type { ChangeClass, Direction } from "./change-class.ts";

/** The targets whose users the table speaks of. */
export const RULED_TARGETS = ["typescript", "powershell"] as const;
export type RuledTarget = (typeof RULED_TARGETS)[number];

/** The class of a change by the direction in which data travel at its place. */
export type ByDirection = Readonly<Record<Direction, ChangeClass>>;

/** One kind of change. */
export interface Rule {
  /** The change as a sentence part: "an operation is removed". */
  readonly title: string;
  /** The sentence of a change; `{name}`, `{before}` and `{after}` are filled in. */
  readonly message: string;
  /** Why the classes are as they are. */
  readonly why: string;
  /** What a user of a package does about it. */
  readonly advice: string;
  readonly classes: Readonly<Record<RuledTarget, ByDirection>>;
  /** What the vendor's policy for the service says; null where the policy is about requests and responses and this is not. */
  readonly vendor: "breaking" | "compatible" | null;
}

/** One class in both directions. */
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
