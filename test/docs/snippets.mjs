import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every code block of a language in the pages below a folder, in the order of the pages: `{ page, index, code }`. */
export function readSnippets(docs, language) {
  const pages = readdirSync(docs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(docs, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  return pages.flatMap((page) => {
    const text = readFileSync(join(docs, page), "utf8");
    const blocks = text.matchAll(/^(`{3,})(\S+)\n([\s\S]*?)\n\1$/gmu);
    return [...blocks].filter(([, , own]) => own === language).map(([, , , code], index) => ({ page, index, code }));
  });
}
