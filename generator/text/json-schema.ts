/**
 * Shared parts of the JSON Schemas that describe the JSON of this program, so that each schema contains only its own
 * structure.
 */

export const TEXT = { type: "string" } as const;
export const FLAG = { type: "boolean" } as const;
export const TEXT_OR_NULL = { type: ["string", "null"] } as const;

/** The schema of an object without further properties. A name that ends with `?` may be absent. */
export function objectSchema(properties: Readonly<Record<string, object>>, description?: string): object {
  const entries = Object.entries(properties);
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/u, ""), schema])),
  };
}

/** The schema of a list, with its description. */
export function listSchema(items: object, description?: string): object {
  return { type: "array", ...(description === undefined ? {} : { description }), items };
}
