import type { RepairRule } from "../rule.ts";

/** What the Reference Object of OpenAPI 3.1 may have. */
const TEXTS: ReadonlySet<string> = new Set(["summary", "description"]);

export const referenceSiblings: RepairRule = {
  id: "reference-siblings",
  on: ["schema", "answer", "parameter", "header", "requestBody"],
  title: "Keys beside a reference count",
  why: "OpenAPI 3.0 ignores them; the vendor means them: `nullable` beside `$ref` on AccessProfile.accessRequestConfig.",
  apply: ({ kind, node }, { report, isVersion31 }) => {
    if (typeof node["$ref"] !== "string") return;
    const all = Object.keys(node).filter((key) => key !== "$ref");
    const ignored = kind === "schema" ? [] : all.filter((key) => !TEXTS.has(key) && !key.startsWith("x-"));
    if (ignored.length > 0)
      report({
        message: `${ignored.join(", ")} beside a reference, which may have a summary and a description only`,
        action: "ignored; what is referred to counts",
        severity: "warning",
      });
    const siblings = all.filter((key) => !ignored.includes(key));
    if (isVersion31 || siblings.length === 0) return;
    report({
      message: `${siblings.join(", ")} beside a reference, which OpenAPI 3.0 ignores`,
      action: "honoured",
      severity: siblings.every((key) => key === "description" || key === "example") ? "note" : "repair",
    });
  },
};
