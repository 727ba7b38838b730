import { compareText } from "../model/order.ts";

/** The entries of a map in the order of their keys. */
export function sortedEntries<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([left], [right]) => compareText(left, right));
}
