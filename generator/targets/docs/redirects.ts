import { jsonText } from "../../text/characters.ts";
import type { OutputFile } from "../../emit/output.ts";
import { declarationNames } from "../../names/table.ts";
import { LANGUAGES } from "./languages/index.ts";
import { modelAddress, type Library } from "./library.ts";

/** Where the pages of renamed models are now, in the form that Docusaurus' plugin for redirects reads. */
export function redirectsFile(library: Library): OutputFile {
  const { slugBase } = library.config.docs;
  const redirects: { from: string; to: string }[] = [];
  for (const language of LANGUAGES) {
    for (const shelf of library.shelves) {
      const live = new Set(
        shelf.version.declarations.map((declaration) => declarationNames(shelf.names, declaration.id).docs.slug),
      );
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
