import type { ApiVersion, Declaration, DeclarationId, EventHook, Operation, Tag } from "../model/model.ts";
import type { FileRequest } from "./settling/file-names.ts";
import type { NameGrammar } from "./rules/grammar.ts";
import type {
  Ledger,
  LedgerAddition,
  LedgerModel,
  LedgerOperation,
  LedgerTag,
  VersionLedger,
} from "./ledger/ledger.ts";
import type { LedgerFields } from "./ledger/ledger-fields.ts";
import type { OperationOverride, Overrides } from "./overrides/overrides.ts";
import type { Reading } from "./rules/reading.ts";
import type { ReservedNames } from "./rules/reserved.ts";
import type { Settled } from "./settling/settle.ts";

/**
 * What a target knows about its names: data and pure functions, from `targets/NAME/naming`. The pipeline passes the
 * namings of all targets to the naming stage, whichever targets write files. The stage asks for candidates, settles
 * clashes, locks the names in the ledger and freezes a table for each target.
 *
 * Models and events have the same names in every target, because packages, modules and pages describe the same things.
 * The stage makes these names, and a target reserves the words that it cannot declare.
 */
export interface TargetNaming {
  /** The target's name. It is the key of the target's names in the ledger and in the table. */
  readonly target: string;
  /** Names that no model and no event may have, with the reason. */
  readonly reservedTypes?: ReservedNames;
  /** Names that no version's folder may have, with the reason. */
  readonly reservedFolders?: ReservedNames;
  /** The fields of this target in format 1 of the ledger. Without fields, its names are under `names`. */
  readonly fields?: LedgerFields;
  /** What the target names, in the order of settling. */
  readonly scopes: readonly NameScope[];
  readonly files?: readonly FileScope[];
  readonly parameters?: ParameterScope;
  /** Further type names that entries of the ledger hold for this target, with their holders. */
  readonly heldTypes?: (ledger: VersionLedger) => Iterable<HeldName>;
  /** The public names that a version's label becomes. Two labels that share one cannot be in one run. */
  readonly labelNames?: (label: string) => readonly string[];
  /** Adds aliases to a version that come from the names of another version. */
  readonly crossVersions?: (ledger: Ledger) => {
    readonly ledger: Ledger;
    readonly additions: readonly LedgerAddition[];
  };
  /** Further fields of a new operation's entry. */
  readonly operationFacts?: (operation: Operation, at: SettledNames) => Partial<LedgerOperation>;
  /** The target's part of the table for a version; see `names/table.ts`. */
  readonly table: (at: SettledVersion) => TargetTable;
}

/** A taken name with its holder. */
export type HeldName = readonly [name: string, holder: string];

/** Names that must be distinct: one for each thing of a kind. */
export type NameScope = OperationScope | ModelScope | TagScope | EventScope;

/** Names of operations. */
export interface OperationScope extends ScopeOf<Operation, LedgerOperation> {
  readonly of: "operation";
  /** Set for names that yield to models and are settled after them. */
  readonly yieldsToModels?: true;
  /**
   * The use of the name outside of the target. Exactly one scope of all targets has each role. `call`: identifies an
   * operation on pages. `typeBase`: the start of the names of its inline types.
   */
  readonly role?: "call" | "typeBase";
}

/** Names of models. */
export interface ModelScope extends ScopeOf<Declaration, LedgerModel> {
  readonly of: "model";
}

/** Names of tags. */
export interface TagScope extends ScopeOf<Tag, LedgerTag> {
  readonly of: "tag";
}

/** Names of events. */
export interface EventScope extends ScopeOf<EventHook, never> {
  readonly of: "event";
}

