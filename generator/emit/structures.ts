import type { StructureKind as Kind, VariableDeclarationKind as DeclarationKind } from "ts-morph";

/**
 * ts-morph's kinds of structures, by the numbers of its own enumeration: what we emit is made of ts-morph's structures,
 * yet loading the library, which holds a whole compiler, takes longer than printing everything. A test holds each number
 * against the library's.
 */
export const StructureKind = {
  Class: 2 as Kind.Class,
  ExportDeclaration: 11 as Kind.ExportDeclaration,
  Function: 13 as Kind.Function,
  GetAccessor: 15 as Kind.GetAccessor,
  ImportDeclaration: 16 as Kind.ImportDeclaration,
  Interface: 19 as Kind.Interface,
  Method: 26 as Kind.Method,
  PropertySignature: 33 as Kind.PropertySignature,
  SourceFile: 36 as Kind.SourceFile,
  TypeAlias: 38 as Kind.TypeAlias,
  VariableStatement: 41 as Kind.VariableStatement,
} as const;

export const VariableDeclarationKind = { Const: "const" as DeclarationKind.Const } as const;
