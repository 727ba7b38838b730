import type { RepairRule } from "../rule.ts";

export const nullBesideMembers: RepairRule = {
  id: "null-beside-members",
  on: ["schema"],
  title: "A union that may be null has null among its members",
  why: "`type: null` beside `oneOf` allows nothing but null; converters write it for `nullable: true` (Vercel's EdgeConfigItemValue).",
  apply: ({ node }, { report }) => {
    if (node["type"] !== "null") return;
    for (const keyword of ["oneOf", "anyOf"] as const) {
      const members = node[keyword];
      if (!Array.isArray(members) || members.length === 0) continue;
      node[keyword] = [...(members as readonly unknown[]), { type: "null" }];
      delete node["type"];
      report({
        message: `\`type: null\` stands beside \`${keyword}\``,
        action: "null is read as one more member",
        tokens: ["type"],
      });
      return;
    }
  },
};
