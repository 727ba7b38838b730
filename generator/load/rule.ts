import type { RepairCode } from "../diagnostics/catalog.ts";
import type { DiagnosticKind } from "../diagnostics/diagnostic.ts";
import type { RawObject, SourceTree, Cursor } from "./tree.ts";
import type { NodeKind } from "./grammar.ts";
import type { Visit } from "./walk.ts";

/** What a rule is given besides the node. */
export interface RuleContext {
  readonly tree: SourceTree;
  /** The document the walk started from. */
  readonly root: RawObject;
  readonly isVersion31: boolean;
  /** How a number below the visited node is written in its file; undefined where that is not known. */
  readonly numberText: (tokens: readonly (string | number)[], value: number) => string | undefined;
  /** Follows references from a node; undefined where they lead nowhere. */
  readonly follow: (cursor: Cursor) => Cursor | undefined;
  /** Says that the rule was applied. `tokens` lead from the visited node to the place meant. */
  readonly report: <Holes>(kind: DiagnosticKind<Holes>, holes: Holes, tokens?: readonly (string | number)[]) => void;
}

/**
 * One repair. `apply` changes the node in place (the stage works on its own copy of the tree) and reports every change;
 * it must find nothing to do when it runs again on its own result.
 */
export interface RepairRule {
  /** The code of what it reports; the catalogue says what the input should have been, and why it is changed so. */
  readonly id: RepairCode;
  readonly on: readonly NodeKind[];
  /** Applied when every node has been visited: for a rule that compares nodes with one another. */
  readonly isLast?: true;
  readonly apply: (visit: Visit, context: RuleContext) => void;
}
