import { jsonText } from "../../text/characters.ts";
import type { OutputFile } from "../../emit/output.ts";
import { declarationNames, tagNames } from "../../names/table.ts";
import { LANGUAGES } from "./languages/index.ts";
import { modelAddress, sectionAddress, type Library } from "./library.ts";

/**
 * The redirects from pages of renamed models and of tags without operations, in the format of Docusaurus' redirect
 * plugin.
 */
export function redirectsFile(library: Library): OutputFile {
  const { slugBase } = library.config.docs;
  const redirects: { from: string; to: string }[] = [];
  for (const language of LANGUAGES) {
    for (const shelf of library.shelves) {
      const live = new Set(
        shelf.version.declarations.map((declaration) => declarationNames(shelf.names, declaration.id).docs.slug),
      );
      const pages = new Set(shelf.pages.map(({ names }) => names.docs.slug));
      for (const { slug, tag } of shelf.names.docs.formerPages) {
        const now = tagNames(shelf.names, tag).docs.slug;
        if (pages.has(slug)) continue;
        pages.add(slug);
        const [from, to] = [slug, now].map((own) =>
          [slugBase, ...sectionAddress(shelf, language.id, "methods", own)].join("/"),
        );
        redirects.push({ from: from ?? "", to: to ?? "" });
      }
      for (const declaration of shelf.version.declarations) {
        const page = modelAddress(shelf, language.id, declaration.id);
        for (const old of declarationNames(shelf.names, declaration.id).docs.redirects) {
          if (live.has(old)) continue;
          live.add(old);
          redirects.push({
            from: [slugBase, ...page.slice(0, -1), old].join("/"),
            to: [slugBase, ...page].join("/"),
          });
        }
      }
    }
  }
  redirects.sort((left, right) => (left.from < right.from ? -1 : 1));
  return { path: "docs/redirects.json", content: `${jsonText(redirects, 2)}\n` };
}
