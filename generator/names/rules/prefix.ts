import { pascalCase, splitWords } from "./words.ts";

/** What names of a version have before their noun: the configuration's, or the label in PascalCase. */
export function prefixOf(label: string, prefixes: ReadonlyMap<string, string>): string {
  return prefixes.get(label) ?? pascalCase(splitWords(label));
}

/** `Remove-Source` is Remove-BetaSource; `Remove-` (a published name without a noun) is Remove-Beta. */
export function withPrefix(cmdlet: string, prefix: string): string {
  const at = cmdlet.indexOf("-");
  return `${cmdlet.slice(0, at)}-${prefix}${cmdlet.slice(at + 1)}`;
}
