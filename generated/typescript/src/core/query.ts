import type { Arguments } from "./operation.js";

/** What a value becomes in a query: `name=value`, once per item of a list; empty for undefined and empty lists. */
export function encodePairs(wire: string, value: unknown): string {
  return value === undefined
    ? ""
    : [value]
        .flat()
        .map(
          (item) =>
            encodeURIComponent(wire) + "=" + encodeURIComponent(String(item)),
        )
        .join("&");
}

/**
 * A query parameter: a scalar as it is, a list as repeated pairs (OpenAPI's default, `form` exploded).
 * `print` changes the value first; `wire` is the parameter's name when that is not the argument's key.
 */
export function queryParameter(
  key: string,
  wire: string = key,
  print: (value: unknown) => unknown = (value) => value,
): (args: Arguments) => string {
  return ({ [key]: value }) =>
    encodePairs(wire, value === undefined ? value : print(value));
}
