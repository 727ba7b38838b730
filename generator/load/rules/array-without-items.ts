import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { ITEM_KEYWORDS } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { soleType } from "../schema-types.ts";

const code = "array-without-items";

const itemsInAllOf = defineDiagnostic({
  code,
  message: () => "an array has `allOf` instead of `items`",
  action: () => "read as the schema of the items",
});

const noItems = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "an array has no `items`",
  action: () => "the type of its items is unknown",
});

export const arrayWithoutItems: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report, isVersion31 }) => {
    if (soleType(node) !== "array" || ITEM_KEYWORDS.some((keyword) => Object.hasOwn(node, keyword))) return;
    const members = node["allOf"];
    if (Array.isArray(members) && members.length > 0 && members.every(isObject)) {
      node["items"] = members.length === 1 ? members[0] : { allOf: members };
      delete node["allOf"];
      report(itemsInAllOf, {});
      return;
    }
    node["items"] = {};
    if (isVersion31) return;
    report(noItems, {});
  },
};
