import { CHANGE_CLASSES } from "../diff/change-class.ts";
import { RULES } from "../diff/rules.ts";
import { FLAG, listSchema, objectSchema, TEXT, TEXT_OR_NULL } from "../text/json-schema.ts";
import { MIGRATION_FORMAT } from "./report.ts";

const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });
const byTarget = (values: object, description?: string): object => ({
  type: "object",
  ...(description === undefined ? {} : { description }),
  additionalProperties: values,
});

const values = listSchema({ type: ["string", "number"] });
const kinds = { enum: ["object", "enumeration", "union", "alias"] };

/** The content of `docs/migration.schema.json`: the shape of the output of `isc-sdkgen migrate guide --format json`. */
export const MIGRATION_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `urn:isc-sdkgen:migration:${String(MIGRATION_FORMAT)}`,
  title: `isc-sdkgen migrate guide --format json, format ${String(MIGRATION_FORMAT)}`,
  description: "What a program for one version changes to run on another.",
  ...objectSchema({
    format: { const: MIGRATION_FORMAT },
    old: { ...TEXT, description: "The first argument of the command." },
    new: { ...TEXT, description: "The second argument of the command." },
    from: ref("version"),
    to: ref("version"),
    targets: listSchema(TEXT, "The targets that both sides have."),
    prelude: byTarget(TEXT, "Code in front of every call."),
    operations: listSchema(ref("operation"), "Operations that both versions have, changed or not."),
    removedOperations: listSchema(
      objectSchema({ place: ref("place"), targets: byTarget(ref("call")), "replacement?": ref("place") }),
    ),
    addedOperations: listSchema(objectSchema({ place: ref("place"), targets: byTarget(ref("call")) })),
    models: listSchema(ref("model"), "Models that both versions have. Several old ones may have become one."),
    removedModels: listSchema(ref("singleModel")),
    addedModels: listSchema(ref("singleModel")),
    events: listSchema(ref("change"), "Changes of events."),
  }),
  $defs: {
    version: objectSchema({
      version: TEXT,
      basePath: TEXT,
      targets: byTarget(objectSchema({ module: TEXT, "property?": TEXT, "prefix?": TEXT })),
    }),
    place: objectSchema(
      { key: TEXT, method: TEXT, path: TEXT, id: TEXT, tag: TEXT },
      "An operation in no target's words.",
    ),
    alias: objectSchema({ name: TEXT, since: { enum: ["published", "otherVersion", "renamed"] } }),
    call: objectSchema(
      {
        module: TEXT,
        name: TEXT,
        aliases: listSchema(ref("alias")),
        "class?": TEXT,
        "property?": TEXT,
        "arguments?": TEXT,
        "filters?": TEXT,
        "sorters?": TEXT,
      },
      "A call in the words of a target.",
    ),
    parameter: objectSchema({ place: TEXT, wire: TEXT_OR_NULL, name: TEXT, required: FLAG }),
    operation: objectSchema({
      from: ref("place"),
      to: ref("place"),
      matchedBy: { enum: ["endpoint", "id", "name"], description: "What the two have in common." },
      isMoved: { ...FLAG, description: "The path differs in more than the version and the names of placeholders." },
      targets: byTarget(
        objectSchema({
          from: ref("call"),
          to: ref("call"),
          isRenamed: { ...FLAG, description: "The name differs in more than the version's prefix." },
          parameters: listSchema(
            objectSchema({
              from: { anyOf: [ref("parameter"), { type: "null" }] },
              to: { anyOf: [ref("parameter"), { type: "null" }] },
            }),
            "Every parameter; null on the side that does not have it.",
          ),
        }),
      ),
      changes: listSchema(ref("change")),
      code: byTarget(ref("code"), "The call before and after, where something differs."),
    }),
    model: objectSchema({
      from: { ...TEXT, description: "File and pointer." },
      to: { ...TEXT, description: "File and pointer." },
      kind: objectSchema({ from: kinds, to: kinds }),
      targets: byTarget(objectSchema({ from: ref("names"), to: ref("names"), isRenamed: FLAG })),
      "values?": objectSchema({ removed: values, added: values }, "Values of an enumeration that came and went."),
      changes: listSchema(ref("change")),
      code: byTarget(ref("code"), "The model before and after, where something differs."),
    }),
    names: objectSchema({ name: TEXT, aliases: listSchema(ref("alias")), "input?": TEXT, functions: listSchema(TEXT) }),
    singleModel: objectSchema({ id: TEXT, kind: kinds, targets: byTarget(ref("names")) }),
    change: objectSchema(
      {
        rule: { enum: Object.keys(RULES) },
        class: { enum: CHANGE_CLASSES },
        target: TEXT,
        name: TEXT,
        before: TEXT_OR_NULL,
        after: TEXT_OR_NULL,
        message: TEXT,
        advice: TEXT,
        directions: listSchema({ enum: ["request", "response"] }),
      },
      "A change in the words of one target; docs/diff.md tells the rules.",
    ),
    code: objectSchema({ before: TEXT, after: TEXT }),
  },
};

/** The schema as the text of a file. */
export function migrationSchemaText(): string {
  return `${JSON.stringify(MIGRATION_SCHEMA, null, 2)}\n`;
}
