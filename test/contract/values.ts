import type { Raw, RawParameter } from "./raw-spec.ts";

/** Values for a full request, made from the raw schemas alone. */

export function parameterValue(parameter: RawParameter, ordinal: number): unknown {
  const { schema } = parameter;
  if (schema["type"] === "array") {
    const items = (schema["items"] as Raw | undefined) ?? {};
    const values = items["enum"] as unknown[] | undefined;
    return values === undefined ? [`one ${ordinal}`, "two & more"] : values.slice(0, 2).map(String);
  }
  const values = schema["enum"] as unknown[] | undefined;
  if (Array.isArray(values)) return String(values.find((value) => value !== null));
  switch (schema["type"]) {
    case "integer":
      return 7 + ordinal;
    case "number":
      return 1.5;
    case "boolean":
      return false;
    default:
      // Characters that must be encoded, everywhere.
      return parameter.in === "header" ? `value-${ordinal}` : `a b/${ordinal}?&=%ü`;
  }
}

/** A body with every property that a request may hold. */
export function bodyValue(schema: Raw, depth = 0): unknown {
  if (Array.isArray(schema["allOf"])) {
    const parts = [...(schema["allOf"] as Raw[]), { ...schema, allOf: undefined }]
      .map((part) => bodyValue(part, depth))
      .filter((part) => part !== undefined);
    const objects = parts.filter((part) => typeof part === "object" && part !== null && !Array.isArray(part));
    return objects.length > 0 ? Object.assign({}, ...objects) : parts[0];
  }
  const union = (schema["oneOf"] ?? schema["anyOf"]) as Raw[] | undefined;
  if (
    Array.isArray(union) &&
    union.some(
      (option) => option["type"] !== undefined || option["properties"] !== undefined || option["allOf"] !== undefined,
    )
  )
    return bodyValue(union[0] ?? {}, depth + 1);
  const values = schema["enum"] as unknown[] | undefined;
  if (Array.isArray(values)) {
    const first = values.find((value) => value !== null);
    return schema["type"] === "string" ? String(first) : first;
  }
  if (schema["properties"] !== undefined) {
    const entries = Object.entries(schema["properties"] as Record<string, Raw>).filter(
      ([, property]) => property["readOnly"] !== true,
    );
    return Object.fromEntries(
      entries.flatMap(([name, property]) => {
        const value = depth > 12 ? undefined : bodyValue(property, depth + 1);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  switch (schema["type"]) {
    case "array":
    case undefined:
      if (schema["items"] !== undefined || schema["type"] === "array") {
        const item = bodyValue((schema["items"] as Raw | undefined) ?? {}, depth + 1);
        return item === undefined ? [] : [item];
      }
      return schema["example"] === undefined ? undefined : schema["example"];
    case "integer":
      return 3;
    case "number":
      return 2.5;
    case "boolean":
      return true;
    case "object": {
      const rest = schema["additionalProperties"];
      const value =
        typeof rest === "object" && rest !== null && Object.keys(rest).length > 0
          ? bodyValue(rest as Raw, depth + 1)
          : "value";
      return { key: value };
    }
    default:
      return typeof schema["example"] === "string" ? schema["example"] : "text";
  }
}

/** A plausible answer: the example where it is JSON, else made like a body. */
export function answerValue(content: { readonly schema: Raw; readonly example: unknown }): unknown {
  const isList = content.schema["type"] === "array" || content.schema["items"] !== undefined;
  // An example that contradicts its schema (one object where a list is declared) is no answer.
  const fits =
    typeof content.example === "object" && content.example !== null && Array.isArray(content.example) === isList;
  if (fits && content.schema["type"] !== undefined) return content.example;
  if (isList && content.schema["type"] === "array")
    return [bodyValue((content.schema["items"] as Raw | undefined) ?? {}) ?? {}];
  return bodyValue(content.schema) ?? {};
}
