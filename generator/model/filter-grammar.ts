/** The fields that a list can be filtered and sorted by. A part of the intermediate model; see `model.ts`. */

/** The operators of a filter, as the vendor spells them. */
export type FilterOperator = "eq" | "ne" | "in" | "sw" | "co" | "ca" | "gt" | "ge" | "lt" | "le" | "isnull" | "pr";

/** The type of the values that a field is compared with. */
export type FilterValueType = "string" | "number" | "boolean" | "date-time" | "unknown";

/** A field that a list can be filtered by. */
export interface FilterField {
  readonly wire: string;
  readonly operators: readonly FilterOperator[];
  /** Derived from the item's type. `unknown` where that fails; the field then accepts any scalar. */
  readonly valueType: FilterValueType;
  /** The values of the field's enumeration; empty for other types. */
  readonly values: readonly string[];
}

/** The filters that an operation accepts. */
export interface FilterGrammar {
  /** Wire name of the query parameter. */
  readonly parameter: string;
  readonly fields: readonly FilterField[];
  /** Which of `and`, `or` and `not` the description allows; absent where it does not say. */
  readonly composites?: readonly ("and" | "or" | "not")[];
  /** Lines of the description that the parser did not understand. */
  readonly remarks: readonly string[];
}

/** The fields that an operation can sort by. */
export interface SorterGrammar {
  readonly parameter: string;
  readonly fields: readonly string[];
  readonly remarks: readonly string[];
}
