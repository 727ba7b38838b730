import type { RepairRule } from "../rule.ts";

export const bodyOnRead: RepairRule = {
  id: "body-on-delete",
  on: ["operation"],
  title: "DELETE and GET carry no body",
  why: "Fetch refuses a body on GET and HEAD, so it cannot be sent; the service takes one on two DELETE operations.",
  apply: ({ node, method }, { report }) => {
    if (node["requestBody"] === undefined || method === undefined) return;
    const tokens = ["requestBody"];
    if (method === "get" || method === "head") {
      delete node["requestBody"];
      report({
        message: `a body on ${method.toUpperCase()} cannot be sent`,
        action: "left out",
        tokens,
        severity: "warning",
      });
    } else if (method === "delete") {
      report({ message: "a DELETE operation has a body", action: "sent as declared", tokens, severity: "note" });
    }
  },
};
