import { WIDTH } from "../width.ts";

/**
 * Code of object literals in prettier's style, printed directly. Descriptors are a quarter of the output, and all have
 * one shape.
 */

/** A piece of code: an atom, a list, an object, or a call with its parts. */
export type Literal =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Literal[] }
  | {
      readonly kind: "object";
      readonly entries: readonly (readonly [name: string, value: Literal])[];
      /** Whether the object is on lines of its own even if it would fit on one line. */
      readonly isOpen?: boolean;
    }
  | {
      readonly kind: "call";
      readonly callee: string;
      readonly argument: Literal | undefined;
      readonly more?: readonly Literal[];
    };

/** A literal that is printed as it is: a number, a string, a name. */
export function atom(text: string): Literal {
  return { kind: "atom", text };
}

/** The literal on one line. */
export function flat(literal: Literal): string {
  switch (literal.kind) {
    case "atom":
      return literal.text;
    case "list":
      return `[${literal.items.map(flat).join(", ")}]`;
    case "object":
      return literal.entries.length === 0
        ? "{}"
        : `{ ${literal.entries.map(([name, value]) => `${name}: ${flat(value)}`).join(", ")} }`;
    case "call":
      return `${literal.callee}(${[literal.argument, ...(literal.more ?? [])].flatMap((part) => (part === undefined ? [] : [flat(part)])).join(", ")})`;
  }
}

/**
 * The columns of the literal on one line; undefined if there are more than `room`. A value may contain a whole file, so
 * it is measured only as far as it fits.
 */
function widthWithin(literal: Literal, room: number): number | undefined {
  if (literal.kind === "atom" || literal.kind === "call") {
    const { length } = literal.kind === "atom" ? literal.text : flat(literal);
    return length <= room ? length : undefined;
  }
  // The brackets, and the spaces inside braces.
  let width = literal.kind === "object" && literal.entries.length > 0 ? 4 : 2;
  const add = (value: Literal, before: number): boolean => {
    const own = widthWithin(value, room - width - before);
    width += (own ?? 0) + before;
    return own !== undefined;
  };
  const fits =
    literal.kind === "list"
      ? literal.items.every((item, index) => add(item, index === 0 ? 0 : 2))
      : literal.entries.every(([name, value], index) => add(value, name.length + (index === 0 ? 2 : 4)));
  return fits && width <= room ? width : undefined;
}

/** The literal, broken if it does not fit after `used` columns. Objects at the top of a statement are always broken. */
export function pretty(
  literal: Literal,
  at: { readonly indent: string; readonly used: number; readonly isOpen?: boolean },
): string {
  if (at.isOpen !== true && widthWithin(literal, WIDTH - at.used) !== undefined && !mustBreak(literal))
    return flat(literal);
  const inner = `${at.indent}  `;
  switch (literal.kind) {
    case "atom":
      return literal.text;
    case "list":
      return literal.items.length === 0
        ? "[]"
        : `[\n${literal.items.map((item) => `${inner}${pretty(item, { indent: inner, used: inner.length + 1 })},\n`).join("")}${at.indent}]`;
    case "object":
      return literal.entries.length === 0
        ? "{}"
        : `{\n${literal.entries.map(([name, value]) => `${inner}${entry(name, value, inner)},\n`).join("")}${at.indent}}`;
    case "call": {
      const { argument, callee, more } = literal;
      if (argument === undefined) return flat(literal);
      if (more === undefined && argument.kind !== "atom")
        return `${callee}(${pretty(argument, { indent: at.indent, used: at.used + callee.length + 2, isOpen: true })})`;
      const parts = [argument, ...(more ?? [])];
      return `${callee}(\n${parts.map((part) => `${inner}${flat(part)},\n`).join("")}${at.indent})`;
    }
  }
}

/**
 * The value of a constant, an open object, after `head` (`export const color =`). If only the brace does not fit,
 * prettier moves the whole object to the next line.
 */
export function prettyConstant(literal: Literal, head: string): string {
  return head.length + 2 > WIDTH
    ? `\n  ${pretty(literal, { indent: "  ", used: 2, isOpen: true })}`
    : pretty(literal, { indent: "", used: 0, isOpen: true });
}

/** Prettier keeps a value beside a name of at most this length, even if the line becomes too long. */
const SHORT_NAME = 4;

/** `name: value`; a string that does not fit goes on its own line. */
function entry(name: string, value: Literal, indent: string): string {
  const used = indent.length + name.length + 3;
  if (value.kind === "atom" && name.length > SHORT_NAME && used + value.text.length > WIDTH)
    return `${name}:\n${indent}  ${value.text}`;
  return `${name}: ${pretty(value, { indent, used })}`;
}

/** Whether prettier breaks a list: it has several lists or several objects, each with more than one part. */
function mustBreak(literal: Literal): boolean {
  switch (literal.kind) {
    case "atom":
      return false;
    case "list": {
      const [first] = literal.items;
      const isUniform =
        literal.items.length > 1 &&
        first !== undefined &&
        (first.kind === "list" || first.kind === "object") &&
        literal.items.every((item) => item.kind === first.kind && sizeOf(item) > 1);
      return isUniform || literal.items.some(mustBreak);
    }
    case "object":
      return literal.isOpen === true || literal.entries.some(([, value]) => mustBreak(value));
    case "call":
      return [literal.argument, ...(literal.more ?? [])].some((part) => part !== undefined && mustBreak(part));
  }
}

function sizeOf(literal: Literal): number {
  return literal.kind === "list" ? literal.items.length : literal.kind === "object" ? literal.entries.length : 0;
}
