import { targetAt } from "../follow.ts";
import { MAXIMUM_CHAIN } from "../limits.ts";
import { cursorAt, identityOf, isObject, type Cursor, type RawObject, type SourceTree } from "../tree.ts";

/** A node and the file that its references start from. */
export interface Located<Value = unknown> {
  readonly file: string;
  readonly value: Value;
}

/** A component, and every reference to it. */
interface Component {
  readonly at: Located;
  node: unknown;
  readonly references: ((text: string) => void)[];
}

/**
 * The components of one section of a bundle. Each is declared once, where a reference first names it; the text of the
 * references follows when all components are known and have keys.
 */
export class ComponentTable {
  readonly #components = new Map<string, Component>();
  /** Components still to be copied; a chain of references must not become a chain of calls. */
  readonly #waiting: Component[] = [];

  get size(): number {
    return this.#components.size;
  }

  /** The identities of all components, in the order of their declaration. */
  identities(): readonly string[] {
    return [...this.#components.keys()];
  }

  /** Declares a component and gives a reference to it, whose text follows. */
  declare(identity: string, at: Located): RawObject {
    const reference: RawObject = { $ref: "" };
    this.tell(identity, at, (text) => void (reference["$ref"] = text));
    return reference;
  }

  /** Declares a component; `told` gets the text of a reference to it. */
  tell(identity: string, at: Located, told: (text: string) => void): void {
    let component = this.#components.get(identity);
    if (component === undefined) {
      this.#components.set(identity, (component = { at, node: {}, references: [] }));
      this.#waiting.push(component);
    }
    component.references.push(told);
  }

  /** Copies what was declared since the last call, and what that declares in turn. Tells whether there was anything. */
  copyWaiting(copy: (at: Located) => unknown): boolean {
    const hasWork = this.#waiting.length > 0;
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) next.node = copy(next.at);
    return hasWork;
  }

  /** Every component by its key; the references get their text. */
  finish(section: string, keyOf: (identity: string) => string): Map<string, unknown> {
    const named = new Map<string, unknown>();
    for (const [identity, { node, references }] of this.#components) {
      const key = keyOf(identity);
      for (const tell of references) tell(`#/components/${section}/${key}`);
      named.set(key, node);
    }
    return named;
  }
}

/**
 * The node at a place after its references: under one key a node that only refers elsewhere would refer to itself. Of a
 * circle, and of a chain that no stage follows to its end, it is a node that refers on.
 */
export function endOfChain(tree: SourceTree, place: { readonly file: string; readonly pointer: string }): Cursor {
  const seen = new Set<string>();
  let at: Cursor = { ...place, value: cursorAt(tree, place.file, place.pointer)?.value };
  while (isObject(at.value) && typeof at.value["$ref"] === "string" && seen.size <= MAXIMUM_CHAIN) {
    seen.add(identityOf(at));
    const found = targetAt(tree, at.file, at.value["$ref"]);
    if (found === undefined || seen.has(identityOf(found))) break;
    at = found;
  }
  return at;
}
