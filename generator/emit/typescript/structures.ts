import type * as morph from "ts-morph";
import type { Code } from "./code.ts";
import type { Type } from "./type-doc.ts";

/**
 * ts-morph's structures with documents in them: a type is a `Type`, and other code is `Code`. A kind is identified by
 * its name, because only ts-morph knows its number and most runs never load ts-morph.
 */
export type Laid<Structure> = {
  readonly [Key in keyof Structure]: Key extends "kind"
    ? KindName<Structure[Key]>
    : Key extends TypeKey
      ? LaidType<Structure[Key]>
      : LaidValue<Structure[Key]>;
};

/** The keys that hold types. */
type TypeKey = "type" | "returnType" | "keyType" | "extends" | "default";

type LaidType<Value> = Value extends string | morph.WriterFunction
  ? Type
  : Value extends readonly (infer Item)[]
    ? readonly LaidType<Item>[]
    : Value;

/**
 * ts-morph takes code as a string or as a writer function. A string that cannot be a writer function is a name or a
 * comment.
 */
type LaidValue<Value> = [Extract<Value, morph.WriterFunction>] extends [never]
  ? LaidPart<Value>
  : Code | LaidPart<Exclude<Value, string | morph.WriterFunction>>;

type LaidPart<Value> = Value extends string | number | boolean | undefined
  ? Value extends morph.VariableDeclarationKind
    ? `${Value}`
    : Value
  : Value extends readonly (infer Item)[]
    ? readonly LaidValue<Item>[]
    : Laid<Value>;

type Kinds = typeof morph.StructureKind;

type KindName<Value> = Value extends morph.StructureKind
  ? { [Name in keyof Kinds]: Kinds[Name] extends Value ? Name : never }[keyof Kinds]
  : Value;

/** A file: its statements in order. */
export type SourceFile = Laid<morph.SourceFileStructure>;
/** A statement at the top of a file: a declaration, an import or an export. */
export type Statement = Laid<morph.StatementStructures>;
/** A class with its members. */
export type ClassDeclaration = Laid<morph.ClassDeclarationStructure>;
/** The constructor of a class. */
export type ConstructorDeclaration = Laid<morph.OptionalKind<morph.ConstructorDeclarationStructure>>;
/** A re-export: `export { A } from "./a.js"`. */
export type ExportDeclaration = Laid<morph.ExportDeclarationStructure>;
/** A function at the top of a file. */
export type FunctionDeclaration = Laid<morph.FunctionDeclarationStructure>;
/** A getter of a class. */
export type GetAccessorDeclaration = Laid<morph.OptionalKind<morph.GetAccessorDeclarationStructure>>;
/** An import: `import type { A } from "./a.js"`. */
export type ImportDeclaration = Laid<morph.ImportDeclarationStructure>;
/** An index signature of an interface: `[key: string]: A`. */
export type IndexSignatureDeclaration = Laid<morph.OptionalKind<morph.IndexSignatureDeclarationStructure>>;
/** An interface with its members. */
export type InterfaceDeclaration = Laid<morph.InterfaceDeclarationStructure>;
/** A method of a class. */
export type MethodDeclaration = Laid<morph.OptionalKind<morph.MethodDeclarationStructure>>;
/** A parameter of a function, method or constructor. */
export type ParameterDeclaration = Laid<morph.OptionalKind<morph.ParameterDeclarationStructure>>;
/** A property of a class. */
export type PropertyDeclaration = Laid<morph.OptionalKind<morph.PropertyDeclarationStructure>>;
/** A property of an interface. */
export type PropertySignature = Laid<morph.OptionalKind<morph.PropertySignatureStructure>>;
/** A type alias: `type A = B`. */
export type TypeAliasDeclaration = Laid<morph.TypeAliasDeclarationStructure>;
/** A type parameter with its constraint and its default: `T extends A = B`. */
export type TypeParameterDeclaration = Laid<morph.OptionalKind<morph.TypeParameterDeclarationStructure>>;
/** A statement that declares variables: `const a = 1`. */
export type VariableStatement = Laid<morph.VariableStatementStructure>;
