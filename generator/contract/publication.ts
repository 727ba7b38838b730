import type { DeclarationId } from "../model/model.ts";
import type { AliasName } from "../names/table.ts";

/**
 * What a target made of the model: plain data. The docs, `surface.json` and other tools read this and never a target's
 * insides. Texts are as the target's own declarations say them.
 */
export interface Publication {
  /** `typescript`: the target's name, and the key of its part in `surface.json`. */
  readonly target: string;
  /** By version label. */
  readonly versions: ReadonlyMap<string, VersionPublication>;
  /** Name of the error that a status becomes. The first entry whose pattern fits counts: `404`, `5XX`, `default`. */
  readonly errors: readonly ErrorPublication[];
}

export interface ErrorPublication {
  readonly status: string;
  readonly name: string;
}

export interface VersionPublication {
  /** What a caller imports: `isc-sdk/v2024`, `IscSdk.V2024`. */
  readonly module: string;
  /** By operation key. */
  readonly operations: ReadonlyMap<string, OperationPublication>;
  readonly models: ReadonlyMap<DeclarationId, ModelPublication>;
  /** By the event's wire name. */
  readonly events: ReadonlyMap<string, EventPublication>;
  /** Names that only one language has. */
  readonly typescript?: {
    /** Property of the client: `v2024`. */
    readonly property: string;
  };
  readonly powershell?: {
    /** What the nouns of the version's cmdlets begin with: `V2024`. */
    readonly prefix: string;
  };
}

/** A type as the target writes it. */
export interface TypeText {
  readonly text: string;
  /** The first model that the type names: what a page links to. */
  readonly model?: DeclarationId;
  /** The values, where the type is one of a few and has no name of its own: they are the type's text. */
  readonly values?: readonly (string | number | bigint)[];
  /** Values that are known of a type whose text does not tell them. */
  readonly known?: readonly (string | number)[];
}

/** An old or other name. `since` tells where it comes from: `published` (the SDK before this one), `otherVersion`, `renamed`. */
export interface AliasPublication {
  readonly name: string;
  readonly since: AliasName["reason"];
}

/** Deprecated methods of an operation in the class of a tag that it had before. */
export interface FormerCallsPublication {
  readonly module: string;
  readonly class: string;
  readonly property: string;
  readonly names: readonly AliasPublication[];
}

export interface OperationPublication {
  /** What a caller imports for this operation alone: `isc-sdk/v2024/roles`. */
  readonly module: string;
  /** Of the method or cmdlet. */
  readonly name: string;
  readonly aliases: readonly AliasPublication[];
  /** The call as the target declares it, on one line. */
  readonly signature: string;
  /** In the order of the declaration. */
  readonly parameters: readonly ParameterPublication[];
  /** The payload's type, in its first media type. */
  readonly payload?: PayloadPublication;
  /** The types of what a call gives. */
  readonly output: readonly string[];
  /** Of each response, in the model's order: what its body is to a caller. Absent where there is none. */
  readonly responses: ReadonlyMap<string, TypeText>;
  /** Names that only one language has. */
  readonly typescript?: {
    readonly class: string;
    /** Property of the version's client: `roles`. */
    readonly property: string;
    /** The type of the arguments: `GetRoleArgs`. */
    readonly arguments: string;
    readonly filters?: TypeDeclaration;
    readonly sorters?: TypeDeclaration;
    readonly formerCalls?: readonly FormerCallsPublication[];
    /** Names of the constant that waits for the operation's job, the one of today first. */
    readonly jobs?: readonly string[];
  };
  readonly powershell?: {
    /** Names of the parameter sets; empty where there is but one. */
    readonly sets: readonly string[];
  };
}

export interface PayloadPublication {
  readonly type: TypeText;
  /** Of the items, where the payload is a list. */
  readonly item?: TypeText;
  /** Of a form's fields, by wire name. */
  readonly fields: ReadonlyMap<string, TypeText>;
}

/** A type that a target declares by name. */
export interface TypeDeclaration {
  readonly name: string;
  readonly type: string;
}

export type ParameterPlaceOrBody = "path" | "query" | "header" | "cookie" | "body" | "form";

export interface ParameterPublication {
  readonly place: ParameterPlaceOrBody;
  /** Null for a payload. */
  readonly wire: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  /** As it is declared. */
  readonly type: string;
  /** As a page shows it: the published pages' words where they have some, else the declared type. */
  readonly shown: TypeText;
  readonly isRequired: boolean;
  /** Where it stands among what is given without a name. */
  readonly position?: number;
}

export interface ModelPublication {
  readonly name: string;
  readonly aliases: readonly AliasPublication[];
  /** The declaration's type on one line; the name of the type where the target declares none. */
  readonly type: string;
  /** The request form, where it has a declaration of its own. */
  readonly input?: TypeDeclaration;
  /** Functions that make or read the model. */
  readonly functions: readonly string[];
  /** By wire name. */
  readonly properties: ReadonlyMap<string, PropertyPublication>;
  /** Of further properties, where they have one type. */
  readonly rest?: TypeText;
  /** Of each member of a union, in the model's order. */
  readonly members: readonly TypeText[];
  /** Of each member of each list of alternatives, in the model's order. */
  readonly alternatives: readonly (readonly TypeText[])[];
  /** Of the cases of a correlation, in the model's order. */
  readonly cases: readonly TypeText[];
  /** What an alias stands for. */
  readonly of?: TypeText;
}

export interface PropertyPublication {
  /** The name of the parameter that sets it in a function that makes the model. */
  readonly parameter?: string;
  readonly type: TypeText;
  /** The type that a request's member has. */
  readonly sent: TypeText;
}

export interface EventPublication {
  readonly name: string;
  readonly payload: TypeText;
  readonly reply?: TypeText;
}

/** Where the docs describe something: the page below the docs' root, and the heading's anchor. */
export interface PagePublication {
  readonly page: string;
  readonly anchor?: string;
}

/** The pages that the docs target makes, by the target they are about. */
export interface PageIndex {
  readonly operation: (target: string, version: string, key: string) => PagePublication | undefined;
  readonly model: (target: string, version: string, id: DeclarationId) => PagePublication | undefined;
  readonly event: (target: string, version: string, wire: string) => PagePublication | undefined;
}

/** Looks a publication up. Throws when there is none: that is a bug of the target. */
export function published<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`no target published ${what}`);
  return value;
}

/** The version's part of a publication. */
export function publishedVersion(publication: Publication, label: string): VersionPublication {
  return published(publication.versions.get(label), `version ${label} for ${publication.target}`);
}
