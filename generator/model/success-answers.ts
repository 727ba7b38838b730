import type { Answer } from "./model.ts";

/** The responses that mean success: every 2xx and `2XX`, or a `default` that is the only response. */
export function successAnswers(answers: readonly Answer[]): readonly Answer[] {
  const own = answers.filter((answer) => /^2(?:\d\d|XX)$/iu.test(answer.status));
  return own.length === 0 && answers.length === 1 ? answers.filter((answer) => answer.status === "default") : own;
}
