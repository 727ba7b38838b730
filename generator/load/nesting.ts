import { defineDiagnostic, diagnose, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { follow } from "./follow.ts";
import { SCHEMA_KEYWORDS, UNION_KEYWORDS } from "./grammar-lookups.ts";
import { MAXIMUM_NESTING, MAXIMUM_OPTIONS } from "./limits.ts";
import { appendPointer } from "./pointer.ts";
import { isObject, type Cursor, type RawObject, type SourceTree } from "./tree.ts";

export const nestedTooDeep = defineDiagnostic({
  code: "nested-too-deep",
  message: () => `this schema contains schemas that are nested more than ${String(MAXIMUM_NESTING)} levels deep`,
  action: () => "its type is unknown; move an inner schema to components.schemas, and refer to it from a property",
});

export const tooManyOptions = defineDiagnostic<{ keyword: string; count: string }>({
  code: "too-many-options",
  message: ({ keyword, count }) => `${keyword} has ${count} entries; at most ${String(MAXIMUM_OPTIONS)} are supported`,
  action: () => "its type is unknown; use one schema with a discriminating property, or fewer schemas",
});

/** A schema on the stack of the walk. Its children are visited first. */
interface Entry {
  readonly cursor: Cursor;
  readonly node: RawObject;
  readonly children: readonly Child[];
  next: number;
  height: number;
}

interface Child {
  readonly cursor: Cursor;
  /** Replaces the child by an empty schema. */
  readonly cut: () => void;
  /** A property with a reference adds no level: types may refer to one another without limit. */
  readonly isLevel: boolean;
}

/**
 * Cuts schemas that are nested deeper than {@link MAXIMUM_NESTING} and unions with more than {@link MAXIMUM_OPTIONS}
 * options, so that later stages may walk schemas recursively. A level is a schema inside a schema, or a reference
 * outside of a property (`allOf`, options, items). Changes the tree; returns a finding for each cut.
 */
export function cutNesting(tree: SourceTree, schemas: readonly Cursor[]): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const heights = new Map<RawObject, number>();
  const open = new Set<RawObject>();
  const enter = (cursor: Cursor, stack: Entry[]): void => {
    const node = cursor.value as RawObject;
    diagnostics.push(...cutOptions(tree, cursor, node));
    open.add(node);
    stack.push({ cursor, node, children: childrenOf(cursor, node), next: 0, height: 0 });
  };
  for (const schema of schemas) {
    if (!isObject(schema.value) || heights.has(schema.value)) continue;
    const stack: Entry[] = [];
    enter(schema, stack);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const child = top.children[top.next];
      if (child === undefined) {
        stack.pop();
        open.delete(top.node);
        heights.set(top.node, top.height);
        continue;
      }
      const target = follow(tree, child.cursor);
      const node = target?.value;
      // A cycle adds no depth. The passes cut the cycles that cannot be types.
      if (target === undefined || !isObject(node) || open.has(node)) {
        top.next += 1;
        continue;
      }
      const height = heights.get(node);
      if (height === undefined) {
        enter(target, stack);
        continue;
      }
      top.next += 1;
      if (!child.isLevel) continue;
      if (height + 1 <= MAXIMUM_NESTING) {
        top.height = Math.max(top.height, height + 1);
        continue;
      }
      const { file, pointer } = child.cursor;
      diagnostics.push(diagnose(nestedTooDeep, {}, { version: tree.label, origin: { file, pointer } }));
      child.cut();
    }
  }
  return diagnostics;
}

const KEYWORDS: ReadonlySet<string> = new Set(Object.values(SCHEMA_KEYWORDS).flat());

function childrenOf(cursor: Cursor, node: RawObject): readonly Child[] {
  // Most schemas are leaves.
  if (!Object.keys(node).some((key) => KEYWORDS.has(key))) return [];
  const children: Child[] = [];
  const add = (
    holder: RawObject | unknown[],
    key: string | number,
    at: { tokens: readonly (string | number)[]; isProperty: boolean },
  ): void => {
    const value = (holder as RawObject)[key];
    if (!isObject(value)) return;
    children.push({
      cursor: { file: cursor.file, pointer: appendPointer(cursor.pointer, ...at.tokens), value },
      cut: () => {
        (holder as RawObject)[key] = {};
      },
      isLevel: !at.isProperty || typeof value["$ref"] !== "string",
    });
  };
  for (const keyword of SCHEMA_KEYWORDS.one)
    if (Object.hasOwn(node, keyword)) add(node, keyword, { tokens: [keyword], isProperty: false });
  for (const keyword of SCHEMA_KEYWORDS.list) {
    const list = node[keyword];
    if (!Array.isArray(list)) continue;
    for (const index of list.keys()) add(list, index, { tokens: [keyword, index], isProperty: false });
  }
  for (const keyword of SCHEMA_KEYWORDS.map) {
    const map = node[keyword];
    if (!isObject(map)) continue;
    for (const key of Object.keys(map)) add(map, key, { tokens: [keyword, key], isProperty: true });
  }
  return children;
}

function cutOptions(tree: SourceTree, { file, pointer }: Cursor, node: RawObject): Diagnostic[] {
  return UNION_KEYWORDS.flatMap((keyword) => {
    const options = node[keyword];
    if (!Array.isArray(options) || options.length <= MAXIMUM_OPTIONS) return [];
    delete node[keyword];
    const origin = { file, pointer: `${pointer}/${keyword}` };
    return [diagnose(tooManyOptions, { keyword, count: String(options.length) }, { version: tree.label, origin })];
  });
}
