import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

export const answersShape: RepairRule = {
  id: "answers-shape",
  on: ["operation"],
  title: "Answers stand under their status",
  why: "Two webhooks write `responses: { required, content }`, which is a body without a status.",
  apply: ({ node, isEvent }, { report }) => {
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
      if (/^(?:[1-5]\d\d|[1-5]XX|default)$/u.test(status) || status.startsWith("x-")) continue;
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
