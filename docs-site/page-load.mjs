/**
 * How much each built page loads before a reader does anything: its HTML, the scripts and styles that it names, and
 * the scripts of its route, which the first script loads. All sizes are those of gzip, as hosts send them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

/** @returns the pages, heaviest first. */
export function measurePages(folder, baseUrl = "/") {
  const sizeOf = createSizes(folder);
  const routeFiles = createRouteFiles(folder, baseUrl);
  return listPages(folder)
    .flatMap((file) => {
      const html = readFileSync(file);
      const text = html.toString("utf8");
      if (text.includes('http-equiv="refresh"')) return [];
      const page = relative(folder, file).split(sep).join("/");
      const named = [...text.matchAll(/(?:src|href)="?([^"\s>]+\.(?:js|css))/gu)].map(([, path]) =>
        path.slice(path.indexOf("/assets/")),
      );
      const files = new Set([...named, ...routeFiles(baseUrl + page.replace(/^index\.html$|\.html$/u, ""))]);
      const bytes = gzipSync(html).length + [...files].reduce((sum, path) => sum + sizeOf(path), 0);
      return [{ page, bytes }];
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function createSizes(folder) {
  const sizes = new Map();
  return (path) => {
    const known = sizes.get(path);
    if (known !== undefined) return known;
    const file = join(folder, path);
    if (!existsSync(file)) throw new Error(`${path}: a page loads it, and it is not there`);
    const size = gzipSync(readFileSync(file)).length;
    sizes.set(path, size);
    return size;
  };
}

/** Docusaurus writes which chunks a route needs. A page's layouts are the routes above it. */
function createRouteFiles(folder, baseUrl) {
  const chunkFiles = new Map(
    readdirSync(join(folder, "assets/js"))
      .filter((name) => /^[0-9a-f]{8}\.[0-9a-f]+\.js$/u.test(name))
      .map((name) => [name.slice(0, 8), `/assets/js/${name}`]),
  );
  const routes = JSON.parse(readFileSync(join(folder, "../.docusaurus/routesChunkNames.json"), "utf8"));
  const chunksOf = new Map();
  for (const [key, names] of Object.entries(routes)) {
    const path = key.slice(0, key.lastIndexOf("-"));
    chunksOf.set(path, [...(chunksOf.get(path) ?? []), ...valuesOf(names)]);
  }
  return (path) => {
    const names = [...(chunksOf.get(path) ?? [])];
    for (let above = path; above.length > baseUrl.length;) {
      above = above.slice(0, above.lastIndexOf("/"));
      names.push(...(chunksOf.get(above) ?? []));
    }
    return names.map((name) => chunkFiles.get(name)).filter((file) => file !== undefined);
  };
}

function valuesOf(names) {
  return Object.values(names).flatMap((value) => (typeof value === "string" ? [value] : valuesOf(value)));
}

function listPages(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listPages(path);
    return entry.name.endsWith(".html") ? [path] : [];
  });
}
