import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { isObject, type RawObject } from "../tree.ts";
import { isMapOrReference } from "../map-or-reference.ts";

const code = "answers-shape";

const noAnswers = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "the operation declares no responses",
  action: () => "a successful call returns no value",
});

const noReply = defineDiagnostic({
  code,
  severity: "note",
  message: () => "the event declares no responses",
  action: () => "only its payload has a type",
});

const notAMapping = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "`responses` is not a mapping",
  action: () => "a successful call returns no value",
});

const bodyWithoutStatus = defineDiagnostic({
  code,
  message: () => "`responses` contains a body without a status code",
  action: () => "read as the body of the response 200",
});

const notAStatus = defineDiagnostic<{ status: string }>({
  code,
  severity: "warning",
  message: ({ status }) => `"${status}" is not a status code`,
  action: () => "the response is ignored",
});

const textAnswer = defineDiagnostic<{ status: string }>({
  code,
  message: ({ status }) => `the response "${status}" is not a mapping`,
  action: () => "read as the description of the response",
});

const emptyAnswer = defineDiagnostic<{ status: string }>({
  code,
  message: ({ status }) => `the response "${status}" is not a mapping`,
  action: () => "read as a response without a body",
});

const unreadableAnswer = defineDiagnostic<{ status: string }>({
  code,
  severity: "warning",
  message: ({ status }) => `the response "${status}" is not a mapping`,
  action: () => "read as a response without a body",
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
