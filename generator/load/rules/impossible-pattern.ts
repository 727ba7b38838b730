import { askPattern } from "../linear-pattern.ts";
import type { RepairRule } from "../rule.ts";
import { shorten } from "../../text/characters.ts";

export const impossiblePattern: RepairRule = {
  id: "impossible-pattern",
  on: ["schema"],
  title: "A pattern accepts its own example",
  why: "`^\\{\\}$` beside a longer example (launchers) rejects what the service takes; a pattern that cannot be read cannot be checked.",
  apply: ({ node }, { report }) => {
    const { pattern, example } = node;
    if (typeof pattern !== "string" || typeof example !== "string") return;
    const answer = askPattern(pattern, example);
    const shown = shorten(pattern, 200);
    if ("reason" in answer) {
      report({
        severity: "note",
        message: `the pattern ${shown} is not tried on the example beside it: ${answer.reason}`,
        action: "the pattern is kept as text",
        tokens: ["pattern"],
      });
      return;
    }
    if (answer.accepts) return;
    delete node["pattern"];
    report({
      message: `the pattern ${shown} rejects the example beside it`,
      action: "the pattern is ignored",
      tokens: ["pattern"],
    });
  },
};
