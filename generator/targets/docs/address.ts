import { posix } from "node:path";

/** The target that a reference is about: `powershell`. */
export type LanguageId = string;
export type PageSection = "methods" | "models" | "events";

/** A page's place below the site's path for SDKs: `["powershell", "beta", "methods", "roles"]`. */
export type Address = readonly string[];

export interface LinkTarget {
  readonly page: Address;
  readonly anchor?: string;
}

/** A link from page to page. It leads from file to file, so that editors, GitHub and sites resolve it alike. */
export function relativeUrl(from: Address, { page, anchor }: LinkTarget): string {
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (anchor !== undefined && from.join("/") === page.join("/")) return hash;
  return `${posix.relative(posix.dirname(fileOf(from)), fileOf(page))}${hash}`;
}

/** The file of a page. A model called Index has its page in `indices.md`, for `index.md` is the list of all. */
export function fileOf(page: Address): string {
  const last = page.at(-1) ?? "";
  const isList = page.length === 3;
  const path = [...page.slice(0, -1), !isList && last === "index" ? "indices" : last].join("/");
  return isList ? `docs/${path}/index.md` : `docs/${path}.md`;
}

/** The anchor a heading gets from its text, as GitHub, Docusaurus and rehype-slug make it. */
export function headingSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/gu, "-");
}

/** Gives headings their anchors in the order of the page: one that is taken gets a number behind it. */
export function anchorCounter(): (text: string) => string {
  const counts = new Map<string, number>();
  return (text) => {
    const own = headingSlug(text);
    let anchor = own;
    let count = counts.get(own) ?? 0;
    while (counts.has(anchor)) {
      count += 1;
      anchor = `${own}-${String(count)}`;
    }
    counts.set(own, count);
    counts.set(anchor, counts.get(anchor) ?? 0);
    return anchor;
  };
}
