import { compareText } from "../../model/order.ts";

/**
 * Sorts versions, newest first: by the number in the label, descending. A label without a number (`beta`) comes last,
 * because it always changes.
 */
export function newestFirst<Item>(items: readonly Item[], labelOf: (item: Item) => string): readonly Item[] {
  const number = (item: Item): number => Number(/\d+/u.exec(labelOf(item))?.[0] ?? -1);
  return [...items].sort((left, right) => number(right) - number(left) || compareText(labelOf(left), labelOf(right)));
}
