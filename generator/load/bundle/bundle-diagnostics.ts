import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

/** Reported for a part of the spec that a single document cannot hold. */
export const leftOutOfBundle = defineDiagnostic<{ what: string }>({
  code: "left-out-of-bundle",
  message: ({ what }) => `the bundled document cannot contain ${what}`,
  action: () => "it is left out of the bundle; the SDKs are generated from the spec itself",
});

/** Reported while the raw types of a version are made. */
export const schemaInsideItself = defineDiagnostic<{ schema: string; target: string }>({
  code: "schema-inside-itself",
  message: ({ schema, target }) =>
    schema === target
      ? `the schema "${schema}" contains itself directly, not through an array or a property`
      : `the schemas "${schema}" and "${target}" contain each other directly, not through an array or a property`,
  action: () => "the reference is left out of the raw types",
});

export const rawTypesFailed = defineDiagnostic<{ reason: string }>({
  code: "raw-types-failed",
  message: ({ reason }) => `the raw types of this version cannot be generated: ${reason}`,
  action: () =>
    'its openapi module has empty types; correct the spec, or run without the target "openapi-types" (--target)',
});
