import { diagnose, type Diagnostic, type DiagnosticPlace, type StageResult } from "../diagnostics/diagnostic.ts";
import { appendPointer } from "./pointer.ts";
import { extensionlessReference, missingReference, refusedReference } from "./diagnostics.ts";
import { resolveReference } from "./reference.ts";
import { cursorAt, type SourceTree } from "./tree.ts";

/**
 * Checks every reference of every file once, wherever it stands. After this stage a reference either resolves inside
 * the tree or has been reported; the stages behind it treat one that does not resolve as unknown and stay silent.
 */
export function linkTree(tree: SourceTree): StageResult<SourceTree> {
  const diagnostics: Diagnostic[] = [];
  for (const [file, document] of tree.files) {
    // Most files refer to nothing that is wrong, and need not be walked.
    if (tree.references?.get(file)?.every((ref) => isFine(tree, file, ref)) === true) continue;
    checkReferences({ tree, file, diagnostics, keys: [] }, document);
  }
  return { value: tree, diagnostics };
}

interface FileCheck {
  readonly tree: SourceTree;
  readonly file: string;
  readonly diagnostics: Diagnostic[];
  /** The keys that lead to the node being looked at. */
  readonly keys: string[];
}

function checkReferences(check: FileCheck, node: unknown): void {
  const { keys } = check;
  if (typeof node !== "object" || node === null || keys.length > 500) return;
  for (const key of Object.keys(node)) {
    const value = (node as Record<string, unknown>)[key];
    keys.push(key);
    if (key === "$ref" && typeof value === "string") checkReference(check, value);
    else if (typeof value === "object" && value !== null) checkReferences(check, value);
    keys.pop();
  }
}

/** Whether there is nothing to tell of a reference. */
function isFine(tree: SourceTree, file: string, ref: string): boolean {
  const target = resolveReference(file, ref);
  return (
    target.kind === "inside" &&
    (target.file === file || HAS_EXTENSION.test(target.file)) &&
    cursorAt(tree, target.file, target.pointer) !== undefined
  );
}

const HAS_EXTENSION = /\.(?:ya?ml|json)$/iu;

function checkReference({ tree, file, diagnostics, keys }: FileCheck, ref: string): void {
  const target = resolveReference(file, ref);
  // Nearly every reference is fine, and its place is never asked for.
  const place = (): DiagnosticPlace => ({ version: tree.label, origin: { file, pointer: appendPointer("", ...keys) } });
  if (target.kind === "refused") {
    diagnostics.push(diagnose(refusedReference, { ref, reason: target.reason }, place()));
    return;
  }
  const unreadable = tree.unreadable.get(target.file);
  if (unreadable !== undefined) {
    const isRefused = unreadable.includes("outside the spec's folder");
    diagnostics.push(diagnose(isRefused ? refusedReference : missingReference, { ref, reason: unreadable }, place()));
    return;
  }
  if (cursorAt(tree, target.file, target.pointer) === undefined) {
    diagnostics.push(diagnose(missingReference, { ref, reason: "there is nothing at that pointer" }, place()));
    return;
  }
  if (target.file !== file && !HAS_EXTENSION.test(target.file)) {
    diagnostics.push(diagnose(extensionlessReference, { ref }, place()));
  }
}
