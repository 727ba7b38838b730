import fc from "fast-check";
import { cleanText } from "../../generator/text/characters.ts";

/** What ends, begins or changes something in any of the contexts. */
export const DELIMITERS = [
  "*/",
  "/*",
  "//",
  "#>",
  "<#",
  "```",
  "````",
  "~~~",
  "``",
  "{run()}",
  "{/*",
  "<b>",
  "</b>",
  "<!--",
  "-->",
  "import x from 'y'",
  "export const x = 1",
  ":::note",
  "\\|",
  "||",
  "](",
  "](javascript:run())",
  "![",
  "&lt;b>",
  "&#123;run()}",
  "---",
  "===",
  "'@",
  '"@',
  "${run()}",
  "$(run)",
  "\\u{7d}",
  "\r\n",
] as const;

/** Every character that cleaning removes or replaces, or that breaks a line or is a blank in some reader. */
export const CHARACTERS: readonly string[] = [
  "",
  ...Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => cleanText(character) !== character || /\s/u.test(character),
  ),
  "\u{e0001}",
  "\u{e007f}",
  "\r\n",
];

/** One character of each of the long runs, which readers and we treat alike, for readers that take their time. */
export const SOME_CHARACTERS = CHARACTERS.filter((character) => {
  const code = character.codePointAt(0) ?? 0;
  const isInside = (first: number, last: number): boolean => code > first && code < last;
  return ![
    [0x00, 0x08],
    [0x0e, 0x1f],
    [0x7f, 0x84],
    [0x86, 0x9f],
    [0x2060, 0x206f],
    [0xd800, 0xdfff],
  ].some(([first = 0, last = 0]) => isInside(first, last));
});

/** `left half + character + right half` of every delimiter, at every place it can be cut; within a line, or a line of its own. */
export function hostileTexts(characters: readonly string[]): string[] {
  return DELIMITERS.flatMap((delimiter, index) =>
    Array.from({ length: delimiter.length + 1 }, (_, at) => at).flatMap((at) =>
      characters.map((character, other) => {
        const text = `${delimiter.slice(0, at)}${character}${delimiter.slice(at)}`;
        return (index + at + other) % 2 === 0 ? text : `a ${text} b`;
      }),
    ),
  );
}

const fragment = fc.oneof(
  fc.constantFrom<string>(...DELIMITERS),
  fc.constantFrom(...CHARACTERS),
  fc.constantFrom(..."*/`{}<>|\\[]()_~#:-=!&;'\"$@\n\t ".split(""), "a", "1. ", "- ", "> ", "| "),
);
/** Delimiters, removed characters and signs in any order. */
export const hostileText = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(""));

/** Texts that values must survive. */
export const anyText = fc.oneof(
  hostileText,
  fc.string({ unit: "binary" }),
  fc.constantFrom(...CHARACTERS, "__proto__", "constructor"),
);
