import yaml from "js-yaml";
import { hasChangingKey, keepKeyText, type NodeState } from "./key-text.ts";

/** A problem of a text, with line and column counted from 1. */
export interface YamlProblem {
  readonly kind: "tolerated" | "duplicateKey" | "unreadable";
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The result of parsing a text. */
export interface YamlReading {
  /** Undefined where the text cannot be parsed. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
}

/**
 * The YAML core schema: `2020-01-01` and `NO` stay strings. With a timestamp type examples would become dates, and YAML
 * 1.1 would turn enum values into booleans. Merge keys are added, because `<<` is common in hand-written specs.
 */
const SCHEMA = yaml.CORE_SCHEMA.extend({
  implicit: [(yaml as unknown as { types: { merge: yaml.Type } }).types.merge],
});

/**
 * A document whose aliases expand to more than this is refused (a "billion laughs" file). A node counts as 64 bytes.
 */
const MAXIMUM_UNFOLDED = 64 * 1024 * 1024;

/** A document nested deeper than this is refused, because all later stages may walk a document recursively. */
const MAXIMUM_DEPTH = 500;

/** Parses YAML or JSON tolerantly: indentation slips and duplicate keys (the last wins) are problems, not failures. */
export function readYaml(text: string): YamlReading {
  const problems: YamlProblem[] = [];
  const onWarning = (warning: yaml.YAMLException): void => {
    problems.push(problemOf("tolerated", warning));
  };
  const source = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  try {
    return finish(yaml.load(source, { schema: SCHEMA, onWarning, ...keepingKeys(source) }), source, problems);
  } catch (error) {
    if (!(error instanceof yaml.YAMLException) || error.reason !== "duplicated mapping key")
      return unreadable(failureOf(error, source));
  }
  return readWithDuplicates(source);
}

/**
 * js-yaml reports only the first duplicate key. So the text is parsed again leniently, and each duplicate is reported.
 */
function readWithDuplicates(source: string): YamlReading {
  const problems: YamlProblem[] = [];
  try {
    const value = yaml.load(source, {
      schema: SCHEMA,
      json: true,
      onWarning: (warning) => problems.push(problemOf("tolerated", warning)),
      ...keepingKeys(source),
    });
    for (const duplicate of findDuplicateKeys(source)) problems.push(duplicate);
    return finish(value, source, problems);
  } catch (error) {
    return unreadable(failureOf(error, source));
  }
}

/** The option of js-yaml that keeps the source text of keys. It is empty for a text that does not need it. */
function keepingKeys(source: string): yaml.LoadOptions {
  if (!hasChangingKey(source)) return {};
  const listener = (event: "open" | "close", state: NodeState): void => {
    if (event === "close") keepKeyText(state);
  };
  return { listener: listener as never };
}

function finish(value: unknown, source: string, problems: readonly YamlProblem[]): YamlReading {
  // Only a text with an alias can contain a cycle or expand.
  if (/(?:^|[\s[{,])\*[^\s*]/u.test(source) && !isTree(value))
    return unreadable({ message: "its aliases make a cycle or unfold without bound", line: 1, column: 1 });
  if (!isShallow(value, MAXIMUM_DEPTH)) return unreadable(tooDeep(source));
  return { value, problems };
}

function unreadable(problem: Omit<YamlProblem, "kind">): YamlReading {
  return { value: undefined, problems: [{ kind: "unreadable", ...problem }] };
}

/** Why js-yaml failed. Two of its errors have no position. */
function failureOf(error: unknown, source: string): Omit<YamlProblem, "kind"> {
  // js-yaml is recursive, so a deep text overflows the stack.
  if (error instanceof RangeError) return tooDeep(source);
  if (!(error instanceof yaml.YAMLException)) throw error;
  const mark = error.mark as yaml.Mark | undefined;
  if (mark !== undefined) return problemOf("unreadable", error);
  return { message: `${error.reason}; one file is one document`, line: secondDocument(source), column: 1 };
}

/** The line of the `---` (or of the `...`) that ends the first document. */
function secondDocument(source: string): number {
  let hasContent = false;
  for (const [index, line] of source.split("\n").entries()) {
    const isMarker = /^(?:---|\.\.\.)(?:\s|$)/u.test(line);
    if (isMarker && hasContent) return index + 1;
    // Text beside or before the first marker belongs to the first document.
    if (!/^(?:---)?\s*(?:#.*)?$/u.test(line) && !line.startsWith("%")) hasContent = true;
  }
  return 1;
}

function tooDeep(source: string): Omit<YamlProblem, "kind"> {
  let depth = 0;
  let position = 0;
  for (; position < source.length && depth <= MAXIMUM_DEPTH; position += 1) {
    const character = source[position];
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth = Math.max(0, depth - 1);
  }
  // The text is nested by indentation. The line with the deepest indentation is the best guess.
  const before = depth > MAXIMUM_DEPTH ? source.slice(0, position).split("\n") : deepestLines(source);
  return {
    message: `it is nested deeper than ${MAXIMUM_DEPTH} levels`,
    line: before.length,
    column: Math.max(1, before.at(-1)?.length ?? 1),
  };
}

function deepestLines(source: string): string[] {
  const lines = source.split("\n").map((line) => /^[\s-]*/u.exec(line)?.[0] ?? "");
  const deepest = lines.reduce((best, line, index) => (line.length > (lines[best]?.length ?? 0) ? index : best), 0);
  return lines.slice(0, deepest + 1);
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  for (const key in value) if (!isShallow((value as Record<string, unknown>)[key], levels - 1)) return false;
  return true;
}

function isTree(value: unknown): boolean {
  let size = 0;
  const open = new Set<object>();
  const visit = (node: unknown): boolean => {
    size += 1;
    if (size > MAXIMUM_UNFOLDED / 64) return false;
    if (typeof node !== "object" || node === null) return true;
    if (open.has(node)) return false;
    open.add(node);
    const isFine = Object.values(node).every(visit);
    open.delete(node);
    return isFine;
  };
  return visit(value);
}

function problemOf(kind: YamlProblem["kind"], error: yaml.YAMLException): YamlProblem {
  return { kind, message: error.reason, line: error.mark.line + 1, column: error.mark.column + 1 };
}

// ---------------------------------------------------------------- positions

/** The start of a key or of a list item, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A node of the text. Its position and its entries are made when somebody asks for them, because most are never asked for. */
interface PositionNode {
  /** Where js-yaml stood before the white space and comments before the node; the line is counted from 0. */
  readonly line: number;
  readonly lineStart: number;
  readonly position: number;
  result: unknown;
  children: PositionNode[];
  entries: Map<string, { key: PositionNode; value: PositionNode }> | undefined;
}

interface ListenerState extends NodeState {
  readonly line: number;
}

const NO_NODES: PositionNode[] = [];

/**
 * Makes a function that returns the position of a node by its tokens. Parses the text again with js-yaml's listener, so
 * it is meant for the few files that a diagnostic names.
 */
export function positionsOf(text: string): (tokens: readonly string[]) => Position {
  const source = text.replaceAll("\r\n", "\n");
  const root = readPositions(source);
  return (tokens) => {
    let node = root;
    let place = root;
    for (const token of tokens) {
      const { result, children } = node;
      if (typeof result !== "object" || result === null) break;
      const entries = Array.isArray(result) ? undefined : entriesOf(node);
      const entry = entries?.get(token) ?? renamedEntry(entries, token);
      const next = entry?.value ?? (entries === undefined ? children[Number(token)] : undefined);
      if (next === undefined) break;
      place = entry?.key ?? next;
      node = next;
    }
    return startOf(source, place);
  };
}

/** The entry whose key a repair has renamed: a method in capitals, or a placeholder without a name. */
function renamedEntry(
  entries: PositionNode["entries"],
  token: string,
): { key: PositionNode; value: PositionNode } | undefined {
  const likened = liken(token);
  for (const [key, entry] of entries ?? []) if (liken(key) === likened) return entry;
  return undefined;
}

function liken(key: string): string {
  return key.toLowerCase().replaceAll(/\{[^{}]*\}/gu, "{}");
}

function readPositions(source: string, duplicates?: YamlProblem[]): PositionNode {
  const top = nodeAt(0, 0, 0);
  const stack: PositionNode[] = [top];
  const listener = (event: "open" | "close", state: ListenerState): void => {
    if (event === "open") {
      stack.push(nodeAt(state.line, state.lineStart, state.position));
      return;
    }
    keepKeyText(state);
    const node = stack.pop();
    if (node === undefined) return;
    node.result = state.result;
    const kept = withoutWrapper(node);
    if (duplicates !== undefined && isMapping(kept))
      entriesOf(kept, (name, key) =>
        duplicates.push({ kind: "duplicateKey", message: `the key "${name}" stands twice`, ...startOf(source, key) }),
      );
    const parent = stack.at(-1) ?? top;
    if (parent.children === NO_NODES) parent.children = [kept];
    else parent.children.push(kept);
  };
  try {
    yaml.load(source, { schema: SCHEMA, json: true, listener: listener as never });
  } catch {
    // Positions are best effort: the reading stage has reported an unreadable text.
  }
  return top.children[0] ?? top;
}

function nodeAt(line: number, lineStart: number, position: number): PositionNode {
  return { line, lineStart, position, result: undefined, children: NO_NODES, entries: undefined };
}

function startOf(source: string, node: PositionNode): Position {
  let { line, lineStart, position } = node;
  // The listener fires before white space and comments are skipped.
  for (;;) {
    const character = source[position];
    if (character === "\n") {
      line += 1;
      position += 1;
      lineStart = position;
    } else if (character === " " || character === "\t") {
      position += 1;
    } else if (character === "#" && (position === lineStart || /\s/u.test(source[position - 1] ?? ""))) {
      const end = source.indexOf("\n", position);
      position = end === -1 ? source.length : end;
    } else {
      return { line: line + 1, column: position - lineStart + 1 };
    }
  }
}

function isMapping({ result }: PositionNode): boolean {
  return typeof result === "object" && result !== null && !Array.isArray(result);
}

/** js-yaml composes a flow collection twice: once as a possible key, then as the value. */
function withoutWrapper(node: PositionNode): PositionNode {
  const { children, result } = node;
  const only = children.length === 1 ? children[0] : undefined;
  return typeof result === "object" && result !== null && only?.result === result ? only : node;
}

/** The entries of a mapping, whose children are its keys and values in turn. Tells each key that stands there already. */
function entriesOf(
  node: PositionNode,
  tellDuplicate?: (name: string, key: PositionNode) => void,
): NonNullable<PositionNode["entries"]> {
  if (node.entries !== undefined) return node.entries;
  node.entries = new Map();
  for (let index = 0; index + 1 < node.children.length; index += 2) {
    const key = node.children[index];
    const value = node.children[index + 1];
    if (key === undefined || value === undefined) break;
    const name = String(key.result);
    if (node.entries.has(name)) tellDuplicate?.(name, key);
    node.entries.set(name, { key, value });
  }
  return node.entries;
}

function findDuplicateKeys(source: string): YamlProblem[] {
  const duplicates: YamlProblem[] = [];
  readPositions(source, duplicates);
  return duplicates;
}
