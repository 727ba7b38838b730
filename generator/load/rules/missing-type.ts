import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { keywordsOf } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { typeOfValue } from "../schema-types.ts";

const code = "missing-type";

const untypedObject = defineDiagnostic({
  code,
  message: () => "a schema with properties does not state its type",
  action: () => "read as an object",
});

const typeOfExample = defineDiagnostic<{ type: string }>({
  code,
  message: () => "a schema states no type",
  action: ({ type }) => `read as ${type}, the type of its example`,
});

/** Keywords that make the type of an example unreliable as the type of the schema. */
const TYPED_BY_OTHERS = keywordsOf(
  "schema",
  ({ holds, says, isCondition }) => holds === "reference" || says === "shape" || isCondition === true,
).map(([keyword]) => keyword);

export const missingType: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report, isVersion31 }) => {
    if (node["type"] !== undefined) return;
    if (isObject(node["properties"])) {
      node["type"] = "object";
      if (!isVersion31) report(untypedObject, {});
      return;
    }
    if (isVersion31 || TYPED_BY_OTHERS.some((keyword) => Object.hasOwn(node, keyword))) return;
    const type = typeOfValue(node["example"] ?? null);
    if (type === "null" || type === "array" || type === "object") return;
    node["type"] = type;
    report(typeOfExample, { type });
  },
};
