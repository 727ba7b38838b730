import { defineDiagnostic } from "../diagnostics/diagnostic.ts";
import { isExactInteger } from "../text/exact-integer.ts";
import type { RuleContext } from "./rule.ts";
import type { SourceTree } from "./tree.ts";

const inexactInteger = defineDiagnostic<{ text: string }>({
  code: "inexact-integer",
  message: ({ text }) => `the integer ${text} is beyond 2^53, where JavaScript numbers lose digits`,
  action: () => "kept as a text of all its digits; this finding is told once for a spec",
});

/** Trees in which one has been told. */
const told = new WeakSet<SourceTree>();

/**
 * A value of a schema's type without loss: the text that stands for a number where a text is wanted (`1.0`, `01234`),
 * and the digits of an integer that no JavaScript number holds. Any other value as it is.
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
