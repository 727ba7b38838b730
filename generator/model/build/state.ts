import type { Diagnostic, DiagnosticKind } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Cursor, SourceTree } from "../../load/tree.ts";
import { follow, followDescribed, type Followed } from "../../load/follow.ts";
import type { Answer, Declaration, DeclarationId, Omission, Origin, Place, Step } from "../model.ts";

export type { Followed } from "../../load/follow.ts";

/** A declaration before the passes; the pass `usage` sets its flags of use. */
export type DraftDeclaration = Declaration;

/** The place that an inline declaration found here gets. Builders append steps to it. */
export interface Context {
  readonly place: Place;
}

/** The parts of a response that do not depend on the operation. */
export type AnswerParts = Pick<Answer, "contents" | "headers">;

/** The state that the builders of one version share. */
export interface BuildState {
  readonly tree: SourceTree;
  readonly declarations: Map<DeclarationId, DraftDeclaration>;
  /** The declarations that wait to be built. The queue keeps cycles and deep schemas off the call stack. */
  readonly queue: (() => void)[];
  readonly pending: Set<DeclarationId>;
  readonly diagnostics: Diagnostic[];
  readonly reported: Set<string>;
  /** The merged declarations of properties that several parts describe, by the identities of these parts. */
  readonly merged: Map<string, DeclarationId>;
  /**
   * What operations share of a referenced response, by the status that its declarations are named for and its identity.
   * Most responses of an API are a few errors.
   */
  readonly sharedAnswers: Map<string, AnswerParts>;
  readonly omissions: Omission[];
  /** The component keys under which roots name a file or a part of a file, by identity. */
  readonly componentKeys: Map<string, string[]>;
  /** The keys of operations by the identity of their nodes, for references into paths. */
  readonly operationKeys: Map<string, string>;
  /** Declares a referenced schema. `version.ts` sets it, because the schema builders call one another in a cycle. */
  readonly declareTarget: (target: Cursor) => void;
}

/** The empty state for the builders of one version. */
export function newState(tree: SourceTree, declareTarget: BuildState["declareTarget"]): BuildState {
  return {
    tree,
    declarations: new Map(),
    queue: [],
    pending: new Set(),
    diagnostics: [],
    reported: new Set(),
    merged: new Map(),
    sharedAnswers: new Map(),
    omissions: [],
    componentKeys: new Map(),
    operationKeys: new Map(),
    declareTarget,
  };
}

/** Reports a finding at a node; repeated findings at one node are dropped. */
export function report<Holes>(state: BuildState, kind: DiagnosticKind<Holes>, holes: Holes, at: Origin): void {
  const { file, pointer } = at;
  const diagnostic = diagnose(kind, holes, { version: state.tree.label, origin: { file, pointer } });
  const key = `${kind.code} ${file}#${pointer} ${diagnostic.message}`;
  if (state.reported.has(key)) return;
  state.reported.add(key);
  state.diagnostics.push(diagnostic);
}

/** The node at the end of a chain of references in this version's tree; undefined where the chain is broken. */
export function followIn(state: BuildState, cursor: Cursor): Cursor | undefined {
  return follow(state.tree, cursor);
}

/** As {@link followIn}, with the summary and description beside the references. */
export function followDescribedIn(state: BuildState, cursor: Cursor): Followed | undefined {
  return followDescribed(state.tree, cursor);
}

/** The context one step deeper. Throws for the place of a file or component: use {@link memberContext}. */
export function stepInto(context: Context, step: Step): Context {
  const { place } = context;
  switch (place.kind) {
    case "file":
    case "component":
      // A file or component owns its inline parts, which are members of it.
      throw new Error(`a ${place.kind} is not a context; use memberContext`);
    default:
      return { place: { ...place, steps: [...place.steps, step] } };
  }
}

/** The context of inline declarations inside a declaration. */
export function memberContext(owner: DeclarationId): Context {
  return { place: { kind: "member", owner, steps: [] } };
}
