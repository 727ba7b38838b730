import { SdkError } from "./errors.js";
import type { Arguments, Operation } from "./operation.js";
import { encodePairs } from "./query.js";

/**
 * The URL of a call, from the base URL unless the operation's path is absolute.
 * @throws SdkError for a path argument that would address another resource: empty, "." or "..".
 */
export function buildUrl(
  baseUrl: string,
  { id, method, path, pathStyles, query = [] }: Operation,
  args: Arguments,
): string {
  const url = path.replace(/{(.+?)}/g, (_, key: string) => {
    const value = args[key];
    // URL parsers resolve "." and "..", percent-encoded too.
    if (/^\.{0,2}$/.test(String(value ?? "")))
      throw new SdkError(`${id}: bad argument "${key}": ${value}`, {
        operationId: id,
        method,
      });
    return pathStyles?.[key]?.(value) ?? encodeURIComponent(String(value));
  });
  let search = "";
  for (const parameter of query) {
    const pairs =
      typeof parameter === "string"
        ? encodePairs(parameter, args[parameter])
        : parameter(args);
    if (pairs) search += (search ? "&" : "?") + pairs;
  }
  return (url[0] === "/" ? baseUrl : "") + url + search;
}
