import { type BareText, type FilterOperator, quote } from "./filter-syntax.js";
import type { Arguments } from "./operation.js";
import { encodePairs, queryParameter } from "./query.js";

/** Declares the operators and the value type of a field, for the builder's types. */
export interface Filterable<Operators extends FilterOperator, Value> {
  readonly operators: Operators;
  readonly value: Value;
}

/** A part of a filter that a builder made. */
export interface FilterExpression {
  /** The part in the vendor's syntax. */
  readonly text: string;
  /** How tightly it binds: 1 `or` and raw text, 2 `and`, 3 `not`; absent: a test, which binds most tightly. */
  readonly binding?: number;
}

/** The operators of one field as functions. */
export type FilterField<Declared> =
  Declared extends Filterable<infer Operators, infer Value>
    ? {
        readonly [Operator in Operators]: Operator extends "isnull"
          ? () => FilterExpression
          : Operator extends "in"
            ? (
                ...values: readonly (Value | readonly Value[])[]
              ) => FilterExpression
            : (value: Value) => FilterExpression;
      }
    : never;

/** What a filter callback is given: the declared fields with their declared operators. */
export type FilterBuilder<Fields> = {
  readonly [Field in keyof Fields]: FilterField<Fields[Field]>;
};

/** The `filters` argument: the vendor's text, or a callback that builds it: `(f) => f.name.sw("Eng")`. */
export type Filters<Fields> =
  string | ((fields: FilterBuilder<Fields>) => FilterExpression);

/** The text of a part, in parentheses when it binds less tightly than what stands around it. */
function wrap({ text, binding = 4 }: FilterExpression, around: number): string {
  return binding < around ? `(${text})` : text;
}

/** All of the parts hold. */
export function and(...parts: readonly FilterExpression[]): FilterExpression {
  return { text: parts.map((part) => wrap(part, 2)).join(" and "), binding: 2 };
}

/** One of the parts holds. */
export function or(...parts: readonly FilterExpression[]): FilterExpression {
  return { text: parts.map((part) => wrap(part, 1)).join(" or "), binding: 1 };
}

/** The part does not hold. */
export function not(part: FilterExpression): FilterExpression {
  return { text: "not " + wrap(part, 4), binding: 3 };
}

/** A part in the vendor's own syntax, printed as it is. */
export function raw(text: string): FilterExpression {
  return { text, binding: 1 };
}

/** A value that prints without quotes, such as a date-time of an unusual form. */
export function bare(text: string): BareText {
  return { bare: text };
}

/** A value as the vendor reads it. Date-times are bare, also when the model holds them as strings. */
function printValue(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" &&
    !/^\d{4}-\d\d-\d\d(T[\d:.Z+-]+)?$/.test(value)
    ? quote(value)
    : ((value as BareText | null)?.bare ?? String(value));
}

/** Runs a filter callback and gives its text; a text is given back as it is. */
export function buildFilter<Fields>(filters: Filters<Fields>): string {
  if (typeof filters === "string") return filters;
  const buildTest =
    (field: string, operator: string) =>
    (...values: unknown[]): FilterExpression => {
      const list = values.flat().map(printValue).join(", ");
      const tail = operator === "in" ? `(${list})` : list;
      return { text: `${field} ${operator} ${tail}`.trim() };
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
  return queryParameter(key, wire, (filters) =>
    buildFilter(filters as Filters<unknown>),
  );
}

/** The query parameter of sorters; `wire` is its name when that is not the argument's key. */
export function sorterParameter(
  key: string,
  wire?: string,
): ReturnType<typeof queryParameter> {
  return queryParameter(key, wire, String);
}

/** The parameters of the usual names, which nearly all descriptors share. */
export const filtersQuery = ({ filters }: Arguments): string =>
  encodePairs("filters", filters && buildFilter(filters as Filters<unknown>));
export const sortersQuery = ({ sorters }: Arguments): string =>
  encodePairs("sorters", sorters && String(sorters));
