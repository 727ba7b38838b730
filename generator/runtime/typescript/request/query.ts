import type { Arguments } from "../operation.js";
import { toText } from "../text.js";

/**
 * What a value becomes in a query: `name=value`, once per item of a list. Empty for null, undefined and empty lists, and
 * so is a null in a list: to RFC 6570 (2.3 and 3.2.1) they are undefined.
 * @throws TypeError for what has no text, an object or a list in a list among them.
 */
export function encodePairs(wire: string, value: unknown): string {
  return [value]
    .flat()
    .flatMap((item, index) =>
      item == null
        ? []
        : [wire, toText(item, item === value ? wire : `${wire}[${index}]`)]
            .map(encodeURIComponent)
            .join("="),
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
    encodePairs(wire, value == null ? value : print(value));
}
