import { ts } from "ts-morph";
import type { Surface } from "../../contract/surface-format.ts";
import { moveCall, moveFunctional, moveLiteral, moveOptions } from "./calls.ts";
import { moveClassInstance, moveConfiguration, moveSettingUse } from "./configuration.ts";
import { addErrors } from "./add-errors.ts";
import { createFileContext, type CodeFinding, type FileContext } from "./context.ts";
import { isForAxios, sendsByAxios } from "./axios-own.ts";
import { moveErrors, tellErrors } from "./errors.ts";
import { findHelpers } from "./helpers.ts";
import { findImports, moveImports } from "./imports.ts";
import { moveComments } from "./jsdoc.ts";
import { moveModelLiteral } from "./literals.ts";
import { moveOfProperty, createLookup } from "./lookup.ts";
import { holdsPublished, META, moveMeta } from "./meta.ts";
import { movePaginator } from "./paginator.ts";
import { openCode, type CodeInput } from "./project.ts";
import { moveReference } from "./references.ts";
import { createSymbols } from "./symbols.ts";
import { moveAssigned, tellUnknown } from "./untyped.ts";
import {
  isOfSubclass,
  moveMethodType,
  tellElement,
  tellExpected,
  tellFake,
  tellReadOnly,
  tellReplaced,
  tellTakenMethod,
} from "./unmoved.ts";

/** A file of the program, with its text before and after the move. */
export interface MovedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The result of moving a program: its new texts, and the places that a person must look at. */
export interface MovedCode {
  /** The files that change. */
  readonly files: readonly MovedFile[];
  readonly findings: readonly CodeFinding[];
  /** The name of the new package. */
  readonly to: string;
  /** Files that still import the published package. */
  readonly left: readonly string[];
}

/** Moves a program from a published package to the package of a surface. */
export function moveCode(input: CodeInput, surface: Surface): MovedCode {
  const lookup = createLookup(input.table, surface);
  const code = openCode(input);
  const symbols = createSymbols(code.checker, code.publishedRoot, lookup);
  const isSearched = [...input.sources.values()].some((text) => text.includes(".paginateSearchApi("));
  const helpers = findHelpers(
    code.files.map(({ compilerNode }) => compilerNode),
    code.checker,
    lookup,
  );
  const moved = code.files.map(({ compilerNode: source }) => {
    const context = createFileContext({
      ...{ source, symbols, lookup, isCommonJs: code.isCommonJs },
      // The operation searchGet has the declared type itself.
      isFound: isSearched && !source.text.includes(".searchGet("),
    });
    const error = code.syntaxErrorOf(source);
    const isLeft = error === undefined ? moveFile(context, helpers.has(source)) : tellSyntax(context, error);
    const { edits, findings } = context;
    const before = input.sources.get(source.fileName) ?? source.text;
    const after = edits.hasEdits() ? edits.textOf(0, source.end) : before;
    return { isLeft, path: source.fileName, before, after, edited: source.text, edits, findings };
  });
  const checked = addErrors(input, moved);
  return {
    files: checked
      .filter(({ before, after }) => before !== after)
      .map(({ path, before, after }) => ({ path, before, after })),
    findings: checked.flatMap(({ findings }) => findings),
    to: lookup.to,
    left: moved.filter(({ isLeft }) => isLeft).map(({ path }) => path),
  };
}

/**
 * Lists a file that is no valid code, if it imports the published package: what the parser makes of it is a guess, so
 * that nothing in it is changed, and it gets no comment. Returns true if the file is listed.
 */
function tellSyntax(context: FileContext, { start, messageText }: ts.DiagnosticWithLocation): boolean {
  const { source, findings } = context;
  if (findImports(context).length === 0) return false;
  const text = ts.flattenDiagnosticMessageText(messageText, " ");
  findings.push({
    file: source.fileName,
    position: start,
    kind: "todo",
    reason: "syntax",
    message: `the file is not valid code, and is not changed: ${text}`,
  });
  return true;
}

