import { frontMatterValue, headingText, quotedYaml } from "../../emit/markdown/escape-markdown.ts";
import { WIDTH } from "../../emit/width.ts";
import type { Address } from "./address.ts";
import type { Library } from "./library.ts";
import type { Language } from "./language.ts";

/** The values for the front matter of every page, in the published order. */
export interface HeadView {
  readonly id: string;
  readonly title: string;
  /** The title, escaped for the text of the page. */
  readonly heading: string;
  readonly sidebarClass: string;
  readonly keywords: string;
  readonly slug: string;
  readonly tags: string;
  /** Facts for tools, in lines: language, version, tag and operations of the page. */
  readonly facts: string;
}

/** The facts of a page that its front matter states. */
export interface HeadInput {
  readonly id: string;
  readonly title: string;
  /** Search keywords: the title alone, and the title with its version. */
  readonly words: readonly string[];
  readonly page: Address;
  /** The version that the page documents. */
  readonly version?: string;
  /** The tag of the page, with the operationIds of the spec. */
  readonly tag?: string;
  readonly operations?: readonly string[];
  /** Whether the page states the commit of the specs. Only pages that change with every commit state it. */
  readonly hasCommit?: boolean;
}

/** The values of the template for the front matter of a page. */
export function headView(library: Library, language: Language, input: HeadInput): HeadView {
  const { id, title, words, page } = input;
  return {
    id: frontMatterValue(id),
    title: frontMatterValue(title),
    heading: headingText(title),
    sidebarClass: language.sidebarClass,
    keywords: yamlList("keywords", [language.id, language.label, "sdk", ...words]),
    slug: frontMatterValue([library.config.docs.slugBase, ...page].join("/")),
    tags: yamlList("tags", ["SDK", "Software Development Kit", ...words]),
    facts: factsOf(library, language, input).join("\n"),
  };
}

function factsOf(
  { specCommit }: Library,
  language: Language,
  { version, tag, operations, hasCommit }: HeadInput,
): readonly string[] {
  const ids = operations?.filter((id) => id !== "") ?? [];
  return [
    `language: ${frontMatterValue(language.id)}`,
    ...(version === undefined ? [] : [`version: ${frontMatterValue(version)}`]),
    ...(tag === undefined ? [] : [`tag: ${frontMatterValue(tag)}`]),
    ...(ids.length === 0 ? [] : [`operations:${yamlList("operations", ids)}`]),
    ...(specCommit === undefined || hasCommit !== true ? [] : [`spec_commit: ${quotedYaml(specCommit)}`]),
  ];
}

/** A YAML list under its key, with the line breaks that prettier makes. */
function yamlList(key: string, values: readonly string[]): string {
  const items = [...new Set(values)].map(quotedYaml);
  const flat = `[${items.join(", ")}]`;
  if (key.length + 2 + flat.length <= WIDTH) return ` ${flat}`;
  if (flat.length + 2 <= WIDTH) return `\n  ${flat}`;
  return `\n  [\n${items.map((item) => `    ${item},\n`).join("")}  ]`;
}
