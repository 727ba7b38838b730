import type { LanguageId, LinkTarget } from "./address.ts";
import { operationTarget, type Library } from "./library.ts";

/** A link to the vendor's API reference: version and slug. */
const API_PAGE =
  /^https?:\/\/developer\.sailpoint\.com\/(?:docs\/api|idn\/api)\/([a-z0-9.-]+)\/([a-z0-9-]+)\/?(?:[#?].*)?$/iu;
/** A link to a page of the vendor's guides. */
const GUIDE =
  /^https?:\/\/developer\.sailpoint\.com\/(?:docs|idn)\/api\/(?:[a-z0-9.-]+\/)?([a-z0-9-]+)\/?(?:#([\w-]*))?$/iu;

/** A link in a description, with the language and the version of the page that shows it. */
export interface DocLink {
  readonly url: string;
  readonly language: LanguageId;
  readonly version: string;
}

/**
 * The page of this documentation that replaces a link to the vendor's documentation. A link to an operation resolves in
 * the linked version, then in the reader's version, then in the newest version that has the slug. A link to a guide
 * resolves if this documentation has the content. Returns undefined for every other link, which is kept.
 */
export function resolveDocLink(library: Library, { url, language, version }: DocLink): LinkTarget | undefined {
  const [, linked = "", slug = ""] = API_PAGE.exec(url) ?? [];
  if (slug !== "") {
    const labels = library.shelves.map((shelf) => shelf.version.label).reverse();
    for (const label of [linked, version, ...labels]) {
      const shelf = library.shelves.find((candidate) => candidate.version.label === label);
      const entry = shelf?.bySlug.get(slug);
      if (shelf !== undefined && entry !== undefined) return operationTarget(shelf, language, entry);
    }
  }
  const [, guide = "", section = ""] = GUIDE.exec(url) ?? [];
  const target = GUIDE_PAGES.get([guide, section].join("#").toLowerCase());
  return target === undefined ? undefined : { ...target, page: [language, ...target.page] };
}

const CREDENTIALS: LinkTarget = { page: ["authentication"], anchor: "get-a-client-id-and-a-client-secret" };

/**
 * The page for each section of the vendor's guides. A section is listed only if our page has the same content. Links to
 * other sections, such as the paging of search queries, keep the vendor's address.
 */
const GUIDE_PAGES: ReadonlyMap<string, LinkTarget> = new Map<string, LinkTarget>([
  ["standard-collection-parameters#", { page: ["paging"] }],
  ["standard-collection-parameters#paginating-results", { page: ["paging"] }],
  ["standard-collection-parameters#filtering-results", { page: ["filtering"] }],
  ["standard-collection-parameters#sorting-results", { page: ["filtering"], anchor: "sort" }],
  ["authentication#", { page: ["authentication"] }],
  ["authentication#personal-access-tokens", CREDENTIALS],
  ["authentication#generate-a-personal-access-token", CREDENTIALS],
  ["authentication#client-credentials-grant-flow", { page: ["authentication"] }],
  ["authentication#request-access-token-with-client-credentials-grant-flow", { page: ["authentication"] }],
  ["rate-limit#", { page: ["errors"], anchor: "control-retries" }],
]);
