import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

export const duplicateParameter: RepairRule = {
  id: "duplicate-parameter",
  on: ["operation", "pathItem"],
  title: "A parameter stands once in an operation",
  why: "POST /roles/filter lists `count` twice; two arguments of one name cannot be told apart.",
  apply: ({ node, cursor }, { report, follow }) => {
    const parameters = node["parameters"];
    if (!Array.isArray(parameters)) return;
    const seen = new Set<string>();
    node["parameters"] = parameters.filter((value: unknown, index) => {
      const target = follow({ file: cursor.file, pointer: `${cursor.pointer}/parameters/${index}`, value });
      if (target === undefined || !isObject(target.value)) return true;
      // What has no name is no parameter, and another finding.
      if (typeof target.value["name"] !== "string") return true;
      const key = `${String(target.value["in"])} ${target.value["name"]}`;
      if (!seen.has(key)) {
        seen.add(key);
        return true;
      }
      report({
        message: `the parameter "${target.value["name"]}" stands twice`,
        action: "the first one counts",
        tokens: ["parameters", index],
      });
      return false;
    });
  },
};
