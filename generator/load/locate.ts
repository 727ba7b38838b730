import type { SourceTree } from "./tree.ts";
import { originOfWritten } from "./overlays/written-places.ts";
import { pointerTokens } from "./pointer.ts";
import { positionsOf, type Position } from "./yaml.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/**
 * Adds line and column to the diagnostics and sorts them by version, file, line, column, code and message. Only the
 * files of diagnostics that `isNeeded` accepts are parsed again for positions.
 */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  trees: readonly SourceTree[],
  isNeeded: (diagnostic: Diagnostic) => boolean = () => true,
): Diagnostic[] {
  const finders = new Map<string, (tokens: readonly string[]) => Position>();
  const texts = new Map(trees.map((tree) => [tree.label, tree.texts]));
  const written = new Map(trees.map((tree) => [tree.label, tree.written]));
  const located = diagnostics.map((found) => {
    if (found.version === undefined || found.origin === undefined || found.line !== undefined) return found;
    const { version } = found;
    const places = written.get(version)?.get(found.origin.file);
    // A node that an overlay wrote is shown in the overlay.
    const origin = places === undefined ? found.origin : originOfWritten(places, found.origin);
    const diagnostic = origin === found.origin ? found : { ...found, origin };
    if (!isNeeded(diagnostic)) return diagnostic;
    const text = texts.get(version)?.get(origin.file);
    if (text === undefined) return diagnostic;
    const key = `${version} ${origin.file}`;
    let find = finders.get(key);
    if (find === undefined) {
      find = positionsOf(text);
      finders.set(key, find);
    }
    return { ...diagnostic, ...find(pointerTokens(origin.pointer)) };
  });
  return located.sort(byPlace);
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return (
    text(left.version, right.version) ||
    text(left.origin?.file, right.origin?.file) ||
    (left.line ?? 0) - (right.line ?? 0) ||
    (left.column ?? 0) - (right.column ?? 0) ||
    text(left.code, right.code) ||
    text(left.message, right.message)
  );
}

function text(left = "", right = ""): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
