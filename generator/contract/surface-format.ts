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
 * `surface.json`, format 2: the contract without descriptions. These are only types; `docs/surface.schema.json`
 * describes the same format for other programs. Every list is sorted, so that the order of the input has no effect. An
 * optional field that is false or empty is omitted.
 */
export interface Surface {
  readonly format: typeof SURFACE_FORMAT;
  /** The targets whose names the surface has, with the facts of each target as a whole. */
  readonly targets: Readonly<Record<string, SurfaceTarget>>;
  readonly versions: readonly SurfaceVersion[];
  readonly operations: readonly SurfaceOperation[];
  readonly models: readonly SurfaceModel[];
  readonly events: readonly SurfaceEvent[];
  /** Parts of the spec that the model could not express. */
  readonly omitted: readonly SurfaceOmission[];
}

export const SURFACE_FORMAT = 2;

/** The facts of a target as a whole. */
export interface SurfaceTarget {
  /** Names of errors by status code; the first match wins, and `{status}` stands for the number. */
  readonly errors: readonly { readonly status: string; readonly name: string }[];
}

/** A version: its server, and its names in each target. */
export interface SurfaceVersion {
  /** The label. */
  readonly version: string;
  /** Scheme and host of the first server; empty without one. */
  readonly serverUrl: string;
  /** The path of the first server, without a trailing slash: `/beta`; empty without one. */
  readonly basePath: string;
  readonly targets: Readonly<Record<string, SurfaceVersionNames>>;
  /** Hash of the version's descriptions. */
  readonly docs: string;
}

/** The names of a version in one target. */
export interface SurfaceVersionNames {
  readonly module: string;
  /** TypeScript only: the property of the client, `v2024`. */
  readonly property?: string;
  /** PowerShell only: the prefix of the nouns of cmdlets, `V2024`. */
  readonly prefix?: string;
}

/** A use of a type. A string is a scalar without a format. */
export type SurfaceType =
  | ScalarKind
  | { readonly scalar: ScalarKind; readonly format: string }
  /** A model of the same version, by its id. */
  | { readonly ref: string }
  | { readonly list: SurfaceType }
  /** The first items have their own types. `list` is the type of the items after them; absent if there are none. */
  | { readonly positions: readonly SurfaceType[]; readonly required: number; readonly list?: SurfaceType }
  | { readonly map: SurfaceType }
  | { readonly literal: string | number | boolean | null }
  | { readonly never: string }
  | { readonly nullable: SurfaceType }
  /** With the reason. */
  | { readonly unknown: string };

interface SurfaceEntry {
  readonly version: string;
  /** The names and types in each target, by the target's name. */
  readonly targets: Readonly<Record<string, object>>;
  /** Hash of the descriptions and examples; a change of them changes only this hash. */
  readonly docs: string;
}

/** An operation: its facts, and its call in each target. */
export interface SurfaceOperation extends SurfaceEntry, OperationFacts {
  readonly targets: Readonly<Record<string, SurfaceCall>>;
}

/** The facts of an operation that are the same in every target. */
export interface OperationFacts {
  /** The identity in its version: `GET /roles/{}`. */
  readonly key: string;
  readonly method: HttpMethod;
  /** The path as the spec writes it. */
  readonly path: string;
  /** The path as it is sent, with the base path. */
  readonly sentPath: string;
  readonly id: string;
  readonly tag: string;
  readonly intent: Intent;
  readonly idempotent: boolean;
  readonly experimental?: true;
  readonly deprecated?: { readonly replacement?: { readonly version: string; readonly key: string } };
  /** Whether the spec says that no credentials are needed. */
  readonly anonymous?: true;
  /** Alternatives; each alternative needs all its schemes. */
  readonly security: readonly (readonly { readonly scheme: string; readonly scopes: readonly string[] }[])[];
  readonly scopes: readonly string[];
  readonly userLevels: readonly string[];
  /** Headers that every call sends. */
  readonly constantHeaders?: readonly { readonly wire: string; readonly value: string }[];
  readonly parameters: readonly SurfaceParameter[];
  readonly body?: { readonly required: boolean; readonly contents: readonly SurfaceContent[] };
  /** Media types that a call requests. */
  readonly accepts: readonly string[];
  /** Media types that a caller can ask for instead. */
  readonly choices?: readonly string[];
  readonly responses: readonly SurfaceResponse[];
  /** What a successful call returns, and for which status codes. */
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
  /** How to wait for the job that a call starts or polls. */
  readonly job?: SurfaceJob;
}

/** See the model's `Job`. */
export interface SurfaceJob extends Omit<Job, "reason" | "sources"> {
  /** The places in the spec that support it. */
  readonly sources: readonly { readonly of: JobSource["of"]; readonly file: string; readonly pointer: string }[];
}

/** A parameter of an operation, and how its value is written (`style`, `explode` and `allowReserved` of OpenAPI). */
export interface SurfaceParameter {
  readonly place: ParameterPlace;
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly reserved?: true;
  /** Set if a media type, and not a style, defines how the value is written. */
  readonly codec?: "json" | "text";
  /** The part of the value that the style cannot express: the whole value, or these properties. */
  readonly unsendable?: "all" | readonly string[];
  readonly default?: Json;
  readonly deprecated?: true;
  readonly bounds?: Limits;
  /** Ids of the operations whose responses contain the value. */
  readonly from?: readonly string[];
}

