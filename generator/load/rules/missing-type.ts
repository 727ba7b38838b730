import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { typeOfValue } from "./schema-types.ts";

const TYPED_BY_OTHERS = [
  "$ref",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "enum",
  "const",
  "items",
  "additionalProperties",
  "if",
];

export const missingType: RepairRule = {
  id: "missing-type",
  on: ["schema"],
  title: "A schema says its type",
  why: "`properties` can only be an object's. A lone example tells the type of the shared 401 and 429 bodies.",
  apply: ({ node }, { report, isVersion31 }) => {
    if (node["type"] !== undefined) return;
    if (isObject(node["properties"])) {
      node["type"] = "object";
      if (!isVersion31)
        report({ message: "a schema with properties does not state its type", action: "read as an object" });
      return;
    }
    if (isVersion31 || TYPED_BY_OTHERS.some((keyword) => Object.hasOwn(node, keyword))) return;
    const type = typeOfValue(node["example"] ?? null);
    if (type === "null" || type === "array" || type === "object") return;
    node["type"] = type;
    report({ message: "a schema states no type", action: `read as ${type}, the type of its example` });
  },
};
