import { applyEdits, modify } from "jsonc-parser";
import type { RuledTarget } from "../diff/rule.ts";

/** Replaces the versions in the text of a configuration; the rest of the text stays unchanged. */
export function bumpConfig(text: string, versions: ReadonlyMap<RuledTarget, string>): string {
  const insertSpaces = !/^\t/mu.test(text);
  const [, indent = "  "] = /^( +)"/mu.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces,
    tabSize: insertSpaces ? indent.length : 1,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  let bumped = text;
  for (const [target, version] of versions)
    bumped = applyEdits(bumped, modify(bumped, [target, "version"], version, { formattingOptions }));
  return bumped;
}
