import type { Element, ElementContent, Root, RootContent } from "hast";
import { foldOperations } from "./fold";
import { h, isElement, replaceAll, textOf } from "./hast";
import { highlightCode } from "./highlight";
import { groupModels } from "./models-index";
import type { ModelGroups } from "./model-tags";
import type { ReferenceOptions } from "./remark-reference";
import { createTree, linkToModel, shapeTable } from "./tables";

export interface RehypeOptions extends ReferenceOptions {
  /** Which tags' operations use the models of a room. */
  readonly groups: (roomId: string) => ModelGroups;
}

const ALERTS: Readonly<Record<string, string>> = {
  tip: "success",
  info: "info",
  warning: "warning",
  caution: "warning",
  danger: "danger",
};

/** Sections of a model's page that a tree shows in another page. */
const SHOWN_IN_TREES = new Set(["Properties", "Enum", "Variants", "Values"]);

/** Shapes a page's tables, code, operations and lists. What is left is HTML alone. */
export function rehypeReference({ pageOf, baseUrl, groups }: RehypeOptions) {
  return (root: Root, file: { readonly path: string }): void => {
    const page = pageOf(file.path);
    if (page === undefined) return;
    root.children = root.children.filter((child) => !isBackToTop(child));
    plainJsx(root, page.path);
    shapeParts(root);
    if (page.kind === "method" && !page.isIndex) root.children = foldOperations(root.children);
    if (page.kind === "model")
      root.children = page.isIndex
        ? groupModels(root.children, { groups: groups(page.room.id), baseUrl })
        : markTreeSections(root.children);
    root.children = root.children.map((child) => (isElement(child, "h1") ? h("header", {}, child) : child));
  };
}

interface JsxElement {
  readonly name: string | null;
  readonly attributes: readonly { readonly type: string; readonly name?: string; readonly value?: unknown }[];
  readonly children: ElementContent[];
}

/** JSX that is HTML, such as the line breaks of a cell, becomes HTML. Nothing runs components and expressions. */
function plainJsx(node: Root | Element, path: string): void {
  node.children = node.children.map((child) => {
    const plain = child.type.startsWith("mdxJsx") ? toElement(child as unknown as JsxElement) : undefined;
    const changed = plain ?? child;
    if (changed.type.startsWith("mdx"))
      throw new Error(`${path}: line ${String(child.position?.start.line ?? "?")} holds JSX that is not HTML`);
    if ("children" in changed) plainJsx(changed as Element, path);
    return isElement(changed as RootContent, "admonition") ? toNote(changed as Element) : changed;
  }) as Element["children"];
}

/** Docusaurus draws its notes with a component; this is what that component draws, without its icon. */
function toNote(note: Element): Element {
  const kind = String(note.properties["type"] ?? "note");
  const isTitle = (child: ElementContent): boolean => isElement(child, "mdxAdmonitionTitle");
  const own = note.children.find(isTitle);
  const title = own === undefined ? String(note.properties["title"] ?? kind) : textOf(own);
  const looks = ALERTS[kind] ?? "secondary";
  return h(
    "div",
    { className: ["alert", `alert--${looks}`, "note"] },
    h("p", { className: ["note-title"] }, title),
    ...note.children.filter((child) => !isTitle(child)),
  );
}

function toElement({ name, attributes, children }: JsxElement): Element | undefined {
  if (name === null || !/^[a-z][a-z0-9]*$/u.test(name)) return undefined;
  const properties: Element["properties"] = {};
  for (const attribute of attributes) {
    const { value } = attribute;
    const isPlain = typeof value === "string" || value === null || value === undefined;
    if (attribute.type !== "mdxJsxAttribute" || attribute.name === undefined || !isPlain) return undefined;
    properties[attribute.name] = value ?? true;
  }
  return { type: "element", tagName: name, properties, children };
}

/** Shapes what stands at the top level, where the heading above says whose it is. */
function shapeParts(root: Root): void {
  let anchor = "";
  let heading = "";
  replaceAll(root, "pre", (pre) => [highlightCode(pre)]);
  root.children = root.children.flatMap((child): RootContent[] => {
    if (isElement(child, "h1", "h2", "h3", "h4")) {
      anchor = `${String(child.properties["id"] ?? "")}-`;
      heading = textOf(child);
      return [child];
    }
    if (isElement(child, "table")) return [shapeTable(child, anchor)];
    const model = heading === "Return type" && isElement(child, "p") ? linkToModel(child) : undefined;
    if (model !== undefined) return [child, createTree(model)];
    if (isElement(child)) replaceAll(child, "table", (table) => [shapeTable(table, "")]);
    return [child];
  });
}

/** The site has a list of contents and a button that lead back; the plain page needs the link. */
function isBackToTop(node: RootContent): boolean {
  return isElement(node, "p") && textOf(node).trim() === "[Back to top]";
}

function markTreeSections(children: readonly RootContent[]): RootContent[] {
  const result: RootContent[] = [];
  let section: Element | undefined;
  for (const child of children) {
    if (isElement(child, "h2")) {
      section = SHOWN_IN_TREES.has(textOf(child).trim()) ? h("div", { dataTreeSection: "" }) : undefined;
      result.push(child, ...(section === undefined ? [] : [section]));
    } else if (section === undefined) result.push(child);
    else section.children.push(child as ElementContent);
  }
  return result;
}
