import type { Finding, FindingBase, TargetText } from "./change.ts";

interface DocsPair {
  readonly old: { readonly docs: string };
  readonly new: { readonly docs: string };
  readonly name: TargetText;
}

/**
 * Returns the findings of an entry, or `docs-changed` if only its descriptions changed. Any other change changes the
 * descriptions too, so it is reported alone.
 */
export function withDocs(
  findings: readonly Finding[],
  base: FindingBase,
  { old, new: found, name }: DocsPair,
): readonly Finding[] {
  if (findings.length > 0 || old.docs === found.docs) return findings;
  // Descriptions come from the spec only.
  return [{ ...base, origin: "spec", rule: "docs-changed", name }];
}
