import { codeSpan } from "../../emit/markdown/escape-markdown.ts";
import type { Limits } from "../../model/model.ts";

/** The limits of a value as Markdown for cells: `range 0 to 250`, `length at most 128`, ``pattern `^[a-z]+$` ``. */
export function limitTexts(limits: Limits): readonly string[] {
  // Most values have no limits.
  if (Object.keys(limits).length === 0) return [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength, minItems, maxItems } = limits;
  const isExclusive = exclusiveMinimum !== undefined || exclusiveMaximum !== undefined;
  const range = isExclusive
    ? [
        exclusiveMinimum === undefined ? atLeast(minimum) : `greater than ${String(exclusiveMinimum)}`,
        exclusiveMaximum === undefined ? atMost(maximum) : `less than ${String(exclusiveMaximum)}`,
      ]
        .filter((text) => text !== "")
        .join(" and ")
    : rangeText(minimum, maximum);
  const texts = [
    ["range", range],
    ["length", rangeText(minLength, maxLength)],
    ["items", rangeText(minItems, maxItems)],
    ["pattern", limits.pattern === undefined ? "" : codeSpan(limits.pattern, true)],
  ];
  return texts.flatMap(([name = "", text = ""]) => (text === "" ? [] : [`${name} ${text}`]));
}

/** The limits as the end of a description; "" if there are none. */
export function limitsSentence(limits: Limits): string {
  const texts = limitTexts(limits).join("; ");
  return texts === "" ? "" : `${texts.charAt(0).toUpperCase()}${texts.slice(1)}.`;
}

function rangeText(from: Limits["minimum"], to: Limits["minimum"]): string {
  if (from === undefined) return atMost(to);
  if (to === undefined) return atLeast(from);
  return from === to ? `exactly ${String(from)}` : `${String(from)} to ${String(to)}`;
}

function atLeast(value: Limits["minimum"]): string {
  return value === undefined ? "" : `at least ${String(value)}`;
}

function atMost(value: Limits["minimum"]): string {
  return value === undefined ? "" : `at most ${String(value)}`;
}
