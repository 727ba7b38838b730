/**
 * The intermediate model, which every target emits from. Types only.
 *
 * It has no OpenAPI vocabulary, no word of a target language and no casing: a string is either `wire` (sent as is) or
 * Markdown. Meaning (paging, intent, success, filters) is decided here, once; targets read it.
 */

import type { Declaration, Example, Json, Limits, Origin, TypeUse } from "./declaration.ts";
import type { FilterGrammar, SorterGrammar } from "./filter-grammar.ts";
import type { Job } from "./job.ts";
import type { SecurityAlternative, SecurityScheme } from "./security-scheme.ts";

export type { FilterField, FilterGrammar, FilterOperator, FilterValueType, SorterGrammar } from "./filter-grammar.ts";
export type { Job, JobSource } from "./job.ts";
export type { OAuthFlow, SecurityAlternative, SecurityScheme } from "./security-scheme.ts";

export type {
  AliasDeclaration,
  Alternatives,
  BodyFormat,
  Correlation,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  EnumValue,
  Example,
  Json,
  Limits,
  ObjectDeclaration,
  Origin,
  Place,
  Positions,
  Presence,
  Property,
  ScalarKind,
  Step,
  TypeUse,
  UnionDeclaration,
  UnionMember,
} from "./declaration.ts";

/** All versions of one run, sorted by label. */
export interface ApiModel {
  readonly versions: readonly ApiVersion[];
}

/** One API, read from one root or several, under its label. */
export interface ApiVersion {
  /** The label of the input, from the config or `--spec`: `beta`. */
  readonly label: string;
  readonly title: string;
  readonly description: string;
  /** The spec's `info.version`. */
  readonly revision: string;
  /**
   * Scheme and host of the first server, variables replaced: `https://sailpoint.api.identitynow.com`. Empty without
   * one.
   */
  readonly serverUrl: string;
  /** Path of the first server, without a trailing slash: `/beta`. Empty without one. */
  readonly basePath: string;
  /** Every tag that an operation uses, declared or not. Sorted by name. */
  readonly tags: readonly Tag[];
  /** Every security scheme that an operation uses. Sorted by name. */
  readonly schemes: readonly SecurityScheme[];
  /** Sorted by path, then method. */
  readonly operations: readonly Operation[];
  /** Every declaration that an operation, an event or a component section of a root reaches. Sorted by id. */
  readonly declarations: readonly Declaration[];
  /** Sorted by wire name. */
  readonly events: readonly EventHook[];
  /** Operations and other nodes that could not be understood or repaired, with the reason. */
  readonly omissions: readonly Omission[];
}

/** A tag of operations; `wire` is its name in the spec. */
export interface Tag {
  readonly wire: string;
  readonly description: string;
}

/** A node of the spec that the model lacks. */
export interface Omission {
  readonly what: string;
  readonly reason: string;
  readonly origin: Origin;
}

/** The HTTP methods that the model knows. */
export type HttpMethod = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query";

/** The effect of a call, decided from method, words and responses. A POST with the intent `read` is safe to repeat. */
export type Intent = "read" | "create" | "replace" | "modify" | "delete" | "action";

/** One operation of a version. */
export interface Operation {
  /** Method and path without placeholder names, `GET /identities/{}`. Unique in its version; the ledger's key. */
  readonly key: string;
  readonly method: HttpMethod;
  /** The path as the spec writes it. */
  readonly path: string;
  /** The path that is sent after the base path. It differs from `path` only by a listed repair. */
  readonly requestPath: string;
  /** The base path where it differs from the version's: operation, path item or root have servers of their own. */
  readonly basePath?: string;
  /** The `operationId` as the spec writes it; empty without one. */
  readonly wireId: string;
  /** The first tag; "Default" without one. */
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly origin: Origin;
  /** Path parameters in the template's order, then the others in the spec's. Without the experimental marker. */
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** All responses that the spec declares, by status. */
  readonly answers: readonly Answer[];
  /** What a successful call returns. */
  readonly success: Success;
  /** What a call returns if the caller requests another media type, in the spec's order. */
  readonly others: readonly { readonly mediaType: string; readonly success: Success }[];
  /**
   * The media types of the `Accept` header: those of the success that the SDK reads, then JSON if the errors are JSON.
   * Empty where no response has content.
   */
  readonly accepts: readonly string[];
  readonly intent: Intent;
  /** Whether a repeated call has the same effect by HTTP semantics: GET, HEAD, PUT, DELETE, OPTIONS, TRACE, QUERY. */
  readonly idempotent: boolean;
  readonly paging?: Paging;
  readonly filters?: FilterGrammar;
  readonly sorters?: SorterGrammar;
  /** The job that the operation starts or polls. Set by the pass `jobs`. */
  readonly job?: Job;
  /** The alternatives that require credentials, in the spec's order. */
  readonly security: readonly SecurityAlternative[];
  /** Whether calls need no credentials; they may still send some. False where the spec states nothing. */
  readonly anonymous: boolean;
  /** All scopes of all alternatives, sorted. */
  readonly scopes: readonly string[];
  /** `x-sailpoint-userLevels`. */
  readonly userLevels: readonly string[];
  readonly experimental: boolean;
  /** Headers that every call of the operation sends, such as the experimental marker. */
  readonly constantHeaders: readonly ConstantHeader[];
  readonly deprecation?: Deprecation;
  /** Notes for the docs on parts of the spec that the model cannot express. */
  readonly notes: readonly string[];
}

