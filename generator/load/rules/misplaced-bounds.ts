import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { BOUNDS } from "../bounds.ts";
import { exactValue } from "../exact-number.ts";
import type { RepairRule } from "../rule.ts";
import { soleType } from "../schema-types.ts";

const code = "misplaced-bounds";

const lengthOfNumber = defineDiagnostic<{ length: string; type: string; bound: string }>({
  code,
  message: ({ length, type }) => `a schema of type ${type} has \`${length}\``,
  action: ({ bound }) => `read as \`${bound}\``,
});

/** Reads the length of a number as its bound, and keeps the digits of bounds beyond 2^53 (`maximum` of an `int64`). */
export const misplacedBounds: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, context) => {
    const type = soleType(node);
    if (type === "integer" || type === "number")
      for (const [length, bound] of [
        ["minLength", "minimum"],
        ["maxLength", "maximum"],
      ] as const) {
        if (typeof node[length] !== "number") continue;
        const value = exactValue(node[length], { type: "integer", tokens: [length], context });
        delete node[length];
        node[bound] ??= value;
        context.report(lengthOfNumber, { length, type, bound }, [length]);
      }
    for (const keyword of BOUNDS)
      if (typeof node[keyword] === "number")
        node[keyword] = exactValue(node[keyword], { type: "integer", tokens: [keyword], context });
  },
};
