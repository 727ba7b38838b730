import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";
import { isObject, type Cursor, type RawObject } from "../tree.ts";
import { soleType } from "../schema-types.ts";

const code = "patch-bodies";

const oneOperation = defineDiagnostic({
  code,
  message: () => "a JSON Patch is declared as one operation",
  action: () => "read as a list of operations",
});

const objectKept = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "a JSON Patch is declared as an object that holds the operations",
  action: () => "kept, since no example shows a list",
});

const objectAsList = defineDiagnostic({
  code,
  message: () => "a JSON Patch is declared as an object that holds the operations, and its example is a list",
  action: () => "read as a list of operations",
});

export const patchBodies: RepairRule = {
  id: code,
  on: ["mediaType"],
  apply: ({ node, cursor, key }, { report, follow }) => {
    if (
      key === undefined ||
      !/^application\/json-patch\+json\b/iu.test(key) ||
      !/\/patch\/requestBody\//u.test(cursor.pointer)
    )
      return;
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

function showsList(media: RawObject): boolean {
  const examples = isObject(media["examples"])
    ? Object.values(media["examples"]).map((entry) => (isObject(entry) ? entry["value"] : undefined))
    : [];
  return [media["example"], ...examples].some((example) => Array.isArray(example));
}

/** A schema moved from one file to another keeps its references right. */
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
