/**
 * The intermediate model: what every target emits from. Types only.
 *
 * It has no OpenAPI vocabulary, no target language word and no casing: a string is either `wire` (sent as is)
 * or Markdown text. Meaning (paging, intent, success answer, filters...) is decided here, once; a target looks it up.
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

/** One labelled API, read from one root or several. */
export interface ApiVersion {
  /** The input's label, as given by the config or `--spec`: `beta`. */
  readonly label: string;
  readonly title: string;
  readonly description: string;
  /** The version string the spec states of itself. */
  readonly revision: string;
  /** Host part of the first server, with its variables' defaults: `https://sailpoint.api.identitynow.com`. Empty when the spec names none. */
  readonly serverUrl: string;
  /** Path part of the first server, without a trailing slash: `/beta`. Empty when it has none. */
  readonly basePath: string;
  /** Sorted by name; every tag that an operation uses, declared or not, and no other. */
  readonly tags: readonly Tag[];
  /** Sorted by name; every security scheme that an operation asks for. */
  readonly schemes: readonly SecurityScheme[];
  /** Sorted by path, then method. */
  readonly operations: readonly Operation[];
  /** Sorted by id. Every declaration an operation or event reaches. */
  readonly declarations: readonly Declaration[];
  /** Sorted by wire name. */
  readonly events: readonly EventHook[];
  /** Operations and nodes that could be neither understood nor repaired, with the reason. */
  readonly omissions: readonly Omission[];
}

export interface Tag {
  readonly wire: string;
  readonly description: string;
}

export interface Omission {
  readonly what: string;
  readonly reason: string;
  readonly origin: Origin;
}

export type HttpMethod = "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query";

/** What a call means, decided from method, words and answer. Read intent makes a POST safe to repeat. */
export type Intent = "read" | "create" | "replace" | "modify" | "delete" | "action";

export interface Operation {
  /** `GET /identities/{}`: method and path with anonymous placeholders. Unique in its version; the ledger's key. */
  readonly key: string;
  readonly method: HttpMethod;
  /** As the spec writes it. */
  readonly path: string;
  /** As it is sent after the version's base path; differs from `path` only by a listed repair. */
  readonly requestPath: string;
  /** Where it differs from the version's: the path item, the operation or another root states servers of its own. */
  readonly basePath?: string;
  /** The operation's id as written; empty when the spec gives none. */
  readonly wireId: string;
  /** The first tag; "Default" when the spec gives none. */
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly origin: Origin;
  /** Path parameters in the order of the template, then the others as declared. The experimental marker is not among them. */
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  /** All answers the spec declares, by status. */
  readonly answers: readonly Answer[];
  /** What a successful call gives. */
  readonly success: Success;
  /** What it gives where the caller asks for another media type, in the spec's order. */
  readonly others: readonly { readonly mediaType: string; readonly success: Success }[];
  /**
   * Media types to ask for, as `Accept` has them: those of the success that are read, then JSON where the errors are JSON.
   * Empty when no answer has content.
   */
  readonly accepts: readonly string[];
  readonly intent: Intent;
  /** By HTTP semantics: GET, HEAD, PUT, DELETE, OPTIONS, TRACE. */
  readonly idempotent: boolean;
  readonly paging?: Paging;
  readonly filters?: FilterGrammar;
  readonly sorters?: SorterGrammar;
  /** The work that a call starts and that goes on behind its answer, or that it asks after. Set by the pass `jobs`. */
  readonly job?: Job;
  /** Alternatives that ask for something, in the spec's order. */
  readonly security: readonly SecurityAlternative[];
  /** The spec says that no credentials are needed; those of an alternative may be sent. False when it says nothing. */
  readonly anonymous: boolean;
  /** All scopes of all alternatives, sorted. */
  readonly scopes: readonly string[];
  /** `x-sailpoint-userLevels`. */
  readonly userLevels: readonly string[];
  readonly experimental: boolean;
  /** Headers that every call of this operation sends, such as the experimental marker. */
  readonly constantHeaders: readonly ConstantHeader[];
  readonly deprecation?: Deprecation;
  /** Notes for the reader about things the spec says and the model cannot hold. */
  readonly notes: readonly string[];
}

export interface ConstantHeader {
  readonly wire: string;
  readonly value: string;
  /** What the header says of the operation. */
  readonly marks: "experimental";
}

export interface Deprecation {
  /** Markdown; may be empty. */
  readonly text: string;
  /** Filled by the pass `deprecation`: the operation that replaces this one, where it resolves. */
  readonly replacement?: { readonly version: string; readonly key: string };
  /** The doc link found in the text, when it does not resolve to one of our operations. */
  readonly link?: string;
}

export type ParameterPlace = "path" | "query" | "header" | "cookie";

export type ParameterStyle = "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";

export interface Parameter {
  readonly place: ParameterPlace;
  /** Name on the wire; for a path parameter the placeholder of the template. */
  readonly wire: string;
  /** The name the spec declares, where a repair paired it with another placeholder; otherwise equal to `wire`. */
  readonly declaredWire: string;
  readonly required: boolean;
  readonly use: TypeUse;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** What the style has no form for: the whole value, or the properties of these wire names. Absent: all can be sent. */
  readonly unsendable?: "all" | readonly string[];
  /** Set when the value is serialised by a media type (`content` in the spec) and not by a style. */
  readonly codec?: "json" | "text";
  readonly description: string;
  readonly deprecated: boolean;
  /** Raw default of the schema, of the schema's type. */
  readonly default?: Json;
  readonly examples: readonly Example[];
  /** The spec's bounds, for paging and docs. */
  readonly limits: Limits;
  /** `x-sailpoint-resource-operation-id`: wire ids of the operations that yield this value. */
  readonly resourceOperations: readonly string[];
  readonly origin: Origin;
}

