import type { Operation } from "../../../model/model.ts";
import { firstFree, inRankOrder, keyOf, wantedParameters } from "../../../names/settling/parameter-places.ts";
import { spelledOut } from "../../../names/rules/signs.ts";
import { camelCase, capitalise, splitWords, startsWithDigit } from "../../../names/rules/words.ts";

/** The locked name of a parameter: in its operation, or wherever its wire name stands. */
export type LockedArgument = (key: string, declaredWire: string) => string | undefined;

/** The key of an argument, without regard to the others: the words of the wire name in camel case. */
export function usualArgument(declaredWire: string): string {
  const name = camelCase(splitWords(declaredWire)) || "value";
  // Every object has a member of such a name already.
  if (name in Object.prototype) return `${name}Value`;
  return startsWithDigit(name) ? `_${name}` : name;
}

/** Argument keys by `parameterKey`: the words of the name in camel case; one that several places want is the path's. */
export function argumentNames(
  operation: Operation,
  locked: LockedArgument = () => undefined,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["body"]);
  for (const wanted of inRankOrder(wantedParameters(operation).filter((entry) => entry.in !== "form"))) {
    const own = usualArgument(wanted.declaredWire);
    const known = locked(keyOf(wanted), wanted.declaredWire);
    names.set(
      keyOf(wanted),
      firstFree(taken, {
        wanted: known ?? own,
        more: () => [own, `${own}${capitalise(wanted.in)}`, ...spelledOut(wanted.wire, own)],
      }),
    );
  }
  return names;
}
