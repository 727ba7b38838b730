import type { RepairRule } from "../rule.ts";

export const referenceSiblings: RepairRule = {
  id: "reference-siblings",
  on: ["schema", "answer"],
  title: "Keys beside a reference count",
  why: "OpenAPI 3.0 ignores them; the vendor means them: `nullable` beside `$ref` on AccessProfile.accessRequestConfig.",
  apply: ({ node }, { report, isVersion31 }) => {
    if (isVersion31 || typeof node["$ref"] !== "string") return;
    const siblings = Object.keys(node).filter((key) => key !== "$ref");
    if (siblings.length === 0) return;
    report({
      message: `${siblings.join(", ")} beside a reference, which OpenAPI 3.0 ignores`,
      action: "honoured",
      severity: siblings.every((key) => key === "description" || key === "example") ? "note" : "repair",
    });
  },
};
