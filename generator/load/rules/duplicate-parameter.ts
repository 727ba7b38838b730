import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const code = "duplicate-parameter";

const repeatedParameter = defineDiagnostic<{ name: string }>({
  code,
  message: ({ name }) => `the parameter "${name}" is declared twice`,
  action: () => "the first declaration is used",
});

export const duplicateParameter: RepairRule = {
  id: code,
  on: ["operation", "pathItem"],
  apply: ({ node, cursor }, { report, follow }) => {
    const parameters = node["parameters"];
    if (!Array.isArray(parameters)) return;
    const seen = new Set<string>();
    node["parameters"] = parameters.filter((value: unknown, index) => {
      const target = follow({ file: cursor.file, pointer: `${cursor.pointer}/parameters/${index}`, value });
      if (target === undefined || !isObject(target.value)) return true;
      // Another rule reports a parameter without a name.
      if (typeof target.value["name"] !== "string") return true;
      const key = `${String(target.value["in"])} ${target.value["name"]}`;
      if (!seen.has(key)) {
        seen.add(key);
        return true;
      }
      report(repeatedParameter, { name: target.value["name"] }, ["parameters", index]);
      return false;
    });
  },
};
