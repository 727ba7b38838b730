import type { Json, Limits, Parameter } from "../../model/model.ts";
import type { TypeText } from "../../contract/publication.ts";

/** A row of the table under "Parameters". */
export interface ParameterRow {
  readonly place: "path" | "query" | "header" | "cookie" | "body" | "form";
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: TypeText;
  readonly isRequired: boolean;
  readonly default?: Json;
  readonly description: string;
  readonly limits: Limits;
  /** The model's parameter. Absent for a form field or a request body. */
  readonly parameter?: Parameter;
}
