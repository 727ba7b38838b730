import { CHANGE_SCHEMA } from "../diff/schema.ts";
import { FLAG, listSchema, objectSchema, TEXT, TEXT_OR_NULL } from "../text/json-schema.ts";
import { RELEASE_FORMAT_VERSION } from "./report.ts";

/** The content of `docs/release.schema.json`: the shape of the output of `isc-sdkgen release --format json`. */
export const RELEASE_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `urn:isc-sdkgen:release:${String(RELEASE_FORMAT_VERSION)}`,
  title: `isc-sdkgen release --format json, format ${String(RELEASE_FORMAT_VERSION)}`,
  description: "The next version of each package, with what changed since the last release.",
  ...objectSchema({
    format: { const: RELEASE_FORMAT_VERSION },
    from: { ...TEXT, description: "What the packages were compared with." },
    date: { ...TEXT, format: "date", description: "The day that the changelogs have." },
    dryRun: { ...FLAG, description: "Nothing was written." },
    packages: listSchema({ $ref: "#/$defs/package" }),
    files: listSchema(TEXT, "Paths of the configuration and the changelogs that were or would be written."),
    outputs: { type: "integer", minimum: 0, description: "How many files of the output folder change too." },
  }),
  $defs: {
    package: objectSchema({
      target: { ...TEXT, description: "The package: typescript or powershell." },
      name: { ...TEXT, description: "The package's own name." },
      from: { ...TEXT_OR_NULL, description: "The version that was released last; null for the first release." },
      to: { ...TEXT, description: "The version of this release; the same as `from` where there is none." },
      verdict: { enum: ["major", "minor", "patch", "none"] },
      reason: {
        enum: ["changes", "notes", "asked", "promoted", "first", "none"],
        description:
          "Why there is a release: changes of the public API, notes below Unreleased, an option, or a prerelease that ends.",
      },
      changes: listSchema({ $ref: "#/$defs/change" }),
      notes: { ...TEXT, description: "The entry of the changelog, as Markdown; empty where there is none." },
      changelog: { ...TEXT, description: "Path of the changelog, from the configuration's folder." },
    }),
    change: CHANGE_SCHEMA,
  },
};

/** The schema as the text of a file. */
export function releaseSchemaText(): string {
  return `${JSON.stringify(RELEASE_SCHEMA, null, 2)}\n`;
}
