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

export type SourceFile = Laid<morph.SourceFileStructure>;
export type Statement = Laid<morph.StatementStructures>;
export type ClassDeclaration = Laid<morph.ClassDeclarationStructure>;
export type ConstructorDeclaration = Laid<morph.OptionalKind<morph.ConstructorDeclarationStructure>>;
export type ExportDeclaration = Laid<morph.ExportDeclarationStructure>;
export type FunctionDeclaration = Laid<morph.FunctionDeclarationStructure>;
export type GetAccessorDeclaration = Laid<morph.OptionalKind<morph.GetAccessorDeclarationStructure>>;
export type ImportDeclaration = Laid<morph.ImportDeclarationStructure>;
export type IndexSignatureDeclaration = Laid<morph.OptionalKind<morph.IndexSignatureDeclarationStructure>>;
export type InterfaceDeclaration = Laid<morph.InterfaceDeclarationStructure>;
export type MethodDeclaration = Laid<morph.OptionalKind<morph.MethodDeclarationStructure>>;
export type ParameterDeclaration = Laid<morph.OptionalKind<morph.ParameterDeclarationStructure>>;
export type PropertyDeclaration = Laid<morph.OptionalKind<morph.PropertyDeclarationStructure>>;
export type PropertySignature = Laid<morph.OptionalKind<morph.PropertySignatureStructure>>;
export type TypeAliasDeclaration = Laid<morph.TypeAliasDeclarationStructure>;
export type TypeParameterDeclaration = Laid<morph.OptionalKind<morph.TypeParameterDeclarationStructure>>;
export type VariableStatement = Laid<morph.VariableStatementStructure>;
