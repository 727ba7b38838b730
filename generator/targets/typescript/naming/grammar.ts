import { IDENTIFIER, isPlain, typeName, type NameGrammar } from "../../../names/rules/grammar.ts";
import { TYPESCRIPT_CLIENT_MEMBERS, TYPESCRIPT_MEMBER_NAMES, TYPESCRIPT_TYPES } from "./reserved.ts";

/** The name of a method: `getRole`. */
export const methodName: NameGrammar = (name) => {
  if (!isPlain(name, IDENTIFIER)) return "cannot be the name of a method";
  const reason = TYPESCRIPT_MEMBER_NAMES.get(name);
  return reason === undefined ? undefined : `cannot be the name of a method: ${reason}`;
};

/** `RoleInput`: a class or a type. */
export const declaredType: NameGrammar = typeName(TYPESCRIPT_TYPES);

/** The property of a client: `accessProfiles`. */
export const clientProperty: NameGrammar = (name) => {
  if (!isPlain(name, IDENTIFIER) || name === "__proto__") return "cannot be the name of a property";
  const reason = TYPESCRIPT_CLIENT_MEMBERS.get(name);
  return reason === undefined ? undefined : `cannot be the name of a property: ${reason}`;
};

/** The key of an argument: `forSubadmin`. */
export const argumentKey: NameGrammar = (name) =>
  isPlain(name, IDENTIFIER) && !(name in Object.prototype) ? undefined : "cannot be the name of an argument";
