import { posix } from "node:path";
import type { Definition, Heading, Link, Nodes, Root, Table } from "mdast";
import { toString } from "mdast-util-to-string";
import { slugOf } from "./hast";
import { showTables } from "./table-parser";
import type { Page, Tree } from "./tree";

export interface ReferenceOptions {
  readonly tree: Tree;
  readonly pageOf: (file: string) => Page | undefined;
  /** Where the site lies on its host, with a slash at the end. */
  readonly baseUrl: string;
}

interface Shown {
  readonly name: string;
  readonly request: string;
  readonly summary: string;
}

/**
 * Makes links between pages addresses of the site, and anchors stable.
 * Each room is a docs plugin of its own, and Docusaurus resolves links only within one.
 * A heading below an operation gets the operation's anchor as its prefix: a new operation shifts no anchor.
 */
export function remarkReference({ tree, pageOf, baseUrl }: ReferenceOptions) {
  return (root: Root, file: { readonly path: string }): void => {
    const page = pageOf(file.path);
    if (page === undefined) return;
    showTables(root);
    visit(root, (node) => {
      if (node.type === "link" || node.type === "definition") node.url = resolveLink({ tree, page, baseUrl, node });
    });
    if (page.kind === "method" && !page.isIndex) nameOperations(root);
  };
}

function visit(node: Nodes, act: (node: Nodes) => void): void {
  act(node);
  if ("children" in node) for (const child of node.children) visit(child, act);
}

interface LinkPlace extends Omit<ReferenceOptions, "pageOf"> {
  readonly page: Page;
  readonly node: Link | Definition;
}

function resolveLink({ tree, page, baseUrl, node }: LinkPlace): string {
  if (/^(?:[a-z][a-z+.-]*:|#|\/)/iu.test(node.url)) return node.url;
  const [path = "", hash] = node.url.split("#");
  const target = posix.normalize(posix.join(posix.dirname(page.path), decodeURI(path)));
  const found = tree.pages.get(target) ?? tree.pages.get(`${target}.md`) ?? tree.pages.get(`${target}/index.md`);
  if (found === undefined) throw new Error(`${page.path}: the link ${node.url} leads to no page`);
  return `${baseUrl}${found.slug.slice(1)}${hash === undefined ? "" : `#${hash}`}`;
}

/** The list at the top of a page of methods tells what each anchor's heading shows. */
function nameOperations(root: Root): void {
  const shown = readOverview(root);
  const taken = new Set<string>();
  let operation = "";
  for (const node of root.children) {
    if (node.type !== "heading" || node.depth === 1) continue;
    const text = toString(node);
    const found = node.depth === 2 ? shown.get(text) : undefined;
    if (found !== undefined) {
      operation = text;
      setProperties(node, { id: text, dataRequest: found.request, dataSummary: found.summary });
      node.children = [{ type: "text", value: found.name }];
    } else if (operation !== "" && node.depth === 2) {
      // What follows the operations belongs to none, and the list of contents has operations only.
      operation = slugOf(text);
      setProperties(node, { id: operation });
      node.depth = 3;
      node.data = { ...node.data, hName: "h2" };
    } else if (operation !== "") {
      const anchor = `${operation}-${slugOf(text)}`;
      let id = anchor;
      for (let count = 2; taken.has(id); count += 1) id = `${anchor}-${String(count)}`;
      taken.add(id);
      setProperties(node, { id });
    }
  }
}

function setProperties(node: Heading, properties: Readonly<Record<string, string>>): void {
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, ...properties } };
}

function readOverview(root: Root): ReadonlyMap<string, Shown> {
  const shown = new Map<string, Shown>();
  for (const table of root.children.filter((node): node is Table => node.type === "table")) {
    if (toString(table.children[0]?.children[0]) !== "Method") continue;
    for (const row of table.children.slice(1)) {
      const [method, request, summary] = row.children;
      let anchor = "";
      if (method !== undefined)
        visit(method, (node) => {
          if (node.type === "link" && node.url.startsWith("#")) anchor = node.url.slice(1);
        });
      if (anchor !== "")
        shown.set(anchor, { name: toString(method), request: toString(request), summary: toString(summary) });
    }
  }
  return shown;
}
