import { reserve, type ReservedNames } from "../../../names/rules/reserved.ts";

/**
 * Type names that the emitted TypeScript uses. A model of that name would shadow the global type in its module.
 * `Error`, `Event` and `Filter` are reserved because the published SDK has ModelError, ModelEvent and ModelFilter.
 * Globals that the emitted code does not use (Comment, Range, Selection, Text) are free.
 */
export const TYPESCRIPT_MODEL_NAMES: ReservedNames = new Map([
  ...reserve("published as Model<Name>: the generator of the published SDK reserves it", "Error Event Filter"),
  ...reserve(
    "a global type or value that emitted code uses",
    "Array AsyncIterable AsyncIterator Blob Boolean BigInt Date File FormData Function Infinity Iterable Iterator JSON Map Math NaN Number Object " +
      "Omit Partial Pick Promise Proxy ReadableStream Readonly ReadonlyArray ReadonlyMap Record Reflect RegExp Required Response Request Headers Set String Symbol Uint8Array URL " +
      "AbortSignal",
  ),
]);

/** Words that cannot be the name of a TypeScript type or variable, in any case of the first letter. */
export const TYPESCRIPT_KEYWORDS: ReservedNames = new Map([
  ...reserve(
    "a reserved word",
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield",
  ),
  ...reserve("reserved in strict mode", "implements interface let package private protected public static await"),
  ...reserve("a type of the language", "any bigint boolean never number object string symbol undefined unknown"),
]);

/** Names that no type of the package can have. */
export const TYPESCRIPT_TYPES: ReservedNames = new Map([...TYPESCRIPT_KEYWORDS, ...TYPESCRIPT_MODEL_NAMES]);

/**
 * Members of the base class of every generated class, and of every object. A method of that name would override them.
 */
export const TYPESCRIPT_MEMBER_NAMES: ReservedNames = new Map([
  ...reserve("a member of the runtime's Api class", "core call pages"),
  ...reserve(
    "a member of every object",
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf prototype __proto__",
  ),
  ...reserve("a class with a method then is taken for a promise", "then"),
]);

/** Members of a version's client beside its tags. */
export const TYPESCRIPT_CLIENT_MEMBERS: ReservedNames = new Map([
  ...reserve("a member of the runtime's client", "core options request with"),
  ...reserve("a member of every object", "constructor hasOwnProperty isPrototypeOf toString valueOf then prototype"),
]);

/** Folders and subpaths of the package. No version label can equal one of them. */
export const TYPESCRIPT_FOLDERS: ReservedNames = new Map(
  reserve("a folder of the package", "core shared client index jobs node mock webhooks openapi"),
);

/** Files in a version's folder beside those of the tags. No tag can have their names. */
export const TYPESCRIPT_MODULES: ReservedNames = new Map(
  reserve("a file of the module", "aliases client events index mock models operations runtime schema webhooks"),
);