/** A header that the SDK sends with a fixed value. */
export interface ConstantHeader {
  readonly wire: string;
  readonly value: string;
  /** The property of the operation that the header stands for. */
  readonly marks: "experimental";
}

/** What the spec says about a deprecated operation. */
export interface Deprecation {
  /** Markdown; may be empty. */
  readonly text: string;
  /** The operation that replaces this one, if it is known. Set by the pass `deprecation`. */
  readonly replacement?: { readonly version: string; readonly key: string };
  /** The link in the text, where it leads to no operation of this run. */
  readonly link?: string;
}

/** Where a parameter is sent. */
export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** How OpenAPI serialises a list or an object in a parameter. */
export type ParameterStyle = "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";

/** A parameter of an operation. */
export interface Parameter {
  readonly place: ParameterPlace;
  /** The name that is sent; for a path parameter, the placeholder in the template. */
  readonly wire: string;
  /** The name in the spec. Differs from `wire` where a repair matched the parameter to another placeholder. */
  readonly declaredWire: string;
  readonly required: boolean;
  readonly use: TypeUse;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** What the style cannot serialise: the whole value, or the properties with these wire names. Absent: nothing. */
  readonly unsendable?: "all" | readonly string[];
  /** The codec of a parameter with `content`; absent where a style serialises it. */
  readonly codec?: "json" | "text";
  readonly description: string;
  readonly deprecated: boolean;
  /** The schema's default value. */
  readonly default?: Json;
  readonly examples: readonly Example[];
  /** The bounds of the schema, for paging and docs. */
  readonly limits: Limits;
  /** `x-sailpoint-resource-operation-id`: the `operationId`s of the operations that return this value. */
  readonly resourceOperations: readonly string[];
  readonly origin: Origin;
}

/** The request body of an operation. */
export interface Body {
  readonly required: boolean;
  readonly description: string;
  /** JSON first, then the spec's order. The first is sent, unless only another one can hold the value. */
  readonly contents: readonly BodyContent[];
  /** `x-codegen-request-body-name`, if the spec states it. */
  readonly givenName?: string;
  readonly origin: Origin;
}

/**
 * How a value is serialised in a media type. Decided once, when the model is built; types, runtimes and docs read it:
 * - `json`: JSON
 * - `text`: a string that the caller writes and reads
 * - `bytes`: a file
 * - `form`: name-value pairs
 * - `multipart`: parts, each with its own codec
 * - `stream`: a sequence of JSON values, read as they arrive
 * - `events`: server-sent events, read as they arrive
 */
export type Codec = "json" | "text" | "bytes" | "form" | "multipart" | "stream" | "events";

/** How the items of a stream are separated: by line breaks, by RS characters (RFC 7464), or as server-sent events. */
export type Framing = "lines" | "sequence" | "events";

