import { rawComment } from "../escape.ts";
import type {
  AliasNode,
  ArrayTypeNode,
  IndexedAccessNode,
  InterfaceNode,
  ListNode,
  LiteralTypeNode,
  MemberNode,
  NegativeNode,
  PropertyNode,
  SourceNode,
  TextNode,
  TupleNode,
  TypeLiteralNode,
  TypeNode,
  TypeReferenceNode,
} from "./type-nodes.ts";

/** Prints statements exactly as `ts.createPrinter` does. Comments are escaped here, because they contain text of the spec. */
export function printTypeNodes(statements: readonly TypeNode[]): string {
  return statements.map((statement) => `${statementText(statement)}\n`).join("");
}

function statementText(node: TypeNode): string {
  if ("source" in node) return sourceText(node as SourceNode);
  if (node.kind === "InterfaceDeclaration") {
    const { modifiers, name, members } = node as InterfaceNode;
    return `${modifiersText(modifiers)}interface ${name.text} {\n${membersText(members, INDENT)}}`;
  }
  const { modifiers, name, type } = node as AliasNode;
  return `${modifiersText(modifiers)}type ${name.text} = ${typeText(type, "")};`;
}

/** The compiler breaks a type in braces, and openapi-typescript has it on one line. */
function sourceText({ source }: SourceNode): string {
  return source.replaceAll(/\{ (.*?) \}/gu, (_, member: string) => `{\n${INDENT}${member};\n}`);
}

const INDENT = "    ";

function modifiersText(modifiers: readonly TypeNode[] | undefined): string {
  return (modifiers ?? []).map(({ kind }) => `${wordOf(kind)} `).join("");
}

/** `NeverKeyword` is `never`. */
function wordOf(kind: string): string {
  return kind.replace(/Keyword$/u, "").toLowerCase();
}

function membersText(members: readonly MemberNode[], indent: string): string {
  let text = "";
  for (const member of members) text += `${memberText(member, indent)}\n`;
  return text;
}

function memberText(member: MemberNode, indent: string): string {
  if (member.parameters !== undefined) {
    const parameters = member.parameters.map(({ name, type }) => `${name.text}: ${typeText(type, indent)}`).join(", ");
    return `${indent}${modifiersText(member.modifiers)}[${parameters}]: ${typeText(member.type, indent)};`;
  }
  const { comment, modifiers, name, questionToken, type } = member as PropertyNode;
  const note = comment === undefined ? "" : commentText(comment, indent);
  const mark = questionToken === undefined ? "" : "?";
  return `${note}${indent}${modifiersText(modifiers)}${typeText(name, indent)}${mark}: ${typeText(type, indent)};`;
}

/** The compiler indents the lines after the first by what they are indented in the text, and trims every line. */
function commentText(comment: string, indent: string): string {
  const [first = "", ...more] = `/*${rawComment(comment)}*/`.split(/\r\n|[\n\r\u2028\u2029]/u);
  let text = `${indent}${first.trim()}\n`;
  for (const line of more) {
    const trimmed = line.trim();
    text += `${" ".repeat(indent.length + widthBefore(line))}${trimmed}\n`;
  }
  return text;
}

/** How far a line is indented: the compiler lets a tabulator end at a multiple of four. */
function widthBefore(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === "\t") width += INDENT.length - (width % INDENT.length);
    else if (BLANK.test(character)) width += 1;
    else break;
  }
  return width;
}

/** What the compiler takes for a blank within a line. */
const BLANK = /[ \v\f\u0085\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/u;

function typeText(node: TypeNode, indent: string): string {
  switch (node.kind) {
    case "Identifier":
    case "NumericLiteral":
      return (node as TextNode).text;
    case "StringLiteral":
      return `"${stringText((node as TextNode).text)}"`;
    case "PrefixUnaryExpression":
      return `-${typeText((node as NegativeNode).operand, indent)}`;
    case "LiteralType":
      return typeText((node as LiteralTypeNode).literal, indent);
    case "ArrayType":
      return `${operandText((node as ArrayTypeNode).elementType, indent)}[]`;
    case "IndexedAccessType": {
      const { objectType, indexType } = node as IndexedAccessNode;
      return `${operandText(objectType, indent)}[${typeText(indexType, indent)}]`;
    }
    case "UnionType":
      return (node as ListNode).types.map((type) => operandText(type, indent)).join(" | ");
    case "IntersectionType":
      return (node as ListNode).types.map((type) => operandText(type, indent)).join(" & ");
    case "TupleType": {
      const { elements } = node as TupleNode;
      const inner = indent + INDENT;
      const lines = elements.map((element) => `${inner}${typeText(element, inner)}`).join(",\n");
      return `[\n${elements.length === 0 ? "" : `${lines}\n`}${indent}]`;
    }
    case "TypeLiteral": {
      const { members } = node as TypeLiteralNode;
      return `{\n${membersText(members, indent + INDENT)}${indent}}`;
    }
    case "TypeReference": {
      const { typeName, typeArguments = [] } = node as TypeReferenceNode;
      const types = typeArguments.map((type) => typeText(type, indent)).join(", ");
      return typeArguments.length === 0 ? typeName.text : `${typeName.text}<${types}>`;
    }
    default:
      return wordOf(node.kind);
  }
}

/** A part of a union, an intersection, a list or an index: in brackets if it is itself a union or an intersection. */
function operandText(node: TypeNode, indent: string): string {
  const text = typeText(node, indent);
  return node.kind === "UnionType" || node.kind === "IntersectionType" ? `(${text})` : text;
}

/** A string as the compiler escapes it: everything outside ASCII too. */
function stringText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replaceAll(/[\\"\u0000-\u001f]|[^\u0000-\u007f]/g, (character, offset: number) => {
    if (character === "\0") return /^\d/u.test(text.slice(offset + 1)) ? "\\x00" : "\\0";
    return ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

const PLAIN = /^[ !#-[\]-\u007f]*$/u;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\t", "\\t"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\b", "\\b"],
  ["\r", "\\r"],
  ["\n", "\\n"],
  ["\\", "\\\\"],
  ['"', '\\"'],
]);
