import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { testPattern } from "../linear-pattern.ts";
import type { RepairRule } from "../rule.ts";
import { shorten } from "../../text/characters.ts";

const code = "impossible-pattern";

const untriedPattern = defineDiagnostic<{ shown: string; reason: string }>({
  code,
  severity: "note",
  message: ({ reason, shown }) => `the pattern ${shown} is not tested on the example of its schema: ${reason}`,
  action: () => "the pattern is kept as it is",
});

const rejectedExample = defineDiagnostic<{ shown: string }>({
  code,
  message: ({ shown }) => `the pattern ${shown} rejects the example of its schema`,
  action: () => "the pattern is ignored",
});

export const impossiblePattern: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report }) => {
    const { pattern, example } = node;
    if (typeof pattern !== "string" || typeof example !== "string") return;
    const answer = testPattern(pattern, example);
    const shown = shorten(pattern, 200);
    if ("reason" in answer) {
      report(untriedPattern, { shown, reason: answer.reason }, ["pattern"]);
      return;
    }
    if (answer.accepts) return;
    delete node["pattern"];
    report(rejectedExample, { shown }, ["pattern"]);
  },
};
