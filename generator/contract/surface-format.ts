import type {
  Codec,
  Framing,
  FilterField,
  HttpMethod,
  Intent,
  Job,
  JobSource,
  Json,
  Limits,
  ParameterPlace,
  ParameterStyle,
  ScalarKind,
  Success,
} from "../model/model.ts";
import type { AliasPublication, FormerCallsPublication, ParameterPlaceOrBody, TypeDeclaration } from "./publication.ts";

/**
 * `surface.json`, format 2: the contract without its prose. Types only; `docs/surface.schema.json` says the same to other
 * programs. Every list is sorted, so that the order of the input does not show. A field that is false or empty is left
 * out where it is optional.
 */
export interface Surface {
  readonly format: typeof SURFACE_FORMAT;
  /** The targets whose names are in here, with what holds for all of a target. */
  readonly targets: Readonly<Record<string, SurfaceTarget>>;
  readonly versions: readonly SurfaceVersion[];
  readonly operations: readonly SurfaceOperation[];
  readonly models: readonly SurfaceModel[];
  readonly events: readonly SurfaceEvent[];
  /** What the spec has and the model could not hold. */
  readonly omitted: readonly SurfaceOmission[];
}

export const SURFACE_FORMAT = 2;

/** What holds for all of a target. */
export interface SurfaceTarget {
  /** Names of errors by status, the first that fits; `{status}` stands for the number. */
  readonly errors: readonly { readonly status: string; readonly name: string }[];
}

export interface SurfaceVersion {
  readonly version: string;
  readonly serverUrl: string;
  readonly basePath: string;
  readonly targets: Readonly<Record<string, SurfaceVersionNames>>;
  /** Hash of the version's prose. */
  readonly docs: string;
}

/** A version in a target's words. */
export interface SurfaceVersionNames {
  readonly module: string;
  /** TypeScript only: the property of the client, `v2024`. */
  readonly property?: string;
  /** PowerShell only: what the nouns of cmdlets begin with, `V2024`. */
  readonly prefix?: string;
}

/** A use of a type. A text is a scalar without a format. */
export type SurfaceType =
  | ScalarKind
  | { readonly scalar: ScalarKind; readonly format: string }
  /** A model of the same version, by its id. */
  | { readonly ref: string }
  | { readonly list: SurfaceType }
  /** The first items have types of their own; `list` is what may follow them, absent where nothing may. */
  | { readonly positions: readonly SurfaceType[]; readonly required: number; readonly list?: SurfaceType }
  | { readonly map: SurfaceType }
  | { readonly literal: string | number | boolean | null }
  | { readonly never: string }
  | { readonly nullable: SurfaceType }
  /** With the reason. */
  | { readonly unknown: string };

interface SurfaceEntry {
  readonly version: string;
  /** What each target made of it, by the target's name. */
  readonly targets: Readonly<Record<string, object>>;
  /** Hash of its prose and examples: a change of words changes nothing else. */
  readonly docs: string;
}

export interface SurfaceOperation extends SurfaceEntry, OperationFacts {
  readonly targets: Readonly<Record<string, SurfaceCall>>;
}

