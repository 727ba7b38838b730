import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * Every code block of a language in the pages below a folder, in the order of the pages: `{ page, index, code }`. The
 * first block of a guide from one version to another stands in front of all its calls, as the page says.
 */
export function readSnippets(docs, language) {
  const pages = readdirSync(docs, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
    .map((entry) => relative(docs, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  return pages.flatMap((page) => {
    const text = readFileSync(join(docs, page), "utf8");
    const blocks = [...text.matchAll(/^(`{3,})(\S+)\n([\s\S]*?)\n\1$/gmu)].filter(([, , own]) => own === language);
    const [, , , prelude = ""] = page.endsWith("/migration/index.md") ? (blocks[0] ?? []) : [];
    return blocks.map(([, , , code], index) => {
      const isCall = index > 0 && prelude.includes("const isc = ") && code.startsWith("await isc.");
      return { page, index, code: isCall ? `${prelude}\n${code}` : code };
    });
  });
}
