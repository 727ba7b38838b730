import { copyRecord, entryOf, type LedgerAliases, type LedgerOperation } from "../ledger/ledger.ts";

/**
 * The entry of an operation that gets another tag. The method and its aliases become former calls of the old tag's
 * class. Former calls in the new tag's class become aliases of the method again.
 */
export function leaveTag(entry: LedgerOperation, to: string): LedgerOperation {
  const from = entry.tag;
  if (from === undefined || from === to) return entry;
  const { methodAliases = {}, formerCalls = {}, ...rest } = entry;
  const calls = copyRecord<LedgerAliases>(formerCalls);
  calls[from] = { [entry.method]: "renamed", ...methodAliases };
  const known = Object.entries(entryOf(formerCalls, to) ?? {}).filter(
    ([name]) => name.toLowerCase() !== entry.method.toLowerCase(),
  );
  delete calls[to];
  return {
    ...rest,
    ...(known.length === 0 ? {} : { methodAliases: Object.fromEntries(known) }),
    formerCalls: calls,
  };
}

/** The former calls with renamed tags. */
export function renameTags(
  calls: Readonly<Record<string, LedgerAliases>>,
  newNameOf: (tag: string) => string | undefined,
): Readonly<Record<string, LedgerAliases>> {
  const renamed = copyRecord<LedgerAliases>({});
  for (const [tag, names] of Object.entries(calls)) renamed[newNameOf(tag) ?? tag] = names;
  return renamed;
}
