import { SdkError } from "../errors.js";
import type { Comparison, Filter, FilterValue } from "./filter-syntax.js";

/** A text that is not a valid filter. */
export class FilterSyntaxError extends SdkError {
  /** The offset in the text where reading stopped, from 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} at position ${position}`);
    this.position = position;
  }

  override get name(): string {
    return "FilterSyntaxError";
  }
}

interface Token {
  readonly kind: "word" | "text" | "mark" | "end";
  readonly value: string;
  readonly position: number;
}

const pattern =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([(),])|([^\s(),"']+))/sy;
const comparison = /^(eq|ne|sw|co|gt|ge|lt|le)$/i;

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  let position = 0;
  while (text.slice(position).trim()) {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (!match) throw new FilterSyntaxError("unreadable text", position);
    const [, quoted, mark, word = ""] = match;
    tokens.push(
      quoted
        ? {
            kind: "text",
            value: quoted.slice(1, -1).replace(/\\(.)/gs, "$1"),
            position,
          }
        : mark
          ? { kind: "mark", value: mark, position }
          : { kind: "word", value: word, position },
    );
    position = pattern.lastIndex;
  }
  return [...tokens, { kind: "end", value: "", position }];
}

/** Reads a bare value: numbers and booleans become such values, other text (date-times) becomes `{ bare }`. */
function readBare(text: string): FilterValue {
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return String(number) === text && Number.isFinite(number)
    ? number
    : { bare: text };
}

/**
 * Parses a filter of the vendor's filter language: `field op value`, `field in (...)`, `field ca (...)`,
 * `field isnull`, `pr field`, `not`, `and`, `or` and parentheses. Values in single quotes and bare words are accepted
 * too.
 * @throws FilterSyntaxError if the text is not a filter.
 */
export function parseFilter(text: string): Filter {
  const tokens = readTokens(text);
  let index = 0;
  const peek = (): Token => tokens[index]!;
  const isWord = (word: string): boolean =>
    peek().kind === "word" && peek().value.toLowerCase() === word;
  const isMark = (mark: string): boolean =>
    peek().kind === "mark" && peek().value === mark;
  const fail = (wanted: string): never => {
    const { value, position } = peek();
    throw new FilterSyntaxError(
      `${wanted} expected, found ${value ? JSON.stringify(value) : "the end"}`,
      position,
    );
  };
  const take = (isWanted: boolean, wanted: string): Token => {
    if (!isWanted) fail(wanted);
    return tokens[index++]!;
  };
  const readValue = (): FilterValue => {
    const token = take(
      peek().kind === "text" || peek().kind === "word",
      "a value",
    );
    return token.kind === "text" ? token.value : readBare(token.value);
  };

  const readList = (): readonly FilterValue[] => {
    take(isMark("("), '"("');
    const values = [readValue()];
    while (isMark(",")) {
      index++;
      values.push(readValue());
    }
    take(isMark(")"), '")"');
    return values;
  };

  const readTest = (): Filter => {
    if (isWord("pr")) {
      index++;
      return {
        kind: "pr",
        field: take(peek().kind === "word", "a field").value,
      };
    }
    const field = take(peek().kind === "word", "a field").value;
    if (isWord("isnull")) {
      index++;
      return { kind: "isnull", field };
    }
    for (const kind of ["in", "ca"] as const)
      if (isWord(kind)) {
        index++;
        // `ca` with one value is also written without parentheses.
        const values =
          kind === "ca" && !isMark("(") ? [readValue()] : readList();
        return { kind, field, values };
      }
    const operator = take(
      peek().kind === "word" && comparison.test(peek().value),
      "an operator",
    );
    return {
      kind: "compare",
      field,
      operator: operator.value.toLowerCase() as Comparison,
      value: readValue(),
    };
  };

  const readNot = (): Filter => {
    if (isWord("not")) {
      index++;
      return { kind: "not", filter: readNot() };
    }
    if (!isMark("(")) return readTest();
    index++;
    const filter = readOr();
    take(isMark(")"), '")"');
    return filter;
  };

  const readChain = (kind: "and" | "or", readPart: () => Filter): Filter => {
    const filters = [readPart()];
    while (isWord(kind)) {
      index++;
      filters.push(readPart());
    }
    return filters.length === 1 ? filters[0]! : { kind, filters };
  };
  const readAnd = (): Filter => readChain("and", readNot);
  const readOr = (): Filter => readChain("or", readAnd);

  const filter = readOr();
  take(peek().kind === "end", "the end");
  return filter;
}
