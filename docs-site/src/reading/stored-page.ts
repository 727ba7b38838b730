/** A page as it is stored between compiling and drawing. */
export interface StoredPage {
  readonly html: string;
  readonly head: PageHead;
}

/** What the layout around a page's text needs. The built page holds it as JSON, beside the text. */
export interface PageHead {
  readonly toc: readonly unknown[];
  readonly title: string;
  /** Docusaurus's metadata of a doc. */
  readonly metadata: { readonly permalink: string; readonly frontMatter: Readonly<Record<string, unknown>> };
}

/** The element that holds a page's head. */
export const HEAD_ID = "page-head";

/** The element that holds a page's text. */
export const TEXT_CLASS = "static";

/** One form for an address, however a host or a browser writes it. */
export function plainAddress(address: string): string {
  return decodeURI(address)
    .replace(/\.html$/u, "")
    .replace(/(?<=.)\/$/u, "");
}
