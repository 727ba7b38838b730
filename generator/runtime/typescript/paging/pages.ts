import { Call, type WithResponse } from "../call.js";
import type { Core } from "../core.js";
import { AbortedError, DecodeError, SdkError } from "../errors.js";
import type { Arguments, Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { follow } from "../time.js";

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

/**
 * A paged call: `await` gives the first page, `for await` all items, `pages()` all pages. Nothing is sent before;
 * the first page is asked for once.
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
    const { id, method, paging } = operation;
    const { limit = "limit", size, items: list, total: sum } = paging!;
    const context = { operationId: id, method };
    const { maxItems = Infinity, prefetch } = options;
    /** `seen` is the number of items before the page, `largest` of those on the longest of the pages before. */
    const load = async (
      makeArgs: () => Arguments,
      signal = options.signal,
      seen = 0,
      largest = 0,
      previous?: readonly unknown[],
    ): Promise<WithResponse<Page<T>>> => {
      const args = makeArgs();
      const { data, response } = await core.send<Arguments | undefined>(
        operation,
        args,
        { ...options, signal },
      );
      const items = (list ? data?.[list] : data) ?? [];
      if (!Array.isArray(items))
        throw new DecodeError(
          `${id}: ${response.status} without a list`,
          context,
        );
      const { length } = items;
      if (
        length &&
        previous &&
        JSON.stringify(items) === JSON.stringify(previous)
      )
        throw new SdkError(id + ": repeated page", context);
      const count = Number(
        (sum && data?.[sum]) ?? (response.headers.get("x-total-count") || NaN),
      );
      // A total that is less than what has come is none.
      const total = count >= seen + length ? count : undefined;
      const left = maxItems - seen;
      const next =
        left > length
          ? paging!.next({ args, data, items, seen, total, largest, context })
          : undefined;
      return {
        data: {
          items: left < length ? items.slice(0, Math.max(0, left)) : items,
          total,
          hasNext: !!next,
          next: (signal) =>
            next &&
            load(
              next,
              signal,
              seen + length,
              Math.max(largest, length),
              items,
            ).then((following) => following.data),
        },
        response,
      };
    };
    super(() => {
      // None: the core says so.
      const first = args as Arguments;
      const asked = first && (first[limit] ?? size);
      // No more is asked for than is wanted.
      return load(() =>
        asked == null
          ? first
          : {
              ...first,
              [limit]: Math.min(Number(asked), Math.max(1, maxItems)),
            },
      );
    });
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

  /** The items of all pages. An abort ends them at once, also in the middle of a page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this.pages())
      for (const item of items) {
        this.#check();
        yield item;
      }
  }
}
