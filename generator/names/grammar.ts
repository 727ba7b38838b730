import { MAXIMUM_NAME, ledgerId } from "./bounds.ts";
import { isFileStem } from "./file-stem.ts";
import {
  reservedParameter,
  TYPESCRIPT_CLIENT_MEMBERS,
  TYPESCRIPT_KEYWORDS,
  TYPESCRIPT_MEMBER_NAMES,
  TYPESCRIPT_MODEL_NAMES,
} from "./reserved.ts";
import { isApprovedVerb } from "./verbs.ts";

/**
 * What a name may look like, one rule for each kind. The rules, the overrides, `names rename` and the ledger all obey:
 * a name stands bare in emitted code, so one that came from a file is code unless it is held to its grammar.
 *
 * Each gives what is wrong, as the end of a sentence that begins with the name; undefined when nothing is.
 */
export type Grammar = (name: string) => string | undefined;

/** Characters nobody sees, and which make two names look like one. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const NOUN = /^\p{Lu}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
/** What the rules can make of any id: it may begin with a digit or a letter without case. */
const LOOSE_NOUN = /^[\p{L}\p{M}\p{Nd}\p{Nl}_]+$/u;
const TYPE = /^(?![a-z])\p{ID_Start}[\p{L}\p{M}\p{Nd}\p{Nl}]*$/u;
const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function isPlain(name: string, pattern: RegExp): boolean {
  return name.length <= MAXIMUM_NAME && pattern.test(name) && !UNSEEN.test(name);
}

/** `Get-Role`, as a person may choose it. */
export const chosenCmdlet: Grammar = (name) => cmdletProblem(name, NOUN);

/** `Get-Role`, as the rules may make it. */
export const cmdletName: Grammar = (name) => cmdletProblem(name, LOOSE_NOUN);

function cmdletProblem(name: string, noun: RegExp): string | undefined {
  const at = name.indexOf("-");
  return at > 0 && isApprovedVerb(name.slice(0, at)) && isPlain(name.slice(at + 1), noun)
    ? undefined
    : "is not an approved verb, a hyphen and a noun";
}

/** A published name of a cmdlet, which may lack its noun (`Remove-`) or have a verb cut short (`Sync-hronize...`). */
export const cmdletAlias: Grammar = (name) => {
  const [, noun] = /^[A-Z][A-Za-z]*-(.*)$/su.exec(name) ?? [];
  return noun !== undefined && (noun === "" || isPlain(noun, LOOSE_NOUN)) ? undefined : "is no name of a cmdlet";
};

/** `getRole`. */
export const methodName: Grammar = (name) => {
  if (!isPlain(name, IDENTIFIER)) return "is no method name";
  const reason = TYPESCRIPT_MEMBER_NAMES.get(name);
  return reason === undefined ? undefined : `is no method name: ${reason}`;
};

/** `RoleInput`: a class, model, type or event. */
export const typeName: Grammar = (name) => {
  if (!isPlain(name, TYPE)) return "is no name that begins with a capital and has letters and digits only";
  const reason = TYPESCRIPT_MODEL_NAMES.get(name) ?? TYPESCRIPT_KEYWORDS.get(name);
  return reason === undefined ? undefined : `is no name of a type: ${reason}`;
};

/** A name of a model as a person may choose it. */
export const chosenModel: Grammar = (name) =>
  isPlain(name, NOUN) ? typeName(name) : "is no name that begins with a capital and has letters and digits only";

/** A former name of a model: never declared by itself where the language has it, so reserved words are free. */
export const typeAlias: Grammar = (name) =>
  isPlain(name, /^[\p{L}\p{M}\p{Nd}\p{Nl}_]+$/u) && !(name in Object.prototype) ? undefined : "is no name of a model";

/** The property of a client: `accessProfiles`. */
export const clientProperty: Grammar = (name) => {
  if (!isPlain(name, IDENTIFIER) || name === "__proto__") return "is no name of a property";
  const reason = TYPESCRIPT_CLIENT_MEMBERS.get(name);
  return reason === undefined ? undefined : `is no name of a property: ${reason}`;
};

/** The key of an argument: `forSubadmin`. */
export const argumentKey: Grammar = (name) =>
  isPlain(name, IDENTIFIER) && !(name in Object.prototype) ? undefined : "is no name of an argument";

/** The parameter of a cmdlet: `ForSubadmin`. */
export const cmdletParameter: Grammar = (name) => {
  if (!isPlain(name, LOOSE_NOUN)) return "is no name of a cmdlet's parameter";
  const reason = reservedParameter(name);
  return reason === undefined ? undefined : `is no name of a cmdlet's parameter: ${reason}`;
};

/** A further name of a cmdlet's parameter; one that a common parameter has is left out when it is used. */
export const parameterAlias: Grammar = (name) =>
  isPlain(name, LOOSE_NOUN) ? undefined : "is no name of a cmdlet's parameter";

/** The name of a file without its extension: `access-profiles`. */
export const fileStem: Grammar = (name) =>
  isFileStem(name) ? undefined : "is no name of a file: small letters, digits and single hyphens, and none of Windows'";

/** An operation's id, which is never code but is printed: as the ledger writes it. */
export const operationId: Grammar = (id) =>
  id === ledgerId(id) ? undefined : "is no operation's id: it is too long or holds what nobody sees";

/** A version's label. */
export const versionLabel: Grammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u.test(name) ? undefined : "is no label of a version";

/** A reason code, a fingerprint: text that is never a name. */
export const plainWord: Grammar = (name) =>
  /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,199}$/u.test(name) ? undefined : "is no plain word";
