import type { ApiVersion } from "../../model/model.ts";
import { markOf } from "../rules/file-stem.ts";
import { entryOf, type VersionLedger } from "../ledger/ledger.ts";
import { settle, type HeldNames } from "./settle.ts";
import { pascalCase, splitWords, startsWithDigit } from "../rules/words.ts";

/**
 * Names the events of a version: `access-request-submitted` becomes AccessRequestSubmittedEvent. Adds the names to
 * `types`.
 */
export function nameEvents(version: ApiVersion, ledger: VersionLedger, types: HeldNames): ReadonlyMap<string, string> {
  const locked = new Map<string, string>();
  for (const { wire } of version.events) {
    const name = entryOf(ledger.events, wire)?.name;
    if (name !== undefined) locked.set(wire, name);
  }
  for (const [wire, name] of locked) types.set(name.toLowerCase(), `the event ${wire}`);
  const fresh = version.events
    .filter(({ wire }) => !locked.has(wire))
    .map(({ wire }) => ({ id: wire, rank: "", candidates: candidatesOf(wire) }));
  const settled = settle(fresh, types, (wire) => `the event ${wire}`);
  return new Map([...locked, ...[...settled.names].map(([wire, { name }]) => [wire, name] as const)]);
}

function candidatesOf(wire: string): readonly string[] {
  const base = eventBase(wire);
  return [
    `${base}Event`,
    `${base}EventHook`,
    `${base}EventOf${pascalCase(splitWords(wire))}`,
    `${base}EventX${markOf(wire)}`,
    `${base}EventX${markOf(wire, 64)}`,
  ];
}

/** The start of the names of an event's types. */
export function eventBase(wire: string): string {
  const name = pascalCase(splitWords(wire)).replace(/Event$/u, "");
  if (name === "") return "Unnamed";
  // No type name begins with a digit of any script.
  return startsWithDigit(name) ? `On${name}` : name;
}
