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
 * What a target alone knows of its names: data and pure functions, from `targets/NAME/naming`. The pipeline hands one
 * of every target to the naming stage, whichever targets write files. The stage asks for candidates, settles clashes,
 * locks what it gave in the ledger, and freezes a table per target.
 *
 * The names of models and of events are the same in every target, for packages, modules and pages tell of the same
 * thing: the stage makes them, and a target reserves the words that it cannot declare.
 */
export interface TargetNaming {
  /** The target's name: the key of its names in the ledger and in the table. */
  readonly target: string;
  /** Names that no model and no event may have, with the reason. */
  readonly reservedTypes?: ReservedNames;
  /** Names that no version's folder may have, with the reason. */
  readonly reservedFolders?: ReservedNames;
  /** The fields that format 1 of the ledger has for this target. A target without any has its names under `names`. */
  readonly fields?: LedgerFields;
  /** What the target names, in the order in which it is settled. */
  readonly scopes: readonly NameScope[];
  readonly files?: readonly FileScope[];
  readonly parameters?: ParameterScope;
  /** Type names beside those of models and events that the ledger's entries keep for this target, with their holders. */
  readonly heldTypes?: (ledger: VersionLedger) => Iterable<HeldName>;
  /** What a version's label makes public: two labels that share one of them cannot be in one run. */
  readonly labelNames?: (label: string) => readonly string[];
  /** Aliases that a version gains from the names of another. */
  readonly crossVersions?: (ledger: Ledger) => {
    readonly ledger: Ledger;
    readonly additions: readonly LedgerAddition[];
  };
  /** What a new entry of an operation keeps beside the names. */
  readonly operationFacts?: (operation: Operation, at: SettledNames) => Partial<LedgerOperation>;
  /** The target's frozen names of a version; see `names/table.ts`. */
  readonly table: (at: SettledVersion) => TargetTable;
}

/** A name that is taken, and what has it. */
export type HeldName = readonly [name: string, holder: string];

/** Names that may not meet: one for each thing of a kind. */
export type NameScope = OperationScope | ModelScope | TagScope | EventScope;

export interface OperationScope extends ScopeOf<Operation, LedgerOperation> {
  readonly of: "operation";
  /** Set for names that yield to models and are settled after them. */
  readonly yieldsToModels?: true;
  /**
   * What the name is to the other targets; of all scopes one has each. `call`: what an operation is called where pages
   * tell two apart. `typeBase`: what the names of its inline types begin with.
   */
  readonly role?: "call" | "typeBase";
}

export interface ModelScope extends ScopeOf<Declaration, LedgerModel> {
  readonly of: "model";
}

export interface TagScope extends ScopeOf<Tag, LedgerTag> {
  readonly of: "tag";
}

export interface EventScope extends ScopeOf<EventHook, never> {
  readonly of: "event";
}

interface ScopeOf<Thing, Entry> {
  /** `cmdlet`: unique in its target. */
  readonly name: string;
  /** Its field in an entry of format 1; absent: the name stands under `names`, target and scope. */
  readonly field?: string;
  /** What a name of the ledger must look like. */
  readonly grammar: NameGrammar;
  /** What a person may choose in the overrides; absent: nothing. */
  readonly chosen?: NameGrammar;
  /** Whether the name is told apart from every type of the version. */
  readonly isType?: true;
  /** Whether a clash is reported. */
  readonly isTold?: true;
  /** Whether the name follows from others each time and the ledger keeps none. */
  readonly isDerived?: true;
  /** The locked name of a thing; the field of its entry where it says nothing else. */
  readonly locked?: (entry: Entry) => string | undefined;
  /** What an entry keeps of the name; the field where it says nothing else. */
  readonly recorded?: (name: string, at: RecordedAt) => Readonly<Record<string, string>>;
  /** Names of one space are told apart; absent: all of a version are. */
  readonly spaceOf?: (thing: Thing) => string;
  /** Whether a thing keeps its locked name where it stands now; absent: it does. */
  readonly keeps?: (thing: Thing, at: SpaceAt<Thing>) => boolean;
  /** What is taken in a space before anything is named. */
  readonly held?: (at: SpaceAt<Thing>) => Iterable<HeldName>;
  readonly request: (thing: Thing, at: NamingAt<Entry>) => WantedName;
}

