import { RE2JS } from "re2js";

/**
 * What is known of a pattern and a text: whether the pattern, as JSON Schema means it (a regular expression of
 * ECMA-262, found anywhere in the text), accepts the text; or why nobody looked.
 */
export type PatternAnswer = { readonly accepts: boolean } | { readonly reason: string };

/** A longer pattern is not even compiled. */
const LONGEST_PATTERN = 5000;

/** The sum of all repeat counts of a pattern: the compiled pattern holds each repetition. */
const MOST_REPEATS = 2000;

/** The most steps of one match: instructions of the compiled pattern times characters of the text. */
const MOST_STEPS = 5_000_000;

/**
 * Asks a pattern of a spec about a text. The engine of JavaScript backtracks: `^(a|a)*$` beside forty letters would run
 * for days. This one is linear in the text (RE2's algorithm), and what it cannot read is not run.
 */
export function askPattern(pattern: string, text: string): PatternAnswer {
  if (pattern.length > LONGEST_PATTERN) return { reason: `it has more than ${String(LONGEST_PATTERN)} characters` };
  if (!isJavaScriptPattern(pattern)) return { reason: "it is no regular expression of JavaScript" };
  if (repeatsOf(pattern) > MOST_REPEATS) return { reason: "it repeats its parts too often" };
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return { reason: "it looks ahead, behind or back, or repeats too often for an engine that does not backtrack" };
  }
  if (compiled.programSize() * (text.length + 1) > MOST_STEPS)
    return { reason: "pattern and example are too long together" };
  const accepts = compiled.matcher(text).find();
  // This engine knows only ASCII white space and word boundaries; JavaScript knows more white space.
  if (!accepts && /\\[sSbB]/u.test(pattern) && /[^\0-\x7f]/u.test(text))
    return { reason: "it tests for white space or word boundaries, and the example is not ASCII" };
  return { accepts };
}

function repeatsOf(pattern: string): number {
  return [...pattern.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/gu)].reduce(
    (sum, [, least = "", most = ""]) => sum + Math.max(Number(least), Number(most)),
    0,
  );
}

/** Compiling is linear; only running is not. Without the flag for Unicode more escapes are allowed (`\-`). */
function isJavaScriptPattern(pattern: string): boolean {
  return ["u", ""].some((flags) => {
    try {
      return new RegExp(pattern, flags) instanceof RegExp;
    } catch {
      return false;
    }
  });
}
