import { MAXIMUM_NAME, ledgerId } from "./bounds.ts";
import { isFileStem } from "./file-stem.ts";
import type { ReservedNames } from "./reserved.ts";

/**
 * What a name may look like, one rule for each kind. The rules, the overrides, `names rename` and the ledger all obey:
 * a name stands bare in emitted code, so one that came from a file is code unless it is held to its grammar.
 *
 * Each gives what is wrong, as the end of a sentence that begins with the name; undefined when nothing is.
 */
export type NameGrammar = (name: string) => string | undefined;

/** Characters nobody sees, and which make two names look like one. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
/** A noun as a person may choose it. */
export const NOUN = /^\p{Lu}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
/** What the rules can make of any id: it may begin with a digit or a letter without case. */
export const LOOSE_NOUN = /^[\p{L}\p{M}\p{Nd}\p{Nl}_]+$/u;
const TYPE = /^(?![a-z])\p{ID_Start}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
/** A name as most languages take it. */
export const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether a name has a pattern, a length that can be printed, and no character that nobody sees. */
export function isPlain(name: string, pattern: RegExp): boolean {
  return name.length <= MAXIMUM_NAME && pattern.test(name) && !UNSEEN.test(name);
}

/** `RoleInput`: a class, model, type or event, where a target reserves some names. */
export function typeName(reserved: ReservedNames): NameGrammar {
  return (name) => {
    if (!isPlain(name, TYPE)) return "is no name that begins with a capital and has letters and digits only";
    const reason = reserved.get(name);
    return reason === undefined ? undefined : `is no name of a type: ${reason}`;
  };
}

/** A name of a model as a person may choose it. */
export function chosenModel(reserved: ReservedNames): NameGrammar {
  const rule = typeName(reserved);
  return (name) =>
    isPlain(name, NOUN) ? rule(name) : "is no name that begins with a capital and has letters and digits only";
}

/** A former name of a model: never declared by itself where the language has it, so reserved words are free. */
export const typeAlias: NameGrammar = (name) =>
  isPlain(name, LOOSE_NOUN) && !(name in Object.prototype) ? undefined : "is no name of a model";

/** The name of a file without its extension: `access-profiles`. */
export const fileStem: NameGrammar = (name) =>
  isFileStem(name) ? undefined : "is no name of a file: small letters, digits and single hyphens, and none of Windows'";

/** An operation's id, which is never code but is printed: as the ledger writes it. */
export const operationId: NameGrammar = (id) =>
  id === ledgerId(id) ? undefined : "is no operation's id: it is too long or holds what nobody sees";

/** A version's label. */
export const versionLabel: NameGrammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u.test(name) ? undefined : "is no label of a version";

/** A reason code, a fingerprint: text that is never a name. */
export const plainWord: NameGrammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}$/u.test(name) ? undefined : "is no plain word";

/** What must hold of every name that a target keeps in the ledger, whether or not the target is there to say more. */
export const anyName: NameGrammar = (name) =>
  name.length <= MAXIMUM_NAME && !UNSEEN.test(name) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)
    ? undefined
    : "is no name: it is too long or holds what nobody sees";
