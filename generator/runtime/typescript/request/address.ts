import { SdkError } from "../errors.js";

/** A URL that requests may go to. */
export interface Address {
  /** The URL as it was given, without the user and the password that it may hold. */
  readonly url: string;
  readonly origin: string;
  /** The user and the password as a value of the Authorization header. */
  readonly basic?: string;
}

/** The URL of the page, which relative URLs start from; undefined where there is none. */
export function pageUrl(): string | undefined {
  return (globalThis as { location?: { readonly href: string } }).location
    ?.href;
}

/**
 * A URL without the user and the password that it may hold, for messages. What is malformed tells nothing of where they
 * end: of any text but a path nothing is left before its last `@`, in whichever form.
 */
export function hideUser(url: string): string {
  return url.replace(
    /^(?!\/[^\\/])(https?:[\\/]*)?[^]*(@|%40|\uff20|\ufe6b)/i,
    "$1",
  );
}

/** Whether what is sent there can be read by nobody on the way: https, and http on this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return (
    protocol === "https:" ||
    (protocol === "http:" &&
      /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
  );
}

/**
 * Reads a URL.
 * @throws SdkError where it is none, or `http:` leaves this machine and is not allowed.
 */
export function readAddress(given: string, allowHttp?: boolean): Address {
  try {
    const url = new URL(given, pageUrl());
    const { protocol, origin, username, password } = url;
    if (!isSafe(url) && !allowHttp && protocol === "http:")
      throw new SdkError(`${origin} is not encrypted and needs allowHttp`);
    if (/^https?:$/.test(protocol)) {
      if (!username && !password) return { url: given, origin };
      // `fetch` takes no URL with a password.
      url.username = url.password = "";
      // The percent-encoded text is ASCII; `unescape` gives its bytes, which are UTF-8 and what `btoa` takes.
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
