import type { Root as HtmlRoot } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Heading, Nodes, Root } from "mdast";
import { directiveFromMarkdown, type Directives } from "mdast-util-directive";
import { toString } from "mdast-util-to-string";
import { directive } from "micromark-extension-directive";
import { createSlugger } from "@docusaurus/utils";
import remarkGfm from "remark-gfm";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { withoutFrontMatter } from "./markdown-text";
import { rehypeReference, type RehypeOptions } from "./rehype-reference";
import { remarkReference } from "./remark-reference";
import { hideTables } from "./table-parser";

/** A heading in the page's list of contents, as Docusaurus's theme reads it. */
export interface TocItem {
  /** HTML. */
  readonly value: string;
  readonly id: string;
  readonly level: number;
}

export interface CompiledPage {
  readonly html: string;
  readonly toc: readonly TocItem[];
  readonly title: string;
}

/** The list of contents shows no deeper headings. */
const DEEPEST = 3;

/** What `remark-mdx` parses. Only JSX that is HTML becomes a part of the page. */
const MDX_NODES = [
  "mdxFlowExpression",
  "mdxJsxFlowElement",
  "mdxJsxTextElement",
  "mdxTextExpression",
  "mdxjsEsm",
] as const;

/**
 * Makes HTML of emitted Markdown. The bundler sees no page: to make a module of each one takes longer than all the
 * rest of a build, and a page has nothing that runs.
 *
 * @returns a function that compiles the page in a file. It throws where a page holds JSX that is not HTML, or a link
 *   that leads to no page.
 */
export function createPageCompiler(options: RehypeOptions): (file: string, text: string) => CompiledPage {
  const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).use(noteBlocks);
  const toReference = remarkReference(options);
  const shape = rehypeReference(options);
  const rehype = unified().use(remarkRehype, { passThrough: [...MDX_NODES] });
  return (path, text) => {
    const root: Root = parser.parse(hideTables(withoutFrontMatter(text)));
    toReference(root, { path });
    nameNotes(root);
    const toc = nameHeadings(root);
    const title = root.children.find((node) => node.type === "heading" && node.depth === 1);
    const tree: HtmlRoot = rehype.runSync(root);
    shape(tree, { path });
    return {
      html: toHtml(tree, { allowDangerousHtml: true }),
      toc,
      title: title === undefined ? "" : toString(title),
    };
  };
}

/** Notes are blocks between lines of colons. Colons inside of text are text. */
function noteBlocks(this: Processor): void {
  const data = this.data() as { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
  const { flow } = directive();
  (data.micromarkExtensions ??= []).push({ flow });
  (data.fromMarkdownExtensions ??= []).push(directiveFromMarkdown());
}

function nameNotes(root: Root): void {
  visit(root, (node) => {
    if (!isDirective(node)) return;
    node.data = { ...node.data, hName: "admonition", hProperties: { type: node.name } };
    const [label] = node.children;
    if (label?.type === "paragraph" && label.data !== undefined && "directiveLabel" in label.data)
      label.data = { ...label.data, hName: "mdxAdmonitionTitle" };
  });
}

function isDirective(node: Nodes): node is Directives {
  return node.type === "containerDirective" || node.type === "leafDirective";
}

/** Gives each heading its anchor, where it has none yet, and lists those that the list of contents shows. */
function nameHeadings(root: Root): TocItem[] {
  const slugger = createSlugger();
  const toc: TocItem[] = [];
  visit(root, (node) => {
    if (node.type !== "heading") return;
    const own = node.data?.hProperties?.["id"];
    const id = typeof own === "string" ? slugger.slug(own, { maintainCase: true }) : slugger.slug(toString(node));
    node.data = { ...node.data, hProperties: { ...node.data?.hProperties, id } };
    if (node.depth > 1 && node.depth <= DEEPEST) toc.push({ value: headingHtml(node), id, level: node.depth });
  });
  return toc;
}

function headingHtml(node: Heading): string {
  return node.children.map(inlineHtml).join("");
}

function inlineHtml(node: Nodes): string {
  if (node.type === "inlineCode") return `<code>${escapeHtml(node.value)}</code>`;
  if (node.type === "text") return escapeHtml(node.value);
  return "children" in node ? node.children.map(inlineHtml).join("") : "";
}

function escapeHtml(text: string): string {
  return toHtml({ type: "text", value: text });
}

function visit(node: Nodes, act: (node: Nodes) => void): void {
  act(node);
  if ("children" in node) for (const child of node.children) visit(child, act);
}
