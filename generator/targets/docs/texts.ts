import { markdownBlocks, markdownCell } from "../../emit/markdown/markdown-print.ts";
import type { RewriteLink } from "../../emit/markdown/escape-markdown.ts";
import { relativeUrl, type PageSection } from "./address.ts";
import { resolveDocLink } from "./doc-links.ts";
import { sectionAddress, type Library, type Shelf } from "./library.ts";
import { once } from "./once.ts";

/** The descriptions of a section's pages as Markdown. */
export interface SectionTexts {
  /** A description as one table cell. */
  readonly cell: (text: string) => string;
  /** A description as Markdown blocks. */
  readonly blocks: (text: string) => string;
}

/** Returns the texts of a section of a version. They are the same in every language. */
export type Texts = (shelf: Shelf, section: PageSection) => SectionTexts;

/**
 * Converts the descriptions of a run. A description is converted once for all pages. Only a description with a link to
 * other pages of this documentation is converted once for each section of a version, because its links differ.
 */
export function createTexts(library: Library): Texts {
  const sections = new Map<string, SectionTexts>();
  const cells = new Map<string, string>();
  const blocks = new Map<string, string>();
  return (shelf, section) =>
    once(sections, `${section} ${shelf.version.label}`, () => {
      const rewrite = linkRewriter(library, shelf, section);
      return {
        cell: converter(cells, rewrite, markdownCell),
        blocks: converter(blocks, rewrite, markdownBlocks),
      };
    });
}

type Convert = (text: string, rewrite: RewriteLink) => string;

function converter(shared: Map<string, string>, rewrite: RewriteLink, convert: Convert): (text: string) => string {
  const linked = new Map<string, string>();
  return (text) => {
    const known = shared.get(text) ?? linked.get(text);
    if (known !== undefined) return known;
    let hasLink = false;
    const made = convert(text, (url) => {
      const target = rewrite(url);
      hasLink ||= target !== undefined;
      return target;
    });
    (hasLink ? linked : shared).set(text, made);
    return made;
  };
}

/** Links between pages of one language are relative and name no language, so the language is arbitrary. */
const ANY_LANGUAGE = "language";

function linkRewriter(library: Library, shelf: Shelf, section: PageSection): RewriteLink {
  const from = sectionAddress(shelf, ANY_LANGUAGE, section, "_");
  return (url) => {
    const target = resolveDocLink(library, { url, language: ANY_LANGUAGE, version: shelf.version.label });
    return target === undefined ? undefined : relativeUrl(from, target);
  };
}
