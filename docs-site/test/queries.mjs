/**
 * @typedef {{ kind: string, query: string, pages: string[] }} Query
 */

/**
 * Says whether an address is one of the expected pages. `*` stands for one part of the path or for any anchor.
 * A page without an anchor is expected at any place of it.
 * @param {string} address
 * @param {readonly string[]} pages
 */
export function answers(address, pages) {
  return pages.some((page) => {
    const pattern = page.replace(/[.+?^${}()|[\]\\]/gu, "\\$&").replace(/\*/gu, "[^/#]*");
    return new RegExp(`/${pattern}${page.includes("#") ? "" : "(#.*)?"}$`, "u").test(address);
  });
}
