import type { RepairRule } from "../rule.ts";
import { isObject } from "../tree.ts";
import { soleType } from "./schema-types.ts";

export const arrayWithoutItems: RepairRule = {
  id: "array-without-items",
  on: ["schema"],
  title: "A list says what its items are",
  why: "`type: array` with `allOf: [X]` (POST /roles/filter) means a list of X; with nothing at all the items are unknown.",
  apply: ({ node }, { report, isVersion31 }) => {
    if (soleType(node) !== "array" || Object.hasOwn(node, "items") || Object.hasOwn(node, "prefixItems")) return;
    const members = node["allOf"];
    if (Array.isArray(members) && members.length > 0 && members.every(isObject)) {
      node["items"] = members.length === 1 ? members[0] : { allOf: members };
      delete node["allOf"];
      report({
        message: "a list has `allOf` where `items` is meant",
        action: "the members of `allOf` describe the items",
      });
      return;
    }
    node["items"] = {};
    if (isVersion31) return;
    report({ message: "a list does not say what its items are", action: "its items are unknown", severity: "warning" });
  },
};
