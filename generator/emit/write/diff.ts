import { createTwoFilesPatch } from "diff";
import { visibleText } from "../../text/characters.ts";
import type { WritePlan } from "./plan.ts";

/**
 * Beyond this number of edits the diff of a file is only summarised, because the time of the algorithm grows with the
 * square of the edits.
 */
const MAXIMUM_EDITS = 4000;

/** The unified diff of all changes in a plan, sorted by path. */
export function renderPlanDiff(plan: WritePlan): string {
  const parts = [...plan.writes]
    .sort((left, right) => (left.path < right.path ? -1 : 1))
    .map(({ path, content = "", text }) => renderTextDiff(path, text, content));
  const removed = plan.removals.map((path) => `--- a/${path}\n+++ /dev/null\n@@ removed @@\n`);
  return [...parts, ...removed].join("");
}

/** The unified diff of one text; `before` is undefined for a new file. */
export function renderTextDiff(path: string, before: string | undefined, after: string): string {
  const from = before === undefined ? "/dev/null" : `a/${path}`;
  const patch = createTwoFilesPatch(from, `b/${path}`, before ?? "", after, undefined, undefined, {
    context: 3,
    maxEditLength: MAXIMUM_EDITS,
  });
  // The old text may come from anybody, so a terminal must not interpret it.
  return visibleText(
    patch ??
      `--- ${from}\n+++ b/${path}\n@@ rewritten: ${lineCount(before ?? "")} lines become ${lineCount(after)} @@\n`,
  );
}

function lineCount(text: string): number {
  return text === "" ? 0 : text.split("\n").length - 1;
}
