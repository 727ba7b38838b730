import { CREDENTIAL_NAMES } from "./credential-names.js";

/**
 * Names of headers and query parameters whose values are credentials: whole names, parts of names, and ends of names. A
 * challenge (WWW-Authenticate) and the name of a person (X-Author) are not credentials.
 */
const credential =
  /auth(?!enticate|ors?\b)|cookie|token|secret|passw|passphrase|pwd|credential|signature|assertion|session|jwt|hmac|(access|api).?key|(^|[-_.])(key|sig|sid|otp|pass)$/i;

/** Whether a header or query parameter with this name contains a credential. */
export function isCredential(name: string): boolean {
  return CREDENTIAL_NAMES
    ? credential.test(name) ||
        CREDENTIAL_NAMES.includes(`\n${name.toLowerCase()}\n`)
    : credential.test(name);
}

const hidden = "[redacted]";

/** Returns the headers with the values of credentials hidden. */
export function hideHeaders(headers: Headers): Headers {
  const shown = new Headers();
  // The headers of a caller's `fetch` may have only `get`: see `AnyFetch`.
  (headers as Partial<Headers>).forEach?.((value, name) => {
    shown.append(name, isCredential(name) ? hidden : value);
  });
  return shown;
}

/** Returns an object of headers with the values of credentials hidden. */
export function hideEntries(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const shown = { ...headers };
  for (const name in shown) if (isCredential(name)) shown[name] = hidden;
  return shown;
}

/** Returns a URL with the values of credentials in its query hidden, such as the signature of a presigned download. */
export function hideQuery(url: string): string {
  return url.replace(/([?&#])([^=&#]*)=[^&#]*/g, (pair, mark, name: string) => {
    let plain = name;
    try {
      plain = decodeURIComponent(name);
    } catch {
      // A name that cannot be decoded is tested as it is.
    }
    return isCredential(plain) ? `${mark}${name}=${hidden}` : pair;
  });
}
