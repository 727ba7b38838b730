/** What a list can be filtered and sorted by. A part of the intermediate model; see `model.ts`. */

export type FilterOperator = "eq" | "ne" | "in" | "sw" | "co" | "ca" | "gt" | "ge" | "lt" | "le" | "isnull" | "pr";

export type FilterValueType = "string" | "number" | "boolean" | "date-time" | "unknown";

export interface FilterField {
  readonly wire: string;
  readonly operators: readonly FilterOperator[];
  /** From the item type; `unknown` when it cannot be derived, and any scalar is then accepted. */
  readonly valueType: FilterValueType;
  /** Known values when the field is an enumeration. */
  readonly values: readonly string[];
}

export interface FilterGrammar {
  /** Wire name of the query parameter. */
  readonly parameter: string;
  readonly fields: readonly FilterField[];
  /** Which of and, or, not the text allows; undefined when it does not say. */
  readonly composites?: readonly ("and" | "or" | "not")[];
  /** Lines of the description that the grammar did not cover. */
  readonly remarks: readonly string[];
}

export interface SorterGrammar {
  readonly parameter: string;
  readonly fields: readonly string[];
  readonly remarks: readonly string[];
}
