import { SdkError } from "../errors.js";
import type { Arguments, PageTurn, Paging } from "../operation.js";

/** What differs between lists that are asked for by position. */
export interface OffsetStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The page size to ask for when the caller names none; absent: the service's default. */
  readonly size?: number;
  /** The argument key of the position; absent: "offset". */
  readonly offset?: string;
}

/** How often in a row an empty page is taken for a slip where the total says that more is to come. */
const LONGEST_GAP = 3;

/**
 * The arguments of an empty page, once more: the total says that the list goes on.
 * @throws SdkError where the page stays empty: the end of a list below its total is never silent.
 */
export function askAgain(
  { args, empty, total, context }: PageTurn,
  position: number,
): Arguments {
  if (empty > LONGEST_GAP) throw endedEarly(position, total, context);
  return args;
}

/** The error of a list that ends below its total. */
export function endedEarly(
  position: number,
  total: number | undefined,
  context: PageTurn["context"],
): SdkError {
  return new SdkError(
    `${context.operationId}: the list ended behind ${position} of ${total} items`,
    context,
  );
}

/**
 * Whether a list goes on behind a page, which ends at `position`. As long as the total says so; without a total until a
 * page is empty or shorter than an earlier one. A first page shorter than its limit is not the end: the service may cap
 * the page below the limit.
 */
function goesOn(
  { items: { length }, total, largest }: PageTurn,
  position: number,
): boolean {
  return total === undefined
    ? length > 0 && length >= largest
    : position < total;
}

function nextOffset(
  turn: PageTurn,
  offset = "offset",
): (() => Arguments) | undefined {
  const { args, items } = turn;
  const position = Number(args[offset] ?? 0) + items.length;
  return goesOn(turn, position)
    ? () =>
        items.length
          ? { ...args, [offset]: position }
          : askAgain(turn, position)
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
    next: ({ args, data, items, seen, total = 0, first, context }) => {
      const next: unknown = Object(data)[cursor];
      const position = seen + items.length;
      if (next === undefined || next === null || next === "")
        // Of a list that began in the middle nobody knows what was before.
        return position < total && first[argument] == null
          ? () => {
              throw endedEarly(position, total, context);
            }
          : undefined;
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
 * Lists with a page number (`page`, `per_page`). The end is the total, or without one an empty page or a page that is
 * shorter than an earlier one. One that is shorter than what was asked for is not: the service may cap the page below it.
 */
export function pagePaging(style: PageStyle = {}): Paging {
  const { page = "page" } = style;
  return {
    ...style,
    next: (turn) => {
      const { args, items, seen, largest, first } = turn;
      const { length } = items;
      const before = Math.max(Number(first[page] ?? 1) - 1, 0);
      const position = before * Math.max(largest, length) + seen + length;
      return goesOn(turn, position)
        ? () =>
            length
              ? { ...args, [page]: Number(args[page] ?? 1) + 1 }
              : askAgain(turn, position)
        : undefined;
    },
  };
}
