import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { withWrittenNumbers } from "../written-numbers.ts";
import { exactValue } from "../exact-number.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { isObject } from "../tree.ts";
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
  on: ["schema", "root", "pathItem", "operation"],
  apply: ({ node, kind, cursor }, context) => {
    if (kind !== "schema") {
      keepServerTexts(node["servers"], context);
      return;
    }
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
    if (typeof value === "object") {
      const onText = (part: number, fitting: string, at: readonly (string | number)[]): void =>
        report(convertedDefault, { value: part, type: "string", fitting }, at);
      node["default"] = withWrittenNumbers(value, { schema: cursor, tokens, context, onText });
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

/** The variables of a server are strings: `default: 1.10` is part of a URL. */
function keepServerTexts(servers: unknown, context: RuleContext): void {
  for (const [index, server] of Array.isArray(servers) ? servers.entries() : []) {
    const variables: unknown = isObject(server) ? server["variables"] : undefined;
    for (const [name, variable] of isObject(variables) ? Object.entries(variables) : []) {
      const value = isObject(variable) ? variable["default"] : undefined;
      if (!isObject(variable) || typeof value !== "number") continue;
      const tokens = ["servers", index, "variables", name, "default"];
      const fitting = exactValue(value, { type: "string", tokens, context });
      if (typeof fitting !== "string") continue;
      variable["default"] = fitting;
      context.report(convertedDefault, { value, type: "string", fitting }, tokens);
    }
  }
}
