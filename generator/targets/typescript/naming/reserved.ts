import { reserve, type ReservedNames } from "../../../names/rules/reserved.ts";

/**
 * Type names that the emitted TypeScript needs for itself: a model of that name would shadow it in its module. `Error`,
 * `Event` and `Filter` are here because the published SDK calls them ModelError, ModelEvent and ModelFilter.
 * Globals the emitted code never uses (Comment, Range, Selection, Text...) are free.
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

/** Words that cannot be the name of a TypeScript type or variable, whatever the case of their first letter suggests. */
export const TYPESCRIPT_KEYWORDS: ReservedNames = new Map([
  ...reserve(
    "a reserved word",
    "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield",
  ),
  ...reserve("reserved in strict mode", "implements interface let package private protected public static await"),
  ...reserve("a type of the language", "any bigint boolean never number object string symbol undefined unknown"),
]);

/** What no type of the package may be called. */
export const TYPESCRIPT_TYPES: ReservedNames = new Map([...TYPESCRIPT_KEYWORDS, ...TYPESCRIPT_MODEL_NAMES]);

/** Members of the class that every generated class extends, and of every object: a method of that name would replace them. */
export const TYPESCRIPT_MEMBER_NAMES: ReservedNames = new Map([
  ...reserve("a member of the runtime's Api class", "core call pages"),
  ...reserve(
    "a member of every object",
    "constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf prototype __proto__",
  ),
  ...reserve("a class with a method then is taken for a promise", "then"),
]);

/** Members of the version's client beside the tags. */
export const TYPESCRIPT_CLIENT_MEMBERS: ReservedNames = new Map([
  ...reserve("a member of the runtime's client", "core options request with"),
  ...reserve("a member of every object", "constructor hasOwnProperty isPrototypeOf toString valueOf then prototype"),
]);

/** Folders and subpaths of the package that a version's label must not take. */
export const TYPESCRIPT_FOLDERS: ReservedNames = new Map(
  reserve("a folder of the package", "core shared client index jobs node mock webhooks openapi"),
);

/** Files beside the tags' in a version's folder: a tag cannot have their names. */
export const TYPESCRIPT_MODULES: ReservedNames = new Map(
  reserve("a file of the module", "aliases client events index mock models operations runtime schema webhooks"),
);
