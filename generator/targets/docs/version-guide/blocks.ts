import { headingText, inlineMarkdown, KEEP_LINKS, plainText } from "../../../emit/markdown/escape-markdown.ts";
import type { MigrationChange } from "../../../migration/facts.ts";
import type { BeforeAndAfter } from "./snippets.ts";
import type { GuideWriter } from "./writer.ts";

/** A heading. The text may come from a spec, so it is escaped. */
export function heading(level: number, text: string): string {
  return `${"#".repeat(level)} ${headingText(text)}`;
}

/** One line for each change, with advice. */
export function changeList(changes: readonly MigrationChange[]): string {
  return changes.map(({ message, advice }) => `- ${plainText(message)} ${adviceText(advice)}`).join("\n");
}

/**
 * The code before and after. Returns no blocks if the two differ only in the version's own names, which the guide
 * explains above.
 */
export function snippetBlocks({ before, after }: BeforeAndAfter, writer: GuideWriter): readonly string[] {
  if (writer.isSame(before, after)) return [];
  return [`Before:`, writer.block(before), `After:`, writer.block(after)];
}

/** The advice on a change as Markdown. It is text of this project and contains inline code. */
export function adviceText(advice: string, isCell = false): string {
  return inlineMarkdown(advice, { rewrite: KEEP_LINKS, isCell });
}
