import { SdkError } from "../errors.js";
import type { Arguments, PageTurn, Paging } from "../operation.js";

/** What differs between lists that are requested by position. */
export interface OffsetStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The page size if the caller sets none; absent: the service's default. */
  readonly size?: number;
  /** The argument key of the position; absent: "offset". */
  readonly offset?: string;
}

/** How many consecutive empty pages count as a fault of the service, if the total says that more items follow. */
const LONGEST_GAP = 3;

/**
 * Returns the arguments of an empty page, to request it again, because the total says that more items follow.
 * @throws SdkError if the page stays empty, so that a list never ends below its total without an error.
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
    `${context.operationId}: the list ended after ${position} of ${total} items`,
    context,
  );
}

/**
 * Whether a page follows the one that ends at `position`. With a total: if the position is below it. Without a total:
 * unless the page is empty or shorter than an earlier one. A first page shorter than its limit is not the end, because
 * the service may limit the page size.
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
  const {
    args,
    // Read now, because a program may take the items away before it asks for the next page.
    items: { length },
  } = turn;
  const position = Number(args[offset] ?? 0) + length;
  return goesOn(turn, position)
    ? () =>
        length ? { ...args, [offset]: position } : askAgain(turn, position)
    : undefined;
}

/** Lists with a page size and the position of the first item (`limit` and `offset`, `limit` and `start`). */
export function offsetPaging(style: OffsetStyle = {}): Paging {
  return { ...style, next: (turn) => nextOffset(turn, style.offset) };
}

/** Lists with `limit` and `offset` whose response is the list, as nearly all are. */
export const offsetPages: Paging = { next: (turn) => nextOffset(turn) };

/** What differs between lists that are requested by cursor. */
export interface CursorStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The page size if the caller sets none; absent: the service's default. */
  readonly size?: number;
  /** The key of the cursor in the response; absent: "next". */
  readonly cursor?: string;
  /** The argument key of the cursor; absent: the key in the response. */
  readonly argument?: string;
}

/**
 * Lists whose response contains the cursor of the next page (`{ items, next }`). A response without a cursor is the
 * end.
 */
export function cursorPaging(style: CursorStyle = {}): Paging {
  const { cursor = "next", argument = cursor } = style;
  return {
    items: "items",
    ...style,
    next: ({ args, data, items, seen, total = 0, first, context }) => {
      const next: unknown = Object(data)[cursor];
      const position = seen + items.length;
      if (next === undefined || next === null || next === "")
        // If the caller started at a cursor, the number of items before it is unknown.
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

/** What differs between lists that are requested by page number. */
export interface PageStyle extends Pick<Paging, "items" | "total" | "limit"> {
  /** The argument key of the page number, which counts from 1; absent: "page". */
  readonly page?: string;
}

/**
 * Lists with a page number (`page`, `per_page`). The list ends at the total; without a total it ends at an empty page,
 * or at a page that is shorter than an earlier one. A page shorter than the requested size is not the end, because the
 * service may limit the page size.
 */
export function pagePaging(style: PageStyle = {}): Paging {
  const { page = "page", limit = "limit" } = style;
  return {
    ...style,
    page,
    next: (turn) => {
      const { args, items, seen, total, largest, first } = turn;
      const { length } = items;
      const before = Math.max(Number(first[page] ?? 1) - 1, 0);
      const position = before * Math.max(largest, length) + seen + length;
      // If the caller started at a later page, the number of items before it is known only between two bounds.
      const isEnd =
        !length && before * Number(args[limit] ?? Infinity) + seen >= total!;
      return goesOn(turn, position) && !isEnd
        ? () =>
            length
              ? { ...args, [page]: Number(args[page] ?? 1) + 1 }
              : askAgain(turn, position)
        : undefined;
    },
  };
}
