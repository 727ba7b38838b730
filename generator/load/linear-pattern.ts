import { RE2JS } from "re2js";

/**
 * The result of matching a pattern: whether it accepts the text, or why it was not run. JSON Schema defines a pattern
 * as an ECMA-262 regular expression that may match anywhere in the text.
 */
export type PatternResult = { readonly accepts: boolean } | { readonly reason: string };

/** A longer pattern is not compiled. */
const LONGEST_PATTERN = 5000;

/** The largest sum of a pattern's repeat counts. The compiled pattern contains each repetition. */
const MOST_REPEATS = 2000;

/** The most steps of one match: instructions of the compiled pattern times characters of the text. */
const MOST_STEPS = 5_000_000;

/**
 * Matches a pattern of a spec against a text in linear time (RE2's algorithm). JavaScript's engine backtracks: it would
 * need days for `^(a|a)*$` and forty letters. A pattern that RE2 cannot compile is not run.
 */
export function testPattern(pattern: string, text: string): PatternResult {
  if (pattern.length > LONGEST_PATTERN) return { reason: `it has more than ${String(LONGEST_PATTERN)} characters` };
  if (!isJavaScriptPattern(pattern)) return { reason: "it is not a regular expression of JavaScript" };
  if (repeatsOf(pattern) > MOST_REPEATS) return { reason: "its quantifiers are too large" };
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return { reason: "it has a lookaround or a backreference, or repeats too often for a linear-time engine" };
  }
  if (compiled.programSize() * (text.length + 1) > MOST_STEPS)
    return { reason: "the pattern and the example together are too long" };
  const accepts = compiled.matcher(text).find();
  // RE2 recognises only ASCII white space and word boundaries; JavaScript recognises more white space.
  if (!accepts && /\\[sSbB]/u.test(pattern) && /[^\0-\x7f]/u.test(text))
    return { reason: "it tests for white space or word boundaries, but the example is not ASCII" };
  return { accepts };
}

function repeatsOf(pattern: string): number {
  return [...pattern.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/gu)].reduce(
    (sum, [, least = "", most = ""]) => sum + Math.max(Number(least), Number(most)),
    0,
  );
}

/**
 * Whether a pattern is a JavaScript regular expression. Compiling takes linear time. Without the Unicode flag more
 * escapes are valid (`\-`).
 */
function isJavaScriptPattern(pattern: string): boolean {
  return ["u", ""].some((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}
