/**
 * A loader for the two files in which Docusaurus lists every route of the site, which every page loads: 6,000 pages are
 * 200 kB (gzip) and a search through all of them for each page that is drawn. Here the pages of a room become one route.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @this {{ resourcePath: string }} */
export default function slimRoutes(text) {
  if (this.resourcePath.endsWith(".js")) return printRoutes(mergeRooms(readRoutes(text)));
  const routes = mergeRooms(readRoutes(readFileSync(join(dirname(this.resourcePath), "routes.js"), "utf8")));
  const used = new Set(listKeys(routes));
  const names = Object.entries(JSON.parse(text)).filter(([key]) => used.has(key));
  return JSON.stringify(Object.fromEntries(names));
}

/** The routes of a generated file, with the key of its chunks in place of each component. */
export function readRoutes(text) {
  const list = /^export default (\[[\s\S]*\]);\s*$/mu.exec(text)?.[1];
  if (list === undefined) throw new Error("Docusaurus's list of routes has another shape than this loader knows");
  return new Function("ComponentCreator", `return ${list}`)((...key) => ({ key }));
}

/** Makes one route of the pages of a room: its component asks for the page of the address. */
export function mergeRooms(routes) {
  return routes.map((route) => {
    const pages = route.routes?.filter(({ isPage }) => isPage) ?? [];
    const others = mergeRooms(route.routes?.filter(({ isPage }) => !isPage) ?? []);
    const [first] = pages;
    if (first === undefined) return others.length === 0 ? route : { ...route, routes: others };
    const sidebar = pages.find((page) => page.sidebar !== undefined)?.sidebar;
    const room = { path: route.path, component: first.component, sidebar, isRoom: true };
    return { ...route, routes: [...others, room] };
  });
}

function listKeys(routes) {
  return routes.flatMap(({ component, routes: inner = [] }) => [component.key.join("-"), ...listKeys(inner)]);
}

function printRoutes(routes) {
  return [
    'import ComponentCreator from "@docusaurus/ComponentCreator";',
    'import { createPageRoute } from "@site/src/reading/page-route";',
    `export default ${printList(routes)};`,
    "",
  ].join("\n");
}

function printList(routes) {
  const entries = routes.map(({ component, isRoom, routes: inner, ...route }) => {
    const created = `ComponentCreator(${component.key.map((part) => JSON.stringify(part)).join(", ")})`;
    const parts = [
      ...Object.entries(route).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`),
      `component: ${isRoom ? `createPageRoute(${created})` : created}`,
      ...(inner === undefined ? [] : [`routes: ${printList(inner)}`]),
    ];
    return `{ ${parts.join(", ")} }`;
  });
  return `[${entries.join(",\n")}]`;
}
