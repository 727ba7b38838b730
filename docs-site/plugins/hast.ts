import type { Element, ElementContent, Nodes, Properties, Root, RootContent } from "hast";

/** An element of our own making; strings become text. */
export function h(tagName: string, properties: Properties, ...children: (ElementContent | string)[]): Element {
  return {
    type: "element",
    tagName,
    properties,
    children: children.map((child) => (typeof child === "string" ? { type: "text", value: child } : child)),
  };
}

export function isElement(node: Nodes | undefined, ...names: readonly string[]): node is Element {
  return node?.type === "element" && (names.length === 0 || names.includes(node.tagName));
}

export function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map((child) => textOf(child as Nodes)).join("") : "";
}

/** Calls `visit` for every element, parents first. */
export function walk(node: Nodes, visit: (element: Element) => void): void {
  if (node.type === "element") visit(node);
  if ("children" in node) for (const child of node.children) walk(child as Nodes, visit);
}

export function findAll(node: Nodes, ...names: readonly string[]): Element[] {
  const found: Element[] = [];
  walk(node, (element) => {
    if (names.includes(element.tagName)) found.push(element);
  });
  return found;
}

/** Puts what `change` returns in the place of each element of that name. What stands inside is changed first. */
export function replaceAll(node: Element | Root, name: string, change: (element: Element) => ElementContent[]): void {
  const children = node.children as RootContent[];
  const changed = children.flatMap((child): RootContent[] => {
    if (child.type !== "element") return [child];
    replaceAll(child, name, change);
    return child.tagName === name ? change(child) : [child];
  });
  (node as Root).children = changed;
}

/** @returns an anchor's form of a text. */
export function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s+/gu, "-");
}
