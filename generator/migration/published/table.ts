/** What is known of a published package: names, places on the wire and shapes, which `npm run migrate:table` reads off it. */
export interface PublishedPackage {
  readonly format: typeof PUBLISHED_FORMAT;
  readonly package: string;
  readonly version: string;
  /** As npm tells it. */
  readonly integrity: string;
  /** Of the archive. */
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
  /** `GET /roles/{id}`, below the version's base path. */
  readonly http: string;
  readonly arguments: readonly PublishedArgument[];
  /** The type that gathers the arguments; absent where the method has none. */
  readonly request?: string;
  /** The arguments may be left out. */
  readonly optional?: true;
  /** The type of `data`. */
  readonly result: string;
}

export interface PublishedArgument {
  readonly name: string;
  readonly type: string;
  /** Form: a field of a multipart or form body. */
  readonly place: "path" | "query" | "header" | "body" | "form" | "unsent";
  /** Its name on the wire, where it is another one. */
  readonly wire?: string;
  readonly optional?: true;
}

/** An object has properties (`name?` may be absent), an enumeration values by the names of its constant, an alias its text. */
export interface PublishedType {
  readonly version: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly is?: string;
}

/** Reads a table; a text says what is wrong with it. */
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
