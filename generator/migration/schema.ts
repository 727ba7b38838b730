import { CHANGE_CLASSES } from "../diff/change-class.ts";
import { RULES } from "../diff/rules.ts";
import { MIGRATION_FORMAT } from "./report.ts";

const text = { type: "string" };
const flag = { type: "boolean" };
const textOrNull = { type: ["string", "null"] };
const ref = (name: string): object => ({ $ref: `#/$defs/${name}` });
const list = (items: object, description?: string): object => ({
  type: "array",
  ...(description === undefined ? {} : { description }),
  items,
});
const byTarget = (values: object, description?: string): object => ({
  type: "object",
  ...(description === undefined ? {} : { description }),
  additionalProperties: values,
});

/** An object without further properties; a name that ends with `?` may be absent. */
function object(properties: Readonly<Record<string, object>>, description?: string): object {
  const entries = Object.entries(properties);
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/u, ""), schema])),
  };
}

const values = list({ type: ["string", "number"] });
const kinds = { enum: ["object", "enumeration", "union", "alias"] };

/** What `docs/migration.schema.json` holds: the shape of `isc-sdkgen migrate guide --format json`, for any program. */
export const MIGRATION_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `urn:isc-sdkgen:migration:${String(MIGRATION_FORMAT)}`,
  title: `isc-sdkgen migrate guide --format json, format ${String(MIGRATION_FORMAT)}`,
  description: "What a program for one version changes to run on another.",
  ...object({
    format: { const: MIGRATION_FORMAT },
    old: { ...text, description: "The first argument of the command." },
    new: { ...text, description: "The second argument of the command." },
    from: ref("version"),
    to: ref("version"),
    targets: list(text, "The targets that both sides have."),
    prelude: byTarget(text, "Code in front of every call."),
    operations: list(ref("operation"), "Operations that both versions have, changed or not."),
    removedOperations: list(
      object({ place: ref("place"), targets: byTarget(ref("call")), "replacement?": ref("place") }),
    ),
    addedOperations: list(object({ place: ref("place"), targets: byTarget(ref("call")) })),
    models: list(ref("model"), "Models that both versions have. Several old ones may have become one."),
    removedModels: list(ref("singleModel")),
    addedModels: list(ref("singleModel")),
    events: list(ref("change"), "Changes of events."),
  }),
  $defs: {
    version: object({
      version: text,
      basePath: text,
      targets: byTarget(object({ module: text, "property?": text, "prefix?": text })),
    }),
    place: object({ key: text, method: text, path: text, id: text, tag: text }, "An operation in no target's words."),
    alias: object({ name: text, since: { enum: ["published", "otherVersion", "renamed"] } }),
    call: object(
      {
        module: text,
        name: text,
        aliases: list(ref("alias")),
        "class?": text,
        "property?": text,
        "arguments?": text,
        "filters?": text,
        "sorters?": text,
      },
      "A call in the words of a target.",
    ),
    parameter: object({ place: text, wire: textOrNull, name: text, required: flag }),
    operation: object({
      from: ref("place"),
      to: ref("place"),
      matchedBy: { enum: ["endpoint", "id", "name"], description: "What the two have in common." },
      isMoved: { ...flag, description: "The path differs in more than the version and the names of placeholders." },
      targets: byTarget(
        object({
          from: ref("call"),
          to: ref("call"),
          isRenamed: { ...flag, description: "The name differs in more than the version's prefix." },
          parameters: list(
            object({
              from: { anyOf: [ref("parameter"), { type: "null" }] },
              to: { anyOf: [ref("parameter"), { type: "null" }] },
            }),
            "Every parameter; null on the side that does not have it.",
          ),
        }),
      ),
      changes: list(ref("change")),
      code: byTarget(ref("code"), "The call before and after, where something differs."),
    }),
    model: object({
      from: { ...text, description: "File and pointer." },
      to: { ...text, description: "File and pointer." },
      kind: object({ from: kinds, to: kinds }),
      targets: byTarget(object({ from: ref("names"), to: ref("names"), isRenamed: flag })),
      "values?": object({ removed: values, added: values }, "Values of an enumeration that came and went."),
      changes: list(ref("change")),
      code: byTarget(ref("code"), "The model before and after, where something differs."),
    }),
    names: object({ name: text, aliases: list(ref("alias")), "input?": text, functions: list(text) }),
    singleModel: object({ id: text, kind: kinds, targets: byTarget(ref("names")) }),
    change: object(
      {
        rule: { enum: Object.keys(RULES) },
        class: { enum: CHANGE_CLASSES },
        target: text,
        name: text,
        before: textOrNull,
        after: textOrNull,
        message: text,
        advice: text,
        directions: list({ enum: ["request", "response"] }),
      },
      "A change in the words of one target; docs/diff.md tells the rules.",
    ),
    code: object({ before: text, after: text }),
  },
};

/** The schema as a file. */
export function migrationSchemaText(): string {
  return `${JSON.stringify(MIGRATION_SCHEMA, null, 2)}\n`;
}
