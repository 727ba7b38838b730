import { ts } from "ts-morph";
import { groupBy } from "../../model/group-by.ts";
import { checkMoved, linesOf, type CompileError } from "./check-moved.ts";
import { addComment, hasComment, type CodeFinding, type PlacedFinding } from "./context.ts";
import { createEdits, type Edits } from "./edits.ts";
import type { CodeInput } from "./project.ts";

/** A file after the move, whose findings have positions in the original text. */
interface Unchecked {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** The text that the edits and the positions are of: `before`, or the same lines with other loads of the package. */
  readonly edited: string;
  readonly edits: Edits;
  readonly findings: readonly PlacedFinding[];
}

/** A file after the move, with comments on what does not compile. */
interface Checked {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly findings: readonly CodeFinding[];
}

/**
 * Compiles the moved files, adds a comment and a finding for each statement that compiled before the move and does not
 * compile now, and gives all findings their lines. A statement that has a comment already gets no second one.
 */
export function addErrors(input: CodeInput, files: readonly Unchecked[]): readonly Checked[] {
  const changed = files.filter(({ before, after }) => before !== after);
  const errors = checkMoved(
    input,
    new Map(
      changed.map(({ path, edited, after, edits }) => {
        const lineOf = linesOf(edited);
        return [path, { text: after, lineBefore: (position) => lineOf(edits.placeBefore(position)) }];
      }),
    ),
  );
  const byPath = groupBy(errors, ({ path }) => path);
  return files.map((file) => addToFile(file, byPath.get(file.path) ?? []));
}

function addToFile(
  { path, before, after, edited, edits, findings }: Unchecked,
  errors: readonly CompileError[],
): Checked {
  const source = ts.createSourceFile(path, after, ts.ScriptTarget.ES2022, true);
  const comments = createEdits(after);
  const found = errors.flatMap(({ position, message }): readonly (PlacedFinding & { readonly after: number })[] => {
    const node = nodeAt(source, position);
    if (hasComment(source, node)) return [];
    const text = `this does not compile with the new package: ${message}.`;
    addComment(comments, source, node, text);
    return [
      {
        ...{ file: path, position: edits.placeBefore(position), after: position },
        ...{ kind: "todo", reason: "does not compile", message: text },
      },
    ];
  });
  const now = comments.textOf(0, after.length);
  const [lineBefore, lineAfter] = [linesOf(edited), linesOf(now)];
  return {
    path,
    before,
    after: now,
    findings: [...findings.map((finding) => ({ ...finding, after: edits.placeAfter(finding.position) })), ...found]
      .sort((one, other) => one.after - other.after)
      .map(({ file, kind, reason, message, position, after: place }) => ({
        ...{ file, kind, reason, message },
        ...{ line: lineBefore(position), lineAfter: lineAfter(comments.placeAfter(place)) },
      })),
  };
}

/** The innermost node at a position. */
function nodeAt(source: ts.SourceFile, position: number): ts.Node {
  let found: ts.Node = source;
  const visit = (node: ts.Node): void => {
    if (node.getStart(source) > position || node.end <= position) return;
    found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}
