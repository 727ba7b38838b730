/** A type as TypeScript's grammar sees it, as far as we print such. Parentheses are implied by the nesting. */
export type TypeNode =
  /** A name, keyword or literal, with index access: `Role`, `"a"`, `Role["id"]`. */
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "generic"; readonly name: string; readonly arguments: readonly TypeNode[] }
  | { readonly kind: "list"; readonly of: TypeNode }
  | { readonly kind: "operator"; readonly operator: "readonly" | "keyof"; readonly of: TypeNode }
  /** `head` is `name?:`. */
  | { readonly kind: "object"; readonly members: readonly { readonly head: string; readonly type: TypeNode }[] }
  | { readonly kind: "union"; readonly members: readonly TypeNode[] }
  | { readonly kind: "intersection"; readonly members: readonly TypeNode[] };

/** Reads the text of a type; undefined where it holds something else (functions, conditions, comments). */
export function parseType(text: string): TypeNode | undefined {
  const reader = new TypeReader(text);
  try {
    const node = reader.union();
    return reader.isAtEnd() ? node : undefined;
  } catch (error) {
    if (error instanceof UnknownType) return undefined;
    throw error;
  }
}

class UnknownType extends Error {}

/** A cursor over the text. A class only inside this file, to keep the recursion readable. */
class TypeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  union(): TypeNode {
    return this.#members("union", " | ", () => this.#members("intersection", " & ", () => this.#postfix()));
  }

  #members(kind: "union" | "intersection", separator: string, next: () => TypeNode): TypeNode {
    const first = next();
    const members = [first];
    while (this.#take(separator)) members.push(next());
    return members.length === 1 ? first : { kind, members };
  }

  #postfix(): TypeNode {
    for (const operator of ["readonly", "keyof"] as const)
      if (this.#take(`${operator} `)) return { kind: "operator", operator, of: this.#postfix() };
    let node = this.#primary();
    while (this.#take("[]")) node = { kind: "list", of: node };
    return node;
  }

  #primary(): TypeNode {
    if (this.#take("(")) {
      const node = this.union();
      this.#expect(")");
      return node;
    }
    if (this.#take("{ ")) return this.#object();
    const literal = this.#match(STRING) ?? this.#match(/-?\d[\w.]*/uy);
    if (literal !== undefined) return { kind: "atom", text: literal };
    const name = this.#match(/[A-Za-z_$][\w$]*/uy);
    if (name === undefined) throw new UnknownType();
    if (this.#take("<")) {
      const list = [this.union()];
      while (this.#take(", ")) list.push(this.union());
      this.#expect(">");
      return { kind: "generic", name, arguments: list };
    }
    return { kind: "atom", text: name + (this.#match(/\["[\w$]+"\]/uy) ?? "") };
  }

  #object(): TypeNode {
    const members: { head: string; type: TypeNode }[] = [];
    do {
      const name = this.#match(/[\w$]+/uy) ?? this.#match(STRING);
      if (name === undefined) throw new UnknownType();
      const head = `${name}${this.#take("?") ? "?" : ""}:`;
      this.#expect(": ");
      members.push({ head, type: this.union() });
    } while (this.#take("; "));
    this.#expect(" }");
    return { kind: "object", members };
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new UnknownType();
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

/** Without escapes: prettier chooses the quotes by what is inside. */
const STRING = /"[^"'\\\n]*"/uy;
