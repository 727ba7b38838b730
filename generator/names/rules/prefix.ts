import { pascalCase, splitWords } from "./words.ts";

/** The prefix of the nouns of a version: from the configuration, else the label in PascalCase. */
export function prefixOf(label: string, prefixes: ReadonlyMap<string, string>): string {
  return prefixes.get(label) ?? pascalCase(splitWords(label));
}

/**
 * Adds the prefix: `Remove-Source` becomes `Remove-BetaSource`; `Remove-` (a published name without a noun) becomes
 * `Remove-Beta`.
 */
export function withPrefix(cmdlet: string, prefix: string): string {
  const at = cmdlet.indexOf("-");
  return `${cmdlet.slice(0, at)}-${prefix}${cmdlet.slice(at + 1)}`;
}
