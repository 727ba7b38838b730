import type { Json, Limits, Parameter } from "../../model/model.ts";
import type { TypeText } from "../../contract/publication.ts";

/** One row under Parameters. */
export interface ParameterRow {
  readonly place: "path" | "query" | "header" | "cookie" | "body" | "form";
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: TypeText;
  readonly isRequired: boolean;
  readonly default?: Json;
  readonly description: string;
  readonly limits: Limits;
  /** Set for what stands in the path, query or header. */
  readonly parameter?: Parameter;
}
