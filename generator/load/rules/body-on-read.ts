import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";

const code = "body-on-delete";

const unsendableBody = defineDiagnostic<{ method: string }>({
  code,
  message: ({ method }) => `a ${method.toUpperCase()} request cannot have a body`,
  action: () => "the body is ignored",
});

const bodyOfDelete = defineDiagnostic({
  code,
  severity: "note",
  message: () => "a DELETE operation has a request body",
  action: () => "the body is sent as declared",
});

export const bodyOnRead: RepairRule = {
  id: code,
  on: ["operation"],
  apply: ({ node, method }, { report }) => {
    if (node["requestBody"] === undefined || method === undefined) return;
    const tokens = ["requestBody"];
    if (method === "get" || method === "head") {
      delete node["requestBody"];
      report(unsendableBody, { method }, tokens);
    } else if (method === "delete") {
      report(bodyOfDelete, {}, tokens);
    }
  },
};
