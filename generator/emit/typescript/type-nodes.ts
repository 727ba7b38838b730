/**
 * The part of TypeScript's compiler API that openapi-typescript calls, as plain objects. `bundle-options.mjs` gives it
 * to openapi-typescript in the place of `typescript`: loading the compiler and printing with it takes four times as
 * long as everything that openapi-typescript does. `print-type-nodes.ts` prints the nodes exactly as the compiler does.
 * A call of a function that is not here throws, and a test compares both on real documents.
 */
export const typeNodes = {
  SyntaxKind: kinds(),
  factory: {
    createArrayTypeNode: (elementType: TypeNode): ArrayTypeNode => ({ kind: "ArrayType", elementType }),
    createFalse: (): TypeNode => ({ kind: "FalseKeyword" }),
    createIdentifier: (text: string): Identifier => identifier(text),
    createIndexSignature: (
      modifiers: readonly TypeNode[] | undefined,
      parameters: readonly ParameterNode[],
      type: TypeNode,
    ): MemberNode => ({ kind: "IndexSignature", modifiers, parameters, type }),
    createIndexedAccessTypeNode: (objectType: TypeNode, indexType: TypeNode): IndexedAccessNode => ({
      kind: "IndexedAccessType",
      objectType,
      indexType,
    }),
    createInterfaceDeclaration: (
      modifiers: readonly TypeNode[] | undefined,
      name: string | Identifier,
      _parameters: undefined,
      _heritage: undefined,
      members: readonly MemberNode[],
    ): InterfaceNode => ({ kind: "InterfaceDeclaration", modifiers, name: nameNode(name), members }),
    createIntersectionTypeNode: (types: readonly TypeNode[]): ListNode => ({ kind: "IntersectionType", types }),
    createKeywordTypeNode: (kind: string): TypeNode => ({ kind }),
    createLiteralTypeNode: (literal: TypeNode): LiteralTypeNode => ({ kind: "LiteralType", literal }),
    createModifier: (kind: string): TypeNode => ({ kind }),
    createNodeArray: <Node>(nodes: readonly Node[]): readonly Node[] => nodes,
    createNull: (): TypeNode => ({ kind: "NullKeyword" }),
    createNumericLiteral: (value: number | string): TextNode => ({ kind: "NumericLiteral", text: String(value) }),
    createParameterDeclaration: (
      _modifiers: undefined,
      _rest: undefined,
      name: Identifier,
      _question: undefined,
      type: TypeNode,
    ): ParameterNode => ({ kind: "Parameter", name, type }),
    createPrefixUnaryExpression: (_minus: string, operand: TypeNode): NegativeNode => ({
      kind: "PrefixUnaryExpression",
      operand,
    }),
    createPropertySignature: (
      modifiers: readonly TypeNode[] | undefined,
      name: TextNode,
      questionToken: TypeNode | undefined,
      type: TypeNode,
    ): PropertyNode => ({ kind: "PropertySignature", modifiers, name, questionToken, type, comment: undefined }),
    createStringLiteral: (text: string): TextNode => ({ kind: "StringLiteral", text }),
    createToken: (kind: string): TypeNode => ({ kind }),
    createTrue: (): TypeNode => ({ kind: "TrueKeyword" }),
    createTupleTypeNode: (elements: readonly TypeNode[]): TupleNode => ({ kind: "TupleType", elements }),
    createTypeAliasDeclaration: (
      modifiers: readonly TypeNode[] | undefined,
      name: string | Identifier,
      _parameters: undefined,
      type: TypeNode,
    ): AliasNode => ({ kind: "TypeAliasDeclaration", modifiers, name: nameNode(name), type }),
    createTypeLiteralNode: (members: readonly MemberNode[]): TypeLiteralNode => ({ kind: "TypeLiteral", members }),
    createTypeReferenceNode: (name: string | Identifier, typeArguments?: readonly TypeNode[]): TypeReferenceNode => ({
      kind: "TypeReference",
      typeName: nameNode(name),
      typeArguments,
    }),
    createUnionTypeNode: (types: readonly TypeNode[]): ListNode => ({ kind: "UnionType", types }),
  },
  /** A property has one comment: openapi-typescript makes it of everything that a schema says. */
  addSyntheticLeadingComment: (node: PropertyNode, _kind: string, text: string): PropertyNode => {
    node.comment = text;
    return node;
  },
  /** openapi-typescript parses only its own helper types, each a statement of one line. */
  createSourceFile: (_name: string, source: string): { readonly statements: readonly SourceNode[] } => ({
    statements: [{ kind: "TypeAliasDeclaration", name: identifier(/^type (\w+)/u.exec(source)?.[1] ?? ""), source }],
  }),
  isArrayTypeNode: (node: TypeNode): boolean => node.kind === "ArrayType",
  isInterfaceDeclaration: (node: TypeNode): boolean => node.kind === "InterfaceDeclaration",
  isTupleTypeNode: (node: TypeNode): boolean => node.kind === "TupleType",
  isTypeAliasDeclaration: (node: TypeNode): boolean => node.kind === "TypeAliasDeclaration",
  isTypeNode: (node: TypeNode): boolean => TYPES.has(node.kind) || node.kind.endsWith("Keyword"),
  ScriptTarget: {},
};

