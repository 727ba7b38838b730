import type { RepairRule } from "../rule.ts";
import { soleType } from "./schema-types.ts";

export const misplacedBounds: RepairRule = {
  id: "misplaced-bounds",
  on: ["schema"],
  title: "Lengths bound texts, minimum and maximum bound numbers",
  why: "`maxLength: 250` on an integer (forms' limit) is meant as its maximum.",
  apply: ({ node }, { report }) => {
    const type = soleType(node);
    if (type !== "integer" && type !== "number") return;
    for (const [length, bound] of [
      ["minLength", "minimum"],
      ["maxLength", "maximum"],
    ] as const) {
      const value = node[length];
      if (typeof value !== "number") continue;
      delete node[length];
      node[bound] ??= value;
      report({ message: `\`${length}\` stands on a ${type}`, action: `read as \`${bound}\``, tokens: [length] });
    }
  },
};
