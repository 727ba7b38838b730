import { SdkError } from "../errors.js";
import type { Arguments, Paging } from "../operation.js";
import { askAgain } from "./paging.js";

/** How far a search goes by position. */
export interface SearchStyle {
  /** The page size to ask for when the caller names none; absent: the service's default. */
  readonly size?: number;
  /** The largest sum of offset and limit that the service takes. */
  readonly window: number;
}

/** The values of the sort fields of an item; undefined when one is missing. */
function readSortValues(
  item: unknown,
  sort: readonly string[],
): readonly unknown[] | undefined {
  const values = sort.map((sorter) => {
    const path = sorter.replace(/^[-+]/, "").replace(/\.(exact|raw)$/, "");
    let value = item;
    for (const key of path.split("."))
      value = (Object(value) as Arguments)[key];
    return value;
  });
  return values.every((value) => value !== undefined && value !== null)
    ? values
    : undefined;
}

/**
 * Lists of a search: with a `sort` in the body that ends with `id`, by `searchAfter`, without a bound; else by
 * offset, up to the window, behind which the service answers nothing. The service may count up to a bound only: a total
 * ends no search by `searchAfter`.
 */
export function searchPaging({ size, window }: SearchStyle): Paging {
  return {
    size,
    next: (turn) => {
      const { args, items, total, seen, largest, first, context } = turn;
      const { length } = items;
      const { offset = 0, limit = size } = args as {
        offset?: number;
        limit?: number;
      };
      const body = Object(args["body"]) as Arguments;
      const sort = [body["sort"] ?? []].flat().map(String);
      const isAfter = /^[-+]?id$/.test(sort.at(-1) ?? "");
      const position = Number(first["offset"] ?? 0) + seen + length;
      // Of a search that began behind an item nobody knows what was before.
      const begun = (Object(first["body"]) as Arguments)["searchAfter"];
      const isBelow = !begun && total !== undefined && position < total;
      // A page that was made smaller to fit into the window is not the end.
      const isShort = length < Math.min(largest, limit ?? largest);
      const isLast =
        !length || isShort || (!isAfter && total !== undefined && !begun);
      if (isLast && !isBelow) return undefined;
      return () => {
        if (!length) return askAgain(turn, position);
        if (isAfter) {
          const searchAfter = readSortValues(items[length - 1], sort);
          if (!searchAfter)
            throw new SdkError(
              `the search cannot go on: an item lacks a field of its sort (${sort.join(", ")})`,
              context,
            );
          return { ...args, offset: undefined, body: { ...body, searchAfter } };
        }
        const next = Number(offset) + length;
        if (next >= window)
          throw new SdkError(
            `the service gives no more than ${window} items by position: add a sort that ends with "id"`,
            context,
          );
        return {
          ...args,
          offset: next,
          limit: Math.min(limit ?? length, window - next),
        };
      };
    },
  };
}
