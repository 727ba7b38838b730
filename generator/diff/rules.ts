import type { ChangeClass, Direction } from "./change-class.ts";
import { RULED_TARGETS, type Rule, type RuledTarget } from "./rule.ts";
import { JOB_RULES } from "./rules-jobs.ts";
import { MODEL_RULES } from "./rules-models.ts";
import { OPERATION_RULES } from "./rules-operations.ts";
import { REQUEST_RULES } from "./rules-requests.ts";
import { RESPONSE_RULES } from "./rules-responses.ts";
import { VALUE_RULES } from "./rules-values.ts";

/** The rules grouped by subject, for the docs. */
export const RULE_GROUPS = [
  { title: "Versions and operations", rules: OPERATION_RULES },
  { title: "What can be waited for", rules: JOB_RULES },
  { title: "Requests", rules: REQUEST_RULES },
  { title: "Responses and events", rules: RESPONSE_RULES },
  { title: "Models", rules: MODEL_RULES },
  { title: "Enumerations, unions, the generator and the docs", rules: VALUE_RULES },
] as const;

/** All rules by id, one for each kind of change. */
export const RULES = {
  ...OPERATION_RULES,
  ...JOB_RULES,
  ...REQUEST_RULES,
  ...RESPONSE_RULES,
  ...MODEL_RULES,
  ...VALUE_RULES,
} as const;

/** The id of a rule, as reports, ignore files and `docs/diff.md` show it. */
export type RuleId = keyof typeof RULES;

/** The rule with an id. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}

/**
 * The class of a change for a target. Data that travels in both directions has the graver class. A target that is not
 * in the table has the gravest class of all targets.
 */
export function classOf(id: RuleId, target: string, directions: readonly Direction[]): ChangeClass {
  const { classes } = ruleOf(id);
  const targets: readonly RuledTarget[] = RULED_TARGETS.filter((known) => known === target);
  const asked = targets.length === 0 ? RULED_TARGETS : targets;
  const ways: readonly Direction[] = directions.length === 0 ? ["request", "response"] : directions;
  return gravest(asked.flatMap((known) => ways.map((direction) => classes[known][direction])));
}

const NO_ACTION = "No action is needed.";

/**
 * The advice of a rule for data in some directions. A rule that breaks programs in one direction only asks nothing of
 * programs whose data travels in the other.
 */
export function adviceOf(id: RuleId, directions: readonly Direction[]): string {
  const { advice, classes } = ruleOf(id);
  const breaks = (direction: Direction): boolean =>
    RULED_TARGETS.some((target) => classes[target][direction] === "breaking");
  const others: readonly Direction[] = (["request", "response"] as const).filter((way) => !directions.includes(way));
  return directions.length > 0 && !directions.some(breaks) && others.some(breaks) ? NO_ACTION : advice;
}

const GRAVITY: Readonly<Record<ChangeClass, number>> = { docs: 0, compatible: 1, breaking: 2 };

/** The gravest of some classes; `docs` if the list is empty. */
export function gravest(classes: readonly ChangeClass[]): ChangeClass {
  return classes.reduce((worst, value) => (GRAVITY[value] > GRAVITY[worst] ? value : worst), "docs");
}

/** Whether a class is at least as grave as another. */
export function isAtLeast(value: ChangeClass, least: ChangeClass): boolean {
  return GRAVITY[value] >= GRAVITY[least];
}
