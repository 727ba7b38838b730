import { Call, tellCaller, type WithResponse } from "../call.js";
import { copyPlain } from "../copy.js";
import type { Core } from "../core.js";
import {
  AbortedError,
  DecodeError,
  type ErrorContext,
  SdkError,
} from "../errors.js";
import type { Arguments, JsonCodec, Operation } from "../operation.js";
import type { CallOptions } from "../options.js";
import { follow } from "../time.js";
import { fingerprint } from "./fingerprint.js";

/** Options of a paged call. `totalTimeoutMs` applies to each page. */
export interface PageOptions extends CallOptions {
  /** The largest number of items in total. Default: no limit. */
  readonly maxItems?: number | undefined;
  /** Request the next page while the current one is being used. Default false. */
  readonly prefetch?: boolean | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The number of items in the whole list, if the service stated it (`count: true`). */
  readonly total: number | undefined;
  /**
   * Whether there may be another page. false: there is none, or `maxItems` is reached. true: the next page may be empty
   * if the service does not state the total.
   */
  readonly hasNext: boolean;
  /** Requests the next page; undefined if there is none. `signal` replaces the signal of the call. */
  readonly next: (signal?: AbortSignal) => Promise<Page<T>> | undefined;
}

/** Prints arguments or items as JSON; a bigint is printed as a string. */
function print(value: unknown): string {
  return JSON.stringify(value, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

/** The progress of a list before one of its pages. It is a tuple, because a bundle keeps the names of properties. */
type Progress = readonly [
  /** The number of pages before this page. */
  index?: number,
  /** The number of items before this page. */
  seen?: number,
  /** The number of items on the longest page before this page. */
  largest?: number,
  /** The number of consecutive empty pages directly before this page. */
  empty?: number,
  /** The number of consecutive pages directly before this page that repeat earlier pages. */
  repeated?: number,
  /** The index of the page on which a fingerprint or arguments occurred first. */
  places?: Map<string, number>,
  /** The arguments of the previous page. */
  earlier?: Arguments,
  /** The last total that the service stated. */
  stated?: number,
];

/**
 * A paged call. `await` returns the first page, `for await` all items, `pages()` all pages, and `toArray()` all items
 * in one array. It reads its arguments when it is made, sends nothing before it is used, and requests the first page
 * once.
 */
export class Pages<T> extends Call<Page<T>> implements AsyncIterable<T> {
  readonly #own: readonly [PageOptions, ErrorContext];

  constructor(
    core: Core,
    operation: Operation,
    args: object,
    options: PageOptions = {},
  ) {
    const first = copyPlain(args) as Arguments;
    options = copyPlain(options);
    const made = new Error();
    const tell = (error: unknown): never => tellCaller(error, made);
    const { json, ...rest } = operation;
    const { id, method, paging } = rest;
    const { limit = "limit", size, items: list, total: sum } = paging!;
    const context = { operationId: id, method };
    const maxItems = options.maxItems ?? Infinity;
    const codec = json?.answer ?? JSON;
    const load = async (
      makeArgs: () => Arguments,
      [
        index = 0,
        seen = 0,
        largest = 0,
        empty = 0,
        repeated = 0,
        places = new Map(),
        earlier,
        stated,
      ]: Progress = [],
      signal = options.signal,
    ): Promise<WithResponse<Page<T>>> => {
      const args = makeArgs();
      // Each iteration starts behind the first page. It may find other items on its pages than an earlier iteration.
      if (index === 1) places = new Map(places);
      const isKnown = (text: string): boolean => {
        const place = places.get(text) ?? index;
        places.set(text, place);
        return place !== index;
      };
      const refuse = (): never => {
        throw new SdkError(id + ": repeated page", context);
      };
      // An empty page may be requested again.
      if (index && args !== earlier && isKnown(print(args))) refuse();
      let body = "";
      let parsed: unknown;
      const { data, response, requestId } = await core.send<
        Arguments | undefined
      >(
        {
          json: {
            ...json,
            answer: {
              parse: (text) => (parsed = codec.parse((body = text))),
            } as JsonCodec,
          },
          ...rest,
        },
        args,
        { ...options, signal },
      );
      const { status, headers } = response;
      // Status 204 means an empty list. Any other response without a body was cut.
      const items =
        data === undefined && status !== 204
          ? data
          : ((list ? data?.[list] : data) ?? []);
      if (!Array.isArray(items)) {
        const bodyStart = body.slice(0, 200);
        throw new DecodeError(
          `${id}: ${status} without a list: ${bodyStart || "no body"}`,
          {
            ...context,
            status,
            contentType: headers.get("content-type") ?? undefined,
            requestId,
            bodyStart,
          } as ErrorContext,
        );
      }
      const length = items.length;
      // A service may state the total only once.
      const count = Number(
        (sum && data?.[sum]) ?? (headers.get("x-total-count") || stated),
      );
      // A total that is smaller than the number of received items is wrong, and is ignored.
      const total = count >= seen + length ? count : undefined;
      empty = length ? 0 : empty + 1;
      const left = maxItems - seen;
      // A limit of 0 requests only the total.
      const next =
        left > length && asked !== 0
          ? paging!.next({
              args,
              data,
              items,
              seen,
              total,
              empty,
              first,
              context,
              largest,
            })
          : undefined;
      // A page that nothing follows is compared with no other. Another core than `createCore`'s does not use the parser,
      // and an interceptor may replace the data.
      body = next || index ? (parsed === data && body) || print(data) : "";
      // Whether the items are those of an earlier page: as they were received, because the program may change them.
      const isRepeat = () =>
        length &&
        isKnown(
          // An interceptor may have added the list to the received data.
          fingerprint(
            (list && print((codec.parse(body) as Arguments)[list])) || body,
          ),
        );
      // Only a second page can repeat the first one, so the first one is compared when the second is requested.
      repeated = index && isRepeat() ? repeated + 1 : 0;
      // Different pages of one item may look the same, unless their items have an id. A known total ends the list anyway.
      const allowed =
        (Object(items[0]) as Arguments)["id"] != null
          ? 1
          : total
            ? Infinity
            : 100;
      if (repeated && (length > 1 || repeated > allowed)) refuse();
      return {
        response,
        requestId,
        data: {
          items: left < length ? items.slice(0, Math.max(0, left)) : items,
          total,
          hasNext: !!next,
          next: (signal) => {
            if (!next) return undefined;
            if (!index) isRepeat();
            return load(
              next,
              [
                index + 1,
                seen + length,
                Math.max(largest, length),
                empty,
                repeated,
                places,
                args,
                count,
              ],
              signal,
            ).then(({ data }) => data, tell);
          },
        },
      };
    };
    // Without arguments the core throws the error.
    const asked = first && (first[limit] ?? size);
    const begin = (): Arguments => {
      if (isNaN(maxItems))
        throw new SdkError(id + ": maxItems is not a number", context);
      // The page size is not larger than `maxItems`, unless it decides where a page with a number begins.
      return asked == null || first[paging!.page!]
        ? first
        : { ...first, [limit]: Math.min(Number(asked), Math.max(1, maxItems)) };
    };
    super(() => load(begin).catch(tell), "lazy");
    this.#own = [options, context];
  }

  /** Returns the pages. Each is requested when it is needed, or one page ahead with `prefetch`. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const [{ signal, prefetch }] = this.#own;
    let page: Page<T> | undefined = await this;
    const controller = new AbortController();
    const release = follow(signal, () => controller.abort(signal?.reason));
    try {
      while (page) {
        const next: Promise<Page<T>> | undefined = prefetch
          ? page.next(controller.signal)
          : undefined;
        // The error is thrown when the page is reached, and must not be an unhandled rejection before.
        next?.catch(() => {});
        yield page;
        page = await (next ?? page.next(controller.signal));
      }
    } finally {
      // A caller that leaves the loop early does not need the page that is being requested.
      controller.abort();
      release();
    }
  }

  /**
   * Returns the items of all pages in one array, at most `max` items. No page beyond them is requested.
   * @throws SdkError if `max` is not a number from 0 up.
   */
  async toArray({
    max = Infinity,
  }: { readonly max?: number | undefined } = {}): Promise<T[]> {
    const items: T[] = [];
    if (!(max >= 0)) throw new SdkError(`toArray: bad max ${max}`);
    if (max) for await (const item of this) if (items.push(item) >= max) break;
    return items;
  }

  /** Returns the items of all pages. An abort ends the iteration at once, also in the middle of a page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    const [{ signal }, context] = this.#own;
    for await (const { items } of this.pages())
      for (const item of items) {
        if (signal?.aborted)
          throw new AbortedError(context.operationId + ": aborted", {
            ...context,
            cause: signal.reason,
          });
        yield item;
      }
  }
}
