import type { Finding, FindingBase, TargetText } from "./change.ts";

interface DocsPair {
  readonly old: { readonly docs: string };
  readonly new: { readonly docs: string };
  readonly name: TargetText;
}

/** The findings of an entry, and that its words alone changed. Words follow from what changed otherwise. */
export function withDocs(
  findings: readonly Finding[],
  base: FindingBase,
  { old, new: found, name }: DocsPair,
): readonly Finding[] {
  if (findings.length > 0 || old.docs === found.docs) return findings;
  // Words come from the spec.
  return [{ ...base, origin: "spec", rule: "docs-changed", name }];
}
