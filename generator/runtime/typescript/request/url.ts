import { SdkError } from "../errors.js";
import type { Arguments, Operation } from "../operation.js";
import { encodePairs } from "./query.js";
import { checkText, isSingle } from "../text.js";

/**
 * Whether a value can be a segment of a path: a visible text, a number or a boolean. Empty text, white space,
 * characters without width, and dot segments (URL parsers resolve "." and "..", also percent-encoded) would address
 * another resource.
 */
export function isSegment(value: unknown): boolean {
  return (
    isSingle(value) &&
    !/^\.{0,2}$/.test(
      String(value)
        .replace(/[\s\p{Cc}\p{Cf}\p{DI}\u2800]/gu, "")
        .replace(/%(25)*2e/gi, "."),
    )
  );
}

/**
 * Makes the URL of a call. It starts with the base URL, unless the operation's path is absolute.
 * @throws SdkError for a path argument that would address another resource: see `isSegment`.
 */
export function buildUrl(
  baseUrl: string,
  { id, method, path, pathStyles, query = [] }: Operation,
  args: Arguments,
): string {
  const refuse = (what: string): SdkError =>
    new SdkError(`${id}: bad ${what}`, { operationId: id, method });
  const url = path.replace(/{(.+?)}/g, (_, key: string) => {
    const value = args[key];
    const style = pathStyles?.[key];
    const text = style
      ? style(value)
      : isSegment(value) && encodeURIComponent(String(value));
    if (text) return text;
    throw refuse(`argument "${key}": ${String(value)}`);
  });
  let search = "";
  for (const parameter of query) {
    const pairs =
      typeof parameter === "string"
        ? encodePairs(parameter, args[parameter])
        : parameter(args);
    // The path may contain a query.
    if (pairs) search += (search || url.includes("?") ? "&" : "?") + pairs;
  }
  // Several arguments together, or the path of a raw request, may form a dot segment. URL parsers remove tabs and line
  // breaks.
  if (/[\\/](\.|%2e){1,2}([\\/?#]|$)/i.test(url.replace(/[\t\r\n]/g, "")))
    throw refuse("path");
  return checkText((url[0] === "/" ? baseUrl : "") + url + search);
}
