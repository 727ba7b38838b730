import { ts } from "ts-morph";
import type { FileContext } from "./context.ts";
import { newName } from "./exports.ts";

/**
 * Moves the names of the published package in the types of JSDoc comments, which JavaScript has instead of types. Each
 * name becomes `import("module").Name`, because JavaScript imports no types.
 */
export function moveComments(context: FileContext): void {
  if (!context.isJavaScript) return;
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getJSDocCommentsAndTags(node))
      if (ts.isJSDoc(comment)) ts.forEachChild(comment, visitType);
    ts.forEachChild(node, visit);
  };
  const visitType = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) moveName(context, node);
    ts.forEachChild(node, visitType);
  };
  visit(context.source);
}

function moveName(context: FileContext, identifier: ts.Identifier): void {
  const { edits, done, symbols, todo } = context;
  const { parent } = identifier;
  const isQualified = ts.isQualifiedName(parent) && parent.right === identifier;
  const place = isQualified || ts.isImportTypeNode(parent) ? parent : identifier;
  if (done.has(place) || done.has(identifier)) return;
  if (!ts.isTypeReferenceNode(place.parent) && !ts.isImportTypeNode(place)) return;
  const name = symbols.nameOf(identifier);
  if (name === undefined) return;
  done.add(place);
  done.add(identifier);
  // A factory makes an instance of its class.
  const now = newName(context, name.kind === "factory" ? { ...name, kind: "class" } : name);
  if (now === undefined) todo(hostOf(place), "comment", `no type replaces ${name.name} in this comment.`);
  else edits.replace(place.getStart(), place.end, `import("${now.module}").${now.name}`);
}

/** The code that a comment stands at. */
function hostOf(node: ts.Node): ts.Node {
  return ts.findAncestor(node, ts.isJSDoc)?.parent ?? node;
}
