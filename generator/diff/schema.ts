import { listSchema, objectSchema, TEXT, TEXT_OR_NULL } from "../text/json-schema.ts";
import { CHANGE_CLASSES } from "./change-class.ts";
import { DIFF_FORMAT_VERSION } from "./report.ts";
import { RULES } from "./rules.ts";

/** One change of one package, as JSON. */
export const CHANGE_SCHEMA = {
  description: "One change of one package.",
  ...objectSchema({
    rule: { enum: Object.keys(RULES) },
    class: { enum: CHANGE_CLASSES },
    target: { ...TEXT, description: "The package: typescript or powershell." },
    version: { ...TEXT, description: "The version of the API; empty where all are meant." },
    place: { ...TEXT, description: "`GET /path`, the id of a model, `event NAME`, or the version." },
    name: { ...TEXT, description: "What the package calls the thing." },
    subject: { ...TEXT, description: "The same for all packages: changes of one subject belong together." },
    before: TEXT_OR_NULL,
    after: TEXT_OR_NULL,
    message: { ...TEXT, description: "What changed." },
    advice: { ...TEXT, description: "What users of the package do about it." },
    origin: {
      enum: ["spec", "generator"],
      description: "generator: the spec says the same, so the generator or the names ledger changed it.",
    },
    directions: { type: "array", items: { enum: ["request", "response"] } },
    operations: listSchema(TEXT, "Keys of the operations that meet the place."),
    tags: listSchema(TEXT, "Tags of these operations."),
  }),
};

/** The content of `docs/diff.schema.json`: the shape of the output of `isc-sdkgen diff --format json`. */
export const DIFF_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `urn:isc-sdkgen:diff:${String(DIFF_FORMAT_VERSION)}`,
  title: `isc-sdkgen diff --format json, format ${String(DIFF_FORMAT_VERSION)}`,
  description: "What changed between two releases, for each package.",
  ...objectSchema({
    format: { const: DIFF_FORMAT_VERSION },
    old: { ...TEXT, description: "The first argument of the command." },
    new: { ...TEXT, description: "The second argument of the command." },
    verdict: {
      type: "object",
      description: "What the next version of each package has to be.",
      additionalProperties: { enum: ["major", "minor", "patch", "none"] },
    },
    changes: { type: "array", items: { $ref: "#/$defs/change" } },
    ignored: {
      type: "array",
      description: "Changes that the ignore file accepts. They are in no verdict.",
      items: objectSchema({ reason: TEXT, change: { $ref: "#/$defs/change" } }),
    },
  }),
  $defs: { change: CHANGE_SCHEMA },
};

/** The schema as the text of a file. */
export function diffSchemaText(): string {
  return `${JSON.stringify(DIFF_SCHEMA, null, 2)}\n`;
}
