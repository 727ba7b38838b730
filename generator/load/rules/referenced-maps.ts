import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { appendPointer } from "../pointer.ts";
import { ALL_NODE_KINDS, METHODS, isObjectKind, keywordsOf, leadsToNodes, mayBeReference } from "../grammar-lookups.ts";
import type { Keyword, ObjectKind } from "../grammar.ts";
import { referenceTo, resolveReference } from "../reference.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { copyValue, isObject, type Cursor, type RawObject } from "../tree.ts";

const code = "referenced-maps";

const referencedMap = defineDiagnostic<{ key: string; ref: string }>({
  code,
  message: ({ key, ref }) => `\`${key}\` is a reference ("${ref}"), not a map or list of nodes`,
  action: () => "the target of the reference is inlined",
});

const pathItemSiblings = defineDiagnostic<{ keys: string; ref: string }>({
  code,
  message: ({ keys, ref }) => `a path item has ${keys} beside its reference "${ref}"`,
  action: () => "both are merged; a key of this path item wins over the same key of the target",
});

type EntriesOf = (target: Cursor, file: string) => unknown;

/** For each kind and key, how the target of a reference replaces the keyword's value. */
const SPREADS: ReadonlyMap<ObjectKind, ReadonlyMap<string, EntriesOf>> = new Map(
  [...ALL_NODE_KINDS, "components" as const].map((kind) => [
    kind,
    new Map(
      keywordsOf(kind).flatMap(([key, keyword]) => {
        const entriesOf = spreadOf(keyword);
        return entriesOf === undefined ? [] : [[key, entriesOf] as const];
      }),
    ),
  ]),
);

/** Returns undefined for a keyword whose value may itself be a reference, or is not made of nodes or values. */
function spreadOf({ holds, shape, unread }: Keyword): EntriesOf | undefined {
  // The entries may be references, so each becomes one.
  if (shape !== "one" && mayBeReference(holds)) return referEntries;
  if (holds === "components") return referEntries;
  const isOfNodes = isObjectKind(holds) && leadsToNodes(holds);
  const isOfValues = isObjectKind(holds) ? !mayBeReference(holds) && !isOfNodes : holds === "text" && shape === "list";
  return isOfValues && unread !== "harmless" ? copyEntries : undefined;
}

export const referencedMaps: RepairRule = {
  id: code,
  on: ALL_NODE_KINDS,
  apply: ({ kind, node, cursor }, context) => {
    if (kind === "pathItem") mergeSiblings({ context, cursor, node });
    if (typeof node["$ref"] === "string" && kind !== "schema") return;
    spreadKeys(kind, { context, cursor, node, tokens: [] });
    const { components } = node;
    if (kind === "root" && isObject(components))
      spreadKeys("components", { context, cursor, node: components, tokens: ["components"] });
  },
};

/** The node to repair. `tokens` lead to it from the visited node. */
interface Place {
  readonly context: RuleContext;
  readonly cursor: Cursor;
  readonly node: RawObject;
  readonly tokens: readonly string[];
}

function spreadKeys(kind: ObjectKind, place: Place): void {
  const spreads = SPREADS.get(kind);
  for (const key of Object.keys(place.node)) {
    const entriesOf = spreads?.get(key);
    if (entriesOf !== undefined) spread(place, key, entriesOf);
  }
}

/** Replaces a reference that is a keyword's value by the entries of its target. Keys beside the reference win. */
function spread({ context, cursor, node, tokens: above }: Place, key: string, entriesOf: EntriesOf): void {
  const tokens = [...above, key];
  const stated = node[key];
  if (!isObject(stated) || typeof stated["$ref"] !== "string" || MADE_HERE.has(stated)) return;
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

/**
 * The references that this rule made. Such a reference is a keyword's value only where a map is read as a node: where
 * `properties` refers to a schema that contains it (`properties: { $ref: "#" }`). Replacing it again would never end.
 */
const MADE_HERE = new WeakSet<object>();

/** A reference to each entry, so that its node keeps its file and pointer. */
function referEntries({ file, pointer, value }: Cursor, fromFile: string): unknown {
  const refer = (entry: unknown, token: string | number): unknown => {
    if (typeof entry !== "object" || entry === null) return entry;
    const reference = { $ref: referenceTo(fromFile, { file, pointer: appendPointer(pointer, token) }) };
    MADE_HERE.add(reference);
    return reference;
  };
  if (Array.isArray(value)) return value.map(refer);
  return Object.fromEntries(Object.entries(value as RawObject).map(([name, entry]) => [name, refer(entry, name)]));
}

/** Copies of the entries. The mapping of a discriminator is rewritten, because it is relative to its file. */
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

/**
 * Merges a path item with the target of its reference. OpenAPI does not define what keys beside the reference mean:
 * here the path item has both, and its own keys win.
 */
function mergeSiblings({ context, cursor, node }: Omit<Place, "tokens">): void {
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
