import { SdkError } from "../errors.js";
import type { Arguments, PageTurn, Paging } from "../operation.js";

/** What differs between lists that are asked for by position. */
export interface OffsetStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The page size to ask for when the caller names none; absent: the service's default. */
  readonly size?: number;
  /** The argument key of the position; absent: "offset". */
  readonly offset?: string;
}

/**
 * The end is certain when a page is empty, when the total is reached, or when a page is shorter than an earlier
 * one. A first page shorter than its limit is not the end: the service may cap the page below the limit.
 */
function nextOffset(
  { args, items: { length }, total = Infinity, largest }: PageTurn,
  offset = "offset",
): (() => Arguments) | undefined {
  const position = Number(args[offset] ?? 0) + length;
  return length && length >= largest && position < total
    ? () => ({ ...args, [offset]: position })
    : undefined;
}

/** Lists with a page size and the position of the first item (`limit` and `offset`, `limit` and `start`). */
export function offsetPaging(style: OffsetStyle = {}): Paging {
  return { ...style, next: (turn) => nextOffset(turn, style.offset) };
}

/** Lists with `limit` and `offset` whose answer is the list: nearly all. */
export const offsetPages: Paging = { next: (turn) => nextOffset(turn) };

/** What differs between lists that are asked for by a cursor. */
export interface CursorStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The page size to ask for when the caller names none; absent: the service's default. */
  readonly size?: number;
  /** The key of the cursor in the answer; absent: "next". */
  readonly cursor?: string;
  /** The argument key of the cursor; absent: as in the answer. */
  readonly argument?: string;
}

/** Lists whose answer names the next page (`{ items, next }`); the end is an answer without a cursor. */
export function cursorPaging(style: CursorStyle = {}): Paging {
  const { cursor = "next", argument = cursor } = style;
  return {
    items: "items",
    ...style,
    next: ({ args, data, context }) => {
      const next: unknown = Object(data)[cursor];
      if (next === undefined || next === null || next === "") return undefined;
      return () => {
        if (next === args[argument])
          throw new SdkError(
            "the cursor of the next page does not move",
            context,
          );
        return { ...args, [argument]: next };
      };
    },
  };
}

/** What differs between lists that are asked for by page number. */
export interface PageStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The argument key of the page's number, which counts from 1; absent: "page". */
  readonly page?: string;
}

/**
 * Lists with a page number (`page`, `per_page`). The end is an empty page, the total, or a page that is shorter
 * than an earlier one. One that is shorter than what was asked for is not: the service may cap the page below it.
 */
export function pagePaging(style: PageStyle = {}): Paging {
  const { page = "page" } = style;
  return {
    ...style,
    next: ({ args, items: { length }, total = Infinity, seen, largest }) =>
      length && length >= largest && seen + length < total
        ? () => ({ ...args, [page]: Number(args[page] ?? 1) + 1 })
        : undefined,
  };
}
