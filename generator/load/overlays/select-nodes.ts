import { JSONPathEnvironment, JSONPathNode, TokenKind, type JSONPathQuery, type JSONValue } from "json-p3";
import { testPattern } from "../linear-pattern.ts";
import { nodeOfView, viewOfRoot, type LinkedNode, type ViewContext } from "./linked-view.ts";

/** A target of a JSONPath: a key of a mapping, an item of a list, or the whole document. */
export type FoundPlace =
  | { readonly kind: "root"; readonly node: LinkedNode }
  | { readonly kind: "member"; readonly holder: LinkedNode; readonly key: string };

/** The targets in document order, each once, or the problem that stopped the selection. */
export type Selection = { readonly targets: readonly FoundPlace[] } | { readonly problem: string };

/** The recursion limit of the JSONPath library, in levels of the document. */
const MAXIMUM_DEPTH = 1_000;

/** A compiled JSONPath, or the problem with it. */
export function compilePath(path: string): { readonly query: JSONPathQuery } | { readonly problem: string } {
  try {
    return { query: ENVIRONMENT.compile(path) };
  } catch (error) {
    // The parser is recursive, so a deep path overflows the stack.
    const reason = error instanceof RangeError ? "it is nested too deep" : messageOf(error);
    return { problem: `${path} is not a JSONPath of RFC 9535: ${reason}` };
  }
}

/**
 * Selects the targets of a JSONPath in a linked document. The library selects; this function makes sure that `..`
 * visits each node once and that each target is found once, because many references share a file.
 */
export function selectNodes(query: JSONPathQuery, context: ViewContext): Selection {
  const root = viewOfRoot(context) as JSONValue | undefined;
  const rootNode = nodeOfView(root);
  if (root === undefined || rootNode === undefined) return { targets: [] };
  let found: readonly JSONPathNode[] = [new JSONPathNode(root, [], root)];
  let targets: readonly FoundPlace[] = [{ kind: "root", node: rootNode }];
  try {
    for (const { token, selectors } of query.segments) {
      const once = createOnce();
      const next: JSONPathNode[] = [];
      const nextTargets: FoundPlace[] = [];
      for (const node of token.kind === TokenKind.DDOT ? descendantsOf(found) : found) {
        const holder = nodeOfView(node.value);
        if (holder === undefined) continue;
        for (const selector of selectors)
          for (const one of selector.resolve(node)) {
            const key = String(one.location.at(-1));
            if (!once(holder.raw, key)) continue;
            next.push(one);
            nextTargets.push({ kind: "member", holder, key });
          }
      }
      found = next;
      targets = nextTargets;
    }
    return { targets };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** The nodes and all nodes below them, each node of a file once. */
function* descendantsOf(starts: readonly JSONPathNode[]): Generator<JSONPathNode> {
  const seen = new Set<object>();
  for (const start of starts) {
    const stack = [start];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      const raw = nodeOfView(node.value)?.raw;
      if (raw === undefined || seen.has(raw)) continue;
      seen.add(raw);
      yield node;
      const view = node.value as Readonly<Record<string, JSONValue>>;
      const isList = Array.isArray(raw);
      for (const key of Object.keys(raw).reverse()) {
        const child = (raw as Readonly<Record<string, unknown>>)[key];
        if (typeof child !== "object" || child === null) continue;
        stack.push(new JSONPathNode(view[key] ?? null, [...node.location, isList ? Number(key) : key], node.root));
      }
    }
  }
}

/** Makes a function that returns true the first time it is called with a holder and a key. */
function createOnce(): (holder: object, key: string) => boolean {
  const met = new Map<object, Set<string>>();
  return (holder, key) => {
    let keys = met.get(holder);
    if (keys === undefined) met.set(holder, (keys = new Set()));
    if (keys.has(key)) return false;
    keys.add(key);
    return true;
  };
}

/** The library with `match` and `search` (RFC 9535, sections 2.4.6 and 2.4.7) on an engine that does not backtrack. */
const ENVIRONMENT = createEnvironment();

function createEnvironment(): JSONPathEnvironment {
  const environment = new JSONPathEnvironment({ maxRecursionDepth: MAXIMUM_DEPTH });
  for (const name of ["match", "search"] as const) {
    const known = environment.functionRegister.get(name);
    if (known === undefined) throw new Error(`the library has no ${name}`);
    const { argTypes, returnType } = known;
    const call = (text: unknown, pattern: unknown): boolean =>
      typeof text === "string" && typeof pattern === "string" && accepts(name, pattern, text);
    environment.functionRegister.set(name, { argTypes, returnType, call });
  }
  return environment;
}

/**
 * Whether a pattern (RFC 9485) matches a text. Throws where the pattern cannot be run, because `false` would be a
 * guess.
 */
function accepts(name: "match" | "search", pattern: string, text: string): boolean {
  const dotted = withDots(pattern);
  const answer = testPattern(name === "match" ? `^(?:${dotted})$` : dotted, text);
  if ("reason" in answer) throw new Error(`the pattern "${pattern}" of ${name}() is not asked: ${answer.reason}`);
  return answer.accepts;
}

/** Replaces dots: in RFC 9485 a dot does not match a line end. */
function withDots(pattern: string): string {
  let result = "";
  let isInClass = false;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? "";
    if (character === "\\") {
      result += character + (pattern[(index += 1)] ?? "");
      continue;
    }
    if (character === "[") isInClass = true;
    else if (character === "]") isInClass = false;
    result += character === "." && !isInClass ? "[^\n\r]" : character;
  }
  return result;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