export interface Body {
  readonly required: boolean;
  readonly description: string;
  /** JSON first, then in the spec's order; the first is the one sent unless the caller gives what only another can hold. */
  readonly contents: readonly BodyContent[];
  /** `x-codegen-request-body-name`, where the spec gives one. */
  readonly givenName?: string;
  readonly origin: Origin;
}

/**
 * How a value of a schema travels in a media type. Decided once, when the model is built; types, runtimes and docs
 * follow:
 * - `json`: JSON
 * - `text`: a text that the caller writes and reads
 * - `bytes`: a file
 * - `form`: pairs of names and values
 * - `multipart`: parts, each with a codec of its own
 * - `stream`: JSON values one behind the other, read as they come
 * - `events`: server-sent events, read as they come
 */
export type Codec = "json" | "text" | "bytes" | "form" | "multipart" | "stream" | "events";

/** How the items of a stream are told apart: by line breaks, by RS (RFC 7464), or as server-sent events. */
export type Framing = "lines" | "sequence" | "events";

export interface BodyContent {
  readonly mediaType: string;
  readonly codec: Codec;
  /** The media type that is sent; where the spec states a range, the usual one of the codec. */
  readonly sentAs: string;
  readonly isRange: boolean;
  /** The spec means a JSON Patch list (RFC 6902). */
  readonly isPatch: boolean;
  /** For multipart: `form-data`, `mixed`, `related`. */
  readonly subtype?: string;
  /** For a stream. */
  readonly framing?: Framing;
  /** For a stream the list of its items; for a text a text. */
  readonly use: TypeUse;
  /** For multipart and form: one field per property. */
  readonly fields: readonly FormField[];
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

export interface FormField {
  readonly wire: string;
  readonly use: TypeUse;
  readonly required: boolean;
  readonly description: string;
  /** How the value travels; absent when the spec says too little and the value decides. */
  readonly codec?: "json" | "text" | "bytes";
  /** The value may also be a file, though its use, which JSON has too, cannot say so. */
  readonly mayBeFile?: true;
  /** Media type of the part, where the spec states one that can be sent, or JSON; absent when the value decides. */
  readonly mediaType?: string;
  /** Headers of the part that have one value only. */
  readonly headers?: readonly { readonly wire: string; readonly value: string }[];
  /** Where the spec states how a list or an object of a form, or of a part of `form-data`, is written. */
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly default?: Json;
  readonly examples: readonly Example[];
  readonly limits: Limits;
  readonly origin: Origin;
}

export interface Answer {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly description: string;
  readonly contents: readonly AnswerContent[];
  readonly headers: readonly AnswerHeader[];
  readonly origin: Origin;
}

export interface AnswerHeader {
  readonly wire: string;
  readonly description: string;
  readonly use: TypeUse;
}

export interface AnswerContent {
  readonly mediaType: string;
  readonly codec: Codec;
  /** What the schema says, for JSON; of an item, for a stream or events; a text or binary otherwise. */
  readonly use: TypeUse;
  /** For a stream or events. */
  readonly framing?: Framing;
  /** For events: how the data of one is written. */
  readonly dataCodec?: "json" | "text";
  /** What the spec itself says of the content: no schema, a file (`format: binary`), or a value or text. */
  readonly stated: "none" | "file" | "value";
  readonly examples: readonly Example[];
  readonly origin: Origin;
}

/**
 * What a successful call gives:
 * - `value`: a JSON value of the use (several 2xx of different shape: `uses` has each)
 * - `nothing`: no content
 * - `text`: text media types that are not a download
 * - `download`: CSV, ZIP, PDF, images and other binary content
 * - `stream`: JSON values or events, each read as it comes; `item` is the value, or the data of an event
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

/** Page sizes, and what the list holds. */
interface PagingBase {
  /** What the spec states. */
  readonly defaultLimit?: number;
  readonly maxLimit?: number;
  /** Items that a page holds where the caller names no number: the stated default, else the usual one. */
  readonly pageSize: number;
  /** Items to ask for at once when a whole list is read. */
  readonly fullPageSize: number;
  readonly item: TypeUse;
}

/**
 * How a list is read page by page. Names are wire names of query parameters, except `searchAfter`.
 * `items` is the property of the envelope that holds the items; absent when the answer is the list itself.
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
        /** The service refuses offset + limit beyond this. */
        readonly window: number;
      }
  );

export interface EventHook {
  /** The key in the spec: `AccessRequestSubmitted`. */
  readonly wire: string;
  /** The id under which the service sends it: `idn:access-request-pre-approval`; the key where the spec tells none. */
  readonly triggerId: string;
  readonly summary: string;
  readonly description: string;
  readonly payload: TypeUse;
  /** What the subscriber answers, for events that ask. */
  readonly reply?: TypeUse;
  readonly examples: readonly Example[];
  readonly origin: Origin;
}
