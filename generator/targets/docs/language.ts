import type { Config, Int64Type } from "../../config/config.ts";
import type { SurfaceVersionNames } from "../../contract/surface-format.ts";
import type { CallNames } from "../../migration/facts.ts";
import type { BodyContent, Declaration, DeclarationId, EventHook, Json, Operation } from "../../model/model.ts";
import type { AliasName, OperationNames } from "../../names/table.ts";
import type { Address, LanguageId } from "./address.ts";
import type { Entry, Library, Shelf } from "./library.ts";
import type { ParameterRow } from "./parameter-row.ts";

export interface TitledCode {
  readonly title: string;
  readonly code: string;
}

/**
 * Everything in which the references differ: names, types and code. `languages/NAME` has one of each; nothing else in
 * the docs knows a language.
 */
export interface Language {
  readonly id: LanguageId;
  readonly label: string;
  readonly sidebarClass: string;
  /** Language of the code blocks. */
  readonly code: string;
  /** What operations are called: `cmdlets`. */
  readonly callsWord: string;
  /** What a reader writes: `script`. */
  readonly programWord: string;
  /** The package or module that a reader installs. */
  readonly product: (config: Config) => {
    readonly name: string;
    readonly version: string;
    /** What an integer of 64 bits is, where that is to be chosen. */
    readonly int64?: Int64Type;
  };
  readonly operationName: (entry: Entry) => string;
  /** How it is called from the client down: `isc.v2024.roles.createRole`. */
  readonly callPath: (shelf: Shelf, entry: Entry) => string;
  /** What asks for another media type of a response. */
  readonly acceptArgument: string;
  readonly operationAliases: (entry: Entry) => readonly AliasName[];
  /** Whether an operation has names beside its own. */
  readonly hasOtherNames: (names: OperationNames) => boolean;
  /** Those names as rows of a table: name, what it stands for, why. */
  readonly otherNames: (names: OperationNames) => readonly (readonly string[])[];
  readonly parameters: (library: Library, shelf: Shelf, entry: Entry) => readonly ParameterRow[];
  readonly defaultText: (value: Json) => string | undefined;
  /** How a parameter of the query is given. */
  readonly queryArgument: (entry: Entry, wire: string) => string;
  /** How all pages of a list are read, as Markdown. */
  readonly pagingText: (name: string) => string;
  /** How the job of a call is waited for, as Markdown; "" where the language does not wait for it. */
  readonly jobText: (library: Library, shelf: Shelf, entry: Entry) => string;
  /** How a payload is given, as Markdown. */
  readonly bodyText: (entry: Entry, content: BodyContent) => string;
  /** How the further forms of a payload are given, as Markdown; "" where there are none. */
  readonly otherFormsText: (operation: Operation, shelf: Shelf) => string;
  readonly modelName: (shelf: Shelf, id: DeclarationId) => string;
  readonly modelAliases: (shelf: Shelf, id: DeclarationId) => readonly AliasName[];
  readonly operationSnippet: (library: Library, shelf: Shelf, entry: Entry) => string;
  readonly modelSnippets: (library: Library, shelf: Shelf, declaration: Declaration) => readonly TitledCode[];
  readonly eventSnippet: (at: EventAt) => string;
  /** What the guide on migration tells before the tables of old names. */
  readonly migrationNotes: (shelf: Shelf, from: Address) => readonly string[];
  /** The package that was published for the services of a host before this one. */
  readonly published: { readonly host: RegExp; readonly name: string };
  /** Tables of what has another name in it, apart from operations and models, as Markdown. */
  readonly shapeTables: (library: Library) => readonly string[];
  readonly guide: GuideTexts;
  readonly versionGuide: VersionGuideTexts;
}

/** What the guides from one version to another are written with. */
export interface VersionGuideTexts {
  /** What every program changes, as Markdown. */
  readonly notes: (from: SurfaceVersionNames, to: SurfaceVersionNames) => readonly string[];
  /** Code in front of every call of a guide; absent where calls stand alone. */
  readonly prelude?: (library: Library) => string;
  /** What a reader looks for: the method with its property, the cmdlet. */
  readonly callName: (names: CallNames) => string;
  /** The call alone, with the required parameters and those that are asked for. */
  readonly call: (at: CallAt) => string;
  /** The model with the properties that are asked for. */
  readonly model: (at: ModelAt) => string;
}

export interface CallAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly entry: Entry;
  /** Whether an optional parameter is shown. */
  readonly isShown: (parameter: { readonly place: string; readonly wire: string | null }) => boolean;
}

export interface ModelAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly declaration: Declaration;
  /** Wire names; required properties of requests are shown too. */
  readonly properties: ReadonlySet<string>;
}

export interface EventAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly event: EventHook;
  /** The model of the payload. */
  readonly declaration: Declaration | undefined;
  readonly value: Json;
}

/** What the templates of a language's guides read, beside the links. */
export interface GuideTexts {
  readonly product: (config: Config) => object;
  readonly call: (shelf: Shelf, entry: Entry) => object;
  /** A call whose job is waited for. */
  readonly job: (library: Library, shelf: Shelf, entry: Entry) => object;
  readonly list: (
    entry: Entry,
    at: { readonly filter: FilterText | undefined; readonly sorter: string | undefined },
  ) => ListTexts;
  readonly single: (entry: Entry, value: Json) => object;
}

/** A condition: a field, how it is compared, and the text that a service reads. */
export interface FilterText {
  readonly field: string;
  readonly operator: string;
  readonly text: string;
}

export interface ListTexts {
  /** Absent where the example has no condition. */
  readonly filter: object | undefined;
}

/** A snippet stands in a page and in an overlay, and is formatted before: it is made once. */
export function onceByEntry(make: Language["operationSnippet"]): Language["operationSnippet"] {
  const made = new WeakMap<Entry, string>();
  return (library, shelf, entry) => {
    let snippet = made.get(entry);
    if (snippet === undefined) made.set(entry, (snippet = make(library, shelf, entry)));
    return snippet;
  };
}