interface ScopeOf<Thing, Entry> {
  /** The name of the scope, unique in its target: `cmdlet`. */
  readonly name: string;
  /** The field in an entry of format 1. Absent: the name is under `names`, by target and scope. */
  readonly field?: string;
  /** The grammar of a name in the ledger. */
  readonly grammar: NameGrammar;
  /** The grammar of a name in the overrides. Absent: overrides cannot set the name. */
  readonly chosen?: NameGrammar;
  /** Whether the name must differ from every type name of the version. */
  readonly isType?: true;
  /** Whether a clash is reported. */
  readonly isReported?: true;
  /** Whether the name is derived from other names in every run, so that the ledger does not keep it. */
  readonly isDerived?: true;
  /** The locked name in an entry. Default: the value of `field`. */
  readonly locked?: (entry: Entry) => string | undefined;
  /** The fields that an entry keeps of the name. Default: `field` alone. */
  readonly recorded?: (name: string, at: RecordedAt) => Readonly<Record<string, string>>;
  /** Names must be distinct in one space. Absent: the whole version is one space. */
  readonly spaceOf?: (thing: Thing) => string;
  /** Whether a thing keeps its locked name in its current space. Absent: it does. */
  readonly keeps?: (thing: Thing, at: SpaceAt<Thing>) => boolean;
  /** The names of a space that are taken before the first thing is named. */
  readonly held?: (at: SpaceAt<Thing>) => Iterable<HeldName>;
  readonly request: (thing: Thing, at: NamingAt<Entry>) => WantedName;
}

/** The candidates for a name, preferred first. */
export interface WantedName {
  readonly candidates: readonly string[];
  /** Further candidates, computed only when `candidates` are taken. */
  readonly more?: () => readonly string[];
  /** Of things that want one name, the smallest rank gets it. Default: the rank of an operation's path. */
  readonly rank?: string;
}

/** A space and the ledger. */
export interface SpaceAt<Thing> {
  readonly ledger: VersionLedger;
  /** The things of the space. */
  readonly things: readonly Thing[];
}

/** What a target may use to request a name. */
export interface NamingAt<Entry> {
  readonly entry: Entry | undefined;
  /** The reading of an operation's id. */
  readonly readingOf: (operation: Operation) => Reading;
  readonly overrideOf: (operation: Operation) => OperationOverride | undefined;
  /** The name of the thing in an earlier scope of the target. */
  readonly settled: (scope: string) => Settled | undefined;
  /** The name of the model. */
  readonly model: string;
}

/** What a target may use to record a name. */
export interface RecordedAt {
  /** The name of the same thing in another scope of the target. */
  readonly nameOf: (scope: string) => string;
  /** The name of the model. */
  readonly model: string;
}

/**
 * File names that are derived from the names of things. The ledger keeps only those that differ from the preferred
 * name.
 */
export interface FileScope {
  readonly name: string;
  readonly of: "operation" | "model" | "tag" | "event";
  /** The kind of file, for findings and for the ledger: `tag page`. */
  readonly kind: string;
  /** The field in the entry of a tag, which then keeps every name. */
  readonly field?: "module";
  readonly held?: (at: { readonly ledger: VersionLedger; readonly wholes: readonly string[] }) => Iterable<HeldName>;
  /** `whole` is a tag's wire name, an operation's key, or the name of a model or an event. */
  readonly request: (whole: string) => Omit<FileRequest, "whole">;
}

/** Names of parameters, which must be distinct in their operation. */
export interface ParameterScope {
  readonly name: string;
  /** The field in an entry of format 1. Absent: the name is under `names`, by target and scope. */
  readonly field?: "argument" | "cmdlet";
  readonly grammar: NameGrammar;
  /** The usual name for a wire name. */
  readonly usual: (declaredWire: string) => string;
  /**
   * The names of an operation's parameters, by `parameterKey`. Parameters without a name of their own are absent.
   */
  readonly ofOperation: (operation: Operation, at: SettledNames) => ReadonlyMap<string, string>;
}

/** The names that the stage has settled in a version. */
export interface SettledNames {
  readonly version: ApiVersion;
  /** The name of a model. */
  readonly modelOf: (id: DeclarationId) => string | undefined;
  /** The name of an event. */
  readonly eventOf: (wire: string) => string;
  /** The name that identifies an operation where its id does not. */
  readonly callOf: (operation: Operation) => string;
  /** The name in a scope, or the name of a file. Throws where there is none. */
  readonly nameOf: (target: string, scope: string, key: string) => string;
}

/** A version whose names are settled and locked. */
export interface SettledVersion extends SettledNames {
  /** The folder and subpath of the version in every target. */
  readonly folder: string;
  /** The ledger after the run. It has an entry for everything in the version. */
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
  readonly entryOf: (declaration: Declaration) => LedgerModel | undefined;
}

/** A target's part of each row of the table. */
export interface TargetTable {
  readonly version?: object;
  readonly tag?: (tag: Tag) => object;
  readonly operation?: (operation: Operation) => object;
  readonly declaration?: (declaration: Declaration) => object;
  readonly event?: (event: EventHook) => object;
}
