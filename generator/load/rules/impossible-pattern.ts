import type { RepairRule } from "../rule.ts";

export const impossiblePattern: RepairRule = {
  id: "impossible-pattern",
  on: ["schema"],
  title: "A pattern accepts its own example",
  why: "`^\\{\\}$` beside a longer example (launchers) rejects what the service takes; an invalid pattern cannot be checked at all.",
  apply: ({ node }, { report }) => {
    const pattern = node["pattern"];
    if (typeof pattern !== "string") return;
    const tokens = ["pattern"];
    let expression: RegExp;
    try {
      expression = new RegExp(pattern, "u");
    } catch {
      return;
    }
    const example = node["example"];
    // A pattern from a spec may backtrack without end: only short ones are tried, on short examples.
    if (typeof example !== "string" || pattern.length > 100 || example.length > 200 || /[+*}]\)?[+*{]/u.test(pattern))
      return;
    if (expression.test(example)) return;
    delete node["pattern"];
    report({
      message: `the pattern ${pattern} rejects the example beside it`,
      action: "the pattern is ignored",
      tokens,
    });
  },
};