/** A request body in one media type. */
export interface SurfaceContent {
  readonly mediaType: string;
  /** How a value of the type is encoded in the media type. */
  readonly codec: Codec;
  /** The media type that is sent, if the spec states a range. */
  readonly sentAs?: string;
  /** Whether the content is a JSON Patch. */
  readonly patch?: true;
  /** The subtype of a multipart body: `form-data`, `mixed`, `related`. */
  readonly subtype?: string;
  readonly framing?: Framing;
  readonly type: SurfaceType;
  /** Whether this content is sent by default. Another content is sent if only it can hold the caller's value. */
  readonly first?: true;
  /** The fields of a form, or the parts of a multipart body. */
  readonly fields?: readonly SurfaceField[];
}

/** A field of a form or a part of a multipart body, and how its value is written. */
export interface SurfaceField {
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  /** Absent if the value decides how it is written. */
  readonly codec?: "json" | "text" | "bytes";
  /** Whether the value may also be a file, which `type` does not say. */
  readonly mayBeFile?: true;
  readonly mediaType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly reserved?: true;
  /** For a part: headers with exactly one value. */
  readonly headers?: readonly { readonly wire: string; readonly value: string }[];
  readonly default?: Json;
}

/** A response of an operation, with its body in each media type. */
export interface SurfaceResponse {
  /** `200`, `4XX`, `default`. */
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

/** Wire names of the query parameters and properties that control the paging of a list; see the model's `Paging`. */
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

/** A field that a list can be filtered by; see the model's `FilterField`. `values` is absent if it would be empty. */
export type SurfaceFilter = Omit<FilterField, "values"> & { readonly values?: readonly string[] };

/** A call in one target. */
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
  /** Names of the constant that waits for the job, the current name first. */
  readonly jobs?: readonly string[];
  /** PowerShell only: names of the parameter sets. */
  readonly sets?: readonly string[];
}

/** The place in the docs that describes an entry for one target. */
export interface SurfacePage {
  readonly page?: string;
  readonly anchor?: string;
}

/** A declaration: its facts, and its names and types in each target. */
export interface SurfaceModel extends SurfaceEntry, ModelFacts {
  readonly targets: Readonly<Record<string, SurfaceModelNames>>;
}

/** The facts of a declaration that are the same in every target. */
export interface ModelFacts {
  /** The identity in its version: file and pointer. */
  readonly id: string;
  /** Further places with the same shape. */
  readonly also?: readonly string[];
  readonly kind: "object" | "enumeration" | "union" | "alias";
  /** `read`: a response contains it. `sent`: a request contains it. */
  readonly forms: readonly ("read" | "sent")[];
  /** Whether the request form differs from the response form. */
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
  /** Of an enumeration. If it is open, a response may contain other values. */
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

/** A property of an object: its wire name, its type, and the side that sends it. */
export interface SurfaceProperty {
  readonly wire: string;
  readonly type: SurfaceType;
  readonly required: boolean;
  /** `read`: read-only, only the service sets it. `sent`: write-only, only the caller sends it. */
  readonly access: "both" | "read" | "sent";
  readonly default?: Json;
  readonly deprecated?: true;
  readonly bounds?: Limits;
}

/** A union that an object also satisfies; see the model's `Alternatives`. */
export interface SurfaceAlternatives {
  /** The wire name of the property that distinguishes the members. */
  readonly tag?: string;
  readonly members: readonly SurfaceMember[];
}

/** One type of a union. */
export interface SurfaceMember {
  readonly type: SurfaceType;
  /** The values of the tag that mean this member. */
  readonly tagValues?: readonly string[];
}

/** A declaration in one target: its name, its type as text, and its request form if that differs. */
export interface SurfaceModelNames extends SurfacePage {
  readonly name: string;
  readonly type: string;
  readonly input?: TypeDeclaration;
  readonly functions?: readonly string[];
  readonly aliases?: readonly AliasPublication[];
}

/** An event: its facts, and its names in each target. */
export interface SurfaceEvent extends SurfaceEntry, EventFacts {
  readonly targets: Readonly<Record<string, SurfaceEventNames>>;
}

/** The facts of an event that are the same in every target. */
export interface EventFacts {
  readonly wire: string;
  /** The id of the trigger: `idn:access-request-pre-approval`. */
  readonly trigger: string;
  readonly payload: SurfaceType;
  /** The response of the subscriber; absent if the event expects none. */
  readonly reply?: SurfaceType;
}

/** An event in one target: its name, and the types of the payload and of the subscriber's response as text. */
export interface SurfaceEventNames extends SurfacePage {
  readonly name: string;
  readonly payload: string;
  readonly reply?: string;
}

/** A node of the spec that the model lacks: what it is, why, and where the spec has it. */
export interface SurfaceOmission {
  readonly version: string;
  readonly what: string;
  readonly reason: string;
  readonly file: string;
  readonly pointer: string;
}
