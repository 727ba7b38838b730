import { applyEdits, modify, parse } from "jsonc-parser";

export interface Swap {
  readonly from: string;
  readonly to: string;
  /** Something of the old package is still imported. */
  readonly keepOld: boolean;
}

const LISTS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/** Puts one dependency in place of another in the text of a package.json; its layout stays. */
export function swapDependency(text: string, { from, to, keepOld }: Swap): string {
  const manifest = Object(parse(text)) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  const indent = /^([ \t]+)"/mu.exec(text)?.[1] ?? "  ";
  const options = {
    formattingOptions: {
      insertSpaces: !indent.startsWith("\t"),
      tabSize: indent.startsWith("\t") ? 1 : indent.length,
      eol: text.includes("\r\n") ? "\r\n" : "\n",
    },
  };
  let result = text;
  for (const list of LISTS) {
    if (manifest[list]?.[from] === undefined) continue;
    if (manifest[list][to] === undefined) result = applyEdits(result, modify(result, [list, to], VERSION, options));
    if (!keepOld) result = applyEdits(result, modify(result, [list, from], undefined, options));
  }
  return result;
}

/** The package has no release that a codemod could know. */
const VERSION = "*";
