import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { exactValue } from "../exact-number.ts";
import type { RepairRule } from "../rule.ts";
import { acceptsNull, coerce, holdsInfinity, isOfType, soleType } from "../schema-types.ts";

const code = "default-value";

const nullDefault = defineDiagnostic({
  code,
  message: () => "the default is null, but the schema does not allow null",
  action: () => "the default is ignored",
});

const infiniteDefault = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "the default contains a number that JSON cannot represent (infinite, or not a number)",
  action: () => "the default is ignored",
});

const wrongDefault = defineDiagnostic<{ value: unknown; type: string }>({
  code,
  message: ({ type, value }) => `the default ${JSON.stringify(value)} is not of the type ${type}`,
  action: () => "the default is ignored",
});

const convertedDefault = defineDiagnostic<{ value: unknown; type: string; fitting: unknown }>({
  code,
  message: ({ type, value }) => `the default ${JSON.stringify(value)} is not of the type ${type}`,
  action: ({ fitting }) => `read as ${JSON.stringify(fitting)}`,
});

export const defaultValue: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, context) => {
    if (!Object.hasOwn(node, "default")) return;
    const { report } = context;
    const tokens = ["default"];
    const value = node["default"];
    if (value === null) {
      if (acceptsNull(node)) return;
      delete node["default"];
      report(nullDefault, {}, tokens);
      return;
    }
    if (holdsInfinity(value)) {
      delete node["default"];
      report(infiniteDefault, {}, tokens);
      return;
    }
    const type = soleType(node);
    const exact = exactValue(value, { type, tokens, context });
    if (exact !== value && type !== "string") node["default"] = exact;
    if (type === undefined || isOfType(value, type)) return;
    const fitting = type === "string" && typeof exact === "string" ? exact : coerce(exact, type);
    if (fitting === undefined) {
      delete node["default"];
      report(wrongDefault, { value, type }, tokens);
      return;
    }
    node["default"] = fitting;
    report(convertedDefault, { value, type, fitting }, tokens);
  },
};
