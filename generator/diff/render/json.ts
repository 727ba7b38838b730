import { jsonText } from "../../text/characters.ts";
import { DIFF_FORMAT_VERSION, type DiffReport } from "../report.ts";

/** Renders a comparison as JSON; `docs/diff.schema.json` is its schema. */
export function renderJson({ old, new: found, verdict, changes, ignored }: DiffReport): string {
  const report = { format: DIFF_FORMAT_VERSION, old, new: found, verdict, changes, ignored };
  return `${jsonText(report, 2)}\n`;
}
