/** The comparisons of the filter language that take one value. */
export type Comparison = "eq" | "ne" | "sw" | "co" | "gt" | "ge" | "lt" | "le";

/** The tests that take a list of values: one of them (`in`), all of them (`ca`). */
export type ListTest = "in" | "ca";

/** The tests that take no value: items without the field (`isnull`), items that have it (`pr`). */
export type PresenceTest = "isnull" | "pr";

/** Every operator that an operation can declare for a field. */
export type FilterOperator = Comparison | ListTest | PresenceTest;

/**
 * A value. A string prints in double quotes; a date prints bare as its ISO text, and so does the text of
 * `bare()`, which is for date-times that are strings.
 */
export type FilterValue = string | number | boolean | Date | BareText;

/** Text that prints without quotes. */
export interface BareText {
  readonly bare: string;
}

/** A text in double quotes; `\\` and `"` are escaped by a backslash. */
export function quote(text: string): string {
  return '"' + text.replace(/["\\]/g, "\\$&") + '"';
}

/** A filter as a tree: what `parseFilter` gives and `printFilter` takes. */
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
