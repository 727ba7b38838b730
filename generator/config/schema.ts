/** JSON Schema of `isc-sdkgen.config.json`; docs/configuration.md explains each key. */
const text = { type: "string", minLength: 1 } as const;
/** A label names folders, modules and a client. */
const label = { pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" } as const;
const guid = { type: "string", pattern: "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" } as const;
/** Written by the run: inside the configuration's folder, see {@link problemOfOwnPath}. */
const ownPath = { type: "string", minLength: 1, maxLength: 1000 } as const;

export const CONFIG_SCHEMA = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: text,
    specs: {
      type: "object",
      propertyNames: label,
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
    out: ownPath,
    names: ownPath,
    overrides: ownPath,
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
        // A folder and a file are called so: no dot at the end, none of Windows' devices.
        name: {
          type: "string",
          maxLength: 100,
          pattern:
            "^(?!(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[0-9])(?:\\.|$))[A-Za-z][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*$",
        },
        version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+(-[A-Za-z0-9]+)?$" },
        author: text,
        companyName: text,
        licenseUri: text,
        projectUri: text,
        guid,
        versions: {
          type: "object",
          propertyNames: label,
          additionalProperties: {
            type: "object",
            additionalProperties: false,
            required: ["prefix", "guid"],
            properties: { prefix: { type: "string", pattern: "^[A-Z][A-Za-z0-9]{0,63}$" }, guid },
          },
        },
        confirmHigh: { type: "array", items: text },
      },
    },
    docs: { type: "object", additionalProperties: false, properties: { slugBase: text, apiReference: text } },
  },
} as const;
