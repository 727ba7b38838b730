import { isIdentifier } from "../../emit/escape.ts";
import type { FilterField, Operation, Parameter } from "../../model/model.ts";
import type { FilterText } from "./language.ts";

/** A condition on a string field with the operator `sw` or `eq`. Returns undefined if no field supports one of them. */
export function textFilter(fields: readonly FilterField[]): FilterText | undefined {
  const usable = fields.filter(
    (field) => field.valueType === "string" && field.values.length === 0 && isIdentifier(field.wire),
  );
  const field = usable.find((own) => operatorOf(own) === "sw") ?? usable.find((own) => operatorOf(own) !== undefined);
  if (field === undefined) return undefined;
  const operator = operatorOf(field) ?? "eq";
  return { field: field.wire, operator, text: `${field.wire} ${operator} "Eng"` };
}

function operatorOf(field: FilterField): "sw" | "eq" | undefined {
  return (["sw", "eq"] as const).find((operator) => field.operators.includes(operator));
}

/**
 * A sample for the filter or sorter parameter of an operation, with a declared field. Returns undefined for any other
 * parameter.
 */
export function readingSample({ filters, sorters }: Operation, { wire, place }: Parameter): string | undefined {
  if (place !== "query") return undefined;
  if (filters?.parameter === wire) return filterSample(filters.fields);
  return sorters?.parameter === wire ? sorters.fields[0] : undefined;
}

/** Whether an example of a filter or sorter parameter contains a declared field. Any other parameter passes. */
export function namesDeclaredField({ filters, sorters }: Operation, { wire }: Parameter, text: string): boolean {
  const fields =
    filters?.parameter === wire
      ? filters.fields.map((field) => field.wire)
      : sorters?.parameter === wire
        ? sorters.fields
        : undefined;
  return fields === undefined || fields.length === 0 || fields.some((field) => text.includes(field));
}

function filterSample(fields: readonly FilterField[]): string | undefined {
  const text = textFilter(fields)?.text;
  if (text !== undefined) return text;
  const field = fields.find(({ operators }) => operators.length > 0);
  const [operator] = field?.operators ?? [];
  if (field === undefined || operator === undefined) return undefined;
  if (operator === "isnull" || operator === "pr") return `${field.wire} ${operator}`;
  const value = valueText(field);
  return `${field.wire} ${operator} ${operator === "in" || operator === "ca" ? `(${value})` : value}`;
}

function valueText({ values, valueType }: FilterField): string {
  const [stated] = values;
  if (stated !== undefined) return `"${stated}"`;
  switch (valueType) {
    case "boolean":
      return "true";
    case "number":
      return "1";
    case "date-time":
      return "2025-05-20T12:30:00Z";
    default:
      return '"Eng"';
  }
}
