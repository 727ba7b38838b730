import type { NameGrammar } from "../rules/grammar.ts";

/** What a field of an entry holds: a name, a list of names, aliases with their reasons, or aliases by former tag. */
export interface LedgerField {
  readonly holds: "name" | "names" | "aliases" | "aliasesByTag";
  readonly grammar: NameGrammar;
  readonly isRequired?: true;
}

/** The fields of a target in format 1 of the ledger, by the kind of entry. */
export interface LedgerFields {
  readonly operation?: Readonly<Record<string, LedgerField>>;
  readonly model?: Readonly<Record<string, LedgerField>>;
  readonly tag?: Readonly<Record<string, LedgerField>>;
  readonly parameter?: Readonly<Record<string, LedgerField>>;
}

/** The names of targets without fields in format 1, by target and scope. */
export type MoreNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The part of an entry in which names are looked up. */
export interface NamedEntry {
  readonly names?: MoreNames;
}

/** Where an entry holds the name of a scope. */
export interface Slot {
  readonly target: string;
  readonly name: string;
  readonly field?: string;
}

/** The name of a scope in an entry; undefined where the entry has none. */
export function nameIn(entry: NamedEntry, { target, name, field }: Slot): string | undefined {
  if (field === undefined) return own(own(entry.names ?? {}, target) ?? {}, name);
  const value = own(entry as Readonly<Record<string, unknown>>, field);
  return typeof value === "string" ? value : undefined;
}

/** The names of an entry with one more. */
export function withName(names: MoreNames | undefined, { target, name }: Slot, value: string): MoreNames {
  return { ...names, [target]: { ...own(names ?? {}, target), [name]: value } };
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
