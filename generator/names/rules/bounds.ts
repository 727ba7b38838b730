import { cleanLine, shorten, withoutIgnorable } from "../../text/characters.ts";
import { markOf } from "./file-stem.ts";

/** The longest name that a ledger may hold, in UTF-16 units. No real name is half as long. */
export const MAXIMUM_NAME = 200;

/** The longest name that the rules make. It leaves room for a number or a word. */
const LONGEST_MADE = 180;

/** The name, cut to the longest length. A cut name ends in eight hex digits of the whole name's hash. */
export function boundedName(name: string): string {
  return name.length <= LONGEST_MADE ? name : `${shorten(name, LONGEST_MADE - 8)}${markOf(name)}`;
}

/** An operation's id as the ledger stores it: without invisible characters, and cut like a name. */
export function ledgerId(wireId: string): string {
  return boundedName(cleanLine(withoutIgnorable(wireId)));
}
