import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { UNION_KEYWORDS } from "../grammar-lookups.ts";
import type { RepairRule } from "../rule.ts";

const code = "null-beside-members";

const nullBeside = defineDiagnostic<{ keyword: string }>({
  code,
  message: ({ keyword }) => `a schema has \`type: null\` beside \`${keyword}\``,
  action: () => "null is read as one of the members of the union",
});

export const nullBesideMembers: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report }) => {
    if (node["type"] !== "null") return;
    for (const keyword of UNION_KEYWORDS) {
      const members = node[keyword];
      if (!Array.isArray(members) || members.length === 0) continue;
      node[keyword] = [...(members as readonly unknown[]), { type: "null" }];
      delete node["type"];
      report(nullBeside, { keyword }, ["type"]);
      return;
    }
  },
};
