/**
 * The only place that turns text from a spec into Markdown that is also MDX. The input is hostile: braces and angle
 * brackets would run as code, `import` at the start of a line is a statement, and a bar ends a cell. The output is in
 * prettier's style, so that a page needs no formatting.
 */
import { byNumber, cleanLine, cleanText, WRITTEN_BY_NUMBER } from "../../text/characters.ts";
import { parseInline, type Inline } from "./markdown-inline.ts";

/**
 * Returns the target of a link from a spec's text in the generated pages. Undefined keeps the link if it is absolute.
 */
export type RewriteLink = (url: string) => string | undefined;

/** The surroundings of a text on one line: the rule for its links, and whether it is in a table. */
export interface InlineContext {
  readonly rewrite: RewriteLink;
  /** Whether the text is inside a table cell, where bars are escaped and a line break is an element. */
  readonly isCell: boolean;
}

export const KEEP_LINKS: RewriteLink = () => undefined;

/** Converts one line of Markdown from a spec. */
export function inlineMarkdown(text: string, context: InlineContext): string {
  const printed = printInlines(parseInline(cleanLine(text)), context);
  // An element between two spaces may have been removed.
  return startOfLine(printed.replaceAll(/ {2,}/gu, " ").trim(), context.isCell);
}

/** Text without markup: every character stands for itself. */
export function plainText(text: string, isCell = false): string {
  return startOfLine(escapeSigns(cleanLine(text), { isCell }), isCell);
}

/**
 * Text of a heading. It follows the marks of the heading, so characters that are markup only at the start of a line
 * need no escape.
 */
