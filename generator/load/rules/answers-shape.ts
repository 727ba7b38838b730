import type { RepairRule, RuleContext } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";
import { isMapOrReference } from "./map-or-reference.ts";

export const answersShape: RepairRule = {
  id: "answers-shape",
  on: ["operation"],
  title: "Answers stand under their status",
  why: "Two webhooks write `responses: { required, content }`, which is a body without a status.",
  apply: ({ node, cursor, isEvent }, context) => {
    const { report } = context;
    const responses = node["responses"];
    if (responses === undefined) {
      if (!isEvent)
        report({
          message: "an operation declares no answers",
          action: "a successful call gives nothing",
          severity: "warning",
        });
      else
        report({
          message: "an event declares no answers",
          action: "its payload is all that is read",
          severity: "note",
        });
      return;
    }
    const tokens = ["responses"];
    if (!isObject(responses)) {
      delete node["responses"];
      report({
        message: "`responses` is not a mapping",
        action: "a successful call gives nothing",
        tokens,
        severity: "warning",
      });
      return;
    }
    if (isObject(responses["content"])) {
      node["responses"] = { "200": { description: "", content: responses["content"] } };
      report({ message: "`responses` holds a body without a status", action: "read as the body of 200", tokens });
      return;
    }
    for (const status of Object.keys(responses)) {
      if (status.startsWith("x-")) continue;
      const answer = { status, value: responses[status] };
      if (/^(?:[1-5]\d\d|[1-5]XX|default)$/u.test(status)) {
        if (!isMapOrReference(context, cursor.file, answer.value)) responses[status] = readAnswer(answer, report);
        continue;
      }
      delete responses[status];
      report({
        message: `"${status}" is no status`,
        action: "left out",
        tokens: ["responses", status],
        severity: "warning",
      });
    }
  },
};

/** The status counts whatever stands there: a call that is answered so has succeeded, or failed. */
function readAnswer({ status, value }: { status: string; value: unknown }, report: RuleContext["report"]): RawObject {
  const isText = typeof value === "string";
  report({
    message: `the answer "${status}" is no mapping`,
    action: isText ? "read as its description" : "read as an answer without a body",
    tokens: ["responses", status],
    severity: isText || value === null ? "repair" : "warning",
  });
  return { description: isText ? value : "" };
}
