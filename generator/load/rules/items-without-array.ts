import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { soleType, statedTypes } from "../schema-types.ts";

const code = "items-without-array";

const untypedItems = defineDiagnostic({
  code,
  message: () => "a schema without a type has `items`",
  action: () => "read as an array",
});

const misplacedItems = defineDiagnostic<{ type: string }>({
  code,
  message: ({ type }) => `a schema of type ${type} has \`items\``,
  action: () => "`items` is ignored",
});

export const itemsWithoutArray: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report }) => {
    if (!Object.hasOwn(node, "items") || statedTypes(node).includes("array")) return;
    const type = soleType(node);
    if (type === undefined && !isObject(node["properties"])) {
      node["type"] = node["type"] === undefined ? "array" : ["array", "null"];
      report(untypedItems, {}, ["items"]);
      return;
    }
    delete node["items"];
    report(misplacedItems, { type: type ?? "object" });
  },
};
