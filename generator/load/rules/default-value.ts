import type { RepairRule } from "../rule.ts";
import { acceptsNull, coerce, holdsInfinity, isOfType, soleType } from "./schema-types.ts";

export const defaultValue: RepairRule = {
  id: "default-value",
  on: ["schema"],
  title: "A default is of its schema's type",
  why: '`default: true` for a string (every experimental header) and `"false"` for a boolean are slips; null where null is not allowed is no default.',
  apply: ({ node }, { report }) => {
    if (!Object.hasOwn(node, "default")) return;
    const value = node["default"];
    const tokens = ["default"];
    if (value === null) {
      if (acceptsNull(node)) return;
      delete node["default"];
      report({ message: "the default is null and null is not allowed", action: "there is no default", tokens });
      return;
    }
    if (holdsInfinity(value)) {
      delete node["default"];
      report({
        message: "the default holds a number that JSON has no form for (infinite, or not a number)",
        action: "there is no default",
        tokens,
        severity: "warning",
      });
      return;
    }
    const type = soleType(node);
    if (type === undefined || isOfType(value, type)) return;
    const fitting = coerce(value, type);
    if (fitting === undefined) {
      delete node["default"];
      report({ message: `the default ${JSON.stringify(value)} is no ${type}`, action: "there is no default", tokens });
      return;
    }
    node["default"] = fitting;
    report({
      message: `the default ${JSON.stringify(value)} is no ${type}`,
      action: `read as ${JSON.stringify(fitting)}`,
      tokens,
    });
  },
};
