import { diagnose, type Diagnostic, type DiagnosticPlace, type StageResult } from "../diagnostics/diagnostic.ts";
import { eachReferenceNode } from "./find-references.ts";
import { appendPointer } from "./pointer.ts";
import {
  circularReference,
  extensionlessReference,
  longChain,
  missingReference,
  pointerThroughReference,
  refusedReference,
} from "./diagnostics.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";
import { createChainReader, referenceIn } from "./reference-chains.ts";
import { resolveReference } from "./reference.ts";
import { cursorAt, type SourceTree } from "./tree.ts";

/**
 * Checks every reference of every file once. After this stage a reference either resolves inside the tree or has been
 * reported. Later stages treat an unresolved reference as unknown and do not report it again.
 */
export function linkTree(tree: SourceTree): StageResult<SourceTree> {
  const diagnostics: Diagnostic[] = [];
  const circular = new Set<object>();
  const through = new Set<string>();
  const chainOf = createChainReader(tree);
  for (const [file, document] of tree.files) {
    // Most files only have valid references and are not walked.
    if (tree.references?.get(file)?.every((ref) => isFine(tree, file, ref)) === true) continue;
    const check: FileCheck = { tree, file, diagnostics, chainOf, circular, through };
    // In data `$ref` may be an ordinary key, so an unresolved one there stays data.
    eachReferenceNode(document, ({ ref, isData, keys }) => {
      if (!isData) checkReference(check, ref, keys);
    });
  }
  return { value: tree, diagnostics };
}

interface FileCheck {
  readonly tree: SourceTree;
  readonly file: string;
  readonly diagnostics: Diagnostic[];
  readonly chainOf: ReturnType<typeof createChainReader>;
  /** The cycles that have been reported. */
  readonly circular: Set<object>;
  /** The pairs of files whose pointers through references have been reported. */
  readonly through: Set<string>;
}

/** Whether a reference needs no finding. */
function isFine(tree: SourceTree, file: string, ref: string): boolean {
  const target = resolveReference(file, ref);
  if (target.kind !== "place" || (target.file !== file && !HAS_EXTENSION.test(target.file))) return false;
  const found = cursorAt(tree, target.file, target.pointer);
  // A reference to a reference may be part of a cycle.
  if (found === undefined || found.file !== target.file || found.pointer !== target.pointer) return false;
  return referenceIn(found) === undefined;
}

const HAS_EXTENSION = /\.(?:ya?ml|json)$/iu;

function checkReference(check: FileCheck, ref: string, keys: readonly string[]): void {
  const { tree, file, diagnostics } = check;
  const target = resolveReference(file, ref);
  // Computed on demand, because most references are valid.
  const pointer = (): string => appendPointer("", ...keys);
  // A finding points at the `$ref` where it is written.
  const place = (): DiagnosticPlace => ({ version: tree.label, origin: { file, pointer: `${pointer()}/$ref` } });
  if (target.kind === "refused") {
    diagnostics.push(diagnose(refusedReference, { ref, reason: target.reason }, place()));
    return;
  }
  const unreadable = tree.unreadable.get(target.file);
  if (unreadable !== undefined) {
    const { reason, isRefused } = unreadable;
    diagnostics.push(diagnose(isRefused ? refusedReference : missingReference, { ref, reason }, place()));
    return;
  }
  if (target.kind === "anchor") {
    const where = target.file === file ? "the same file" : `the file ${target.file}`;
    const reason = `no node of ${where} has the $anchor "${target.anchor}"`;
    diagnostics.push(diagnose(missingReference, { ref, reason }, place()));
    return;
  }
  const found = cursorAt(tree, target.file, target.pointer);
  if (found === undefined) {
    diagnostics.push(diagnose(missingReference, { ref, reason: "there is nothing at that pointer" }, place()));
    return;
  }
  if (target.file !== file && !HAS_EXTENSION.test(target.file)) {
    diagnostics.push(diagnose(extensionlessReference, { ref }, place()));
  }
  const isThrough = found.file !== target.file || found.pointer !== target.pointer;
  const way = `${target.file} ${found.file}`;
  if (isThrough && !check.through.has(way)) {
    check.through.add(way);
    diagnostics.push(diagnose(pointerThroughReference, { ref }, place()));
  }
  if (referenceIn(found) === undefined) return;
  const { length, cycle } = check.chainOf({ file, pointer: pointer() }, ref);
  if (cycle !== undefined && !check.circular.has(cycle)) {
    check.circular.add(cycle);
    diagnostics.push(diagnose(circularReference, { ref }, place()));
  }
  // A reference that leads to an overlong chain is overlong too. Only the first one is reported.
  if (length === MAXIMUM_CHAIN + 1) diagnostics.push(diagnose(longChain, { ref }, place()));
}
