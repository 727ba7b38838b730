import { MAXIMUM_NAME, ledgerId } from "./bounds.ts";
import { isFileStem } from "./file-stem.ts";
import type { ReservedNames } from "./reserved.ts";

/**
 * What a name may look like, one grammar for each kind. The rules, the overrides, `names rename` and the ledger all
 * check names with them: names are emitted as code, so a name from a file must not be able to inject code.
 *
 * Returns what is wrong, as the end of a sentence that starts with the name; undefined for a valid name.
 */
export type NameGrammar = (name: string) => string | undefined;

/** Invisible characters, which make two names look equal. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** A noun that a person may choose. */
export const NOUN = /^\p{Lu}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
/** A noun that the rules may make from an id: it may begin with a digit or with a letter without case. */
export const LOOSE_NOUN = /^[\p{L}\p{M}\p{Nd}\p{Nl}_]+$/u;
const TYPE = /^(?![a-z])\p{ID_Start}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
/** An identifier in most languages. */
export const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether a name matches a pattern, is short enough to print, and has no invisible characters. */
export function isPlain(name: string, pattern: RegExp): boolean {
  return name.length <= MAXIMUM_NAME && pattern.test(name) && !UNSEEN.test(name);
}

/** The name of a class, model, type or event: `RoleInput`. `reserved` are the names that some target cannot declare. */
export function typeName(reserved: ReservedNames): NameGrammar {
  return (name) => {
    if (!isPlain(name, TYPE)) return "must begin with a capital letter and have only letters and digits";
    const reason = reserved.get(name);
    return reason === undefined ? undefined : `cannot be the name of a type: ${reason}`;
  };
}

/** The name of a model that a person may choose. */
export function chosenModel(reserved: ReservedNames): NameGrammar {
  const rule = typeName(reserved);
  return (name) =>
    isPlain(name, NOUN) ? rule(name) : "must begin with a capital letter and have only letters and digits";
}

/**
 * A former name of a model. Reserved words are allowed, because an alias is never declared on its own where a language
 * reserves the word.
 */
export const typeAlias: NameGrammar = (name) =>
  isPlain(name, LOOSE_NOUN) && !(name in Object.prototype) ? undefined : "cannot be the name of a model";

/** The name of a file without its extension: `access-profiles`. */
export const fileStem: NameGrammar = (name) =>
  isFileStem(name)
    ? undefined
    : "cannot be the name of a file: it must have only lower-case letters, digits and single hyphens, and must not be reserved by Windows";

/** An operation's id as the ledger stores it. It is printed but never becomes code. */
export const operationId: NameGrammar = (id) =>
  id === ledgerId(id) ? undefined : "cannot be an operationId: it is too long or contains invisible characters";

/** A version's label. */
export const versionLabel: NameGrammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u.test(name)
    ? undefined
    : "cannot be the label of a version: it must have only letters, digits and ._-";

/** A reason code or a fingerprint, which is never a name. */
export const plainWord: NameGrammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}$/u.test(name) ? undefined : "must have only letters, digits, spaces and ._-";

/** The minimum for a name in the ledger whose target is not part of this run. */
export const anyName: NameGrammar = (name) =>
  name.length <= MAXIMUM_NAME && !UNSEEN.test(name) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)
    ? undefined
    : "cannot be a name: it is too long or contains invisible characters";
