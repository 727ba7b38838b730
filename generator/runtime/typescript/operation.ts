/**
 * The descriptor of one operation: data that the generated code contains and the core executes.
 *
 * Everything that few operations need (a query style, a multipart body, a download, a paging style) is a function that
 * the descriptor refers to, so that a bundle contains only what its operations use.
 */

import type { ErrorContext } from "./errors.js";

/** The HTTP methods that an operation can have. */
export type Method =
  "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "QUERY";

/** The arguments of a call by argument key. */
export type Arguments = Readonly<Record<string, unknown>>;

/**
 * A query parameter. A string is the name of a plain parameter, whose argument key and wire name are equal. A function
 * returns the percent-encoded part of the query (`"ids=1,2"`, or ""); see `queryParameter` and `styledQuery`.
 */
export type QueryParameter = string | ((args: Arguments) => string);

/** Returns one path argument percent-encoded; it replaces `{key}` in the path. An empty result is refused. */
export type PathEncoder = (value: unknown) => string;

/** The types that `fetch` accepts as a body. */
export type WireBody = NonNullable<RequestInit["body"]>;

/** An encoded request body with its media type. */
export interface EncodedBody {
  readonly body: WireBody;
  /** "half": the body is a stream. It can be read only once, so the call is never retried. */
  readonly duplex?: "half";
  /** The headers that describe the body; absent: `fetch` derives Content-Type from the body. */
  readonly headers?: { readonly "content-type": string };
}

/** Reads and writes JSON where `JSON` would lose digits; see `integerCodecs`. */
export interface JsonCodec {
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string;
  /** The codec of a part of a value. */
  readonly at: (holder: object, key: string) => JsonCodec;
}

/** Encodes the argument `body`. */
export type BodyEncoder = (value: unknown, codec?: JsonCodec) => EncodedBody;

/** What an `AnswerReader` receives of the call. */
export interface AnswerCall {
  /** For errors. */
  readonly context: ErrorContext;
  /** Parses the JSON of the response. */
  readonly json: Pick<JsonCodec, "parse">;
  /**
   * From now on the signal of the call ends the body, also after the call has ended. The returned function stops that.
   */
  readonly listen: () => () => void;
  /** Runs a step after the call has ended; the step must end within `timeoutMs`. */
  readonly within: <T>(step: () => Promise<T>) => Promise<T>;
}

/**
 * Reads a successful response. A reader whose value is used after the call (a download) calls `listen` at once, because
 * an unread body holds its connection, and `within` for each step.
 */
export type AnswerReader = (response: Response, call: AnswerCall) => unknown;

/** What a paging style receives after each page. */
export interface PageTurn {
  /** The arguments that requested this page. */
  readonly args: Arguments;
  /** The decoded body. */
  readonly data: unknown;
  /** The items of the page as received. */
  readonly items: readonly unknown[];
  /** The number of items before this page. */
  readonly seen: number;
  /** The number of items in the whole list, if the service stated it. */
  readonly total: number | undefined;
  /** The largest number of items on an earlier page; 0 on the first page. */
  readonly largest: number;
  /** The number of consecutive empty pages, this one included; 0 if this page has items. */
  readonly empty: number;
  /** The arguments that the list was called with. */
  readonly first: Arguments;
  /** For errors. */
  readonly context: ErrorContext;
}

/** How an operation returns a list in pages; see `paging.ts` for the styles. */
export interface Paging {
  /** The key of the list in the response; absent: the response is the list. */
  readonly items?: string | undefined;
  /** The key of the total in the response; absent: only the header X-Total-Count states it. */
  readonly total?: string | undefined;
  /** The argument key of the page size; absent: "limit". */
  readonly limit?: string | undefined;
  /** The argument key of the page number; absent: pages have no number. */
  readonly page?: string | undefined;
  /** The page size if the caller sets none; absent: the service's default. */
  readonly size?: number | undefined;
  /**
   * Returns the function that makes the arguments of the next page; undefined at the end. An error of that function
   * reaches the code that asks for the next page. If it returns the same object as before, the same page is requested
   * again.
   */
  readonly next: (turn: PageTurn) => (() => Arguments) | undefined;
}

/** A security scheme of an operation, and where its credential is sent. */
export interface SecurityScheme {
  /** The name of the scheme in the spec. */
  readonly scheme: string;
  /** `basic` and `bearer` use the Authorization header. */
  readonly in: "header" | "query" | "cookie" | "basic" | "bearer";
  /** The name of the header, query parameter or cookie. */
  readonly name?: string;
}

/**
 * One operation. `Args` and `Data` are the types of its arguments and of its decoded response. `Failures` has the types
 * of its error bodies by status (`{ 404: ErrorDto }`; also `"4XX"` and `default`). These types serve only the type
 * checker (typed mocks, `isApiError`).
 */
export interface Operation<
  Args extends object = object,
  Data = unknown,
  Failures = unknown,
> {
  /** The operationId, which errors, hooks and logs show. */
  readonly id: string;
  readonly method: Method;
  /** The path with the base path of the version; `{key}` stands for an argument. An absolute URL is used unchanged. */
  readonly path: string;
  /** Encoders of path arguments that are not plain values, by argument key. */
  readonly pathStyles?: Readonly<Record<string, PathEncoder>>;
  readonly query?: readonly QueryParameter[];
  /** Encodes the header and cookie arguments, with names in lower case; see `headerParameters`. */
  readonly headers?: (args: Arguments) => Readonly<Record<string, string>>;
  /**
   * Headers of every call of the operation, with names in lower case. Absent: Accept is "application/json", and the
   * body encoder decides Content-Type.
   */
  readonly constantHeaders?: Readonly<Record<string, string>>;
  /** Encodes the argument `body`; absent: as JSON. */
  readonly body?: BodyEncoder;
  /** Reads a successful response; absent: JSON, or undefined if there is no body. */
  readonly answer?: AnswerReader;
  /** Read the response by media type, if the caller asks for another media type; see `acceptCall`. */
  readonly others?: Readonly<Record<string, AnswerReader>>;
  /** Read and write JSON bodies in which numbers would lose digits; absent: `JSON`. */
  readonly json?: {
    readonly body?: JsonCodec;
    readonly answer?: JsonCodec;
    readonly failure?: JsonCodec;
  };
  /** The operation only reads although its method is not idempotent, so it may be retried. */
  readonly read?: boolean;
  readonly paging?: Paging;
  /** "none": no token is sent. */
  readonly auth?: "none";
  /**
   * Alternatives: all schemes of one alternative are sent. Absent: the core's token is sent. See `createSchemeCore`.
   */
  readonly security?: readonly (readonly SecurityScheme[])[];
  /**
   * The request contains a secret: no redirect is followed, errors contain no text of the service or the engine, and
   * hooks receive no response. The function returns the part of an error response that may be shown.
   */
  readonly secret?: (response: Response) => Promise<Response>;
  /** Never present; carries the types. */
  readonly types?: {
    readonly args: Args;
    readonly data: Data;
    readonly failures: Failures;
  };
}

/** The parts of an operation besides its method, path and id. */
export type OperationParts = Omit<Operation, "id" | "method" | "path">;

/** Makes an operation from `"METHOD PATH ID"` and its other parts. */
export function readOperation(
  operation: Operation | string,
  parts?: OperationParts,
): Operation {
  if (typeof operation !== "string") return operation;
  const [method, path, id] = operation.split(" ");
  // The spread comes last, because engines add a property to a copy slowly.
  return { method, path, id, ...parts } as Operation;
}

/** The header that experimental operations require. */
export const experimentalHeaders = { "x-sailpoint-experimental": "true" };
