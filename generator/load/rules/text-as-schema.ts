import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const KEYS = ["items", "additionalProperties", "schema"] as const;

export const textAsSchema: RepairRule = {
  id: "text-as-schema",
  on: ["schema", "mediaType", "parameter"],
  title: "A schema is a mapping",
  why: "A string or list where a schema is expected says nothing about the type, so the place accepts anything.",
  apply: ({ node }, { report, isVersion31 }) => {
    const check = (holder: Record<string, unknown>, key: string, tokens: readonly string[]): void => {
      const value = holder[key];
      if (isObject(value) || value === undefined) return;
      if (typeof value === "boolean" && (isVersion31 || key === "additionalProperties")) return;
      holder[key] = {};
      report({
        message: `${JSON.stringify(value)} stands where a schema is expected`,
        action: "the place accepts anything",
        tokens,
        severity: "warning",
      });
    };
    for (const key of KEYS) if (Object.hasOwn(node, key)) check(node, key, [key]);
    const properties = node["properties"];
    if (!isObject(properties)) return;
    for (const name of Object.keys(properties)) check(properties, name, ["properties", name]);
  },
};
