import type { DeclarationId } from "../model/model.ts";
import type { AliasName } from "../names/table.ts";

/**
 * What a target made of the model, as plain data. The docs, `surface.json` and other tools read the publication and
 * never the internals of a target. Every text is exactly as in the target's own declarations.
 */
export interface Publication {
  /** `typescript`: the target's name, and the key of its part in `surface.json`. */
  readonly target: string;
  /** By version label. */
  readonly versions: ReadonlyMap<string, VersionPublication>;
  /** Names of the errors for status codes. The first entry whose pattern matches wins: `404`, `5XX`, `default`. */
  readonly errors: readonly ErrorPublication[];
}

/** The name of the error that a call throws for some status codes. */
export interface ErrorPublication {
  /** A pattern of status codes: `404`, `5XX`, `default`. */
  readonly status: string;
  readonly name: string;
}

/** One version in a target: the module that has it, and the publications of its entries. */
export interface VersionPublication {
  /** The module that a caller imports: `isc-sdk/v2024`, `IscSdk.V2024`. */
  readonly module: string;
  /** By key of the operation. */
  readonly operations: ReadonlyMap<string, OperationPublication>;
  readonly models: ReadonlyMap<DeclarationId, ModelPublication>;
  /** By the event's wire name. */
  readonly events: ReadonlyMap<string, EventPublication>;
  /** Names that only one language has. */
  readonly typescript?: {
    /** The property of the client: `v2024`. */
    readonly property: string;
  };
  readonly powershell?: {
    /** The prefix of the nouns of the version's cmdlets: `V2024`. */
    readonly prefix: string;
  };
}

/** A type as the target writes it. */
export interface TypeText {
  readonly text: string;
  /** The first model that the type names; a page links to it. */
  readonly model?: DeclarationId;
  /** The values, if the type is a list of values without a name; the text of the type consists of them. */
  readonly values?: readonly (string | number | bigint)[];
  /** Known values of a type whose text does not list them. */
  readonly known?: readonly (string | number)[];
}

/** A former or other name. `since` is its source: `published` (the SDK before this one), `otherVersion`, `renamed`. */
export interface AliasPublication {
  readonly name: string;
  readonly since: AliasName["reason"];
}

/** Deprecated methods of an operation in the class of one of its former tags. */
export interface FormerCallsPublication {
  readonly module: string;
  readonly class: string;
  readonly property: string;
  readonly names: readonly AliasPublication[];
}

/** One operation in a target: the name and the signature of its call, and the types that the call takes and returns. */
export interface OperationPublication {
  /** The module that a caller imports for this operation only: `isc-sdk/v2024/roles`. */
  readonly module: string;
  /** The name of the method or cmdlet. */
  readonly name: string;
  readonly aliases: readonly AliasPublication[];
  /** The call as the target declares it, on one line. */
  readonly signature: string;
  /** In the order of the declaration. */
  readonly parameters: readonly ParameterPublication[];
  /** The type of the request body in its first media type. */
  readonly payload?: PayloadPublication;
  /** The types that a call returns. */
  readonly output: readonly string[];
  /** For each response, in the model's order, the type of its body. Absent if the response has no body. */
  readonly responses: ReadonlyMap<string, TypeText>;
  /** Names that only one language has. */
  readonly typescript?: {
    readonly class: string;
    /** The property of the version's client: `roles`. */
    readonly property: string;
    /** The type of the arguments: `GetRoleArgs`. */
    readonly arguments: string;
    readonly filters?: TypeDeclaration;
    readonly sorters?: TypeDeclaration;
    readonly formerCalls?: readonly FormerCallsPublication[];
    /** Names of the constant that waits for the operation's job, the current name first. */
    readonly jobs?: readonly string[];
  };
  readonly powershell?: {
    /** Names of the parameter sets; empty if there is only one set. */
    readonly sets: readonly string[];
  };
}

/** The type of a request body as a caller writes it. */
export interface PayloadPublication {
  readonly type: TypeText;
  /** The type of the items, if the payload is a list. */
  readonly item?: TypeText;
  /** The types of a form's fields, by wire name. */
  readonly fields: ReadonlyMap<string, TypeText>;
}

/** A type that a target declares by name. */
export interface TypeDeclaration {
  readonly name: string;
  readonly type: string;
}

/**
 * The place of an argument in the request: the location of a parameter (`in`), a request body, or a field of a form.
 */
export type ParameterPlaceOrBody = "path" | "query" | "header" | "cookie" | "body" | "form";

/** One argument of a call in a target: a key of the arguments object, or a parameter of the cmdlet. */
export interface ParameterPublication {
  readonly place: ParameterPlaceOrBody;
  /** The wire name; null for a request body. */
  readonly wire: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  /** The declared type. */
  readonly type: string;
  /**
   * The type as a page shows it: in the words of the published pages if they have a word for it, otherwise the declared
   * type.
   */
  readonly shown: TypeText;
  readonly isRequired: boolean;
  /** The position among the positional parameters. */
  readonly position?: number;
}

/** One declaration in a target: its names, its type as text, and the types of its parts. */
export interface ModelPublication {
  readonly name: string;
  readonly aliases: readonly AliasPublication[];
  /** The type of the declaration on one line, or its name if the target declares no type. */
  readonly type: string;
  /** The request form, if it has its own declaration. */
  readonly input?: TypeDeclaration;
  /** Functions that make or read the model. */
  readonly functions: readonly string[];
  /** By wire name. */
  readonly properties: ReadonlyMap<string, PropertyPublication>;
  /** The type of further properties, if they have one type. */
  readonly rest?: TypeText;
  /** The types of the members of a union, in the model's order. */
  readonly members: readonly TypeText[];
  /** The types of the members of each list of alternatives, in the model's order. */
  readonly alternatives: readonly (readonly TypeText[])[];
  /** The types of the cases of a correlation, in the model's order. */
  readonly cases: readonly TypeText[];
  /** The type that an alias names. */
  readonly of?: TypeText;
}

/** One property of a model in a target. */
export interface PropertyPublication {
  /** The parameter that sets the property, in a function that makes the model. */
  readonly parameter?: string;
  /** The type of the property in the form that has the model's own name. */
  readonly type: TypeText;
  /** The type of the property in requests. */
  readonly sent: TypeText;
}

/** One event in a target: its name, and the types of the payload and of the subscriber's response. */
export interface EventPublication {
  readonly name: string;
  readonly payload: TypeText;
  /** Absent if the event expects no response. */
  readonly reply?: TypeText;
}

/** The place of an entry in the docs: the page below the root of the docs, and the anchor of the heading. */
export interface PagePublication {
  readonly page: string;
  readonly anchor?: string;
}

/** The pages that the docs target writes, by the target that they describe. */
export interface PageIndex {
  readonly operation: (target: string, version: string, key: string) => PagePublication | undefined;
  readonly model: (target: string, version: string, id: DeclarationId) => PagePublication | undefined;
  readonly event: (target: string, version: string, wire: string) => PagePublication | undefined;
}

/** Looks a publication up. Throws an exception if there is none: that is a bug of the target. */
export function published<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`no target published ${what}`);
  return value;
}

/** The part of a publication for one version. Throws an exception if there is none. */
export function publishedVersion(publication: Publication, label: string): VersionPublication {
  return published(publication.versions.get(label), `version ${label} for ${publication.target}`);
}
