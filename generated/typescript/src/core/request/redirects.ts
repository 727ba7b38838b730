import { isSafe, pageUrl } from "./address.js";
import { type ErrorContext, RedirectError } from "../errors.js";
import type { Fetch } from "../options.js";

type GuardedInit = RequestInit & {
  headers: Readonly<Record<string, string>>;
  duplex?: "half";
};

/**
 * All that goes on to another origin: what RFC 9110 defines for content negotiation (12.5), conditions (13.1), ranges
 * (14.2) and the program (10.1.5). No pattern: any other name may be a service's own, with a secret.
 */
const harmless =
  /^(accept(-charset|-encoding|-language)?|if-(none-)?match|if-(un)?modified-since|(if-)?range|user-agent)$/i;

/** A request as `sendGuarded` takes it. */
export interface GuardedRequest {
  readonly fetch: Fetch;
  readonly url: string;
  readonly init: GuardedInit;
  /** For errors. */
  readonly context: ErrorContext;
  /** No redirect is followed. */
  readonly isFinal: boolean;
  readonly allowHttp: boolean | undefined;
}

/**
 * Sends a request and follows its redirects by RFC 9110, 15.4. To another origin goes only what reads, without a body
 * and without any header that could tell who asks; so a download that is signed ahead works. A 303 is read by GET
 * wherever it leads; behind 301 and 302 a POST becomes a GET, as in `fetch`; everything else is sent again as it was.
 * @throws RedirectError for any other redirect.
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
    const response = await fetch(url, { ...init, redirect: "manual" });
    const { status, redirected } = response;
    // A browser does not tell where a redirect leads.
    const isOpaque = response.type === "opaqueredirect";
    // `redirected`: the caller's `fetch` has followed by itself.
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
      // It is told as unknown.
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
      // It takes the Authorization header away when it leaves the origin, and no other.
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
    // Behind a step to another origin nothing comes back.
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
