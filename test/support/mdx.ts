import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface MdxNode {
  readonly type: string;
  readonly name?: string | null;
  readonly value?: string;
  readonly url?: string;
  readonly attributes?: readonly unknown[];
  readonly children?: readonly MdxNode[];
}

export type ParseMdx = (text: string) => MdxNode;

/** Where the docs checker and its packages lie, as seen from here; a bundle of this file names it itself. */
const TOOLS = join(import.meta.dirname, "../docs");

/** The site's own reader: MDX with tables and front matter. Its packages are those of the docs checker. */
export async function createMdxParser(folder = TOOLS): Promise<ParseMdx> {
  const [{ createProcessor }, { default: remarkGfm }, { default: remarkFrontmatter }] = await Promise.all([
    loadDocsTool("@mdx-js/mdx", folder),
    loadDocsTool("remark-gfm", folder),
    loadDocsTool("remark-frontmatter", folder),
  ]);
  const processor = (createProcessor as unknown as (options: object) => { readonly parse: ParseMdx })({
    remarkPlugins: [remarkGfm, remarkFrontmatter],
  });
  return (text) => processor.parse(text);
}

/** A package of `test/docs`, which the tests' setup installs. */
export async function loadDocsTool(name: string, folder = TOOLS): Promise<Record<string, unknown>> {
  const tools = createRequire(join(folder, "package.json"));
  return (await import(pathToFileURL(tools.resolve(name)).href)) as Record<string, unknown>;
}

/** Everything in a page that could run or load something, but the line break that we write ourselves. */
export function codeIn(node: MdxNode): string[] {
  const isElement = node.type === "mdxJsxTextElement" || node.type === "mdxJsxFlowElement";
  const isLink = node.type === "link" || node.type === "definition";
  const isCode =
    /^mdx(?:jsEsm|FlowExpression|TextExpression)$/u.test(node.type) ||
    (isElement && (node.name !== "br" || (node.attributes ?? []).length > 0)) ||
    node.type === "html" ||
    node.type === "image" ||
    // Ours lead to other pages; what a spec links to is an address.
    (isLink && /^(?!(?:https?|mailto):)[a-z][a-z0-9+.-]*:/iu.test(node.url ?? ""));
  const own = isCode ? [[node.type, node.name, node.value, node.url].filter(Boolean).join(" ")] : [];
  return [...own, ...(node.children ?? []).flatMap(codeIn)];
}
