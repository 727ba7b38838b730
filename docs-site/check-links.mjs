/**
 * Holds every link and anchor of the built pages: `node check-links.mjs [FOLDER]`.
 * The pages are read from the disk as a host would serve them, without slashes at the end.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** @returns the links that lead nowhere, with the page on which they stand. */
export function checkLinks(folder, baseUrl = "/") {
  const pages = new Map();
  for (const file of listFiles(folder).filter((path) => path.endsWith(".html"))) {
    const html = readFileSync(file, "utf8");
    if (html.includes('http-equiv="refresh"')) continue;
    const address = addressOf(relative(folder, file).split(sep).join("/"), baseUrl);
    // Scripts hold text that looks like links.
    pages.set(address, readPage(html.replace(/<script\b[\s\S]*?<\/script>/gu, "")));
  }
  const broken = [];
  let links = 0;
  for (const [address, page] of pages) {
    if (page.repeated.length > 0) broken.push(`${address}: the anchor ${page.repeated[0]} stands twice`);
    for (const href of page.links) {
      links += 1;
      const problem = problemOf({ href, address, page });
      if (problem !== "") broken.push(`${address}: ${href} ${problem}`);
    }
  }
  return { pages: pages.size, links, broken };

  function problemOf({ href, address, page }) {
    const url = new URL(href, `http://site${address}`);
    if (url.host !== "site" || !/^https?:$/u.test(url.protocol)) return "";
    const path = decodeURI(url.pathname);
    const target = path === address ? page : pages.get(path);
    if (target === undefined) return isFile(path) ? "" : "leads to no page";
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (anchor === "" || anchor.startsWith("__docusaurus") || target.anchors.has(anchor)) return "";
    return "leads to no anchor";
  }

  function isFile(path) {
    const file = join(folder, path.slice(baseUrl.length - 1));
    return existsSync(file) && statSync(file).isFile();
  }
}

function addressOf(path, baseUrl) {
  // A model may be called Index: only the first page of all is served without its name.
  return baseUrl + path.replace(/^index\.html$|\.html$/u, "");
}

function readPage(html) {
  const anchors = new Set();
  const repeated = [];
  for (const [, id] of html.matchAll(/\sid="?([^"\s>]+)/gu)) {
    const anchor = unescapeHtml(id);
    if (anchors.has(anchor)) repeated.push(anchor);
    anchors.add(anchor);
  }
  const links = [...html.matchAll(/<a\s[^>]*?href=(?:"([^"]*)"|([^\s>]+))/gu)].map(([, quoted, bare]) =>
    unescapeHtml(quoted ?? bare),
  );
  return { anchors, repeated, links: new Set(links) };
}

function unescapeHtml(text) {
  return text
    .replace(/&#x([0-9a-f]+);/giu, (_, code) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/gu, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/gu, '"')
    .replace(/&amp;/gu, "&");
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { pages, links, broken } = checkLinks(process.argv[2] ?? join(import.meta.dirname, "build"));
  for (const line of broken.slice(0, 50)) console.error(line);
  console.log(`${pages} pages, ${links} links, ${broken.length} broken`);
  process.exit(broken.length === 0 ? 0 : 1);
}
