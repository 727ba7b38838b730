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

/** Declares the operators and the value type of a field, for the builder's types. */
export interface Filterable<Operators extends FilterOperator, Value> {
  readonly operators: Operators;
  readonly value: Value;
}

/** A part of a filter that a builder made. */
export interface FilterExpression {
  /** The part in the vendor's syntax; empty: no part, which `and`, `or` and `not` leave out. */
  readonly text: string;
  /** How tightly it binds: 1 `or` and raw text, 2 `and`, 3 `not`; absent: a test, which binds most tightly. */
  readonly binding?: number;
}

/** The operators of one field as functions; any value may also be text of `bare()`. */
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

/** `in` and `ca` take values, lists of values or both: at least one, for there is no test of an empty list. */
export type FilterList<Value> = <const First extends Value | readonly Value[]>(
  first: First & (First extends readonly [] ? never : unknown),
  ...more: readonly (Value | readonly Value[])[]
) => FilterExpression;

/** What a filter callback is given: the declared fields with their declared operators. */
export type FilterBuilder<Fields> = {
  readonly [Field in keyof Fields]: FilterField<Fields[Field]>;
};

/**
 * The `filters` argument: the vendor's text, or a callback that builds it: `(f) => f.name.sw("Eng")`. Strings print
 * in quotes, but complete date-times (`"2025-01-02T03:04:05Z"`) without; for other texts without see `bare`.
 */
export type Filters<Fields> =
  string | ((fields: FilterBuilder<Fields>) => FilterExpression);

/** The text of a part, in parentheses when it binds less tightly than what stands around it. */
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

/** All of the parts hold. */
export function and(...parts: readonly FilterExpression[]): FilterExpression {
  return join(" and ", 2, parts);
}

/** One of the parts holds. */
export function or(...parts: readonly FilterExpression[]): FilterExpression {
  return join(" or ", 1, parts);
}

/** The part does not hold. */
export function not(part: FilterExpression): FilterExpression {
  return { text: part.text && "not " + wrap(part, 4), binding: 3 };
}

/** A part in the vendor's own syntax, printed as it is. */
export function raw(text: string): FilterExpression {
  return { text, binding: 1 };
}

/** A value that prints without quotes, such as a date without a time: `bare("2025-01-02")`. */
export function bare(text: string): BareText {
  return { bare: text };
}

/**
 * A value as the vendor reads it; a TypeError for what has no text, as `undefined`. Date-times are bare, also when the model holds them as strings; only complete
 * ones are known to be no names or ids.
 */
function printValue(at: string, value: unknown): string {
  const text = (value as BareText | null)?.bare ?? toText(value, at);
  return typeof value === "string" &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value)
    ? quote(value)
    : text;
}

/** Runs a filter callback and gives its text; a text is given back as it is. */
export function buildFilter<Fields>(filters: Filters<Fields>): string {
  if (typeof filters === "string") return filters;
  const buildTest =
    (field: string, operator: string) =>
    (...values: unknown[]): FilterExpression => {
      const isList = /^(in|ca)$/.test(operator);
      const isPresence = /^(isnull|pr)$/.test(operator);
      const at = field + " " + operator;
      // A test of one value without it would be another test.
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
  // Whatever field and operator is asked for; the types know which there are.
  const propertiesBy = (get: (name: string) => unknown): object =>
    new Proxy({}, { get: (_, name: string) => get(name) });
  return filters(
    propertiesBy((field) =>
      propertiesBy((operator) => buildTest(field, operator)),
    ) as FilterBuilder<Fields>,
  ).text;
}

/** The `sorters` argument: the vendor's text (`"name,-modified"`) or a list of fields, "-" for descending. */
export type Sorters<Fields extends string> =
  string | readonly (Fields | `-${Fields}`)[];

/** The query parameter of filters; `wire` is its name when that is not the argument's key. */
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

/** The query parameter of sorters; `wire` is its name when that is not the argument's key. */
export function sorterParameter(
  key: string,
  wire?: string,
): ReturnType<typeof queryParameter> {
  return queryParameter(key, wire, (sorters) => String(sorters) || undefined);
}

/** The parameters of the usual names, which nearly all descriptors share. */
export const filtersQuery = ({ filters }: Arguments): string =>
  encodePairs(
    "filters",
    (filters && buildFilter(filters as Filters<unknown>)) || undefined,
  );
export const sortersQuery = ({ sorters }: Arguments): string =>
  encodePairs("sorters", (sorters && String(sorters)) || undefined);
