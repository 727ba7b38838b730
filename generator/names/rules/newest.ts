import { compareText } from "../../model/order.ts";

/**
 * Orders versions for names that say none: the highest number in the label first; a label without one (`beta`) is
 * always on the move, and last.
 */
export function newestFirst<Item>(items: readonly Item[], labelOf: (item: Item) => string): readonly Item[] {
  const number = (item: Item): number => Number(/\d+/u.exec(labelOf(item))?.[0] ?? -1);
  return [...items].sort((left, right) => number(right) - number(left) || compareText(labelOf(left), labelOf(right)));
}
