import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { soleType, statedTypes } from "./schema-types.ts";

export const itemsWithoutArray: RepairRule = {
  id: "items-without-array",
  on: ["schema"],
  title: "`items` belongs to a list",
  why: "`items` without a type is a list whose author forgot the type; beside another type the stated type wins.",
  apply: ({ node }, { report }) => {
    if (!Object.hasOwn(node, "items") || statedTypes(node).includes("array")) return;
    const type = soleType(node);
    if (type === undefined && !isObject(node["properties"])) {
      node["type"] = node["type"] === undefined ? "array" : ["array", "null"];
      report({ message: "`items` stands in a schema without a type", action: "read as a list", tokens: ["items"] });
      return;
    }
    delete node["items"];
    report({
      message: `\`items\` stands in a schema of type ${type ?? "object"}`,
      action: "`items` is ignored, the stated type counts",
    });
  },
};