export function headingText(text: string): string {
  // A `#` at the end would close the heading (CommonMark 4.2).
  return escapeSigns(cleanLine(text), { isCell: false }).replace(/(?<![^\s])(#+)$/u, "\\$1");
}

/**
 * A code span; empty for an empty text. In a cell a bar is escaped for the table. After a backslash this is impossible,
 * because the table parser takes the two backslashes as one and the bar as its own (GFM 4.10). Such a text is printed
 * without a code span.
 */
export function codeSpan(text: string, isCell = false): string {
  const code = cleanLine(text);
  if (code === "") return "";
  if (isCell && code.includes("\\|")) return escapeSigns(code, { isCell });
  const shown = isCell ? code.replaceAll("|", "\\|") : code;
  if (!code.includes("`")) return `\`${shown}\``;
  const runs = new Set([...code.matchAll(/`+/gu)].map(([run]) => run.length));
  let count = 1;
  while (runs.has(count)) count += 1;
  const marks = "`".repeat(count);
  const padding = code.startsWith("`") || code.endsWith("`") ? " " : "";
  return `${marks}${padding}${shown}${padding}${marks}`;
}

/** A fenced code block. The fence is longer than any fence in the cleaned text. */
export function codeBlock(language: string, code: string): string {
  const clean = blankText(code);
  const runs = clean.includes("`") ? [...clean.matchAll(/`+/gu)].map(([run]) => run.length) : [];
  const longest = Math.max(2, ...runs);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${clean}\n${fence}`;
}

/**
 * A link; its text is Markdown already. If the URL has another scheme than http(s) or mailto, only the text is
 * returned.
 */
export function link(text: string, url: string): string {
  // Checked for every caller: a link must never run code.
  const [, scheme = "https"] = /^([a-z][a-z0-9+.-]*):/iu.exec(cleanText(url).trim()) ?? [];
  if (!/^(?:https?|mailto)$/iu.test(scheme)) return text;
  return `[${text}](${linkTarget(url)})`;
}

/** Clean text in which every kind of space is a normal space, because the width of a tab differs between readers. */
export function blankText(text: string): string {
  return cleanText(text).replaceAll(/[\u00a0\t]/gu, " ");
}

/** A value of front matter, which is YAML. This is a value context: parsing it returns exactly the text. */
export function frontMatterValue(text: string): string {
  const isPlain =
    /^\/?[A-Za-z][A-Za-z0-9 ./_-]*$/u.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/iu.test(text);
  return isPlain && text === text.trim() ? text : quotedYaml(text);
}

/** A double-quoted YAML scalar (YAML 1.2, section 7.3.1); invisible characters are written by number. */
export function quotedYaml(text: string): string {
  // Most values are plain ASCII. This class recognises them in a fraction of the time of the Unicode classes.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${text.replaceAll(SPECIAL_IN_YAML, (sign) =>
    sign === '"' || sign === "\\" ? `\\${sign}` : sign.split("").map(byNumber).join(""),
  )}"`;
}

const SPECIAL_IN_YAML = new RegExp(`["\\\\${WRITTEN_BY_NUMBER}]`, "gu");

function printInlines(nodes: readonly Inline[], context: InlineContext): string {
  const printed: string[] = [];
  // Reading the last character of the joined text would join it again for each node.
  let before = "";
  for (const [index, node] of nodes.entries()) {
    const following = nodes[index + 1];
    const next = following === undefined ? "" : firstSign(following);
    const part = printInline(node, { ...context, before, next });
    printed.push(part);
    before = part.at(-1) ?? before;
  }
  return printed.join("");
}

function firstSign(node: Inline): string {
  switch (node.kind) {
    case "text":
      return node.text.charAt(0);
    case "break":
      return " ";
    default:
      return "*";
  }
}

interface Neighbours {
  readonly before: string;
  readonly next: string;
}

function printInline(node: Inline, context: InlineContext & Neighbours): string {
  switch (node.kind) {
    case "text":
      // Entities are decoded here, so the characters that they stand for are cleaned too.
      return escapeSigns(blankText(node.text).replaceAll("\n", " "), context);
    case "code":
      return codeSpan(node.text, context.isCell);
    case "break":
      return context.isCell ? "<br />" : " ";
    case "strong":
      return marked("**", printInlines(node.children, context), context);
    case "emphasis":
      return marked("_", printInlines(node.children, context), context);
    case "link":
      return linkText(node, context);
  }
}

/**
 * Emphasis. Its marks count only between spaces or punctuation; if they would not count, the text is printed without
 * them.
 */
function marked(mark: string, inner: string, { before, next }: Neighbours): string {
  const text = inner.trim();
  if (text === "") return "";
  const isFree = /^[\s([{"'*_,.:;!?/\\-]?$/u.test(before) && /^[\s)\]}"'*_,.:;!?/\\-]?$/u.test(next);
  if (!isFree || /^[*_]|[*_\\]$/u.test(text)) return inner;
  return `${mark}${text}${mark}`;
}

function linkText(node: Extract<Inline, { kind: "link" }>, context: InlineContext): string {
  const text = printInlines(node.children, context).trim();
  const target = context.rewrite(node.url);
  // A relative URL was written for another site and has no target here.
  if (target === undefined && !/^(?:https?:\/\/[^\s/]|mailto:)/iu.test(node.url)) return text;
  return text === "" ? "" : link(text, target ?? node.url);
}

/**
 * A URL in which every character that could end it is percent-encoded. This includes `;`, so that it contains no
 * entity.
 */
function linkTarget(url: string): string {
  return cleanText(url).replaceAll(/[\s()<>{}|"'\\`;^*[\]]/gu, (sign) =>
    /['()*]/u.test(sign) ? `%${sign.charCodeAt(0).toString(16).toUpperCase()}` : encodeURIComponent(sign),
  );
}

/** Escapes every character that Markdown, its extensions, MDX or prettier would read as markup. */
function escapeSigns(text: string, { isCell }: { readonly isCell: boolean }): string {
  if (/^[A-Za-z0-9 ,.'"();:/%=?!@+-]*$/u.test(text)) return text;
  return text.replaceAll(SIGNS, (sign, index: number) => {
    switch (sign) {
      case "&":
        return /^&#?\w+;/u.test(text.slice(index, index + 40)) ? "&amp;" : sign;
      case "_":
        return isInsideWord(text, index) ? sign : "\\_";
      case "|":
        return isCell ? "\\|" : sign;
      default:
        return `\\${sign}`;
    }
  });
}

const SIGNS = /[\\`*{}<[\]~$&_|]/gu;

function isInsideWord(text: string, index: number): boolean {
  return /[A-Za-z0-9]/u.test(text.charAt(index - 1)) && /[A-Za-z0-9]/u.test(text.charAt(index + 1));
}

/** Escapes characters that are markup only at the start of a line. */
function startOfLine(text: string, isCell: boolean): string {
  if (isCell) return text;
  if (/^(?:import|export)\b/u.test(text)) return `&#${String(text.charCodeAt(0))};${text.slice(1)}`;
  if (/^(?:[#>+=-]|:::|:-)/u.test(text)) return `\\${text}`;
  return text.replace(/^(\d{1,9})([.)])(?=\s|$)/u, "$1\\$2");
}
