import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { appendPointer } from "../pointer.ts";
import { METHODS, type NodeKind } from "../node-kinds.ts";
import { referenceTo, resolveReference } from "../reference.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { copyValue, isObject, type Cursor, type RawObject } from "../tree.ts";

const code = "referenced-maps";

const referencedMap = defineDiagnostic<{ key: string; ref: string }>({
  code,
  message: ({ key, ref }) => `\`${key}\` is a reference, "${ref}"`,
  action: () => "read as if what it refers to stood here",
});

const pathItemSiblings = defineDiagnostic<{ keys: string; ref: string }>({
  code,
  message: ({ keys, ref }) => `${keys} beside the reference "${ref}" of a path item`,
  action: () => "read as one path item; what stands here counts where both say something",
});

/** Keywords whose value is a map or a list of nodes, each of which may be a reference. */
const OF_NODES: Readonly<Partial<Record<NodeKind, readonly string[]>>> = {
  root: ["paths", "webhooks", "x-webhooks"],
  pathItem: ["parameters"],
  operation: ["parameters", "responses", "callbacks"],
  parameter: ["content", "examples"],
  header: ["content", "examples"],
  requestBody: ["content"],
  answer: ["content", "headers", "links"],
  mediaType: ["examples"],
  schema: [
    ...["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"],
    ...["allOf", "oneOf", "anyOf", "prefixItems"],
  ],
};

/** Keywords whose value holds no nodes. */
const OF_VALUES: Readonly<Partial<Record<NodeKind, readonly string[]>>> = {
  root: ["info", "servers", "security", "tags"],
  pathItem: ["servers"],
  operation: ["servers", "security", "tags"],
  schema: ["required", "discriminator"],
};

const SECTIONS = [
  ...["schemas", "responses", "parameters", "requestBodies", "headers", "examples"],
  ...["securitySchemes", "links", "callbacks", "pathItems"],
];

export const referencedMaps: RepairRule = {
  id: code,
  on: ["root", "pathItem", "operation", "parameter", "header", "requestBody", "answer", "mediaType", "schema"],
  apply: ({ kind, node, cursor }, context) => {
    if (kind === "pathItem") mergeSiblings({ context, cursor, node });
    if (typeof node["$ref"] === "string" && kind !== "schema") return;
    for (const key of OF_NODES[kind] ?? []) spread({ context, cursor, node, tokens: [key] }, referEntries);
    for (const key of OF_VALUES[kind] ?? []) spread({ context, cursor, node, tokens: [key] }, copyEntries);
    if (kind !== "root") return;
    spread({ context, cursor, node, tokens: ["components"] }, referEntries);
    const { components } = node;
    if (!isObject(components)) return;
    for (const section of SECTIONS)
      spread({ context, cursor, node: components, tokens: ["components", section] }, referEntries);
  },
};

/** A keyword of a node; `tokens` lead to it from the node that is visited. */
interface Keyword {
  readonly context: RuleContext;
  readonly cursor: Cursor;
  readonly node: RawObject;
  readonly tokens: readonly [string, ...string[]];
}

/** Puts the entries of what a keyword refers to in its place. What stands beside the reference counts first. */
function spread(
  { context, cursor, node, tokens }: Keyword,
  entriesOf: (target: Cursor, file: string) => unknown,
): void {
  const key = tokens.at(-1) ?? "";
  const stated = node[key];
  if (!isObject(stated) || typeof stated["$ref"] !== "string") return;
  const target = context.follow({
    file: cursor.file,
    pointer: appendPointer(cursor.pointer, ...tokens),
    value: stated,
  });
  if (typeof target?.value !== "object" || target.value === null) return;
  const { $ref, ...beside } = stated;
  const entries = entriesOf(target, cursor.file);
  node[key] = isObject(entries) ? { ...entries, ...beside } : entries;
  context.report(referencedMap, { key, ref: String($ref) }, tokens);
}

/** Each entry as a reference, so that its node keeps its place. */
function referEntries({ file, pointer, value }: Cursor, fromFile: string): unknown {
  const refer = (entry: unknown, token: string | number): unknown =>
    typeof entry === "object" && entry !== null
      ? { $ref: referenceTo(fromFile, { file, pointer: appendPointer(pointer, token) }) }
      : entry;
  if (Array.isArray(value)) return value.map(refer);
  return Object.fromEntries(Object.entries(value as RawObject).map(([name, entry]) => [name, refer(entry, name)]));
}

/** The entries themselves; the mapping of a discriminator is relative to its file. */
function copyEntries({ file, value }: Cursor, fromFile: string): unknown {
  const copy = copyValue(value);
  const mapping = isObject(copy) ? copy["mapping"] : undefined;
  if (!isObject(mapping) || file === fromFile) return copy;
  for (const [name, text] of Object.entries(mapping)) {
    const target = typeof text === "string" && /[/#]/u.test(text) ? resolveReference(file, text) : undefined;
    if (target?.kind === "place") mapping[name] = referenceTo(fromFile, target);
  }
  return copy;
}

/** OpenAPI leaves open what keys beside the reference of a path item mean: the item has them, and what it refers to. */
function mergeSiblings({ context, cursor, node }: Omit<Keyword, "tokens">): void {
  const { $ref: ref } = node;
  const target = typeof ref === "string" ? context.follow(cursor) : undefined;
  if (target === undefined || !isObject(target.value) || !isPathItem(target.value)) return;
  const beside = Object.keys(node).filter((key) => key !== "$ref");
  const found = target.value;
  const [own, theirs] = [node["parameters"], found["parameters"]];
  delete node["$ref"];
  const referred = referEntries(target, cursor.file) as RawObject;
  for (const key of Object.keys(found)) {
    const isOperation = METHODS.some((method) => method === key);
    if (!Object.hasOwn(node, key)) node[key] = isOperation ? referred[key] : copyValue(found[key]);
  }
  if (Array.isArray(theirs)) {
    const pointer = appendPointer(target.pointer, "parameters");
    const list = referEntries({ file: target.file, pointer, value: theirs }, cursor.file) as unknown[];
    node["parameters"] = Array.isArray(own) ? [...list, ...(own as unknown[])] : list;
  }
  context.report(pathItemSiblings, { keys: beside.join(", "), ref: String(ref) });
}

function isPathItem(node: RawObject): boolean {
  return METHODS.some((method) => isObject(node[method])) || Array.isArray(node["parameters"]);
}
