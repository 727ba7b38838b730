/**
 * The descriptor of one operation: the data that generated code prints and the core runs.
 *
 * Everything rare (a query style, a multipart body, a download, a paging style) is a function that the
 * descriptor refers to, so that a bundle holds only what its operations use.
 */

import type { ErrorContext } from "./errors.js";

/** The methods an operation can have. */
export type Method =
  "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "QUERY";

/** The arguments of a call by argument key, as the core reads them. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * A query parameter: the name of a plain one (argument key and wire name are the same), or what gives its
 * percent-encoded part of the query (`"ids=1,2"`, or ""); see `queryParameter` and `styledQuery`.
 */
export type QueryParameter = string | ((args: Arguments) => string);

/** Writes one path argument, percent-encoded; it replaces `{key}` in the path. Empty: the argument is refused. */
export type PathEncoder = (value: unknown) => string;

/** What `fetch` takes as a body. */
export type WireBody = NonNullable<RequestInit["body"]>;

/** A body on its way out: what `fetch` takes, and its media type. */
export interface EncodedBody {
  readonly body: WireBody;
  /** "half": the body is a stream. It can be read only once, so the call is never sent twice. */
  readonly duplex?: "half";
  /** The headers that tell what it is; absent: `fetch` derives the Content-Type from the body. */
  readonly headers?: { readonly "content-type": string };
}

/** What reads and writes JSON where `JSON` itself would lose digits; see `integerCodecs`. */
export interface JsonCodec {
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string;
  /** The codec of a part of a value. */
  readonly at: (holder: object, key: string) => JsonCodec;
}

/** Writes the `body` argument. */
export type BodyEncoder = (value: unknown, codec?: JsonCodec) => EncodedBody;

/** What reads an answer is given of the call. */
export interface AnswerCall {
  /** For errors. */
  readonly context: ErrorContext;
  /** Reads the JSON of the answer. */
  readonly json: Pick<JsonCodec, "parse">;
  /** The caller's signal ends the body until the function that this gives is called, also when the call is over. */
  readonly listen: () => () => void;
  /** Runs a step that must end within `timeoutMs`, when the call is over. */
  readonly within: <T>(step: () => Promise<T>) => Promise<T>;
}

/**
 * Reads a successful answer. One whose value outlives the call (a download) uses `listen` at once, for a body that nobody
 * reads holds its connection, and `within` for each step.
 */
export type AnswerReader = (response: Response, call: AnswerCall) => unknown;

/** What a paging style is given after each page. */
export interface PageTurn {
  /** The arguments that this page was asked with. */
  readonly args: Arguments;
  /** The decoded body. */
  readonly data: unknown;
  /** The items of the page as received. */
  readonly items: readonly unknown[];
  /** The number of items before this page. */
  readonly seen: number;
  /** The number of items in the whole list, if the service told it. */
  readonly total: number | undefined;
  /** The largest number of items on an earlier page; 0 on the first page. */
  readonly largest: number;
  /** How many pages one behind the other were empty, this one included; 0: it has items. */
  readonly empty: number;
  /** The arguments that the list was called with. */
  readonly first: Arguments;
  /** For errors. */
  readonly context: ErrorContext;
}

/** A paging style; see `paging.ts` for the styles. */
export interface Paging {
  /** The key of the list in the answer; absent: the answer is the list. */
  readonly items?: string | undefined;
  /** The key of the total in the answer; absent: only the header X-Total-Count is read. */
  readonly total?: string | undefined;
  /** The argument key of the page size; absent: "limit". */
  readonly limit?: string | undefined;
  /** The page size to ask for when the caller names none; absent: the service's default. */
  readonly size?: number | undefined;
  /**
   * The arguments of the next page; undefined at the end. An error of it is one of whoever asks for the next page. The
   * same object as before: the page is asked for again.
   */
  readonly next: (turn: PageTurn) => (() => Arguments) | undefined;
}

/** A security scheme that an operation asks for, and where its credential stands. */
export interface SecurityScheme {
  /** The spec's name of it. */
  readonly scheme: string;
  /** `basic` and `bearer` stand in the Authorization header. */
  readonly in: "header" | "query" | "cookie" | "basic" | "bearer";
  /** The name of the header, query parameter or cookie. */
  readonly name?: string;
}

/**
 * One operation. `Args` and `Data` are the types of its arguments and of its decoded answer, `Failures` those of the
 * bodies of its errors by status (`{ 404: ErrorDto }`; also `"4XX"` and `default`); they exist for the type-checker
 * only (typed mocks, `isApiError`).
 */
export interface Operation<
  Args extends object = object,
  Data = unknown,
  Failures = unknown,
> {
  /** The operationId; it stands in errors, hooks and logs. */
  readonly id: string;
  readonly method: Method;
  /** The path with the version's base path; `{key}` holds an argument key. An absolute URL is used as is. */
  readonly path: string;
  /** Encoders of path arguments that are not plain values, by argument key. */
  readonly pathStyles?: Readonly<Record<string, PathEncoder>>;
  readonly query?: readonly QueryParameter[];
  /** Writes the header and cookie arguments, names in lower case; see `headerParameters`. */
  readonly headers?: (args: Arguments) => Readonly<Record<string, string>>;
  /**
   * Headers that are sent with every call of the operation; names in lower case. Absent: Accept is
   * "application/json", and Content-Type what the body's encoder says.
   */
  readonly constantHeaders?: Readonly<Record<string, string>>;
  /** How the `body` argument is written; absent: JSON. */
  readonly body?: BodyEncoder;
  /** How a successful answer is read; absent: JSON, and undefined when there is no body. */
  readonly answer?: AnswerReader;
  /** How an answer in another media type is read, where the caller asks for one; see `acceptCall`. */
  readonly others?: Readonly<Record<string, AnswerReader>>;
  /** What reads and writes the JSON of its bodies where numbers would lose digits; absent: `JSON`. */
  readonly json?: {
    readonly body?: JsonCodec;
    readonly answer?: JsonCodec;
    readonly failure?: JsonCodec;
  };
  /** The operation only reads although its method is not idempotent: it may be sent again. */
  readonly read?: boolean;
  readonly paging?: Paging;
  /** "none": no token is sent. */
  readonly auth?: "none";
  /** Alternatives, of which one is sent whole; none: the core's token. See `createSchemeCore`. */
  readonly security?: readonly (readonly SecurityScheme[])[];
  /**
   * The request holds a secret: no redirect is followed, errors tell nothing that the service or the engine says, and
   * hooks see no answer. What the function keeps of an error's answer is told.
   */
  readonly secret?: (response: Response) => Promise<Response>;
  /** Never present; carries the types. */
  readonly types?: {
    readonly args: Args;
    readonly data: Data;
    readonly failures: Failures;
  };
}

/** What an operation is besides its method, path and id. */
export type OperationParts = Omit<Operation, "id" | "method" | "path">;

/** An operation from `"METHOD PATH ID"` and its other parts. */
export function readOperation(
  operation: Operation | string,
  parts?: OperationParts,
): Operation {
  if (typeof operation !== "string") return operation;
  const [method, path, id] = operation.split(" ");
  return { ...parts, method, path, id } as Operation;
}

/** The header that operations ask for which the service may still change. */
export const experimentalHeaders = { "x-sailpoint-experimental": "true" };
