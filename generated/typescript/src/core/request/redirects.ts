import { isSafe, pageUrl } from "./address.js";
import { type ErrorContext, RedirectError, SdkError } from "../errors.js";
import type { Fetch } from "../options.js";

/** Without `redirect`: it would take the place of "manual", and `fetch` would follow redirects by itself. */
type GuardedInit = Omit<RequestInit, "redirect"> & {
  redirect?: never;
  headers: Readonly<Record<string, string>>;
  duplex?: "half";
};

/**
 * The only headers that are sent to another origin: those of RFC 9110 for content negotiation (12.5), conditions
 * (13.1), ranges (14.2) and the program (10.1.5). Any other header may belong to the service and contain a secret.
 */
const harmless =
  /^(accept(-charset|-encoding|-language)?|if-(none-)?match|if-(un)?modified-since|(if-)?range|user-agent)$/i;

/** The argument of `sendGuarded`. */
export interface GuardedRequest {
  readonly fetch: Fetch;
  readonly url: string;
  readonly init: GuardedInit;
  /** For errors. */
  readonly context: ErrorContext;
  /** Refuse every redirect. */
  readonly isFinal: boolean;
  readonly allowHttp: boolean | undefined;
}

/**
 * Sends a request and follows its redirects as RFC 9110, 15.4, defines. To another origin it sends only requests that
 * read, without a body and without headers that could identify the caller; so presigned downloads work. A 303 is
 * followed with GET to any origin. After 301 and 302 a POST becomes a GET, as in `fetch`. Every other request is sent
 * again unchanged.
 * @throws RedirectError for a redirect that is not followed.
 */
export async function sendGuarded({
  fetch,
  url,
  init,
  context,
  isFinal,
  allowHttp,
}: GuardedRequest): Promise<Response> {
  const seen = new Set<string>();
  for (;;) {
    const { method = "GET", headers, body, duplex } = init;
    const response = await fetch(url, { redirect: "manual", ...init });
    // `fetch` may be a caller's: a test double with `json()` alone, or one that forgot its `return`.
    const { headers: found, text } = Object(response) as Partial<Response>;
    if (!(found && text))
      throw new SdkError(
        `${context.method} ${context.url}: fetch returned no Response`,
        context,
      );
    const { status, redirected } = response;
    // A browser hides the target of a redirect.
    const isOpaque = response.type === "opaqueredirect";
    // `redirected`: the caller's `fetch` followed the redirect itself.
    const location = redirected
      ? response.url
      : /^30[12378]$/.test(`${status}`) && response.headers.get("location");
    if (!isOpaque && !location) return response;

    const isReading = /^(GET|HEAD)$/.test(method) && !body;
    const from = new URL(url, pageUrl());
    const { origin } = from;
    let next: URL | undefined;
    try {
      if (location) next = new URL(location, from);
    } catch {
      // The error reports the target as unknown.
    }
    const isForeign = next?.origin !== origin;
    if (redirected && (isReading || !isForeign) && !isFinal) return response;
    response.body?.cancel().catch(() => {});
    const to = next && next.protocol + "//" + next.host;
    const told = { ...context, from: origin, to };
    const refuse = (reason: string): RedirectError =>
      new RedirectError(
        `${context.method} ${context.url}: ${reason}, so the redirect from ${origin} to ${to ?? "an unknown origin"} is not followed`,
        told,
      );
    if (isFinal) throw refuse("it holds a secret");
    if (isForeign && !isReading && (isOpaque || status !== 303))
      throw refuse("it changes something or has a body");
    if (isOpaque) {
      // When a browser leaves the origin, it removes the Authorization header, but no other.
      for (const name in headers)
        if (!/^authorization$/i.test(name) && !harmless.test(name))
          throw refuse("it has headers of its own");
      return fetch(url, init);
    }
    if (
      next?.protocol !== "https:" &&
      (next?.protocol !== from.protocol || !(allowHttp || isSafe(next)))
    )
      throw refuse("it is not encrypted there");

    seen.add(method + from.href);
    init = { ...init };
    const isRead =
      status === 303 ? method !== "HEAD" : status < 303 && method === "POST";
    if (isRead) {
      init.method = "GET";
      delete init.body;
      delete init.duplex;
    } else if (duplex) throw refuse("it is a stream");
    // If a later redirect leads back to the first origin, the removed headers stay removed.
    init.headers = Object.fromEntries(
      Object.entries(headers).filter(([name]) =>
        isForeign ? harmless.test(name) : !(isRead && /^content-/i.test(name)),
      ),
    );
    next.username = next.password = "";
    url = next.href;
    if (seen.size > 10 || seen.has(init.method + url))
      throw refuse("there is no end of it");
  }
}
