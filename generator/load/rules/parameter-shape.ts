import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const code = "parameter-shape";

const optionalInPath = defineDiagnostic<{ name: string }>({
  code,
  message: ({ name }) => `the path parameter "${name}" is not required`,
  action: () => "read as required, because OpenAPI requires it",
});

const keysAsSchema = defineDiagnostic<{ name: string }>({
  code,
  message: ({ name }) => `the parameter "${name}" has no schema`,
  action: () => "the keys beside its name are read as its schema",
});

const noSchema = defineDiagnostic<{ name: string }>({
  code,
  message: ({ name }) => `the parameter "${name}" has no schema`,
  action: () => "read as a string",
});

const SCHEMA_KEYS = ["type", "format", "enum", "items", "default", "minimum", "maximum", "pattern"] as const;

export const parameterShape: RepairRule = {
  id: code,
  on: ["parameter"],
  apply: ({ node }, { report }) => {
    if (typeof node["$ref"] === "string") return;
    const name = String(node["name"]);
    if (node["in"] === "path" && node["required"] !== true) {
      node["required"] = true;
      report(optionalInPath, { name });
    }
    if (node["schema"] !== undefined || isObject(node["content"])) return;
    const schema: Record<string, unknown> = {};
    for (const key of SCHEMA_KEYS) {
      if (node[key] === undefined) continue;
      schema[key] = node[key];
      delete node[key];
    }
    const isTyped = Object.keys(schema).length > 0;
    node["schema"] = isTyped ? schema : { type: "string" };
    report(isTyped ? keysAsSchema : noSchema, { name });
  },
};
