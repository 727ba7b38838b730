import { assertNever } from "../model/assert-never.ts";
import { renderGithub } from "./render/github.ts";
import { renderHtml } from "./render/html.ts";
import { renderJson } from "./render/json.ts";
import { renderText } from "./render/text.ts";
import type { DiffFormat, DiffReport } from "./report.ts";

/**
 * Renders a comparison in the requested format. Markdown is formatted with prettier, which is loaded only for that
 * format.
 */
export async function renderDiff(
  report: DiffReport,
  format: DiffFormat,
  options: { readonly useColor: boolean },
): Promise<string> {
  switch (format) {
    case "text":
      return renderText(report, options);
    case "json":
      return renderJson(report);
    case "markdown":
      return (await import("./render/markdown.ts")).renderMarkdown(report);
    case "github":
      return renderGithub(report);
    case "html":
      return renderHtml(report);
    default:
      return assertNever(format);
  }
}
