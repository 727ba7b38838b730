import type { Arguments } from "./operation.js";

/** The pieces of a query that a value becomes: one, or one per item of a list; none for undefined. */
export function encodePairs(wire: string, value: unknown): readonly string[] {
  return value === undefined
    ? []
    : [value]
        .flat()
        .map(
          (item) =>
            encodeURIComponent(wire) + "=" + encodeURIComponent(String(item)),
        );
}

/**
 * A query parameter: a scalar as it is, a list as repeated pairs (OpenAPI's default, `form` exploded).
 * `print` changes the value first; `wire` is the parameter's name when that is not the argument's key.
 */
export function queryParameter(
  key: string,
  wire: string = key,
  print: (value: unknown) => unknown = (value) => value,
): (args: Arguments) => readonly string[] {
  return ({ [key]: value }) =>
    encodePairs(wire, value === undefined ? value : print(value));
}
