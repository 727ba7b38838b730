import { SdkError } from "../errors.js";
import { type Filter, type FilterValue, quote } from "./filter-syntax.js";

function printValue(value: FilterValue): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return quote(value);
  return typeof value === "object" ? value.bare : String(value);
}

/**
 * Prints a filter in the vendor's filter language. `not` binds tighter than `and`, and `and` tighter than `or`;
 * parentheses are printed only where they are needed. An `and` or `or` without parts is left out. `binding` is the
 * precedence of the surrounding operator.
 * @throws SdkError for `in` and `ca` without values.
 */
export function printFilter(filter: Filter, binding = 0): string {
  const wrap = (own: number, text: string): string =>
    text && own < binding ? `(${text})` : text;
  switch (filter.kind) {
    case "compare":
      return `${filter.field} ${filter.operator} ${printValue(filter.value)}`;
    case "in":
    case "ca": {
      const { kind, field, values } = filter;
      if (!values.length)
        throw new SdkError(`${field} ${kind} (): a value is missing`);
      return `${field} ${kind} (${values.map(printValue).join(", ")})`;
    }
    case "isnull":
      return filter.field + " isnull";
    case "pr":
      return "pr " + filter.field;
    case "not": {
      const text = printFilter(filter.filter, 4);
      return text && "not " + text;
    }
    case "and":
    case "or": {
      const own = filter.kind === "and" ? 2 : 1;
      return wrap(
        own,
        filter.filters
          .map((part) => printFilter(part, own + 1))
          .filter(Boolean)
          .join(` ${filter.kind} `),
      );
    }
    case "raw":
      // The precedence inside a raw text is unknown.
      return wrap(0, filter.text);
    default:
      return assertNever(filter);
  }
}

function assertNever(value: never): never {
  throw new TypeError(`unknown filter ${JSON.stringify(value)}`);
}
