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
  const page = guideOf(guide, section);
  return page === undefined ? undefined : { page: [language, page] };
}

function guideOf(guide: string, section: string): string | undefined {
  switch (guide.toLowerCase()) {
    case "standard-collection-parameters":
      return /filter|sort/iu.test(section) ? "filtering" : "paging";
    case "authentication":
      return "authentication";
    case "rate-limit":
      return "errors";
    default:
      return undefined;
  }
}
