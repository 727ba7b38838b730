import { SdkError } from "../errors.js";

/** A URL that requests may be sent to. */
export interface Address {
  /** The given URL without its user and password. */
  readonly url: string;
  readonly origin: string;
  /** The user and the password as a value of the Authorization header. */
  readonly basic?: string;
}

/** The URL of the page, which relative URLs are resolved against; undefined outside a browser. */
export function pageUrl(): string | undefined {
  return (globalThis as { location?: { readonly href: string } }).location
    ?.href;
}

/**
 * Removes the user and the password from a URL, for messages. In a malformed URL their end is unclear, so everything
 * before the last `@` is removed, also if the `@` is encoded. A path stays unchanged.
 */
export function hideUser(url: string): string {
  return url.replace(
    /^(?!\/[^\\/])(https?:[\\/]*)?[^]*(@|%40|\uff20|\ufe6b)/i,
    "$1",
  );
}

/** Whether a request to the URL is protected from readers on the way: `https:`, or `http:` on this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === "https:" ||
    (protocol === "http:" &&
      /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
  );
}

/**
 * Reads a URL.
 * @throws SdkError if the text is not a URL, or if it is `http:` to another machine without `allowHttp`.
 */
export function readAddress(given: string, allowHttp?: boolean): Address {
  try {
    const url = new URL(given, pageUrl());
    const { protocol, origin, username, password } = url;
    if (!isSafe(url) && !allowHttp && protocol === "http:")
      throw new SdkError(`${origin} is not encrypted and needs allowHttp`);
    if (/^https?:$/.test(protocol)) {
      if (!username && !password) return { url: given, origin };
      // `fetch` refuses a URL with a password.
      url.username = url.password = "";
      // The percent-encoded text is ASCII. `unescape` returns its UTF-8 bytes, one per character, as `btoa` needs them.
      const basic = "Basic " + btoa(unescape(username + ":" + password));
      return { url: url.href, origin, basic };
    }
  } catch (cause) {
    if (cause instanceof SdkError) throw cause;
  }
  throw new SdkError(
    `no URL (https://...): ${JSON.stringify(hideUser(given).split(/[?#]/)[0])}`,
  );
}
