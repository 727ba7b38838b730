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
  message: ({ key, ref }) => `\`${key}\` is a reference, "${ref}"`,
  action: () => "read as if what it refers to stood here",
});

const pathItemSiblings = defineDiagnostic<{ keys: string; ref: string }>({
  code,
  message: ({ keys, ref }) => `${keys} beside the reference "${ref}" of a path item`,
  action: () => "read as one path item; what stands here counts where both say something",
});

type EntriesOf = (target: Cursor, file: string) => unknown;

/** How what a keyword refers to is put in its place, by kind and key. */
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

/** Undefined for a keyword whose value is, or is made of, something else. */
function spreadOf({ holds, shape, unread }: Keyword): EntriesOf | undefined {
  // Each of its nodes may be a reference.
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

/** A node; `tokens` lead to it from the one that is visited. */
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

/** Puts the entries of what a keyword refers to in its place. What stands beside the reference counts first. */
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
 * References that this rule made. One of them is the value of a keyword only where a map is read as a node: where
 * `properties` refers to a schema that holds it (`properties: { $ref: "#" }`). Putting entries in its place again would
 * never end.
 */
const MADE_HERE = new WeakSet<object>();

/** Each entry as a reference, so that its node keeps its place. */
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
