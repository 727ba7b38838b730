import { applyEdits, modify, parse } from "jsonc-parser";

/** The packages to exchange in the dependencies of a program. */
export interface Swap {
  readonly from: string;
  readonly to: string;
  /** Whether a file still imports the old package. */
  readonly keepOld: boolean;
}

const LISTS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/** Replaces one dependency by another in the text of a package.json. The layout of the text stays. */
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

/** Any release, because no release of the package is known here. */
const VERSION = "*";
