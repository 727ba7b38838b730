import { CATALOG, isAlwaysError, type DiagnosticCode } from "../diagnostics/catalog.ts";

/** The codes whose findings can be accepted: all codes except those that stop every run. */
export const ACCEPTABLE_CODES = (Object.keys(CATALOG) as DiagnosticCode[])
  .filter((code) => !isAlwaysError(code))
  .sort();

const text = { type: "string" };

/** The content of `docs/lint-baseline.schema.json`: the shape of a baseline, for editors and other programs. */
export const BASELINE_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:isc-sdkgen:lint-baseline:1",
  title: "The baseline of isc-sdkgen lint, format 1",
  description: "Findings that are accepted, each with a reason. An entry accepts what agrees with all its keys.",
  type: "array",
  items: {
    type: "object",
    required: ["code", "reason"],
    additionalProperties: false,
    properties: {
      code: { enum: ACCEPTABLE_CODES, description: "The code of the finding, as docs/diagnostics.md lists it." },
      version: { ...text, description: "The label of the spec: beta." },
      file: { ...text, description: "The file, as the report tells it from the top folder of the spec." },
      pointer: {
        ...text,
        pattern: "^(?:/|$)",
        description: "The JSON pointer in the file. Lines may shift, and the entry still matches.",
      },
      message: { ...text, description: "The finding's own sentence; without it, any finding of the code there." },
      reason: { ...text, pattern: "\\S", description: "Why the finding is accepted. Somebody wrote it." },
    },
  },
};

/** The schema as the text of a file. */
export function baselineSchemaText(): string {
  return `${JSON.stringify(BASELINE_SCHEMA, null, 2)}\n`;
}
