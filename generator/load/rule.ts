import type { RepairCode } from "../diagnostics/catalog.ts";
import type { DiagnosticKind } from "../diagnostics/diagnostic.ts";
import type { RawObject, SourceTree, Cursor } from "./tree.ts";
import type { NodeKind } from "./grammar.ts";
import type { Visit } from "./walk.ts";

/** What a rule gets besides the node. */
export interface RuleContext {
  readonly tree: SourceTree;
  /** The root document that the walk started from. */
  readonly root: RawObject;
  readonly isVersion31: boolean;
  /** The source text of a number below the visited node; undefined where it is unknown. */
  readonly numberText: (tokens: readonly (string | number)[], value: number) => string | undefined;
  /** Follows references from a node; undefined where they are broken. */
  readonly follow: (cursor: Cursor) => Cursor | undefined;
  /** Reports that the rule was applied. `tokens` lead from the visited node to the node that was repaired. */
  readonly report: <Holes>(kind: DiagnosticKind<Holes>, holes: Holes, tokens?: readonly (string | number)[]) => void;
}

/**
 * A repair rule. `apply` changes the node in place (the stage works on its own copy of the tree) and reports every
 * change. A second run on the result must change nothing.
 */
export interface RepairRule {
  /** The code of its findings. The catalogue says what the input should be and why it is changed. */
  readonly id: RepairCode;
  readonly on: readonly NodeKind[];
  /** Set where the rule compares nodes with one another: it is applied after every node was visited. */
  readonly isLast?: true;
  readonly apply: (visit: Visit, context: RuleContext) => void;
}
