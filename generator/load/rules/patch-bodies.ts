import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";
import { soleType } from "../schema-types.ts";

const code = "patch-bodies";

const oneOperation = defineDiagnostic({
  code,
  message: () => "a JSON Patch body is declared as one operation",
  action: () => "read as an array of operations",
});

const objectKept = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "a JSON Patch body is declared as an object that contains the operations",
  action: () => "kept, because no example shows an array",
});

const objectAsList = defineDiagnostic({
  code,
  message: () => "a JSON Patch body is declared as an object that contains the operations, but its example is an array",
  action: () => "read as an array of operations",
});

const anyObjects = defineDiagnostic({
  code,
  message: () => "the items of a JSON Patch body are declared as objects with any properties",
  action: () => "read as operations with op, path, from and value",
});

/** A JSON Patch operation (RFC 6902). Its value has any type. */
const OPERATION: RawObject = {
  type: "object",
  required: ["op", "path"],
  properties: {
    op: {
      type: "string",
      enum: ["add", "remove", "replace", "move", "copy", "test"],
      description: "The kind of change.",
    },
    path: { type: "string", description: "JSON pointer to the target." },
    from: { type: "string", description: "JSON pointer to the value that is moved or copied." },
    value: { description: "The value to add, to replace with or to test." },
  },
};

export const patchBodies: RepairRule = {
  id: code,
  on: ["mediaType"],
  apply: ({ node, cursor, key }, { report, follow }) => {
    if (key === undefined || !/\/patch\/requestBody\//u.test(cursor.pointer)) return;
    const isPatchType = /^application\/json-patch\+json\b/iu.test(key);
    if (isListOfAnyObjects(node, cursor, follow) && showsOperations(node)) {
      node["schema"] = { type: "array", items: structuredClone(OPERATION) };
      report(anyObjects, {}, ["schema"]);
      return;
    }
    if (!isPatchType) return;
    const at: Cursor = { file: cursor.file, pointer: `${cursor.pointer}/schema`, value: node["schema"] };
    const target = follow(at);
    if (target === undefined || !isObject(target.value) || soleType(target.value) !== "object") return;
    const properties = target.value["properties"];
    if (!isObject(properties)) return;
    const isOperation = Object.hasOwn(properties, "op") && Object.hasOwn(properties, "path");
    if (isOperation) {
      node["schema"] = { type: "array", items: node["schema"] };
      report(oneOperation, {}, ["schema"]);
      return;
    }
    const operations = properties["operations"];
    if (!isObject(operations) || soleType(operations) !== "array") return;
    if (!showsList(node)) {
      report(objectKept, {}, ["schema"]);
      return;
    }
    node["schema"] = { type: "array", items: rebase(operations["items"], target.file, cursor.file) };
    report(objectAsList, {}, ["schema"]);
  },
};

/** Whether a payload is a list of objects with unknown properties. */
function isListOfAnyObjects(media: RawObject, cursor: Cursor, follow: (cursor: Cursor) => Cursor | undefined): boolean {
  const list = follow({ file: cursor.file, pointer: `${cursor.pointer}/schema`, value: media["schema"] });
  if (list === undefined || !isObject(list.value) || soleType(list.value) !== "array") return false;
  const items = follow({ file: list.file, pointer: `${list.pointer}/items`, value: list.value["items"] });
  if (items === undefined || !isObject(items.value) || soleType(items.value) !== "object") return false;
  const { value } = items;
  return !["properties", "allOf", "oneOf", "anyOf", "patternProperties"].some((keyword) =>
    Object.hasOwn(value, keyword),
  );
}

function showsOperations(media: RawObject): boolean {
  return examplesOf(media).some(
    (example) =>
      Array.isArray(example) &&
      example.length > 0 &&
      example.every((item) => isObject(item) && typeof item["op"] === "string" && typeof item["path"] === "string"),
  );
}

function showsList(media: RawObject): boolean {
  return examplesOf(media).some((example) => Array.isArray(example));
}

function examplesOf(media: RawObject): readonly unknown[] {
  const examples = isObject(media["examples"])
    ? Object.values(media["examples"]).map((entry) => (isObject(entry) ? entry["value"] : undefined))
    : [];
  return [media["example"], ...examples];
}

/** Rewrites the reference of a schema that moves to another file. */
function rebase(schema: unknown, from: string, to: string): unknown {
  if (!isObject(schema) || typeof schema["$ref"] !== "string" || from === to) return schema;
  const hash = schema["$ref"].indexOf("#");
  const path = hash === -1 ? schema["$ref"] : schema["$ref"].slice(0, hash);
  const folder = from.split("/").slice(0, -1);
  const up = to
    .split("/")
    .slice(0, -1)
    .map(() => "..");
  const target = path === "" ? from : [...folder, path].join("/");
  return { ...schema, $ref: `${[...up, target].join("/")}${hash === -1 ? "" : schema["$ref"].slice(hash)}` };
}
