import { codeBlock } from "../../emit/markdown/escape-markdown.ts";
import { formatTypeScript } from "../../emit/typescript/format-pool.ts";
import { WIDTH } from "../../emit/width.ts";

/** Prettier formats the code blocks of pages as well. The formatted code here is already in prettier's style. */
export interface SnippetFormatter {
  /** A fenced code block. */
  readonly block: (language: string, code: string) => string;
  /** The code without a fence. */
  readonly code: (language: string, code: string) => string;
}

/** The code blocks of languages that prettier does not format. */
export const PLAIN_SNIPPETS: SnippetFormatter = { block: codeBlock, code: (_, code) => code };

/**
 * Formats only the code that may differ from prettier's style: TypeScript with a long line or with a character outside
 * ASCII. Other code is printed by prettier's rules, and a test checks this on all pages of the real specs.
 */
export async function formatSnippets(codes: Iterable<string>): Promise<SnippetFormatter> {
  const doubtful = [...new Set(codes)].filter(isDoubtful);
  const formatted = await formatTypeScript(doubtful);
  const byCode = new Map(doubtful.map((code, index) => [code, (formatted[index] ?? code).trimEnd()]));
  const codeOf = (language: string, code: string): string =>
    isFormatted(language) ? (byCode.get(code) ?? code) : code;
  return { code: codeOf, block: (language, code) => codeBlock(language, codeOf(language, code)) };
}

/** Whether prettier formats code blocks of a language. */
export function isFormatted(language: string): boolean {
  return language === "ts";
}

/**
 * Whether prettier may change the code. It may break a long line, and it may change the quotes of a key outside ASCII.
 */
function isDoubtful(code: string): boolean {
  return code.split("\n").some((line) => (line.length > WIDTH || /[^ -~]/.test(line)) && !isKept(line));
}

/** Whether prettier keeps a line as it is, at any length. */
function isKept(line: string): boolean {
  return KEPT.some((pattern) => pattern.test(line));
}

const KEPT = [
  // A comment.
  /^ *\/\/ \S.*\S$/u,
  // An import of a single name.
  /^import (?:type )?\{ \w+ \} from "[ -~]+";$/u,
  // A string on its own line or after a short key. Its quotes and escapes are those that prettier would choose.
  /^ *(?:\w{1,4}: )?(?:"(?:[ !#-[\]-~]|\\[ -~])*"|'(?:[ -&(-[\]-~]|\\[ -~])*'),$/u,
];
