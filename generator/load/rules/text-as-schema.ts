import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";

const code = "text-as-schema";

const notASchema = defineDiagnostic<{ value: unknown }>({
  code,
  message: ({ value }) => `${JSON.stringify(value)} is not a schema`,
  action: () => "read as a schema that accepts any value",
});

/** The keywords whose malformed value is replaced by a schema that accepts any value, instead of being dropped. */
export const REPAIRED_AS_SCHEMA = ["items", "additionalProperties", "schema"] as const;

export const textAsSchema: RepairRule = {
  id: code,
  on: ["schema", "mediaType", "parameter"],
  apply: ({ node }, { report, isVersion31 }) => {
    const check = (holder: Record<string, unknown>, key: string, tokens: readonly string[]): void => {
      const value = holder[key];
      if (isObject(value) || value === undefined) return;
      if (typeof value === "boolean" && (isVersion31 || key === "additionalProperties")) return;
      holder[key] = {};
      report(notASchema, { value }, tokens);
    };
    for (const key of REPAIRED_AS_SCHEMA) if (Object.hasOwn(node, key)) check(node, key, [key]);
    const properties = node["properties"];
    if (!isObject(properties)) return;
    for (const name of Object.keys(properties)) check(properties, name, ["properties", name]);
  },
};
