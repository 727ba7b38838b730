import { CHANGE_CLASSES } from "./change-class.ts";
import { DIFF_FORMAT_VERSION } from "./report.ts";
import { RULES } from "./rules.ts";

const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };
const texts = { type: "array", items: text };

function object(properties: Readonly<Record<string, unknown>>): object {
  return { type: "object", required: Object.keys(properties), additionalProperties: false, properties };
}

/** What `docs/diff.schema.json` holds: the shape of `isc-sdkgen diff --format json`, for any program. */
export const DIFF_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `urn:isc-sdkgen:diff:${String(DIFF_FORMAT_VERSION)}`,
  title: `isc-sdkgen diff --format json, format ${String(DIFF_FORMAT_VERSION)}`,
  description: "What changed between two releases, for each package.",
  ...object({
    format: { const: DIFF_FORMAT_VERSION },
    old: { ...text, description: "The first argument of the command." },
    new: { ...text, description: "The second argument of the command." },
    verdict: {
      type: "object",
      description: "What the next version of each package has to be.",
      additionalProperties: { enum: ["major", "minor", "patch", "none"] },
    },
    changes: { type: "array", items: { $ref: "#/$defs/change" } },
    ignored: {
      type: "array",
      description: "Changes that the ignore file accepts. They are in no verdict.",
      items: object({ reason: text, change: { $ref: "#/$defs/change" } }),
    },
  }),
  $defs: {
    change: {
      description: "One change of one package.",
      ...object({
        rule: { enum: Object.keys(RULES) },
        class: { enum: CHANGE_CLASSES },
        target: { ...text, description: "The package: typescript or powershell." },
        version: { ...text, description: "The version of the API; empty where all are meant." },
        place: { ...text, description: "`GET /path`, the id of a model, `event NAME`, or the version." },
        name: { ...text, description: "What the package calls the thing." },
        subject: { ...text, description: "The same for all packages: changes of one subject belong together." },
        before: textOrNull,
        after: textOrNull,
        message: { ...text, description: "What changed." },
        advice: { ...text, description: "What users of the package do about it." },
        origin: {
          enum: ["spec", "generator"],
          description: "generator: the spec says the same, so the generator or the names ledger changed it.",
        },
        directions: { type: "array", items: { enum: ["request", "response"] } },
        operations: { ...texts, description: "Keys of the operations that meet the place." },
        tags: { ...texts, description: "Tags of these operations." },
      }),
    },
  },
};

/** The schema as a file. */
export function diffSchemaText(): string {
  return `${JSON.stringify(DIFF_SCHEMA, null, 2)}\n`;
}
