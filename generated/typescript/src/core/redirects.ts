import { isSafe, pageUrl } from "./address.js";
import { type ErrorContext, RedirectError } from "./errors.js";
import type { Fetch } from "./options.js";

/** A request as `sendGuarded` takes it. */
export interface GuardedRequest {
  readonly fetch: Fetch;
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Readonly<Record<string, string>>;
  /** For errors. */
  readonly context: ErrorContext;
  /** No redirect is followed. */
  readonly isFinal: boolean | undefined;
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
  headers,
  context,
  isFinal,
  allowHttp,
}: GuardedRequest): Promise<Response> {
  const seen = new Set<string>();
  let request: RequestInit & { duplex?: "half" } = {
    ...init,
    headers,
    redirect: "manual",
  };
  for (;;) {
    const response = await fetch(url, request);
    const { status, redirected } = response;
    // A browser does not tell where a redirect leads.
    const isOpaque = response.type === "opaqueredirect";
    const location = response.headers.get("location");
    const isRedirect =
      isOpaque || (location && /^30[12378]$/.test(`${status}`));
    // The usual case. `redirected`: the caller's `fetch` has followed by itself.
    if (!isRedirect && !redirected) return response;

    const { method = "GET", body, duplex } = request;
    const isReading = /^(GET|HEAD)$/.test(method) && !body;
    const from = new URL(url, pageUrl());
    let next: URL | undefined;
    try {
      if (!isOpaque)
        next = new URL(isRedirect ? location! : response.url, from);
    } catch {
      // It is told as unknown.
    }
    const isForeign = next?.origin !== from.origin;
    if (!isRedirect && (isReading || !isForeign) && !isFinal) return response;
    response.body?.cancel().catch(() => {});
    const to = next && `${next.protocol}//${next.host}`;
    const refuse = (reason: string): RedirectError => {
      const told = { ...context, from: from.origin, to };
      return new RedirectError(
        `${context.method} ${context.url}: ${reason}, so the redirect from ${from.origin} to ${to ?? "an unknown origin"} is not followed`,
        told,
      );
    };
    if (isFinal) throw refuse("it holds a secret");
    if (isForeign && !isReading && (isOpaque || status !== 303))
      throw refuse("it changes something or has a body");
    if (isOpaque) {
      // It takes the Authorization header away when it leaves the origin, and no other.
      const known = /^(authorization|accept.*|user-agent)$/i;
      if (Object.keys(headers).every((name) => known.test(name)))
        return fetch(url, { ...request, redirect: "follow" });
      throw refuse("it has headers of its own");
    }
    if (
      next?.protocol !== "https:" &&
      (next?.protocol !== from.protocol || !(allowHttp || isSafe(next)))
    )
      throw refuse("it is not encrypted there");

    // What is left out. Behind a step to another origin nothing comes back.
    let left = isForeign ? /^(?!accept|user-agent$|range$|if-)/i : /^$/;
    seen.add(`${method} ${from.href}`);
    if (
      status === 303 ? method !== "HEAD" : status < 303 && method === "POST"
    ) {
      request = { ...request, method: "GET" };
      delete request.body;
      delete request.duplex;
      if (!isForeign) left = /^content-/i;
    } else if (duplex) throw refuse("it is a stream");
    request.headers = Object.fromEntries(
      Object.entries(request.headers as Record<string, string>).filter(
        ([name]) => !left.test(name),
      ),
    );
    next.username = next.password = "";
    url = next.href;
    if (seen.size > 10 || seen.has(`${request.method} ${url}`))
      throw refuse("there is no end of it");
  }
}
