import { codeBlock } from "../../emit/markdown/escape-markdown.ts";
import { formatChunks } from "../../emit/typescript/format-pool.ts";
import { WIDTH } from "../../emit/width.ts";

/** Prettier formats the code blocks of a page too: these are in its style already, or are brought into it here. */
export interface SnippetFormatter {
  /** A code block. */
  readonly block: (language: string, code: string) => string;
  /** The code itself. */
  readonly code: (language: string, code: string) => string;
}

/**
 * Formats what may not be in prettier's style: TypeScript with a long line. The printing of shorter code follows
 * prettier's rules, which a test checks over all pages of the real specs.
 */
export async function formatSnippets(codes: Iterable<string>): Promise<SnippetFormatter> {
  const doubtful = [...new Set(codes)].filter(isDoubtful);
  const formatted = await formatChunks(doubtful.map((text) => ({ text, parser: "typescript" })));
  const byCode = new Map(doubtful.map((code, index) => [code, (formatted[index] ?? code).trimEnd()]));
  const codeOf = (language: string, code: string): string =>
    isFormatted(language) ? (byCode.get(code) ?? code) : code;
  return { code: codeOf, block: (language, code) => codeBlock(language, codeOf(language, code)) };
}

/** Whether prettier formats the code blocks of a language. */
export function isFormatted(language: string): boolean {
  return language === "ts";
}

/** Lines that may have to be broken, and names whose quotes depend on the script they are written in. */
function isDoubtful(code: string): boolean {
  return code.split("\n").some((line) => (line.length > WIDTH || /[^ -~]/.test(line)) && !isKept(line));
}

/** Lines that prettier leaves as they are, however long. */
function isKept(line: string): boolean {
  return KEPT.some((pattern) => pattern.test(line));
}

const KEPT = [
  // A comment.
  /^ *\/\/ \S.*\S$/u,
  // The import of a single name.
  /^import (?:type )?\{ \w+ \} from "[ -~]+";$/u,
  // A text that has its line alone, or stands beside a short name. One with quotes in it may get other ones around it.
  /^ *(?:\w{1,4}: )?"[ !#-[\]-~]*",$/u,
];
