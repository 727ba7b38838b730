import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

/** Reported for a part of the spec that a single document cannot hold. */
export const leftOutOfBundle = defineDiagnostic<{ what: string }>({
  code: "left-out-of-bundle",
  message: ({ what }) => `the bundled document has no place for ${what}`,
  action: () => "left out of the bundle; the SDKs are made from the spec itself",
});

/** Reported while the raw types of a version are made. */
export const schemaInsideItself = defineDiagnostic<{ schema: string; target: string }>({
  code: "schema-inside-itself",
  message: ({ schema, target }) =>
    schema === target
      ? `the schema "${schema}" is made from itself, with no list or property between`
      : `the schemas "${schema}" and "${target}" are made from each other, with no list or property between`,
  action: () => "that part is left out of the raw types",
});

export const rawTypesFailed = defineDiagnostic<{ reason: string }>({
  code: "raw-types-failed",
  message: ({ reason }) => `the raw types of this version cannot be made: ${reason}`,
  action: () =>
    'its openapi module is written with empty types; mend the spec, or leave the target "openapi-types" out with --target',
});
