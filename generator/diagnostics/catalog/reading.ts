import type { CatalogEntry } from "./entry.ts";

/** Codes of reading the files and of following their references. */
export const READING = {
  "unreadable-root": {
    severity: "error",
    title: "A root document can be read",
    why: "Without its root document, nothing of a version can be generated.",
    example: "`--spec beta=missing.yaml` names a file that does not exist, or a Swagger 2.0 document.",
    advice:
      "Pass the path of an OpenAPI 3.0, 3.1 or 3.2 document with `--spec VERSION=PATH`, or set it in the configuration.",
  },
  "no-roots": {
    severity: "error",
    title: "A pattern of roots matches a file",
    why: "If no document is found, nothing can be generated.",
    example: "`--spec v1=apis/*/openapi.yaml` is used in a folder without `apis`.",
    advice:
      "Correct the pattern. On the command line it is relative to the working folder, in the configuration to the folder of the configuration.",
  },
  "unreadable-file": {
    severity: "warning",
    title: "Every file of a spec can be read",
    why: "A reference to an unreadable file has no type.",
    example: "`$ref: ./schemas/Role.yaml` names a file with invalid YAML.",
    advice: "Correct the file, or the reference to it.",
  },
  "inexact-integer": {
    severity: "note",
    title: "Integers have at most 53 bits",
    why: "A JavaScript number represents integers exactly only up to 2^53, so larger values from the service are rounded. Constants, defaults and examples are kept exactly, as strings of digits.",
    example: "A property of `format: int64` has the default `9223372036854775807`.",
    advice: "Declare ids of that size as strings, so that every client keeps them exact.",
  },
  "yaml-tolerated": {
    severity: "repair",
    title: "YAML and JSON files are well formed",
    why: "Stricter parsers reject the file.",
    example: "A list inside a flow mapping is indented less than its key, or a JSON file has comments.",
    advice: "Correct the line as YAML 1.2 or JSON requires.",
  },
  "duplicate-key": {
    severity: "warning",
    title: "A mapping has each key once",
    why: "YAML forbids repeated keys, and parsers disagree on which one to use. The generator uses the last one.",
    example: "A schema has `description` twice.",
    advice: "Remove all but one of the equal keys.",
  },
  "refused-reference": {
    severity: "error",
    title: "References stay inside the spec's folder, or inside the locations that the configuration allows",
    why: "A foreign spec must not make the generator read arbitrary files or URLs.",
    example: "`$ref: ../../secrets.yaml` points outside the folder of the root document.",
    advice:
      "Move the file into the spec's folder, or allow its folder or URL with `references.allow` in the configuration.",
  },
  "missing-reference": {
    severity: "warning",
    title: "The target of a reference exists",
    why: "A reference without a target has no type.",
    example: "`$ref: '#/components/schemas/Rol'` is misspelt, and no such schema exists.",
    advice: "Correct the reference, or add its target.",
  },
  "extensionless-reference": {
    severity: "repair",
    title: "A referenced file has the extension `.yaml`, `.yml` or `.json`",
    why: "Other resolvers load files with other extensions as plain text and lose their content. The generator reads them as YAML.",
    example: "`$ref: ./schemas/Role` names a file without an extension.",
    advice: "Add the extension to the file and to the reference.",
  },
  "circular-reference": {
    severity: "warning",
    title: "A chain of references ends",
    why: "References that lead only back to themselves describe nothing.",
    example: "Schema `A` is `$ref: '#/components/schemas/B'`, and `B` is `$ref: '#/components/schemas/A'`.",
    advice: "Replace one of the references with the intended schema.",
  },
  "long-reference-chain": {
    severity: "warning",
    title: "A chain of references is short",
    why: "The generator follows a limited number of references, so that a hostile spec cannot stop it.",
    example: "More than a hundred schemas contain only a `$ref` to the next one.",
    advice: "Refer to the schema at the end of the chain.",
  },
  "wrong-kind-reference": {
    severity: "warning",
    title: "The target of a reference is of the kind that OpenAPI requires there",
    why: "A node of another kind does not have the expected keys, so the result would silently be empty.",
    example: "A request body is `$ref: '#/components/schemas/Role'`, which is a schema.",
    advice: "Refer to a node of the right kind, or wrap the schema in `content`.",
  },
  "pointer-through-reference": {
    severity: "note",
    title: "The JSON pointer of a reference does not lead through another reference",
    why: "OpenAPI does not define what such a pointer means. Like most tools, the generator follows the inner reference.",
    example: "`$ref: '#/components/schemas/A/properties/b'`, and `A` itself is a reference.",
    advice: "Refer to the schema that contains the property. The result stays the same.",
  },
  "nested-too-deep": {
    severity: "warning",
    title: "Schemas are nested at most a hundred levels deep",
    why: "Later stages walk schemas recursively, and the depth of recursion is limited.",
    example: "An array contains arrays of arrays, more than a hundred levels deep.",
    advice: "Move an inner schema to `components.schemas`, and refer to it from a property.",
  },
  "too-many-options": {
    severity: "warning",
    title: "A union has at most 10,000 members",
    why: "The time to compare the members of a union grows with the square of their number.",
    example: "`oneOf` lists more than 10,000 schemas.",
    advice: "Use one schema with a discriminating property, or fewer schemas.",
  },
} as const satisfies Record<string, CatalogEntry>;
