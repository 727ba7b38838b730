import type { Diagnostic, DiagnosticKind } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import type { Cursor, SourceTree } from "../../load/tree.ts";
import { follow, followTold, type Followed } from "../../load/follow.ts";
import type { Declaration, DeclarationId, Omission, Origin, Place, Step } from "../model.ts";

export type { Followed } from "../../load/follow.ts";

/** A declaration under construction: the flags of use are set by the pass `usage`. */
export type DraftDeclaration = Declaration;

/** Where an inline declaration met from here would belong. `steps` are appended to what `place` says. */
export interface Context {
  readonly place: Place;
}

/** What the builders of one version share. */
export interface BuildState {
  readonly tree: SourceTree;
  readonly declarations: Map<DeclarationId, DraftDeclaration>;
  /** Registered and waiting to be built, so that cycles and depth cost no stack. */
  readonly queue: (() => void)[];
  readonly pending: Set<DeclarationId>;
  readonly diagnostics: Diagnostic[];
  readonly reported: Set<string>;
  /** The declarations of properties that several parts describe, by the identities of those descriptions. */
  readonly merged: Map<string, DeclarationId>;
  readonly omissions: Omission[];
  /** Names that roots give to files and parts of files in their component sections: identity to keys. */
  readonly componentKeys: Map<string, string[]>;
  /** Operation keys by the identity of their node, for references into paths. */
  readonly operationKeys: Map<string, string>;
  /** Declares a referenced schema; set by `version.ts`, for the schema builders call one another in a circle. */
  readonly declareTarget: (target: Cursor) => void;
}

export function newState(tree: SourceTree, declareTarget: BuildState["declareTarget"]): BuildState {
  return {
    tree,
    declarations: new Map(),
    queue: [],
    pending: new Set(),
    diagnostics: [],
    reported: new Set(),
    merged: new Map(),
    omissions: [],
    componentKeys: new Map(),
    operationKeys: new Map(),
    declareTarget,
  };
}

/** Reports at a node; the same finding at the same node counts once. */
export function report<Holes>(state: BuildState, kind: DiagnosticKind<Holes>, holes: Holes, at: Origin): void {
  const { file, pointer } = at;
  const diagnostic = diagnose(kind, holes, { version: state.tree.label, origin: { file, pointer } });
  const key = `${kind.code} ${file}#${pointer} ${diagnostic.message}`;
  if (state.reported.has(key)) return;
  state.reported.add(key);
  state.diagnostics.push(diagnostic);
}

export function followIn(state: BuildState, cursor: Cursor): Cursor | undefined {
  return follow(state.tree, cursor);
}

/** As {@link followIn}, with the texts that stand beside the references. */
export function followToldIn(state: BuildState, cursor: Cursor): Followed | undefined {
  return followTold(state.tree, cursor);
}

/** The context one step deeper. */
export function stepInto(context: Context, step: Step): Context {
  const { place } = context;
  switch (place.kind) {
    case "file":
    case "component":
      // A file or component is an owner: its inline parts are members of it.
      throw new Error(`a ${place.kind} is not a context; use memberContext`);
    default:
      return { place: { ...place, steps: [...place.steps, step] } };
  }
}

/** The context inside a declaration. */
export function memberContext(owner: DeclarationId): Context {
  return { place: { kind: "member", owner, steps: [] } };
}