/** What is said of an operation in no target's words. */
export interface OperationFacts {
  /** `GET /roles/{}`: identity in its version. */
  readonly key: string;
  readonly method: HttpMethod;
  /** As the spec writes it. */
  readonly path: string;
  /** As it is sent, with the base path. */
  readonly sentPath: string;
  readonly id: string;
  readonly tag: string;
  readonly intent: Intent;
  readonly idempotent: boolean;
  readonly experimental?: true;
  readonly deprecated?: { readonly replacement?: { readonly version: string; readonly key: string } };
  /** The spec says that no credentials are needed. */
  readonly anonymous?: true;
  /** Alternatives: of one of them all schemes. */
  readonly security: readonly (readonly { readonly scheme: string; readonly scopes: readonly string[] }[])[];
  readonly scopes: readonly string[];
  readonly userLevels: readonly string[];
  /** Headers that every call sends. */
  readonly constantHeaders?: readonly { readonly wire: string; readonly value: string }[];
  readonly parameters: readonly SurfaceParameter[];
  readonly body?: { readonly required: boolean; readonly contents: readonly SurfaceContent[] };
  /** Media types that a call asks for. */
  readonly accepts: readonly string[];
  /** Media types that a caller can ask for instead. */
  readonly choices?: readonly string[];
  readonly responses: readonly SurfaceResponse[];
  /** What a successful call gives, and of which statuses. */
  readonly success: {
    readonly kind: Success["kind"];
    readonly statuses: readonly string[];
    readonly types?: readonly SurfaceType[];
    readonly orNothing?: true;
    readonly framing?: Framing;
    readonly dataCodec?: "json" | "text";
    readonly mediaTypes?: readonly string[];
  };
  readonly paging?: SurfacePaging;
  readonly filters?: {
    readonly parameter: string;
    readonly fields: readonly SurfaceFilter[];
    readonly composites?: readonly string[];
  };
  readonly sorters?: { readonly parameter: string; readonly fields: readonly string[] };
  /** How to wait for the work that a call starts or asks after. */
  readonly job?: SurfaceJob;
}

/** See the model's `Job`. */
export interface SurfaceJob extends Omit<Job, "reason" | "sources"> {
  /** Where the spec says it. */
  readonly sources: readonly { readonly of: JobSource["of"]; readonly file: string; readonly pointer: string }[];
}

export interface SurfaceParameter {
  readonly place: ParameterPlace;
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly reserved?: true;
  /** Set when a media type says how the value is written, and not a style. */
  readonly codec?: "json" | "text";
  /** What the style has no form for: the whole value, or these properties. */
  readonly unsendable?: "all" | readonly string[];
  readonly default?: Json;
  readonly deprecated?: true;
  readonly bounds?: Limits;
  /** Ids of the operations whose responses have the value. */
  readonly from?: readonly string[];
}

export interface SurfaceContent {
  readonly mediaType: string;
  /** How a value of the type travels in the media type. */
  readonly codec: Codec;
  /** The media type that is sent, where the spec states a range. */
  readonly sentAs?: string;
  /** A JSON Patch. */
  readonly patch?: true;
  readonly subtype?: string;
  readonly framing?: Framing;
  readonly type: SurfaceType;
  /** The one that is sent unless the caller gives what only another can hold. */
  readonly first?: true;
  readonly fields?: readonly SurfaceField[];
}

export interface SurfaceField {
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  readonly codec?: "json" | "text" | "bytes";
  readonly mayBeFile?: true;
  readonly mediaType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly reserved?: true;
  /** Of a part: headers with one value only. */
  readonly headers?: readonly { readonly wire: string; readonly value: string }[];
  readonly default?: Json;
}

export interface SurfaceResponse {
  readonly status: string;
  readonly contents: readonly {
    readonly mediaType: string;
    readonly codec: Codec;
    readonly framing?: Framing;
    readonly dataCodec?: "json" | "text";
    readonly type: SurfaceType;
  }[];
  readonly headers: readonly { readonly wire: string; readonly type: SurfaceType }[];
}

/** Wire names of the query parameters and properties that page a list; see the model's `Paging`. */
export interface SurfacePaging {
  readonly style: "offset" | "page" | "cursor" | "searchAfter";
  readonly item: SurfaceType;
  readonly limit?: string;
  readonly offset?: string;
  readonly page?: string;
  readonly cursor?: string;
  readonly next?: string;
  readonly count?: string;
  readonly items?: string;
  readonly total?: string;
  readonly defaultLimit?: number;
  readonly maxLimit?: number;
  readonly pageSize: number;
  readonly fullPageSize: number;
  readonly window?: number;
}

export type SurfaceFilter = Omit<FilterField, "values"> & { readonly values?: readonly string[] };

