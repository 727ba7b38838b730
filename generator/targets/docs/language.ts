import type { LastOfV3 } from "../../migration/published/last-of-v3.ts";
import type { Config, Int64Type } from "../../config/config.ts";
import type { SurfaceVersionNames } from "../../contract/surface-format.ts";
import type { CallNames } from "../../migration/facts.ts";
import type { BodyContent, Declaration, DeclarationId, EventHook, Json, Operation } from "../../model/model.ts";
import type { AliasName, OperationNames } from "../../names/table.ts";
import type { Address, LanguageId } from "./address.ts";
import type { Entry, Library, Shelf } from "./library.ts";
import type { ParameterRow } from "./parameter-row.ts";
import { once } from "./once.ts";

/** A code example of a model, with its heading. */
export interface TitledCode {
  readonly title: string;
  readonly code: string;
}

/**
 * Everything that differs between the references: names, types and code. `languages/NAME` implements it for one
 * language. No other code of the docs depends on a language.
 */
export interface Language {
  readonly id: LanguageId;
  readonly label: string;
  readonly sidebarClass: string;
  /** The language of the code blocks. */
  readonly code: string;
  /** The plural noun for operations: `cmdlets`. */
  readonly callsWord: string;
  /** The noun for a user's program: `script`. */
  readonly programWord: string;
  /** The package or module that users install. */
  readonly product: (config: Config) => {
    readonly name: string;
    readonly version: string;
    /** The representation of 64-bit integers, in languages with a setting for it. */
    readonly int64?: Int64Type;
  };
  readonly operationName: (entry: Entry) => string;
  /** The expression that names the operation, starting at the client: `isc.v2024.roles.createRole`. */
  readonly callPath: (shelf: Shelf, entry: Entry) => string;
  /** The argument that selects another media type of a response. */
  readonly acceptArgument: string;
  readonly operationAliases: (entry: Entry) => readonly AliasName[];
  /** Whether an operation has aliases. */
  readonly hasOtherNames: (names: OperationNames) => boolean;
  /** The aliases as table rows: name, what it stands for, reason. */
  readonly otherNames: (names: OperationNames) => readonly (readonly string[])[];
  readonly parameters: (library: Library, shelf: Shelf, entry: Entry) => readonly ParameterRow[];
  readonly defaultText: (value: Json) => string | undefined;
  /** How a call passes a query parameter. */
  readonly queryArgument: (entry: Entry, wire: string) => string;
  /** How to read all pages of a list, as Markdown. */
  readonly pagingText: (name: string) => string;
  /** How to wait for the job of an operation, as Markdown; "" if the SDK of the language does not wait for it. */
  readonly jobText: (library: Library, shelf: Shelf, entry: Entry) => string;
  /** How to pass a request body, as Markdown. */
  readonly bodyText: (entry: Entry, content: BodyContent) => string;
  /** How to pass the other media types of a request body, as Markdown; "" if there are none. */
  readonly otherFormsText: (operation: Operation, shelf: Shelf) => string;
  readonly modelName: (shelf: Shelf, id: DeclarationId) => string;
  readonly modelAliases: (shelf: Shelf, id: DeclarationId) => readonly AliasName[];
  readonly operationSnippet: (library: Library, shelf: Shelf, entry: Entry) => string;
  readonly modelSnippets: (library: Library, shelf: Shelf, declaration: Declaration) => readonly TitledCode[];
  readonly eventSnippet: (at: EventAt) => string;
  /** The notes of the migration guide before its tables of old names. */
  readonly migrationNotes: (shelf: Shelf, from: Address) => readonly string[];
  /** The package that was published earlier for services on a matching host. */
  readonly published: {
    readonly host: RegExp;
    readonly name: string;
    /** The name of an operation in its version v3. */
    readonly nameInV3: (operation: LastOfV3) => string;
  };
  /** Tables of other names that changed since that package, apart from operations and models, as Markdown. */
  readonly shapeTables: (library: Library) => readonly string[];
  readonly guide: GuideTexts;
  readonly versionGuide: VersionGuideTexts;
}

/** The language's part of the guides from one version to another. */
export interface VersionGuideTexts {
  /** The changes that every program needs, as Markdown. */
  readonly notes: (from: SurfaceVersionNames, to: SurfaceVersionNames) => readonly string[];
  /** Code in front of every call of a guide. Absent if calls need none. */
  readonly prelude?: (library: Library) => string;
  /** The name that readers search for: the method with its property, or the cmdlet. */
  readonly callName: (names: CallNames) => string;
  /** The code of one call, with the required parameters and the ones selected by `isShown`. */
  readonly call: (at: CallAt) => string;
  /** The code of a model value with the selected properties. */
  readonly model: (at: ModelAt) => string;
}

/** The call that a guide shows: an operation, and a selection of its optional parameters. */
export interface CallAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly entry: Entry;
  /** Whether an optional parameter is shown. */
  readonly isShown: (parameter: { readonly place: string; readonly wire: string | null }) => boolean;
}

/** The model value that a guide shows: a declaration, and a selection of its properties. */
export interface ModelAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly declaration: Declaration;
  /** Wire names of the properties to show. Required properties of requests are shown as well. */
  readonly properties: ReadonlySet<string>;
}

/** The event whose payload a snippet reads, with a sample of the payload. */
export interface EventAt {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly event: EventHook;
  /** The model of the event's payload. */
  readonly declaration: Declaration | undefined;
  readonly value: Json;
}

/** The language's values for the guide templates, apart from links. */
export interface GuideTexts {
  readonly product: (config: Config) => object;
  readonly call: (shelf: Shelf, entry: Entry) => object;
  /** The example of an operation whose job the guide waits for. */
  readonly job: (library: Library, shelf: Shelf, entry: Entry) => object;
  readonly list: (
    entry: Entry,
    at: { readonly filter: FilterText | undefined; readonly sorter: string | undefined },
  ) => ListTexts;
  readonly single: (entry: Entry, value: Json) => object;
}

/** A filter condition: a field, an operator, and the whole condition as text. */
export interface FilterText {
  readonly field: string;
  readonly operator: string;
  readonly text: string;
}

/** The values of a language for the example that reads a list, as its guide template names them. */
export interface ListTexts {
  /** Absent if the example has no filter. */
  readonly filter: object | undefined;
}

/**
 * Caches what a language makes of each operation or declaration of a version: the snippets, which are used for
 * formatting and on a page, and the parameters, which a page and snippets show.
 */
export function onceBy<Key, Made>(
  make: (library: Library, shelf: Shelf, key: Key) => Made,
): (library: Library, shelf: Shelf, key: Key) => Made {
  const made = new WeakMap<Shelf, Map<Key, Made>>();
  return (library, shelf, key) => {
    const own = made.get(shelf) ?? new Map<Key, Made>();
    made.set(shelf, own);
    return once(own, key, () => make(library, shelf, key));
  };
}
