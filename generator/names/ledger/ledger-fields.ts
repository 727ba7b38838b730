import type { NameGrammar } from "../rules/grammar.ts";

/** What a field of an entry holds: a name, several, former names with the reason of each, or those by former tag. */
export interface LedgerField {
  readonly holds: "name" | "names" | "aliases" | "aliasesByTag";
  readonly grammar: NameGrammar;
  readonly isRequired?: true;
}

/** The fields that format 1 of the ledger has for a target, by the kind of the entry. */
export interface LedgerFields {
  readonly operation?: Readonly<Record<string, LedgerField>>;
  readonly model?: Readonly<Record<string, LedgerField>>;
  readonly tag?: Readonly<Record<string, LedgerField>>;
  readonly parameter?: Readonly<Record<string, LedgerField>>;
}

/** Names of a target that format 1 has no field for: by target, then by scope. */
export type MoreNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** An entry of the ledger, as far as names are looked up in it. */
export interface NamedEntry {
  readonly names?: MoreNames;
}

/** Where a name of a scope stands in an entry. */
export interface Slot {
  readonly target: string;
  readonly name: string;
  readonly field?: string;
}

/** The name that an entry holds in a scope. */
export function nameIn(entry: NamedEntry, { target, name, field }: Slot): string | undefined {
  if (field === undefined) return own(own(entry.names ?? {}, target) ?? {}, name);
  const value = own(entry as Readonly<Record<string, unknown>>, field);
  return typeof value === "string" ? value : undefined;
}

/** An entry's names with one more: what the entry gains. */
export function withName(names: MoreNames | undefined, { target, name }: Slot, value: string): MoreNames {
  return { ...names, [target]: { ...own(names ?? {}, target), [name]: value } };
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
