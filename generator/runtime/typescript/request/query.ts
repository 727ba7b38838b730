import type { Arguments } from "../operation.js";
import { toText } from "../text.js";

/**
 * Encodes a value for a query: `name=value`, once per item of a list. Returns "" for null, undefined and an empty list.
 * A null in a list is left out, because RFC 6570 (2.3 and 3.2.1) treats it as undefined. `at` names the value in
 * messages; only a value named as the parameter may be a list.
 * @throws TypeError for a value without a text, such as an object or a list in a list.
 */
export function encodePairs(
  wire: string,
  value: unknown,
  at: string = wire,
): string {
  if (value == null) return "";
  if (at === wire && Array.isArray(value))
    return value
      .map((item, index) => encodePairs(wire, item, `${wire}[${index}]`))
      .filter(Boolean)
      .join("&");
  return encodeURIComponent(wire) + "=" + encodeURIComponent(toText(value, at));
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
