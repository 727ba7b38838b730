import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";
import { isMapOrReference } from "../map-or-reference.ts";

const code = "answers-shape";

const noAnswers = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "an operation declares no answers",
  action: () => "a successful call gives nothing",
});

const noReply = defineDiagnostic({
  code,
  severity: "note",
  message: () => "an event declares no answers",
  action: () => "its payload is all that is read",
});

const notAMapping = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "`responses` is not a mapping",
  action: () => "a successful call gives nothing",
});

const bodyWithoutStatus = defineDiagnostic({
  code,
  message: () => "`responses` holds a body without a status",
  action: () => "read as the body of 200",
});

const notAStatus = defineDiagnostic<{ status: string }>({
  code,
  severity: "warning",
  message: ({ status }) => `"${status}" is no status`,
  action: () => "left out",
});

const textAnswer = defineDiagnostic<{ status: string }>({
  code,
  message: ({ status }) => `the answer "${status}" is no mapping`,
  action: () => "read as its description",
});

const emptyAnswer = defineDiagnostic<{ status: string }>({
  code,
  message: ({ status }) => `the answer "${status}" is no mapping`,
  action: () => "read as an answer without a body",
});

const unreadableAnswer = defineDiagnostic<{ status: string }>({
  code,
  severity: "warning",
  message: ({ status }) => `the answer "${status}" is no mapping`,
  action: () => "read as an answer without a body",
});

export const answersShape: RepairRule = {
  id: code,
  on: ["operation"],
  apply: ({ node, cursor, isEvent }, context) => {
    const { report } = context;
    const responses = node["responses"];
    if (responses === undefined) {
      report(isEvent ? noReply : noAnswers, {});
      return;
    }
    const tokens = ["responses"];
    if (!isObject(responses)) {
      delete node["responses"];
      report(notAMapping, {}, tokens);
      return;
    }
    if (isObject(responses["content"])) {
      node["responses"] = { "200": { description: "", content: responses["content"] } };
      report(bodyWithoutStatus, {}, tokens);
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
      report(notAStatus, { status }, ["responses", status]);
    }
  },
};

/**
 * A response that is not a mapping becomes an empty response. Its status stays, because it says that the call succeeds
 * or fails.
 */
function readAnswer({ status, value }: { status: string; value: unknown }, report: RuleContext["report"]): RawObject {
  const isText = typeof value === "string";
  const kind = isText ? textAnswer : value === null ? emptyAnswer : unreadableAnswer;
  report(kind, { status }, ["responses", status]);
  return { description: isText ? value : "" };
}
