import { defineDiagnostic } from "../diagnostics/diagnostic.ts";
import { isExactInteger } from "../text/exact-integer.ts";
import type { RuleContext } from "./rule.ts";
import type { SourceTree } from "./tree.ts";

const inexactInteger = defineDiagnostic<{ text: string }>({
  code: "inexact-integer",
  message: ({ text }) => `the integer ${text} is beyond 2^53, where JavaScript numbers lose digits`,
  action: () => "kept as a string of all its digits; reported once for each spec",
});

/** The trees for which `inexact-integer` was reported. */
const told = new WeakSet<SourceTree>();

/**
 * A value with the digits of its source text, where the parsed number loses them: for the type `string` the number as
 * written (`1.0`, `01234`), for the type `integer` the digits beyond 2^53. Returns any other value as it is.
 */
export function exactValue(
  value: unknown,
  { type, tokens, context }: { type: string | undefined; tokens: readonly (string | number)[]; context: RuleContext },
): unknown {
  if (typeof value !== "number") return value;
  if (type === "string") return context.numberText(tokens, value) ?? value;
  if (type !== "integer" || !Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  const text = context.numberText(tokens, value);
  if (!isExactInteger(text)) return value;
  if (!told.has(context.tree)) {
    told.add(context.tree);
    context.report(inexactInteger, { text }, tokens);
  }
  return text;
}
