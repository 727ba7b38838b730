import { printFilter } from "./filter-printer.js";
import type {
  BareText,
  Comparison,
  Filter,
  FilterOperator,
  FilterValue,
} from "./filter-syntax.js";
import type { Arguments } from "./operation.js";

/** Declares the operators and the value type of a field, for the builder's types. */
export interface Filterable<Operators extends FilterOperator, Value> {
  readonly operators: Operators;
  readonly value: Value;
}

/** A part of a filter that a builder made. */
export type FilterExpression = Filter;

/** The operators of one field as functions. */
export type FilterField<Declared> =
  Declared extends Filterable<infer Operators, infer Value>
    ? {
        readonly [Operator in Operators]: Operator extends "isnull" | "pr"
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

/** All of the parts hold. */
export function and(...filters: readonly FilterExpression[]): FilterExpression {
  return { kind: "and", filters };
}

/** One of the parts holds. */
export function or(...filters: readonly FilterExpression[]): FilterExpression {
  return { kind: "or", filters };
}

/** The part does not hold. */
export function not(filter: FilterExpression): FilterExpression {
  return { kind: "not", filter };
}

/** A part in the vendor's own syntax, printed as it is. */
export function raw(text: string): FilterExpression {
  return { kind: "raw", text };
}

/** A value that prints without quotes, such as a date-time that is a string. */
export function bare(text: string): BareText {
  return { bare: text };
}

const isDateTime = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?$/;

/** Date-times are bare in the vendor's grammar, also when the model holds them as strings. */
function toValue(value: unknown): FilterValue {
  return typeof value === "string" && isDateTime.test(value)
    ? bare(value)
    : (value as FilterValue);
}

function buildField(field: string): object {
  return new Proxy(
    {},
    {
      get:
        (_, operator: string) =>
        (...values: unknown[]): Filter =>
          operator === "in"
            ? { kind: "in", field, values: values.flat().map(toValue) }
            : operator === "isnull" || operator === "pr"
              ? { kind: operator, field }
              : {
                  kind: "compare",
                  field,
                  operator: operator as Comparison,
                  value: toValue(values[0]),
                },
    },
  );
}

/** Runs a filter callback and prints what it builds; a text is given back as it is. */
export function buildFilter<Fields>(filters: Filters<Fields>): string {
  return typeof filters === "string"
    ? filters
    : printFilter(
        filters(
          new Proxy(
            {},
            { get: (_, field: string) => buildField(field) },
          ) as FilterBuilder<Fields>,
        ),
      );
}

function encodePair(wire: string, text: string): string {
  return encodeURIComponent(wire) + "=" + encodeURIComponent(text);
}

/** The query parameter of a filter; `wire` is its name when that is not the argument's key. */
export function filterParameter(
  key: string,
  wire: string = key,
): (args: Arguments) => string {
  return ({ [key]: value }) =>
    value === undefined
      ? ""
      : encodePair(wire, buildFilter(value as Filters<unknown>));
}

/** The `sorters` argument: the vendor's text (`"name,-modified"`) or a list of fields, "-" for descending. */
export type Sorters<Fields extends string> =
  string | readonly (Fields | `-${Fields}`)[];

/** The query parameter of sorters; `wire` is its name when that is not the argument's key. */
export function sorterParameter(
  key: string,
  wire: string = key,
): (args: Arguments) => string {
  return ({ [key]: value }) =>
    value === undefined ? "" : encodePair(wire, String(value));
}