/** A call in a target's words. */
export interface SurfaceCall extends SurfacePage {
  readonly module: string;
  readonly name: string;
  readonly signature: string;
  readonly output: readonly string[];
  readonly aliases?: readonly AliasPublication[];
  readonly parameters: readonly {
    readonly place: ParameterPlaceOrBody;
    readonly wire: string | null;
    readonly name: string;
    readonly type: string;
    readonly required: boolean;
    readonly aliases?: readonly string[];
    readonly position?: number;
  }[];
  /** TypeScript only. */
  readonly class?: string;
  readonly property?: string;
  readonly arguments?: string;
  readonly filters?: TypeDeclaration;
  readonly sorters?: TypeDeclaration;
  /** Deprecated methods in the classes of former tags. */
  readonly formerCalls?: readonly FormerCallsPublication[];
  /** Names of the constant that waits for the job, the one of today first. */
  readonly jobs?: readonly string[];
  /** PowerShell only: names of the parameter sets. */
  readonly sets?: readonly string[];
}

/** Where the docs describe an entry in the words of a target. */
export interface SurfacePage {
  readonly page?: string;
  readonly anchor?: string;
}

export interface SurfaceModel extends SurfaceEntry, ModelFacts {
  readonly targets: Readonly<Record<string, SurfaceModelNames>>;
}

export interface ModelFacts {
  /** File and pointer: identity in its version. */
  readonly id: string;
  /** Further places of the same shape. */
  readonly also?: readonly string[];
  readonly kind: "object" | "enumeration" | "union" | "alias";
  /** `read`: a response has it. `sent`: a request has it. */
  readonly forms: readonly ("read" | "sent")[];
  /** The form that is sent differs from the form that is read. */
  readonly formsDiffer?: true;
  readonly deprecated?: true;
  /** Of an object. */
  readonly properties?: readonly SurfaceProperty[];
  readonly rest?: "open" | "closed" | { readonly type: SurfaceType };
  readonly alternatives?: readonly SurfaceAlternatives[];
  /** What must be there beside the required properties. */
  readonly presence?: readonly SurfacePresence[];
  readonly correlation?: {
    readonly tag: string;
    readonly property: string;
    readonly cases: readonly { readonly value: string; readonly type: SurfaceType }[];
  };
  /** Of an enumeration. Open: a response may hold other values. */
  readonly scalar?: "string" | "integer" | "number";
  readonly open?: boolean;
  readonly values?: readonly (string | number)[];
  /** Of a union. */
  readonly tag?: string;
  readonly members?: readonly SurfaceMember[];
  /** Of an alias. */
  readonly type?: SurfaceType;
}

/** All the properties of at least one list are there; of no second one where it is exclusive. */
export interface SurfacePresence {
  readonly lists: readonly (readonly string[])[];
  readonly exclusive?: true;
}

export interface SurfaceProperty {
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  /** `read`: only the service sets it. `sent`: only the caller sends it. */
  readonly access: "both" | "read" | "sent";
  readonly default?: Json;
  readonly deprecated?: true;
  readonly bounds?: Limits;
}

export interface SurfaceAlternatives {
  readonly tag?: string;
  readonly members: readonly SurfaceMember[];
}

export interface SurfaceMember {
  readonly type: SurfaceType;
  readonly tagValues?: readonly string[];
}

export interface SurfaceModelNames extends SurfacePage {
  readonly name: string;
  readonly type: string;
  readonly input?: TypeDeclaration;
  readonly functions?: readonly string[];
  readonly aliases?: readonly AliasPublication[];
}

export interface SurfaceEvent extends SurfaceEntry, EventFacts {
  readonly targets: Readonly<Record<string, SurfaceEventNames>>;
}

export interface EventFacts {
  readonly wire: string;
  readonly trigger: string;
  readonly payload: SurfaceType;
  readonly reply?: SurfaceType;
}

export interface SurfaceEventNames extends SurfacePage {
  readonly name: string;
  readonly payload: string;
  readonly reply?: string;
}

export interface SurfaceOmission {
  readonly version: string;
  readonly what: string;
  readonly reason: string;
  readonly file: string;
  readonly pointer: string;
}
