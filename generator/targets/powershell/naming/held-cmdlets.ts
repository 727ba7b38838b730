import { hold, type VersionLedger } from "../../../names/ledger/ledger.ts";
import type { HeldNames } from "../../../names/settling/settle.ts";

/** All cmdlet names in a version's ledger: current names, names of removed operations, aliases and published names. */
export function heldCmdlets(ledger: VersionLedger): HeldNames {
  const held: HeldNames = new Map();
  for (const [key, entry] of Object.entries(ledger.operations))
    held.set(entry.cmdlet.toLowerCase(), `the name of ${key}`);
  for (const [key, entry] of Object.entries(ledger.retired.operations))
    hold(held, entry.cmdlet, `the retired name of ${key}`);
  for (const [key, entry] of [...Object.entries(ledger.operations), ...Object.entries(ledger.retired.operations)]) {
    for (const alias of Object.keys(entry.aliases ?? {})) hold(held, alias, `an alias of ${key}`);
    if (entry.published !== undefined) hold(held, entry.published, `the published name of ${key}`);
  }
  return held;
}
