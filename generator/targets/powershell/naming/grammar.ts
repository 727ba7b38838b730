import { isPlain, LOOSE_NOUN, NOUN, type NameGrammar } from "../../../names/rules/grammar.ts";
import { isApprovedVerb } from "../../../names/rules/verbs.ts";
import { reservedParameter } from "./reserved.ts";

/** A cmdlet name that a person may choose: `Get-Role`. */
export const chosenCmdlet: NameGrammar = (name) => cmdletProblem(name, NOUN);

/** A cmdlet name that the rules may derive: `Get-Role`. */
export const cmdletName: NameGrammar = (name) => cmdletProblem(name, LOOSE_NOUN);

function cmdletProblem(name: string, noun: RegExp): string | undefined {
  const at = name.indexOf("-");
  return at > 0 && isApprovedVerb(name.slice(0, at)) && isPlain(name.slice(at + 1), noun)
    ? undefined
    : "is not an approved verb, a hyphen and a noun";
}

/** A published cmdlet name. It may lack a noun (`Remove-`) or have a truncated verb (`Sync-hronize...`). */
export const cmdletAlias: NameGrammar = (name) => {
  const [, noun] = /^[A-Z][A-Za-z]*-(.*)$/su.exec(name) ?? [];
  return noun !== undefined && (noun === "" || isPlain(noun, LOOSE_NOUN))
    ? undefined
    : "cannot be the name of a cmdlet: a verb, a hyphen and a noun";
};

/** The name of a cmdlet parameter: `ForSubadmin`. */
export const cmdletParameter: NameGrammar = (name) => {
  if (!isPlain(name, LOOSE_NOUN)) return "cannot be the name of a cmdlet's parameter";
  const reason = reservedParameter(name);
  return reason === undefined ? undefined : `cannot be the name of a cmdlet's parameter: ${reason}`;
};

/** An alias of a cmdlet parameter. An alias that equals a common parameter is dropped later. */
export const parameterAlias: NameGrammar = (name) =>
  isPlain(name, LOOSE_NOUN) ? undefined : "cannot be the name of a cmdlet's parameter";
