import { heldAliases, hold, type VersionLedger } from "../ledger/ledger.ts";
import type { HeldNames } from "./settle.ts";
import type { TargetNaming } from "../target-naming.ts";

/** All type names that a version's ledger holds, including the types of single targets. */
export function heldTypes(ledger: VersionLedger, namings: readonly TargetNaming[]): HeldNames {
  const held: HeldNames = new Map();
  for (const [id, entry] of Object.entries(ledger.models)) held.set(entry.name.toLowerCase(), `the name of ${id}`);
  for (const [id, entry] of Object.entries(ledger.retired.models)) hold(held, entry.name, `the retired name of ${id}`);
  for (const [name, holder] of heldAliases(ledger)) hold(held, name, holder);
  for (const naming of namings) for (const [name, holder] of naming.heldTypes?.(ledger) ?? []) hold(held, name, holder);
  for (const [event, { name }] of Object.entries(ledger.events)) hold(held, name, `the event ${event}`);
  return held;
}
