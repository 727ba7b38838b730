import { Call, tellCaller, type WithResponse } from "../call.js";
import { copyPlain } from "../copy.js";
import type { Core } from "../core.js";
import { AbortedError, DecodeError, SdkError } from "../errors.js";
import type { Arguments, Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { follow } from "../time.js";
import { fingerprint } from "./fingerprint.js";

/** Options of a paged call; `totalTimeoutMs` holds for each page. */
export interface PageOptions extends CallOptions {
  /** The largest number of items in all. Default: no limit. */
  readonly maxItems?: number | undefined;
  /** Ask for the next page while the current one is being used. Default false. */
  readonly prefetch?: boolean | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The number of items in the whole list, if the service told it (`count: true`). */
  readonly total: number | undefined;
  /**
   * Whether there may be another page. False is certain; true may lead to an empty page when the service does
   * not tell the total.
   */
  readonly hasNext: boolean;
  /** Asks for the next page; undefined when there is none. `signal` stands in for the one of the call. */
  readonly next: (signal?: AbortSignal) => Promise<Page<T>> | undefined;
}

/** Arguments or items as one text; a bigint is its digits. */
function print(value: unknown): string {
  return JSON.stringify(value, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

/** How far a list has come before a page of it. */
interface Progress {
  /** The number of pages before it. */
  readonly index: number;
  /** The number of items before it. */
  readonly seen: number;
  /** The number of items on the longest of the pages before it. */
  readonly largest: number;
  /** How many pages right before it were empty. */
  readonly empty: number;
  /** How many pages right before it hold what earlier pages hold. */
  readonly repeated: number;
  /** The arguments of the page before it. */
  readonly args?: Arguments;
}

/**
 * How many pages of one item may hold, one behind the other, what earlier pages hold: neighbours may be equal. An item
 * with an id is one item; where the total is known, the list ends there.
 */
function allowedRepeats(item: unknown, total: number | undefined): number {
  if ((Object(item) as Arguments)["id"] !== undefined) return 1;
  return total === undefined ? 100 : Infinity;
}

/**
 * A paged call: `await` gives the first page, `for await` all items, `pages()` all pages, `toArray()` all items in one
 * array. Its arguments are read when it is made, nothing is sent before, and the first page is asked for once.
 */
export class Pages<T> extends Call<Page<T>> implements AsyncIterable<T> {
  /** The pages, each asked for when it is needed, or one ahead with `prefetch`. */
  readonly pages: () => AsyncGenerator<Page<T>, void, undefined>;
  readonly #check: () => void;

  constructor(
    core: Core,
    operation: Operation,
    args: object,
    options: PageOptions = {},
  ) {
    const first = copyPlain(args) as Arguments;
    options = copyPlain(options);
    const made = new Error();
    const { id, method, paging } = operation;
    const { limit = "limit", size, items: list, total: sum } = paging!;
    const context = { operationId: id, method };
    const { maxItems = Infinity, prefetch } = options;
    // The page at which a fingerprint or arguments came first.
    const places = new Map<string, number>();
    const isKnown = (text: string, index: number): boolean => {
      const place = places.get(text) ?? index;
      places.set(text, place);
      return place !== index;
    };
    const load = async (
      makeArgs: () => Arguments,
      { index, seen, ...before }: Progress,
      signal = options.signal,
    ): Promise<WithResponse<Page<T>>> => {
      const args = makeArgs();
      const repeated = new SdkError(id + ": repeated page", context);
      // An empty page may be asked for again.
      if (index && args !== before.args && isKnown(print(args), index))
        throw repeated;
      const { data, ...rest } = await core.send<Arguments | undefined>(
        operation,
        args,
        { ...options, signal },
      );
      const { response } = rest;
      const items = (list ? data?.[list] : data) ?? [];
      if (!Array.isArray(items))
        throw new DecodeError(
          `${id}: ${response.status} without a list`,
          context,
        );
      const { length } = items;
      const count = Number(
        (sum && data?.[sum]) ?? (response.headers.get("x-total-count") || NaN),
      );
      // A total that is less than what has come is none.
      const total = count >= seen + length ? count : undefined;
      const largest = Math.max(before.largest, length);
      const empty = length ? 0 : before.empty + 1;
      const left = maxItems - seen;
      // A limit of 0 asks for the total alone.
      const next =
        left > length && asked !== 0
          ? paging!.next({
              ...{ args, data, items, seen, total, empty, first, context },
              largest: before.largest,
            })
          : undefined;
      const isRepeated =
        length > 0 &&
        (index > 0 || !!next) &&
        isKnown(fingerprint(print(items)), index);
      const repeats = isRepeated ? before.repeated + 1 : 0;
      if (
        isRepeated &&
        (length > 1 || repeats > allowedRepeats(items[0], total))
      )
        throw repeated;
      const progress: Progress = {
        ...{ index: index + 1, seen: seen + length, largest, empty, args },
        repeated: repeats,
      };
      return {
        ...rest,
        data: {
          items: left < length ? items.slice(0, Math.max(0, left)) : items,
          total,
          hasNext: !!next,
          next: (signal) =>
            next &&
            load(next, progress, signal).then(
              (following) => following.data,
              (error: unknown) => {
                throw tellCaller(error, made);
              },
            ),
        },
      };
    };
    // None: the core says so.
    const asked = first && (first[limit] ?? size);
    super(() => {
      // No more is asked for than is wanted.
      return load(
        () =>
          asked == null
            ? first
            : {
                ...first,
                [limit]: Math.min(Number(asked), Math.max(1, maxItems)),
              },
        { index: 0, seen: 0, largest: 0, empty: 0, repeated: 0 },
      );
    }, "lazy");
    this.#check = () => {
      const { signal } = options;
      if (signal?.aborted)
        throw new AbortedError(id + ": aborted", {
          ...context,
          cause: signal.reason,
        });
    };
    this.pages = async function* (this: Pages<T>) {
      let page: Page<T> | undefined = await this;
      const controller = new AbortController();
      const release = follow(options.signal, () =>
        controller.abort(options.signal?.reason),
      );
      try {
        while (page) {
          const next: Promise<Page<T>> | undefined = prefetch
            ? page.next(controller.signal)
            : undefined;
          // Its error is thrown when the page is reached, and nowhere else.
          next?.catch(() => {});
          yield page;
          page = await (next ?? page.next(controller.signal));
        }
      } finally {
        // Whoever leaves early wants no page that is under way.
        controller.abort();
        release();
      }
    };
  }

  /**
   * The items of all pages in one array, `max` of them at most; no page behind them is asked for.
   * @throws SdkError where `max` is no number.
   */
  async toArray({ max = Infinity }: { readonly max?: number } = {}): Promise<
    T[]
  > {
    const items: T[] = [];
    if (!(max >= 0)) throw new SdkError(`toArray: bad max ${max}`);
    if (max) for await (const item of this) if (items.push(item) >= max) break;
    return items;
  }

  /** The items of all pages. An abort ends them at once, also in the middle of a page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this.pages())
      for (const item of items) {
        this.#check();
        yield item;
      }
  }
}