/** Moves a file. Returns true if the file still imports the published package. `isHelper`: files that import it import this one. */
function moveFile(context: FileContext, isHelper: boolean): boolean {
  const { source, symbols } = context;
  const imports = findImports(context);
  // A file may get objects of the package from other files, and then calls methods without importing the package.
  walk(source, (node) => {
    if (!ts.isCallExpression(node)) return;
    const method = symbols.methodOf(node.expression);
    if (method !== undefined && !method.isPositional && !isOfSubclass(context, node)) moveCall(context, node, method);
    else if (imports.length > 0 || isHelper) tellUnknown(context, node);
  });
  walk(source, (node) => {
    if (ts.isObjectLiteralExpression(node)) {
      moveAssigned(context, node);
      moveModelLiteral(context, node);
      moveTypedLiteral(context, node);
      tellFake(context, node);
    } else if (ts.isPropertyAccessExpression(node)) {
      moveProperty(context, node);
      tellMethod(context, node);
      tellReadOnly(context, node);
    } else if (ts.isElementAccessExpression(node)) {
      moveElement(context, node);
      tellElement(context, node);
    } else if (ts.isBindingElement(node)) {
      moveBinding(context, node);
      tellTakenMethod(context, node);
    } else if (ts.isIndexedAccessTypeNode(node)) {
      moveElement(context, node);
      moveMethodType(context, node);
    } else if (ts.isTypeQueryNode(node)) moveMethodType(context, node);
    else if (ts.isCallExpression(node)) {
      tellReplaced(context, node);
      if (imports.length > 0) tellExpected(context, node);
    }
  });
  if (imports.length > 0 || context.edits.hasEdits() || (isHelper && !sendsByAxios(context))) moveErrors(context);
  else if (isHelper) tellErrors(context);
  walk(source, (node) => {
    if (!ts.isIdentifier(node)) return;
    const name = symbols.nameOf(node);
    if (name !== undefined) moveReference(context, node, name);
  });
  moveComments(context);
  for (const move of context.later) move();
  walk(source, (node) => {
    if (ts.isNewExpression(node)) moveNew(context, node);
    else if (ts.isCallExpression(node)) moveOtherCall(context, node);
  });
  walk(source, (node) => {
    if (!ts.isPropertyAccessExpression(node)) return;
    const type = symbols.checker.getTypeAtLocation(node.expression);
    if (symbols.nameOfSymbol(type.getSymbol())?.kind === "configuration") moveSettingUse(context, node);
  });
  return moveImports(context, imports);
}

/** Visits inner nodes first, so that an outer edit contains the inner edits. */
function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
  visit(node);
}

function moveNew(context: FileContext, node: ts.NewExpression): void {
  const name = context.symbols.nameOf(node.expression);
  if (name?.kind === "class") moveClassInstance(context, node, name.name);
  else if (name?.kind === "configuration") moveConfiguration(context, node);
}

function moveOtherCall(context: FileContext, node: ts.CallExpression): void {
  if (movePaginator(context, node)) return;
  const name = context.symbols.nameOf(node.expression);
  if (name?.kind === "factory" || name?.kind === "functions") {
    moveClassInstance(context, node, name.name);
    return;
  }
  if (name?.kind === "creator") {
    context.todo(node, "creator", "only the client sends requests; see isc.request and the hooks.");
    return;
  }
  const method = context.symbols.methodOf(node.expression);
  if (method?.isPositional === true) moveFunctional(context, node, method);
}

/** Moves a literal whose type holds arguments, or is a type of axios's options. */
function moveTypedLiteral(context: FileContext, literal: ts.ObjectLiteralExpression): void {
  if (context.done.has(literal)) return;
  const type = context.symbols.checker.getContextualType(literal);
  if (type === undefined) return;
  const parts = type.isUnion() ? type.types : [type];
  for (const part of parts) {
    const name = context.symbols.nameOfSymbol(part.aliasSymbol ?? part.getSymbol());
    const match = name?.kind === "request" ? context.lookup.requests.get(name.name) : undefined;
    if (match !== undefined) {
      moveLiteral(context, literal, match);
      return;
    }
    const symbol = part.getSymbol();
    if (
      /^(?:Raw)?AxiosRequestConfig$/u.test(symbol?.name ?? "") &&
      context.symbols.isFrom(symbol, "axios") &&
      isForPublished(context, literal)
    ) {
      moveOptions(context, literal);
      return;
    }
  }
}