/** What a thing would be called, in order of preference. */
export interface WantedName {
  readonly candidates: readonly string[];
  /** Further candidates, made only when those are taken. */
  readonly more?: () => readonly string[];
  /** Among those that want one name the smallest gets it; absent: an operation's place, or nothing. */
  readonly rank?: string;
}

export interface SpaceAt<Thing> {
  readonly ledger: VersionLedger;
  /** The things of the space. */
  readonly things: readonly Thing[];
}

export interface NamingAt<Entry> {
  readonly entry: Entry | undefined;
  /** The reading of an operation's id. */
  readonly readingOf: (operation: Operation) => Reading;
  readonly overrideOf: (operation: Operation) => OperationOverride | undefined;
  /** What the thing was called in an earlier scope of the target. */
  readonly settled: (scope: string) => Settled | undefined;
  /** The name of the model that is named. */
  readonly model: string;
}

export interface RecordedAt {
  /** Names of the same thing in the target's other scopes. */
  readonly nameOf: (scope: string) => string;
  /** The name of the model that is recorded. */
  readonly model: string;
}

/** Names of files that follow from the names of things. Only one that had to be mended is kept in the ledger. */
export interface FileScope {
  readonly name: string;
  readonly of: "operation" | "model" | "tag" | "event";
  /** What it is called in messages and in the ledger: `tag page`. */
  readonly kind: string;
  /** Its field in an entry of a tag, which then keeps every name. */
  readonly field?: "module";
  readonly held?: (at: { readonly ledger: VersionLedger; readonly wholes: readonly string[] }) => Iterable<HeldName>;
  /** `whole` is a tag's wire name, an operation's key, or the name of a model or an event. */
  readonly request: (whole: string) => Omit<FileRequest, "whole">;
}

/** Names of an operation's parameters, which are told apart in their operation alone. */
export interface ParameterScope {
  readonly name: string;
  /** Its field in an entry of format 1; absent: the name stands under `names`, target and scope. */
  readonly field?: "argument" | "cmdlet";
  readonly grammar: NameGrammar;
  /** What a wire name is called in most operations. */
  readonly usual: (declaredWire: string) => string;
  /** What the rules call the parameters of an operation, by `parameterKey`; those without an own name are absent. */
  readonly ofOperation: (operation: Operation, at: SettledNames) => ReadonlyMap<string, string>;
}

/** What the stage has named in a version. */
export interface SettledNames {
  readonly version: ApiVersion;
  /** The name of a model. */
  readonly modelOf: (id: DeclarationId) => string | undefined;
  /** The name of an event. */
  readonly eventOf: (wire: string) => string;
  /** What an operation is called where its id does not tell it apart. */
  readonly callOf: (operation: Operation) => string;
  /** A name of a scope, or of a file; throws where there is none. */
  readonly nameOf: (target: string, scope: string, key: string) => string;
}

/** A version whose names are settled and locked. */
export interface SettledVersion extends SettledNames {
  /** The folder and subpath of the version in every target. */
  readonly folder: string;
  /** As it is after the run: it has an entry for everything. */
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
  readonly entryOf: (declaration: Declaration) => LedgerModel | undefined;
}

/** A target's part of the table: what stands under its name in each of the table's rows. */
export interface TargetTable {
  readonly version?: object;
  readonly tag?: (tag: Tag) => object;
  readonly operation?: (operation: Operation) => object;
  readonly declaration?: (declaration: Declaration) => object;
  readonly event?: (event: EventHook) => object;
}
