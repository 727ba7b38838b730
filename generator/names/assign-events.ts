import type { ApiVersion } from "../model/model.ts";
import type { VersionLedger } from "./ledger.ts";
import { entryOf } from "./ledger.ts";
import { markOf } from "./file-stem.ts";
import { nameEventPages, type FileNames } from "./file-names.ts";
import { settle, type HeldNames } from "./settle.ts";
import type { EventNames } from "./table.ts";
import { pascalCase, splitWords, startsWithDigit } from "./words.ts";

export interface EventNamingResult extends Pick<FileNames, "marked" | "diagnostics"> {
  readonly names: ReadonlyMap<string, EventNames>;
}

/** Names a version's events: `access-request-submitted` is AccessRequestSubmittedEvent. `types` gains the names. */
export function nameEvents(version: ApiVersion, ledger: VersionLedger, types: HeldNames): EventNamingResult {
  const locked = new Map<string, string>();
  for (const { wire } of version.events) {
    const name = entryOf(ledger.events, wire);
    if (name !== undefined) locked.set(wire, name);
  }
  for (const [wire, name] of locked) types.set(name.toLowerCase(), `the event ${wire}`);
  const fresh = version.events
    .filter(({ wire }) => !locked.has(wire))
    .map(({ wire }) => ({ id: wire, rank: "", candidates: candidatesOf(wire) }));
  const settled = settle(fresh, types, (wire) => `the event ${wire}`);
  const names = new Map([...locked, ...[...settled.names].map(([wire, { name }]) => [wire, name] as const)]);
  const pages = nameEventPages([...names.values()], { version, locked: ledger.files });
  return {
    ...pages,
    names: new Map(
      [...names].map(([wire, name]) => [wire, { typescript: { name }, docs: { slug: pages.names.get(name) ?? "" } }]),
    ),
  };
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

/** What an event's types begin with. */
export function eventBase(wire: string): string {
  const name = pascalCase(splitWords(wire)).replace(/Event$/u, "");
  if (name === "") return "Unnamed";
  // No type begins with a digit, of whatever script.
  return startsWithDigit(name) ? `On${name}` : name;
}
