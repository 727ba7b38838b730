import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const SCHEMA_KEYS = ["type", "format", "enum", "items", "default", "minimum", "maximum", "pattern"] as const;

export const parameterShape: RepairRule = {
  id: "parameter-shape",
  on: ["parameter"],
  title: "A parameter has a place, a name and a schema, and is required in a path",
  why: "Swagger 2 leftovers put the type beside the name; a path parameter that is not required would leave a hole in the URL.",
  apply: ({ node }, { report }) => {
    if (typeof node["$ref"] === "string") return;
    if (node["in"] === "path" && node["required"] !== true) {
      node["required"] = true;
      report({
        message: `the path parameter "${String(node["name"])}" is not required`,
        action: "required, as OpenAPI demands",
      });
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
    report({
      message: `the parameter "${String(node["name"])}" has no schema`,
      action: isTyped ? "the keys beside its name are its schema" : "read as a string",
    });
  },
};
