/** JSON Schema of `isc-sdkgen.config.json`; docs/configuration.md explains each key. */
const text = { type: "string", minLength: 1 } as const;

export const CONFIG_SCHEMA = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: text,
    specs: {
      type: "object",
      propertyNames: { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$" },
      additionalProperties: {
        type: "object",
        additionalProperties: false,
        required: ["roots"],
        properties: { roots: { type: "array", items: text, minItems: 1 }, top: text },
      },
    },
    references: {
      type: "object",
      additionalProperties: false,
      properties: { allow: { type: "array", items: text } },
    },
    out: text,
    names: text,
    overrides: text,
    typescript: {
      type: "object",
      additionalProperties: false,
      properties: {
        name: { type: "string", pattern: "^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$" },
        version: text,
        license: text,
        description: { type: "string" },
        repository: text,
      },
    },
    powershell: {
      type: "object",
      additionalProperties: false,
      properties: {
        name: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_.]*$" },
        version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9]+)?$" },
        author: text,
        companyName: text,
        licenseUri: text,
        projectUri: text,
        guid: text,
        versions: {
          type: "object",
          additionalProperties: {
            type: "object",
            additionalProperties: false,
            required: ["prefix", "guid"],
            properties: { prefix: { type: "string", pattern: "^[A-Z][A-Za-z0-9]*$" }, guid: text },
          },
        },
        confirmHigh: { type: "array", items: text },
      },
    },
    docs: { type: "object", additionalProperties: false, properties: { slugBase: text, apiReference: text } },
  },
} as const;
