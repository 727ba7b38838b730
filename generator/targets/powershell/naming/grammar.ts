import { isPlain, LOOSE_NOUN, NOUN, type NameGrammar } from "../../../names/rules/grammar.ts";
import { isApprovedVerb } from "../../../names/rules/verbs.ts";
import { reservedParameter } from "./reserved.ts";

/** `Get-Role`, as a person may choose it. */
export const chosenCmdlet: NameGrammar = (name) => cmdletProblem(name, NOUN);

/** `Get-Role`, as the rules may make it. */
export const cmdletName: NameGrammar = (name) => cmdletProblem(name, LOOSE_NOUN);

function cmdletProblem(name: string, noun: RegExp): string | undefined {
  const at = name.indexOf("-");
  return at > 0 && isApprovedVerb(name.slice(0, at)) && isPlain(name.slice(at + 1), noun)
    ? undefined
    : "is not an approved verb, a hyphen and a noun";
}

/** A published name of a cmdlet, which may lack its noun (`Remove-`) or have a verb cut short (`Sync-hronize...`). */
export const cmdletAlias: NameGrammar = (name) => {
  const [, noun] = /^[A-Z][A-Za-z]*-(.*)$/su.exec(name) ?? [];
  return noun !== undefined && (noun === "" || isPlain(noun, LOOSE_NOUN)) ? undefined : "is no name of a cmdlet";
};

/** The parameter of a cmdlet: `ForSubadmin`. */
export const cmdletParameter: NameGrammar = (name) => {
  if (!isPlain(name, LOOSE_NOUN)) return "is no name of a cmdlet's parameter";
  const reason = reservedParameter(name);
  return reason === undefined ? undefined : `is no name of a cmdlet's parameter: ${reason}`;
};

/** A further name of a cmdlet's parameter; one that a common parameter has is left out when it is used. */
export const parameterAlias: NameGrammar = (name) =>
  isPlain(name, LOOSE_NOUN) ? undefined : "is no name of a cmdlet's parameter";
