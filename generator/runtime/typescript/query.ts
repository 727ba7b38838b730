import type { Arguments } from "./operation.js";

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
    value === undefined
      ? []
      : [print(value)]
          .flat()
          .map((item) =>
            [wire, String(item)].map(encodeURIComponent).join("="),
          );
}