/** The least that a node has. The members of a node are those of the compiler's node of the same kind. */
export interface TypeNode {
  readonly kind: string;
}

/** A name, or a literal with its value. */
export interface TextNode extends TypeNode {
  readonly text: string;
}

/** A name. openapi-typescript also uses names for code that is printed as it is. */
export interface Identifier extends TextNode {
  readonly escapedText: string;
}

/** `T[]`. */
export interface ArrayTypeNode extends TypeNode {
  readonly elementType: TypeNode;
}

/** `T["name"]`. */
export interface IndexedAccessNode extends TypeNode {
  readonly objectType: TypeNode;
  readonly indexType: TypeNode;
}

/** A literal as a type. */
export interface LiteralTypeNode extends TypeNode {
  readonly literal: TypeNode;
}

/** A union or an intersection. */
export interface ListNode extends TypeNode {
  readonly types: readonly TypeNode[];
}

/** A negative number. */
export interface NegativeNode extends TypeNode {
  readonly operand: TypeNode;
}

/** `[A, B]`. */
export interface TupleNode extends TypeNode {
  readonly elements: readonly TypeNode[];
}

/** `Name<A, B>`. */
export interface TypeReferenceNode extends TypeNode {
  readonly typeName: Identifier;
  readonly typeArguments: readonly TypeNode[] | undefined;
}

/** `{ ... }`. */
export interface TypeLiteralNode extends TypeNode {
  readonly members: readonly MemberNode[];
}

/** The parameter of an index signature. */
export interface ParameterNode extends TypeNode {
  readonly name: Identifier;
  readonly type: TypeNode;
}

/** A property or an index signature. */
export interface MemberNode extends TypeNode {
  readonly modifiers: readonly TypeNode[] | undefined;
  readonly type: TypeNode;
  /** Only of an index signature. */
  readonly parameters?: readonly ParameterNode[];
}

/** A property. */
export interface PropertyNode extends MemberNode {
  readonly name: TextNode;
  readonly questionToken: TypeNode | undefined;
  /** The text between the slashes of the comment, without its first and its last asterisk. */
  comment: string | undefined;
}

/** An interface. openapi-typescript replaces the members of `operations` with each operation. */
export interface InterfaceNode extends TypeNode {
  readonly modifiers: readonly TypeNode[] | undefined;
  readonly name: Identifier;
  members: readonly MemberNode[];
}

/** A type alias. */
export interface AliasNode extends TypeNode {
  readonly modifiers: readonly TypeNode[] | undefined;
  readonly name: Identifier;
  readonly type: TypeNode;
}

/** A statement that openapi-typescript has as text. */
export interface SourceNode extends TypeNode {
  readonly name: Identifier;
  readonly source: string;
}

const TYPES: ReadonlySet<string> = new Set([
  "ArrayType",
  "IndexedAccessType",
  "IntersectionType",
  "LiteralType",
  "TupleType",
  "TypeLiteral",
  "TypeReference",
  "UnionType",
]);

/** Kinds are their own names, so that the compiler's table of numbers and names is not needed. */
function kinds(): Readonly<Record<string, string>> {
  return new Proxy({}, { get: (_, kind) => String(kind) });
}

function identifier(text: string): Identifier {
  return { kind: "Identifier", text, escapedText: text };
}

function nameNode(name: string | Identifier): Identifier {
  return typeof name === "string" ? identifier(name) : name;
}
