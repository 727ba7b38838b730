import { type ErrorContext, SdkError } from "../errors.js";
import { isCredential } from "../secrets.js";

/**
 * Returns the error of a request that no engine can send; it names the wrong part. Returns undefined if every part is
 * right. The engine's error becomes the `cause`, unless it may contain a secret.
 */
export function findUnsendable(
  url: string,
  { method, headers, body }: RequestInit & { headers: Record<string, string> },
  context: ErrorContext,
): SdkError | undefined {
  let what = "URL";
  try {
    new Request(url);
    what = "method";
    new Request(url, { method: method! });
    for (const name in headers) {
      what = "header " + name;
      new Headers([[name, headers[name]!]]);
    }
    what = "body";
    new Request(url, { method: method!, body: body! });
    return undefined;
  } catch (cause) {
    return new SdkError(
      `${context.method} ${context.url}: bad ${what}`,
      what === "URL" || isCredential(what) ? context : { ...context, cause },
    );
  }
}
