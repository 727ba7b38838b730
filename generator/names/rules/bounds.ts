import { cleanLine, shorten, withoutIgnorable } from "../../text/characters.ts";
import { markOf } from "./file-stem.ts";

/** No real name is half as long; a file with longer ones is no ledger of ours. UTF-16 units. */
export const MAXIMUM_NAME = 200;

/** What the rules make is shorter, so that a number or a word behind it still fits. */
const LONGEST_MADE = 180;

/** A name as long as it may be: what is longer is cut and ends in eight hex digits of the whole name's hash. */
export function boundedName(name: string): string {
  return name.length <= LONGEST_MADE ? name : `${shorten(name, LONGEST_MADE - 8)}${markOf(name)}`;
}

/** An operation's id as the ledger holds it: what nobody sees is left out, and a long one is cut as names are. */
export function ledgerId(wireId: string): string {
  return boundedName(cleanLine(withoutIgnorable(wireId)));
}
