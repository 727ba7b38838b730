import { CREDENTIAL_NAMES } from "./credential-names.js";

/**
 * Names of headers and query parameters whose values are credentials: the whole names, parts of names, and ends of
 * names. What only challenges (WWW-Authenticate) and what names a person (X-Author) is none.
 */
const credential =
  /auth(?!enticate|ors?\b)|cookie|token|secret|passw|passphrase|pwd|credential|signature|assertion|session|jwt|hmac|(access|api).?key|(^|[-_.])(key|sig|sid|otp|pass)$/i;

/** Whether a header or a query parameter of that name holds a credential. */
export function isCredential(name: string): boolean {
  return CREDENTIAL_NAMES
    ? credential.test(name) ||
        CREDENTIAL_NAMES.includes(`\n${name.toLowerCase()}\n`)
    : credential.test(name);
}

const hidden = "[redacted]";

/** The headers without the values of credentials. */
export function hideHeaders(headers: Headers): Headers {
  const shown = new Headers(headers);
  headers.forEach((_, name) => {
    if (isCredential(name)) shown.set(name, hidden);
  });
  return shown;
}

/** The same for headers in an object. */
export function hideEntries(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const shown = { ...headers };
  for (const name in shown) if (isCredential(name)) shown[name] = hidden;
  return shown;
}

/** A URL without the values of credentials in its query, such as the signature of a download that is signed ahead. */
export function hideQuery(url: string): string {
  return url.replace(/([?&#])([^=&#]*)=[^&#]*/g, (pair, mark, name: string) => {
    let plain = name;
    try {
      plain = decodeURIComponent(name);
    } catch {
      // What cannot be read is judged as it stands.
    }
    return isCredential(plain) ? `${mark}${name}=${hidden}` : pair;
  });
}
