/** The target that a reference documents: `powershell`. */
export type LanguageId = string;

/** The sections of a version's reference. Each is a folder. */
export type PageSection = "methods" | "models" | "events";

/** The path of a page below the site's path for SDKs: `["powershell", "beta", "methods", "roles"]`. */
export type Address = readonly string[];

/** The place that a link leads to: a page, or a heading of it. */
export interface LinkTarget {
  readonly page: Address;
  readonly anchor?: string;
}

/** A relative link between two pages. It names files, so that editors, GitHub and sites resolve it alike. */
export function relativeUrl(from: Address, { page, anchor }: LinkTarget): string {
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (anchor !== undefined && from.join("/") === page.join("/")) return hash;
  const start = segmentsOf(from);
  const end = segmentsOf(page);
  let common = 0;
  while (common < start.length - 1 && common < end.length - 1 && start[common] === end[common]) common += 1;
  return `${"../".repeat(start.length - 1 - common)}${end.slice(common).join("/")}${hash}`;
}

/** The file of a page. The page of a model called Index is `indices.md`, because `index.md` is the list of models. */
export function fileOf(page: Address): string {
  return `docs/${segmentsOf(page).join("/")}`;
}

/** The folders and the name of a page's file, below `docs/`. */
function segmentsOf(page: Address): readonly string[] {
  if (page.length === 3) return [...page, "index.md"];
  const last = page.at(-1) ?? "";
  return [...page.slice(0, -1), `${last === "index" ? "indices" : last}.md`];
}

/** The anchor of a heading, as GitHub, Docusaurus and rehype-slug derive it from the text. */
export function headingSlug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/gu, "-");
}

/**
 * Returns a function that derives the anchors of a page's headings in order. A repeated anchor gets a numeric suffix.
 */
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
