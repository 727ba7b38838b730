import type { Operation } from "../../../model/model.ts";
import { firstFree, inRankOrder, keyOf, wantedParameters } from "../../../names/settling/parameter-places.ts";
import { spelledOut } from "../../../names/rules/signs.ts";
import { camelCase, capitalise, splitWords, startsWithDigit } from "../../../names/rules/words.ts";

/** The locked key of a parameter: for its operation, or for its wire name in all operations. */
export type LockedArgument = (key: string, declaredWire: string) => string | undefined;

/** The default key of an argument: the words of the wire name in camel case. */
export function usualArgument(declaredWire: string): string {
  const name = camelCase(splitWords(declaredWire)) || "value";
  // Every object inherits a property of such a name.
  if (name in Object.prototype) return `${name}Value`;
  return startsWithDigit(name) ? `_${name}` : name;
}

/**
 * Argument keys by `parameterKey`: the words of the wire name in camel case. If several places want the same key, the
 * path has precedence.
 */
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
