import type { LanguageId, LinkTarget } from "./address.ts";
import { operationTarget, type Library } from "./library.ts";

/** A link of the vendor's documentation: version and slug of its API reference. */
const API_PAGE =
  /^https?:\/\/developer\.sailpoint\.com\/(?:docs\/api|idn\/api)\/([a-z0-9.-]+)\/([a-z0-9-]+)\/?(?:[#?].*)?$/iu;
/** A page of its guides. */
const GUIDE =
  /^https?:\/\/developer\.sailpoint\.com\/(?:docs|idn)\/api\/(?:[a-z0-9.-]+\/)?([a-z0-9-]+)\/?(?:#([\w-]*))?$/iu;

export interface DocLink {
  readonly url: string;
  readonly language: LanguageId;
  readonly version: string;
}

/**
 * Where a link to the vendor's documentation leads in our pages: an operation of the version it names, else of the
 * reader's version, else of the newest that has one of the name; a guide where we have it. Other links stay.
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
 * Our page for each section of the vendor's guides. A section is listed only where our page has its content: the link to
 * another one, such as the paging of search queries, stays the vendor's.
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
