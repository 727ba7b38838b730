import { markdownBlocks, markdownCell } from "../../emit/markdown/markdown-print.ts";
import type { DeclarationId } from "../../model/model.ts";
import { relativeUrl, type Address, type PageSection, type LinkTarget } from "./address.ts";
import { resolveDocLink } from "./doc-links.ts";
import type { Language } from "./language.ts";
import { modelAddress, operationTarget, sectionAddress, type Entry, type Library, type Shelf } from "./library.ts";
import type { SnippetFormatter } from "./snippets.ts";

/** The input of a page: its place, its language and its links. */
export interface Writer {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly snippets: SnippetFormatter;
  /** A description as one table cell; never empty. */
  readonly cell: (text: string, missing?: string) => string;
  /** A description as Markdown blocks; may be empty. */
  readonly blocks: (text: string) => string;
  readonly href: (target: LinkTarget) => string;
  readonly modelHref: (id: DeclarationId) => string;
  readonly operationHref: (shelf: Shelf, entry: Entry, language?: Language) => string;
}

/** The text for a missing description. */
export const NO_DESCRIPTION = "(no description)";

export interface WriterInput {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly snippets: SnippetFormatter;
}

/**
 * Creates the writer for all pages of a section. The pages share a folder, so their texts and relative links are equal.
 */
export function createWriter(input: WriterInput, section: PageSection): Writer {
  const { library, shelf, language } = input;
  const from: Address = sectionAddress(shelf, language.id, section, "_");
  const href = (target: LinkTarget): string => relativeUrl(from, target);
  const rewrite = (url: string): string | undefined => {
    const target = resolveDocLink(library, { url, language: language.id, version: shelf.version.label });
    return target === undefined ? undefined : href(target);
  };
  const cells = new Map<string, string>();
  const blocks = new Map<string, string>();
  const cached = (store: Map<string, string>, text: string, make: (text: string) => string): string => {
    let made = store.get(text);
    if (made === undefined) store.set(text, (made = make(text)));
    return made;
  };
  return {
    ...input,
    href,
    cell: (text, missing = NO_DESCRIPTION) => cached(cells, text, (own) => markdownCell(own, rewrite)) || missing,
    blocks: (text) => cached(blocks, text, (own) => markdownBlocks(own, rewrite)),
    modelHref: (id) => href({ page: modelAddress(shelf, language.id, id) }),
    operationHref: (other, entry, otherLanguage = language) => href(operationTarget(other, otherLanguage.id, entry)),
  };
}
