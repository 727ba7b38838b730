import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { soleType } from "../schema-types.ts";

const code = "misplaced-bounds";

const lengthOfNumber = defineDiagnostic<{ length: string; type: string; bound: string }>({
  code,
  message: ({ length, type }) => `a schema of type ${type} has \`${length}\``,
  action: ({ bound }) => `read as \`${bound}\``,
});

export const misplacedBounds: RepairRule = {
  id: code,
  on: ["schema"],
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
      report(lengthOfNumber, { length, type, bound }, [length]);
    }
  },
};
