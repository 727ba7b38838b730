import { targetAt } from "../follow.ts";
import { MAXIMUM_CHAIN } from "../limits.ts";
import { cursorAt, identityOf, isObject, type Cursor, type RawObject, type SourceTree } from "../tree.ts";

/** A value and the file that its references are relative to. */
export interface Located<Value = unknown> {
  readonly file: string;
  readonly value: Value;
}

/** A component with the callbacks that set the text of its references. */
interface Component {
  readonly at: Located;
  node: unknown;
  readonly references: ((text: string) => void)[];
}

/**
 * The components of one section of a bundle. A component is declared once, at the first reference to it. The text of
 * its references is set when all components are known and have keys.
 */
export class ComponentTable {
  readonly #components = new Map<string, Component>();
  /** Components that are not copied yet. The queue keeps long chains of references off the call stack. */
  readonly #waiting: Component[] = [];

  get size(): number {
    return this.#components.size;
  }

  /** The identities of all components, in the order of their declaration. */
  identities(): readonly string[] {
    return [...this.#components.keys()];
  }

  /** Declares a component and returns a reference to it. `finish` sets the reference's text. */
  declare(identity: string, at: Located): RawObject {
    const reference: RawObject = { $ref: "" };
    this.tell(identity, at, (text) => void (reference["$ref"] = text));
    return reference;
  }

  /** Declares a component. `finish` calls `told` with the text of a reference to it. */
  tell(identity: string, at: Located, told: (text: string) => void): void {
    let component = this.#components.get(identity);
    if (component === undefined) {
      this.#components.set(identity, (component = { at, node: {}, references: [] }));
      this.#waiting.push(component);
    }
    component.references.push(told);
  }

  /**
   * Copies the components that were declared since the last call, and those that their copies declare. Returns whether
   * there were any.
   */
  copyWaiting(copy: (at: Located) => unknown): boolean {
    const hasWork = this.#waiting.length > 0;
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) next.node = copy(next.at);
    return hasWork;
  }

  /** Returns every component by its key and sets the text of all references. */
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
 * The node at the end of a chain of references. A component that is only a reference would refer to itself under its
 * own key. In a cycle or an overlong chain, the result is a node that is still a reference.
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
