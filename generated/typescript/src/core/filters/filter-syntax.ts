/** The comparisons of the filter language that take one value. */
export type Comparison = "eq" | "ne" | "sw" | "co" | "gt" | "ge" | "lt" | "le";

/** The operators that take a list of values: the field equals one of them (`in`), or contains all of them (`ca`). */
export type ListTest = "in" | "ca";

/** The operators that take no value: `isnull` matches items without the field, `pr` items that have it. */
export type PresenceTest = "isnull" | "pr";

/** Every operator that an operation can declare for a field. */
export type FilterOperator = Comparison | ListTest | PresenceTest;

/**
 * A value of a filter. A string is printed in double quotes. A date is printed as its ISO text without quotes, and so
 * is the text of `bare()`, which is for date-times that are strings.
 */
export type FilterValue = string | number | boolean | Date | BareText;

/** Text that is printed without quotes. */
export interface BareText {
  readonly bare: string;
}

/** Puts a text in double quotes; `\\` and `"` are escaped with a backslash. */
export function quote(text: string): string {
  return '"' + text.replace(/["\\]/g, "\\$&") + '"';
}

/** A filter as a tree, as `parseFilter` returns and `printFilter` takes it. */
export type Filter =
  | {
      readonly kind: "compare";
      readonly field: string;
      readonly operator: Comparison;
      readonly value: FilterValue;
    }
  | {
      readonly kind: ListTest;
      readonly field: string;
      readonly values: readonly FilterValue[];
    }
  | { readonly kind: PresenceTest; readonly field: string }
  | { readonly kind: "not"; readonly filter: Filter }
  | { readonly kind: "and" | "or"; readonly filters: readonly Filter[] }
  | { readonly kind: "raw"; readonly text: string };
