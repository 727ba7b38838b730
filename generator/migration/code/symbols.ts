import { ts } from "ts-morph";
import type { CallMatch } from "../published/match-calls.ts";
import type { Lookup } from "./lookup.ts";

/** The meaning of a name in the published package. */
export interface PublishedName {
  readonly kind:
    | "class"
    | "factory"
    | "functions"
    | "creator"
    | "request"
    | "type"
    | "configuration"
    | "parameters"
    | "paginator"
    | "retry"
    | "other";
  /** The name; for a helper of a class, the name of the class. */
  readonly name: string;
}

/** Finds the meaning of a program's nodes in the published package. */
export interface Symbols {
  readonly checker: ts.TypeChecker;
  /** The meaning of a name; undefined if it is not a name of the published package. */
  readonly nameOf: (node: ts.Node) => PublishedName | undefined;
  readonly nameOfSymbol: (symbol: ts.Symbol | undefined) => PublishedName | undefined;
  /** The published method that a callee refers to. `isPositional`: its arguments are positional. */
  readonly methodOf: (callee: ts.Node) => PublishedMethod | undefined;
  /** The property of a type that holds arguments, with the name of that type. */
  readonly requestProperty: (
    symbol: ts.Symbol | undefined,
  ) => { readonly request: string; readonly name: string } | undefined;
  /** The published type that declares a property. */
  readonly ownerOf: (symbol: ts.Symbol | undefined) => string | undefined;
  /** Whether a type is axios's response. */
  readonly isAnswer: (type: ts.Type) => boolean;
  /** The symbol of a node, with aliases followed. */
  readonly resolve: (node: ts.Node) => ts.Symbol | undefined;
  readonly isFrom: (symbol: ts.Symbol | undefined, folder: "published" | "axios") => boolean;
}

/** A method of the published package that a program calls, with its new call. */
export interface PublishedMethod {
  /** `Class.method`. */
  readonly key: string;
  /** Whether its arguments are positional, and not the properties of one object. */
  readonly isPositional: boolean;
  /** Undefined if the surface has no matching operation. */
  readonly match: CallMatch | undefined;
}

/** Functions that find the published declaration of a node. `publishedRoot` is the folder of the declarations. */
export function createSymbols(checker: ts.TypeChecker, publishedRoot: string, lookup: Lookup): Symbols {
  const follow = (symbol: ts.Symbol | undefined): ts.Symbol | undefined =>
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const resolve = (node: ts.Node): ts.Symbol | undefined => {
    const symbol =
      ts.isIdentifier(node) && ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
    return follow(symbol);
  };
  const root = publishedRoot.replaceAll("\\", "/");
  const declarationOf = (symbol: ts.Symbol | undefined): ts.Declaration | undefined =>
    symbol?.declarations?.find((declaration) => {
      const { fileName } = declaration.getSourceFile();
      return fileName.startsWith(`${root}/dist/`);
    });
  const nameOfSymbol = (given: ts.Symbol | undefined): PublishedName | undefined => {
    const symbol = follow(given);
    const declaration = declarationOf(symbol);
    if (symbol === undefined || declaration === undefined) return undefined;
    if (!isTop(declaration)) return undefined;
    const { name } = symbol;
    if (lookup.allClasses.has(name)) return { kind: "class", name };
    for (const [suffix, kind] of HELPERS) {
      const owner = name.endsWith(suffix) ? name.slice(0, -suffix.length) : "";
      if (lookup.allClasses.has(owner)) return { kind, name: owner };
    }
    if (lookup.allRequests.has(name)) return { kind: "request", name };
    if (lookup.published.has(name)) return { kind: "type", name };
    if (name === "Configuration") return { kind: "configuration", name };
    if (name === "ConfigurationParameters") return { kind: "parameters", name };
    if (name === "Paginator") return { kind: "paginator", name };
    return { kind: "other", name };
  };
  return {
    checker,
    resolve,
    nameOfSymbol,
    nameOf: (node) => nameOfSymbol(resolve(node)),
    methodOf: (callee) => {
      const declaration = declarationOf(resolve(callee));
      if (declaration === undefined) return undefined;
      if (!ts.isMethodDeclaration(declaration) && !ts.isMethodSignature(declaration)) return undefined;
      const { parent } = declaration;
      const method = declaration.name.getText();
      if (ts.isClassDeclaration(parent) && parent.name !== undefined) {
        const key = `${parent.name.text}.${method}`;
        return lookup.allClasses.has(parent.name.text)
          ? { key, isPositional: false, match: lookup.calls.get(key) }
          : undefined;
      }
      const constant = ts.findAncestor(parent, ts.isVariableDeclaration)?.name.getText() ?? "";
      const key = `${constant.replace(/Fp$/u, "")}.${method}`;
      return { key, isPositional: true, match: lookup.calls.get(key) };
    },
    requestProperty: (symbol) => {
      const declaration = declarationOf(symbol);
      if (declaration === undefined || !ts.isPropertySignature(declaration)) return undefined;
      const { parent } = declaration;
      return ts.isInterfaceDeclaration(parent) && lookup.allRequests.has(parent.name.text)
        ? { request: parent.name.text, name: declaration.name.getText().replaceAll('"', "") }
        : undefined;
    },
    ownerOf: (symbol) => {
      const declaration = declarationOf(symbol);
      return declaration !== undefined && ts.isInterfaceDeclaration(declaration.parent)
        ? declaration.parent.name.text
        : undefined;
    },
    isAnswer: (type) => {
      const symbol = type.getSymbol();
      return symbol?.name === "AxiosResponse" && isAxios(symbol);
    },
    isFrom: (symbol, folder) =>
      folder === "published" ? declarationOf(symbol) !== undefined : symbol !== undefined && isAxios(symbol),
  };
}

const HELPERS = [
  ["Factory", "factory"],
  ["Fp", "functions"],
  ["AxiosParamCreator", "creator"],
] as const;

function isTop(declaration: ts.Declaration): boolean {
  if (ts.isSourceFile(declaration)) return false;
  const { parent } = declaration;
  return ts.isSourceFile(parent) || (ts.isVariableDeclaration(declaration) && ts.isSourceFile(parent.parent.parent));
}

function isAxios(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) =>
    /\/(?:node_modules\/axios\/|stubs\/axios\.d)/u.test(declaration.getSourceFile().fileName),
  );
}
