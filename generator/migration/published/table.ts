/**
 * The facts of a published package: names, places on the wire and shapes. `npm run migrate:table` reads them from the
 * package.
 */
export interface PublishedPackage {
  readonly format: typeof PUBLISHED_FORMAT;
  readonly package: string;
  readonly version: string;
  /** The integrity hash that npm states. */
  readonly integrity: string;
  /** The hash of the archive. */
  readonly sha256: string;
  readonly versions: readonly { readonly version: string; readonly basePath: string }[];
  readonly operations: readonly PublishedOperation[];
  readonly types: readonly PublishedType[];
}

export const PUBLISHED_FORMAT = 1;

/** A method of a class. */
export interface PublishedOperation {
  readonly version: string;
  readonly class: string;
  readonly method: string;
  /** Method and path: `GET /roles/{id}`, below the version's base path. */
  readonly http: string;
  readonly arguments: readonly PublishedArgument[];
  /** The type that holds the arguments; absent if the method has no arguments. */
  readonly request?: string;
  /** Whether the arguments may be omitted. */
  readonly optional?: true;
  /** The type of `data`. */
  readonly result: string;
}

/** An argument of a published method, and its place in the request. */
export interface PublishedArgument {
  readonly name: string;
  readonly type: string;
  /** The place of the argument in the request; `form`: a field of a multipart or form body. */
  readonly place: "path" | "query" | "header" | "body" | "form" | "unsent";
  /** The name on the wire, if it differs. */
  readonly wire?: string;
  readonly optional?: true;
}

/**
 * A published type: an object has properties (`name?` may be absent), an enumeration has values by the names of its
 * constant, and an alias has its text.
 */
export interface PublishedType {
  readonly version: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly is?: string;
}

/** Reads a table. Returns a text that says what is wrong if the table is invalid. */
export function parsePublished(text: string): PublishedPackage | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  const { format, operations, types } = Object(value) as Partial<PublishedPackage>;
  if (format !== PUBLISHED_FORMAT) return `its format is ${String(format)} and not ${String(PUBLISHED_FORMAT)}`;
  if (!Array.isArray(operations) || !Array.isArray(types)) return "it has no operations or no types";
  return value as PublishedPackage;
}
