import { SdkError } from "../errors.js";
import type { Arguments, Paging } from "../operation.js";
import { askAgain } from "./paging.js";

/** The limits of a search by position. */
export interface SearchStyle {
  /** The page size if the caller sets none; absent: the service's default. */
  readonly size?: number;
  /** The largest sum of offset and limit that the service accepts. */
  readonly window: number;
}

/** The values of the sort fields of an item; undefined if one is missing. */
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
 * Lists of a search. If the `sort` in the body ends with `id`, pages are requested with `searchAfter`, without a limit.
 * Otherwise they are requested by offset up to the window, beyond which the service returns no items. The service may
 * stop counting at a limit, so a total does not end a search with `searchAfter`.
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
      // If the caller started with `searchAfter`, the number of items before it is unknown.
      const begun = (Object(first["body"]) as Arguments)["searchAfter"];
      const isBelow = !begun && total !== undefined && position < total;
      // A page whose limit was reduced to fit into the window is not the end.
      const isShort = length < Math.min(largest, limit ?? largest);
      const isLast =
        !length || isShort || (!isAfter && total !== undefined && !begun);
      if (isLast && !isBelow) return undefined;
      // Read now, because a program may change the items before it asks for the next page.
      const searchAfter = isAfter && readSortValues(items[length - 1], sort);
      return () => {
        if (!length) return askAgain(turn, position);
        if (isAfter) {
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
