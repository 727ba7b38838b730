import { fileURLToPath } from "node:url";
import { dirname, resolve } from "node:path";
import { isError, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isWebAddress } from "../reference.ts";
import type { SourceTree } from "../tree.ts";
import { MAXIMUM_WRITES, removeTargets, updateTargets, type Changing } from "./apply-overlay.ts";
import { badOverlay, diagnoseOverlay, foreignExtends } from "./overlay-diagnostics.ts";
import type { Overlay, OverlayInput, OverlayOutcome } from "./overlay.ts";
import { readOverlay } from "./read-overlay.ts";
import { compilePath, selectNodes, type FoundPlace } from "./select-nodes.ts";
import type { WrittenPlaces } from "./written-places.ts";

/** The most nodes that the JSONPaths of a version's overlays may visit together: some minutes of work. */
const MAXIMUM_STEPS = 200_000_000;

/** The tree of a version while it is read. */
export interface OverlaidTree {
  readonly label: string;
  /** The folder that paths of overlays are relative to. */
  readonly base: string;
  /** The root documents, as absolute paths and as the tree names them. */
  readonly roots: readonly { readonly absolute: string; readonly file: string }[];
  /** The files of the tree. Overlays change them. */
  readonly files: Map<string, unknown>;
  /** Returns the tree's name for an absolute path. */
  readonly fileOf: (absolute: string) => string;
  /** Reads the files that the changed files refer to and that have not been read. */
  readonly readMore: (changed: readonly string[]) => Promise<void>;
}

/** The result of applying overlays to a tree. */
export interface OverlayResult extends Required<Pick<SourceTree, "overlays" | "written">> {
  /** The texts of the overlays, by the tree's names of their files. */
  readonly texts: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Applies overlays to a tree in the given order. Stops at the first overlay with an error. */
export async function applyOverlays(inputs: readonly OverlayInput[], tree: OverlaidTree): Promise<OverlayResult> {
  const texts = new Map<string, string>();
  const written = new Map<string, WrittenPlaces>();
  const overlays: OverlayOutcome[] = [];
  const diagnostics: Diagnostic[] = [];
  const budgets = { budget: { left: MAXIMUM_STEPS }, writes: { left: MAXIMUM_WRITES } };
  for (const { path, isShared } of inputs) {
    const reading = readOverlay(resolve(tree.base, path));
    if ("diagnostics" in reading) {
      diagnostics.push(...reading.diagnostics);
      break;
    }
    const { overlay } = reading;
    const file = tree.fileOf(overlay.path);
    texts.set(file, overlay.text);
    const chosen = chooseRoots(overlay, isShared, tree);
    diagnostics.push(...chosen.diagnostics);
    const found = new Set<number>();
    for (const root of chosen.roots) {
      const changing: Changing = { ...budgets, tree, root, written, hasUnread: false };
      diagnostics.push(...(await applyTo({ overlay, file, found }, changing, tree)));
    }
    overlays.push({
      overlay,
      isShared,
      label: tree.label,
      roots: tree.roots.map((one) => one.file),
      isApplied: chosen.roots.length > 0,
      dead: [...overlay.actions.keys()].filter((index) => !found.has(index)),
    });
    if (diagnostics.some(isError)) break;
  }
  return { overlays, written, texts, diagnostics };
}

interface Applying {
  readonly overlay: Overlay;
  readonly file: string;
  /** The indices of the actions that found a target. */
  readonly found: Set<number>;
}

async function applyTo(
  { overlay, file, found }: Applying,
  changing: Changing,
  tree: OverlaidTree,
): Promise<readonly Diagnostic[]> {
  const bad = (pointer: string, problem: string): readonly Diagnostic[] => [
    diagnoseOverlay(badOverlay, { problem }, { ...overlay, pointer }),
  ];
  for (const [index, { target, isRemoval, update, pointer }] of overlay.actions.entries()) {
    const compiled = compilePath(target);
    if ("problem" in compiled) return bad(`${pointer}/target`, compiled.problem);
    const selection = selectNodes(compiled.query, changing);
    if ("problem" in selection)
      return bad(`${pointer}/target`, `${target} cannot be asked of ${tree.label}: ${selection.problem}`);
    const { targets } = selection;
    if (targets.length > 0) found.add(index);
    const problem = isRemoval
      ? removeAll(targets, changing)
      : updateTargets(targets, { value: update, file, pointer: `${pointer}/update` }, changing);
    if (problem !== undefined) return bad(`${pointer}/target`, `in ${tree.label}, ${target} ${problem}`);
    if (changing.hasUnread) await tree.readMore([...changing.written.keys()]);
    changing.hasUnread = false;
  }
  return [];
}

function removeAll(targets: readonly FoundPlace[], changing: Changing): string | undefined {
  if (targets.some(({ kind }) => kind === "root")) return "is the whole document, which cannot be removed";
  removeTargets(targets, changing);
  return undefined;
}

/** The roots that an overlay applies to: the root that it extends, or all roots. */
function chooseRoots(
  overlay: Overlay,
  isShared: boolean,
  { roots, label }: OverlaidTree,
): { readonly roots: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const { extends: document } = overlay;
  const all = roots.map(({ file }) => file);
  if (document === undefined) return { roots: all, diagnostics: [] };
  if (isWebAddress(document)) {
    if (isShared) return { roots: [], diagnostics: [] };
    const found = diagnoseOverlay(foreignExtends, { document, version: label }, { ...overlay, pointer: "/extends" });
    return { roots: all, diagnostics: [found] };
  }
  const absolute = pathOfExtends(document, dirname(overlay.path));
  return { roots: roots.filter((root) => root.absolute === absolute).map(({ file }) => file), diagnostics: [] };
}

/** The absolute path that `extends` names. It is a URI reference relative to the overlay. */
function pathOfExtends(document: string, folder: string): string {
  try {
    if (/^file:/iu.test(document)) return fileURLToPath(document);
    return resolve(folder, decodeURIComponent(document));
  } catch {
    return resolve(folder, document);
  }
}