/** Whether options belong to the published package: they are in a variable. Options in a call of axios itself stay. */
function isForPublished(context: FileContext, { parent }: ts.Node): boolean {
  return ts.isVariableDeclaration(parent) && !isForAxios(context, parent);
}

/** Moves `request.accessProfile`, where the type of `request` holds arguments, and the members of a response. */
function moveProperty(context: FileContext, access: ts.PropertyAccessExpression): void {
  const { symbols, done } = context;
  if (done.has(access)) return;
  if (moveArgumentName(context, access, access.name)) return;
  if (!META.has(access.name.text)) return;
  const type = symbols.checker.getTypeAtLocation(access.expression);
  if (symbols.isAnswer(type) && isOfPublished(context, type, access.expression)) moveMeta(context, access);
}

/** Moves the name of an argument in `access`. Returns false if it is none. */
function moveArgumentName(
  { symbols, edits, done, lookup, todo }: FileContext,
  access: ts.Node,
  name: ts.MemberName | ts.StringLiteralLike,
): boolean {
  const property = symbols.requestProperty(symbols.checker.getSymbolAtLocation(name));
  if (property === undefined) return false;
  const move = moveOfProperty(lookup, property);
  if (move === undefined) return true;
  done.add(access);
  if (move.kind === "argument") {
    const quote = ts.isStringLiteralLike(name) ? 1 : 0;
    if (move.name !== name.text) edits.replace(name.getStart() + quote, name.end - quote, move.name);
  } else todo(access, "no argument", `the argument ${property.name} is in the body, or does not exist any longer.`);
  return true;
}

/** Moves `request["accessProfile"]` and `Request["accessProfile"]`. */
function moveElement(context: FileContext, node: ts.ElementAccessExpression | ts.IndexedAccessTypeNode): void {
  const key = ts.isElementAccessExpression(node)
    ? node.argumentExpression
    : ts.isLiteralTypeNode(node.indexType)
      ? node.indexType.literal
      : undefined;
  if (key !== undefined && ts.isStringLiteralLike(key) && !context.done.has(node)) moveArgumentName(context, node, key);
}

/** Lists a method that is not called here: nothing follows what the other code does with its result. */
function tellMethod({ symbols, todo }: FileContext, access: ts.PropertyAccessExpression): void {
  const { parent } = access;
  if (ts.isCallExpression(parent) && parent.expression === access) return;
  if (!ts.isExpression(parent) && !ts.isVariableDeclaration(parent) && !ts.isPropertyAssignment(parent)) return;
  // The paginator is moved with its method, and what a test expects of a method stays true.
  if (ts.isCallExpression(parent) && /(?:\bpaginate|^expect)$/u.test(parent.expression.getText())) return;
  const method = symbols.methodOf(access);
  if (method === undefined || method.isPositional) return;
  todo(
    access,
    "method",
    `${access.getText()} is handed on: it returns the value itself now, and a list returns pages.`,
  );
}

/**
 * Whether the value of a response has a type of the published package, or is any value: of a generic function, or of a
 * variable whose declared type is moved.
 */
function isOfPublished(context: FileContext, type: ts.Type, node: ts.Expression): boolean {
  const [value] = context.symbols.checker.getTypeArguments(type as ts.TypeReference);
  if (value === undefined) return false;
  if ((value.flags & ts.TypeFlags.TypeParameter) !== 0) return true;
  const declaration = context.symbols.resolve(node)?.valueDeclaration;
  if (declaration !== undefined && (ts.isParameter(declaration) || ts.isVariableDeclaration(declaration)))
    if (/\bAxiosResponse\b/u.test(declaration.type?.getText() ?? "")) return true;
  return holdsPublished(context.symbols, type);
}

/** Moves `const { accessProfile } = request`, where the type of `request` holds arguments. */
function moveBinding(context: FileContext, element: ts.BindingElement): void {
  const { symbols, lookup } = context;
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) || element.dotDotDotToken !== undefined) return;
  const type = symbols.checker.getTypeAtLocation(element.parent);
  const move = moveOfProperty(lookup, symbols.requestProperty(type.getProperty(key.text)));
  if (move?.kind !== "argument" || move.name === key.text) return;
  const start = key.getStart();
  if (element.propertyName === undefined) context.edits.replace(start, start, `${move.name}: `);
  else context.edits.replace(start, key.end, move.name);
}