/** A request body in one media type. */
export interface BodyContent {
  readonly mediaType: string;
  readonly codec: Codec;
  /** The media type that is sent. Where the spec states a range, it is the codec's default. */
  readonly sentAs: string;
  readonly isRange: boolean;
  /** Whether the payload is a JSON Patch list (RFC 6902). */
  readonly isPatch: boolean;
  /** The subtype of a multipart body: `form-data`, `mixed`, `related`. */
  readonly subtype?: string;
  /** The framing of a stream; absent for other codecs. */
  readonly framing?: Framing;
  /** For a stream, the list of its items; for the codec `text`, a string. */
  readonly use: TypeUse;
  /** The fields of a form or multipart body: one for each property. */
  readonly fields: readonly FormField[];
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

/** A field of a form, or a part of a multipart body. */
export interface FormField {
  readonly wire: string;
  readonly use: TypeUse;
  readonly required: boolean;
  readonly description: string;
  /** How the value is serialised. Absent where the spec does not say; the value then decides. */
  readonly codec?: "json" | "text" | "bytes";
  /** The value may also be a file. The use does not say so, because JSON payloads use it too. */
  readonly mayBeFile?: true;
  /** The media type of the part, if the spec states one that can be sent, or JSON. Absent where the value decides. */
  readonly mediaType?: string;
  /** Headers of the part that have one fixed value. */
  readonly headers?: readonly { readonly wire: string; readonly value: string }[];
  /** How a list or an object of the field is written, if the spec states it. */
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly default?: Json;
  readonly examples: readonly Example[];
  readonly limits: Limits;
  readonly origin: Origin;
}

/** A response that the spec declares. */
export interface Answer {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: string;
  readonly contents: readonly AnswerContent[];
  readonly headers: readonly AnswerHeader[];
  readonly origin: Origin;
}

/** A header of a response. */
export interface AnswerHeader {
  readonly wire: string;
  readonly description: string;
  readonly use: TypeUse;
}

/** A response in one media type. */
export interface AnswerContent {
  readonly mediaType: string;
  readonly codec: Codec;
  /** For JSON, the schema's type; for a stream or events, the type of an item; otherwise a string or bytes. */
  readonly use: TypeUse;
  /** The framing of a stream or of events; absent for other codecs. */
  readonly framing?: Framing;
  /** How the data of an event is written; absent for other codecs. */
  readonly dataCodec?: "json" | "text";
  /** What the spec states about the content: no schema, a file (`format: binary`), or a value. */
  readonly stated: "none" | "file" | "value";
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

/**
 * What a successful call returns:
 * - `value`: a JSON value; `uses` has one use for each distinct type of the 2xx responses
 * - `nothing`: no content
 * - `text`: text media types that are not a download
 * - `download`: CSV, ZIP, PDF, images and other binary content
 * - `stream`: JSON values or events, read as they arrive; `item` is the value, or the data of an event
 * - `total`: the number in the `X-Total-Count` header, no content
 */
export type Success =
  | {
      readonly kind: "value";
      readonly uses: readonly TypeUse[];
      readonly statuses: readonly string[];
      readonly orNothing: boolean;
    }
  | { readonly kind: "nothing"; readonly statuses: readonly string[] }
  | { readonly kind: "text"; readonly statuses: readonly string[] }
  | { readonly kind: "download"; readonly mediaTypes: readonly string[]; readonly statuses: readonly string[] }
  | {
      readonly kind: "stream";
      readonly framing: Framing;
      readonly item: TypeUse;
      readonly dataCodec: "json" | "text";
      readonly statuses: readonly string[];
    }
  | { readonly kind: "total"; readonly statuses: readonly string[] };

/** The page sizes of a list and the type of its items. */
interface PagingBase {
  /** The default and the maximum that the spec states. */
  readonly defaultLimit?: number;
  readonly maxLimit?: number;
  /** The number of items on a page if the caller states none: the default of the spec, else the usual number. */
  readonly pageSize: number;
  /** The page size for reading a whole list. */
  readonly fullPageSize: number;
  readonly item: TypeUse;
}

/**
 * How a list is read page by page. Names are wire names of query parameters, except `searchAfter`. `items` is the
 * property of the response that holds the items; absent where the response is the list itself.
 */
export type Paging = PagingBase &
  (
    | {
        readonly style: "offset";
        readonly limit: string;
        readonly offset: string;
        readonly count?: string;
        readonly items?: string;
        readonly total?: string;
      }
    | {
        readonly style: "page";
        readonly limit?: string;
        readonly page: string;
        readonly items?: string;
      }
    | {
        readonly style: "cursor";
        readonly limit?: string;
        readonly cursor: string;
        readonly next: string;
        readonly items: string;
      }
    | {
        readonly style: "searchAfter";
        readonly limit: string;
        readonly offset: string;
        readonly count?: string;
        /** The service rejects a request where offset + limit exceeds this number. */
        readonly window: number;
      }
  );

/** An event that the service sends to subscribers. */
export interface EventHook {
  /** The key in the spec: `AccessRequestSubmitted`. */
  readonly wire: string;
  /**
   * The id of the trigger: `idn:access-request-pre-approval`. It comes from the tables of triggers in the spec, or is
   * formed like the ids there. Where both fail, it is the key.
   */
  readonly triggerId: string;
  readonly summary: string;
  readonly description: string;
  readonly payload: TypeUse;
  /** The response of the subscriber, for events that expect one. */
  readonly reply?: TypeUse;
  readonly examples: readonly Example[];
  readonly origin: Origin;
}
