import type { Arguments } from "../operation.js";
import { toText } from "../text.js";

/**
 * Encodes a value for a query: `name=value`, once per item of a list. Returns "" for null, undefined and an empty list.
 * A null in a list is left out, because RFC 6570 (2.3 and 3.2.1) treats it as undefined.
 * @throws TypeError for a value without a text, such as an object or a list in a list.
 */
export function encodePairs(wire: string, value: unknown): string {
  // Most parameters of a call are absent.
  if (value == null) return "";
  return [value]
    .flat()
    .flatMap((item, index) =>
      item == null
        ? []
        : [
            wire,
            toText(item, Array.isArray(value) ? `${wire}[${index}]` : wire),
          ]
            .map(encodeURIComponent)
            .join("="),
    )
    .join("&");
}

/**
 * Makes a query parameter: a single value becomes one pair, a list repeated pairs (OpenAPI's default, `form` exploded).
 * `print` converts the value first. `wire` is the parameter's name if the name differs from the argument's key.
 */
export function queryParameter(
  key: string,
  wire: string = key,
  print: (value: unknown) => unknown = (value) => value,
): (args: Arguments) => string {
  return ({ [key]: value }) =>
    encodePairs(wire, value == null ? value : print(value));
}
