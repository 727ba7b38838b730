import { Call, type WithResponse } from "./call.js";
import type { Core } from "./core.js";
import { DecodeError, SdkError } from "./errors.js";
import type { Arguments, Operation } from "./operation.js";
import type { CallOptions } from "./options.js";

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
  /** Asks for the next page; undefined when there is none. */
  readonly next: () => Promise<Page<T>> | undefined;
}

/** What a page is asked with. */
interface PageRequest {
  readonly core: Core;
  readonly operation: Operation;
  readonly options: PageOptions;
  readonly args: Arguments;
  /** The number of items before the page. */
  readonly seen: number;
  /** The largest number of items on an earlier page. */
  readonly largest: number;
  /** What the previous page looked like. */
  readonly previous?: string;
}

async function loadPage<T>(
  request: PageRequest,
): Promise<WithResponse<Page<T>>> {
  const { core, operation, options, args, seen, largest } = request;
  const { paging } = operation;
  const { data, response } = await core.send<Arguments | undefined>(
    operation,
    args,
    options,
  );
  const items = (paging?.items ? data?.[paging.items] : data) ?? [];
  if (!Array.isArray(items))
    throw new DecodeError(operation.id + ": no list in the answer");
  const { length } = items;
  const look = JSON.stringify([length, items[0], items[length - 1]]);
  if (length && look === request.previous)
    throw new SdkError(operation.id + ": the same page came twice");
  const count = Number(
    (paging?.total && data?.[paging.total]) ??
      response.headers.get("x-total-count") ??
      NaN,
  );
  const total = isNaN(count) ? undefined : count;
  const left = (options.maxItems ?? Infinity) - seen;
  const next =
    left > length
      ? paging?.next({ args, data, items, seen, total, largest })
      : undefined;
  const page: Page<T> = {
    items: left < length ? items.slice(0, left) : items,
    total,
    hasNext: !!next,
    next: () =>
      next &&
      (next instanceof SdkError
        ? Promise.reject(next)
        : loadPage<T>({
            ...request,
            args: next,
            seen: seen + length,
            largest: Math.max(largest, length),
            previous: look,
          }).then((following) => following.data)),
  };
  return { data: page, response };
}

/**
 * A paged call: `await` gives the first page, `for await` all items, `pages()` all pages. Nothing is sent before;
 * the first page is asked for once.
 */
export class Pages<T> extends Call<Page<T>> implements AsyncIterable<T> {
  readonly #prefetch: boolean | undefined;

  constructor(
    core: Core,
    operation: Operation,
    args: object,
    options: PageOptions = {},
  ) {
    super(() => {
      const { limit = "limit", size } = operation.paging ?? {};
      const { maxItems = Infinity } = options;
      const first: Record<string, unknown> = { ...args };
      const asked = first[limit] ?? size;
      // No more is asked for than is wanted.
      if (asked !== undefined) first[limit] = Math.min(Number(asked), maxItems);
      return loadPage<T>({
        core,
        operation,
        options,
        args: first,
        seen: 0,
        largest: 0,
      });
    });
    this.#prefetch = options.prefetch;
  }

  /** The pages, each asked for when it is needed, or one ahead with `prefetch`. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let page: Page<T> | undefined = await this;
    while (page) {
      const next: Promise<Page<T>> | undefined = this.#prefetch
        ? page.next()
        : undefined;
      // Its error is thrown when the page is reached, and nowhere else.
      next?.catch(() => {});
      yield page;
      page = await (next ?? page.next());
    }
  }

  /** The items of all pages. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}
