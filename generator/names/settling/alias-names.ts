import type { Declaration } from "../../model/model.ts";
import type { LedgerAliases } from "../ledger/ledger.ts";
import type { AliasName } from "../table.ts";
import type { SettledVersion } from "../target-naming.ts";

/** The aliases of an entry, as names with reasons. */
export function aliasNames(aliases: LedgerAliases | undefined): readonly AliasName[] {
  return Object.entries(aliases ?? {}).map(([name, reason]) => ({ name, reason }));
}

/** The aliases of a model. An alias that differs from the model's name only in case is left out. */
export function modelAliases(declaration: Declaration, at: SettledVersion): readonly AliasName[] {
  const name = at.modelOf(declaration.id)?.toLowerCase();
  return aliasNames(at.entryOf(declaration)?.aliases).filter((alias) => alias.name.toLowerCase() !== name);
}
