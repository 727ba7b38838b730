import { SdkError } from "../errors.js";
import {
  type BareText,
  type FilterOperator,
  type ListTest,
  type PresenceTest,
  quote,
} from "./filter-syntax.js";
import type { Arguments } from "../operation.js";
import { encodePairs, queryParameter } from "../request/query.js";
import { toText } from "../text.js";

/** Declares the operators and the value type of a field, for the type of the builder. */
export interface Filterable<Operators extends FilterOperator, Value> {
  readonly operators: Operators;
  readonly value: Value;
}

/** A part of a filter that a builder made. */
export interface FilterExpression {
  /** The part in the vendor's syntax. An empty text is no part: `and`, `or` and `not` leave it out. */
  readonly text: string;
  /** The precedence: 1 for `or` and raw text, 2 for `and`, 3 for `not`; absent for a test, which binds tightest. */
  readonly binding?: number;
}

/** The operators of one field as functions. Every value may also be a result of `bare()`. */
export type FilterField<Declared> =
  Declared extends Filterable<infer Operators, infer Value>
    ? {
        readonly [Operator in Operators]: Operator extends PresenceTest
          ? () => FilterExpression
          : Operator extends ListTest
            ? FilterList<Value | BareText>
            : (value: Value | BareText) => FilterExpression;
      }
    : never;

/**
 * `in` and `ca` take values, lists of values or both. At least one is required, because a test of an empty list does
 * not exist.
 */
export type FilterList<Value> = <const First extends Value | readonly Value[]>(
  first: First & (First extends readonly [] ? never : unknown),
  ...more: readonly (Value | readonly Value[])[]
) => FilterExpression;

/** The argument of a filter callback: the declared fields with their declared operators. */
export type FilterBuilder<Fields> = {
  readonly [Field in keyof Fields]: FilterField<Fields[Field]>;
};

/**
 * The argument `filters`: text in the vendor's syntax, or a callback that builds it: `(f) => f.name.sw("Eng")`. Strings
 * are printed in quotes, except complete date-times (`"2025-01-02T03:04:05Z"`). `bare` prints other text without
 * quotes.
 */
export type Filters<Fields> =
  string | ((fields: FilterBuilder<Fields>) => FilterExpression);

/** The text of a part, in parentheses if it binds less tightly than the operator around it. */
function wrap({ text, binding = 4 }: FilterExpression, around: number): string {
  return text && binding < around ? `(${text})` : text;
}

function join(
  word: string,
  binding: number,
  parts: readonly FilterExpression[],
): FilterExpression {
  const texts = parts.map((part) => wrap(part, binding)).filter(Boolean);
  return { text: texts.join(word), binding };
}

/** Matches items that match every part. */
export function and(...parts: readonly FilterExpression[]): FilterExpression {
  return join(" and ", 2, parts);
}

/**
 * Matches items that match at least one part.
 * @throws SdkError without parts, which match nothing: without the filter, the service would return everything.
 */
export function or(...parts: readonly FilterExpression[]): FilterExpression {
  if (!parts.length) throw new SdkError("or(): a part is missing");
  return join(" or ", 1, parts);
}

/** Matches items that do not match the part. */
export function not(part: FilterExpression): FilterExpression {
  return { text: part.text && "not " + wrap(part, 4), binding: 3 };
}

/** Makes a part of text in the vendor's syntax, which is printed unchanged. */
export function raw(text: string): FilterExpression {
  return { text, binding: 1 };
}

/** Makes a value that is printed without quotes, such as a date without a time: `bare("2025-01-02")`. */
export function bare(text: string): BareText {
  return { bare: text };
}

/**
 * Prints a value in the vendor's syntax. A complete date-time is printed without quotes even if it is a string, because
 * it cannot be a name or an id. Throws a TypeError for a value without a text, such as `undefined`.
 */
function printValue(at: string, value: unknown): string {
  const text = (value as BareText | null)?.bare ?? toText(value, at);
  return typeof value === "string" &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value)
    ? quote(value)
    : text;
}

/** Runs a filter callback and returns its text. A text is returned unchanged. */
export function buildFilter<Fields>(filters: Filters<Fields>): string {
  if (typeof filters === "string") return filters;
  const buildTest =
    (field: string, operator: string) =>
    (...values: unknown[]): FilterExpression => {
      const isList = /^(in|ca)$/.test(operator);
      const isPresence = /^(isnull|pr)$/.test(operator);
      const at = field + " " + operator;
      // A test of one value needs it: without the value the text would be another test.
      const list = (isList || isPresence ? values.flat() : [values[0]])
        .map((value) => printValue(at, value))
        .join(", ");
      if (isList && !list)
        throw new SdkError(`${field} ${operator} (): a value is missing`);
      return {
        text:
          operator === "pr"
            ? "pr " + field
            : `${field} ${operator} ${isList ? `(${list})` : list}`.trim(),
      };
    };
  // The proxies accept every field and operator; the types allow only the declared ones.
  const propertiesBy = (get: (name: string) => unknown): object =>
    new Proxy({}, { get: (_, name: string) => get(name) });
  const { text } = Object(
    typeof filters === "function" &&
      filters(
        propertiesBy((field) =>
          propertiesBy((operator) => buildTest(field, operator)),
        ) as FilterBuilder<Fields>,
      ),
  ) as Partial<FilterExpression>;
  // Without the filter, the service would return everything.
  if (typeof text !== "string")
    throw new SdkError('bad argument "filters": no filter');
  return text;
}

/**
 * The argument `sorters`: text in the vendor's syntax (`"name,-modified"`), or a list of fields; "-" means descending.
 */
export type Sorters<Fields extends string> =
  string | readonly (Fields | `-${Fields}`)[];

const joinSorters = (sorters: unknown, key: string): string =>
  [sorters]
    .flat()
    .map((sorter) => toText(sorter, key))
    .join();

/** The query parameter of filters. `wire` is its name if the name differs from the argument's key. */
export function filterParameter(
  key: string,
  wire?: string,
): ReturnType<typeof queryParameter> {
  return queryParameter(
    key,
    wire,
    (filters) => buildFilter(filters as Filters<unknown>) || undefined,
  );
}

/** The query parameter of sorters. `wire` is its name if the name differs from the argument's key. */
export function sorterParameter(
  key: string,
  wire?: string,
): ReturnType<typeof queryParameter> {
  return queryParameter(
    key,
    wire,
    (sorters) => joinSorters(sorters, key) || undefined,
  );
}

/** The parameters with the usual names, which nearly all descriptors use. */
export const filtersQuery = ({ filters }: Arguments): string =>
  encodePairs(
    "filters",
    (filters && buildFilter(filters as Filters<unknown>)) || undefined,
  );
export const sortersQuery = ({ sorters }: Arguments): string =>
  encodePairs(
    "sorters",
    (sorters && joinSorters(sorters, "sorters")) || undefined,
  );
