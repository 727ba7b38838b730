import { SdkError } from "./errors.js";
import type { Arguments, Operation } from "./operation.js";

/**
 * The URL of a call, from the base URL unless the operation's path is absolute.
 * @throws SdkError for a path argument that would address another resource: empty, "." or "..".
 */
export function buildUrl(
  baseUrl: string,
  operation: Operation,
  args: Arguments,
): string {
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, key: string) => {
    const value = args[key];
    // URL parsers resolve "." and "..", percent-encoded too.
    if (/^\.{0,2}$/.test(String(value ?? "")))
      throw new SdkError(`${operation.id}: bad argument "${key}": ${value}`);
    return (
      operation.pathStyles?.[key]?.(value) ?? encodeURIComponent(String(value))
    );
  });
  const query = (operation.query ?? [])
    .flatMap((parameter) => {
      if (typeof parameter === "function") return parameter(args) || [];
      const [key, wire] = [parameter, parameter].flat() as [string, string];
      return [args[key]]
        .flat()
        .flatMap((value) =>
          value === undefined
            ? []
            : [wire, String(value)].map(encodeURIComponent).join("="),
        );
    })
    .join("&");
  const url = /^\//.test(path) ? baseUrl + path : path;
  return query ? url + (/\?/.test(url) ? "&" : "?") + query : url;
}
