import { headingText, inlineMarkdown, KEEP_LINKS, plainText } from "../../../emit/markdown/escape-markdown.ts";
import type { MigrationChange } from "../../../migration/facts.ts";
import type { BeforeAndAfter } from "./snippets.ts";
import type { GuideWriter } from "./writer.ts";

/** A heading, of text that may be a spec's. */
export function heading(level: number, text: string): string {
  return `${"#".repeat(level)} ${headingText(text)}`;
}

/** One line for each change, with what to do about it. */
export function changeList(changes: readonly MigrationChange[]): string {
  return changes.map(({ message, advice }) => `- ${plainText(message)} ${adviceText(advice)}`).join("\n");
}

/** Both codes; nothing where they differ in the version's own names alone, for these are told above. */
export function snippetBlocks({ before, after }: BeforeAndAfter, writer: GuideWriter): readonly string[] {
  if (writer.isSame(before, after)) return [];
  return [`Before:`, writer.block(before), `After:`, writer.block(after)];
}

/** What to do about a change: our own words, with code in them. */
export function adviceText(advice: string, isCell = false): string {
  return inlineMarkdown(advice, { rewrite: KEEP_LINKS, isCell });
}
