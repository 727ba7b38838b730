import type { RawObject, SourceTree, Cursor } from "./tree.ts";
import type { NodeKind } from "./node-kinds.ts";
import type { Visit } from "./walk.ts";

/** What a rule is given besides the node. */
export interface RuleContext {
  readonly tree: SourceTree;
  /** The document the walk started from. */
  readonly root: RawObject;
  readonly isVersion31: boolean;
  /** Follows references from a node; undefined where they lead nowhere. */
  readonly follow: (cursor: Cursor) => Cursor | undefined;
  /**
   * Says that the rule was applied. `tokens` lead from the visited node to the place meant; `severity` is `repair`
   * unless something is lost (`warning`) or merely worth knowing (`note`).
   */
  readonly report: (finding: {
    readonly message: string;
    readonly action: string;
    readonly tokens?: readonly (string | number)[];
    readonly severity?: "repair" | "warning" | "note";
  }) => void;
}

/**
 * One repair. `apply` changes the node in place (the stage works on its own copy of the tree) and reports every change;
 * it must find nothing to do when it runs again on its own result.
 */
export interface RepairRule {
  readonly id: string;
  readonly on: readonly NodeKind[];
  /** The rule as a sentence: what the input should have said. */
  readonly title: string;
  /** Why the input is changed this way and no other, with the input that forced it. */
  readonly why: string;
  /** Applied when every node has been visited: for a rule that compares nodes with one another. */
  readonly isLast?: true;
  readonly apply: (visit: Visit, context: RuleContext) => void;
}
