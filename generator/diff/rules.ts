import type { ChangeClass, Direction } from "./change-class.ts";
import { RULED_TARGETS, type Rule, type RuledTarget } from "./rule.ts";
import { JOB_RULES } from "./rules-jobs.ts";
import { MODEL_RULES } from "./rules-models.ts";
import { OPERATION_RULES } from "./rules-operations.ts";
import { REQUEST_RULES } from "./rules-requests.ts";
import { RESPONSE_RULES } from "./rules-responses.ts";
import { VALUE_RULES } from "./rules-values.ts";

/** The rules by what they are about, for the docs. */
export const RULE_GROUPS = [
  { title: "Versions and operations", rules: OPERATION_RULES },
  { title: "What can be waited for", rules: JOB_RULES },
  { title: "Requests", rules: REQUEST_RULES },
  { title: "Responses and events", rules: RESPONSE_RULES },
  { title: "Models", rules: MODEL_RULES },
  { title: "Enumerations, unions, the generator and the docs", rules: VALUE_RULES },
] as const;

/** Every kind of change, by its id. */
export const RULES = {
  ...OPERATION_RULES,
  ...JOB_RULES,
  ...REQUEST_RULES,
  ...RESPONSE_RULES,
  ...MODEL_RULES,
  ...VALUE_RULES,
} as const;

export type RuleId = keyof typeof RULES;

export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}

/**
 * The class of a change for a target. Data that travel both ways have the graver class. A target that the table does not
 * know has the gravest class of any target.
 */
export function classOf(id: RuleId, target: string, directions: readonly Direction[]): ChangeClass {
  const { classes } = ruleOf(id);
  const targets: readonly RuledTarget[] = RULED_TARGETS.filter((known) => known === target);
  const asked = targets.length === 0 ? RULED_TARGETS : targets;
  const ways: readonly Direction[] = directions.length === 0 ? ["request", "response"] : directions;
  return gravest(asked.flatMap((known) => ways.map((direction) => classes[known][direction])));
}

const GRAVITY: Readonly<Record<ChangeClass, number>> = { docs: 0, compatible: 1, breaking: 2 };

/** The gravest of some classes; docs where there are none. */
export function gravest(classes: readonly ChangeClass[]): ChangeClass {
  return classes.reduce((worst, value) => (GRAVITY[value] > GRAVITY[worst] ? value : worst), "docs");
}

/** Whether a class is at or above another. */
export function isAtLeast(value: ChangeClass, least: ChangeClass): boolean {
  return GRAVITY[value] >= GRAVITY[least];
}
