import { appendPointer } from "../../load/pointer.ts";
import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import type { Example, Json } from "../model.ts";
import { externalExample } from "./diagnostics.ts";
import { followIn, followDescribedIn, report, type BuildState } from "./state.ts";

/**
 * The examples of a node, from `example` and `examples` (a map in OpenAPI, a list in JSON Schema). References are
 * followed.
 */
export function examplesOf(state: BuildState, cursor: Cursor): readonly Example[] {
  const { value: node } = cursor;
  if (!isObject(node)) return [];
  const examples: Example[] = [];
  if (Object.hasOwn(node, "example"))
    examples.push(...unwrap(resolveExample(state, cursor, "example", node["example"])));
  const named = node["examples"];
  if (Array.isArray(named)) {
    for (const value of named) examples.push({ value: toJson(value) });
  } else if (isObject(named)) {
    for (const name of Object.keys(named)) examples.push(...namedExample(state, cursor, name, named[name]));
  }
  return examples;
}

function namedExample(state: BuildState, cursor: Cursor, name: string, value: unknown): Example[] {
  const followed = followDescribedIn(state, {
    file: cursor.file,
    pointer: appendPointer(cursor.pointer, "examples", name),
    value,
  });
  if (followed === undefined) return [];
  const { target } = followed;
  const entry = target.value;
  // A shared example file may hold the bare value instead of an Example Object.
  if (!isObject(entry) || !VALUE_KEYS.some((key) => key in entry)) return [{ name, value: toJson(entry) }];
  const stated = statedValue(state, { ...target, value: entry });
  if (stated === undefined) {
    report(state, externalExample, { name, url: String(entry["externalValue"]) }, target);
    return [];
  }
  const summary = followed.summary ?? (typeof entry["summary"] === "string" ? entry["summary"] : undefined);
  return [{ name, ...(summary === undefined ? {} : { summary }), value: toJson(stated.value) }];
}

const VALUE_KEYS = ["value", "dataValue", "serializedValue", "externalValue"];

/**
 * The value of an Example Object: a value, or (OpenAPI 3.2) the serialised text. Returns undefined where the example
 * only has an `externalValue`.
 */
function statedValue(state: BuildState, at: Cursor & { readonly value: RawObject }): { value: unknown } | undefined {
  const { value, dataValue, serializedValue: text } = at.value;
  if ("value" in at.value) {
    const isReference = isObject(value) && typeof value["$ref"] === "string";
    return {
      value: isReference ? followIn(state, { file: at.file, pointer: `${at.pointer}/value`, value })?.value : value,
    };
  }
  if ("dataValue" in at.value) return { value: dataValue };
  if (typeof text !== "string") return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { value: text };
  }
}

/**
 * OpenAPI does not allow a reference as `example`. The vendor writes `example: { $ref: file }` and means the file's
 * content.
 */
function resolveExample(state: BuildState, cursor: Cursor, key: string, value: unknown): unknown {
  if (!isObject(value) || typeof value["$ref"] !== "string" || Object.keys(value).length > 1) return value;
  const target = followIn(state, { file: cursor.file, pointer: `${cursor.pointer}/${key}`, value });
  return target === undefined ? value : target.value;
}

/** `example: { Name: { description, value } }` is a map of examples under the wrong key, so it counts as `examples`. */
function unwrap(value: unknown): Example[] {
  if (value === undefined) return [];
  if (isObject(value)) {
    const entries = Object.entries(value);
    if (entries.length > 0 && entries.every(([, entry]) => isWrapped(entry))) {
      return entries.map(([name, entry]) => ({ name, value: toJson((entry as RawObject)["value"]) }));
    }
  }
  return [{ value: toJson(value) }];
}

function isWrapped(entry: unknown): boolean {
  return (
    isObject(entry) &&
    Object.hasOwn(entry, "value") &&
    Object.keys(entry).every((key) => key === "value" || key === "description" || key === "summary")
  );
}

/**
 * A parsed value as JSON. Undefined and numbers that JSON lacks (`.nan`, `.inf`) become null; other YAML values are
 * JSON.
 */
export function toJson(value: unknown): Json {
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return null;
  return value as Json;
}
