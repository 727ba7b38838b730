import type { Declaration } from "../../../model/model.ts";
import { compareText } from "../../../model/order.ts";
import { POWERSHELL_COMMON_PARAMETERS, POWERSHELL_KEYWORDS, reservedVariable } from "./reserved.ts";
import { numbered, spelledOut } from "../../../names/rules/signs.ts";
import type { ModelParameterNames } from "./table.ts";
import { canFollowDash, publishedCamelize } from "../../../names/rules/words.ts";

/**
 * The parameters of a model's `Initialize-` cmdlet. A parameter with the name of an automatic variable is renamed; its
 * own name and the published `Var<Name>` are aliases. A keyword stays a parameter name, because `${Filter}` is legal.
 */
export function modelParameters(declaration: Declaration): readonly ModelParameterNames[] {
  if (declaration.kind !== "object") return [];
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const wire of inOrderOfPlainness(declaration.properties.map((property) => property.wire))) {
    const own = publishedCamelize(wire) || "Value";
    const start = canFollowDash(own) ? own : `Value${own}`;
    const first = isReserved(start) ? `${start}Value` : start;
    const isFree = (candidate: string): boolean => !taken.has(candidate.toLowerCase());
    const candidates = [first, `${start}Property`, ...spelledOut(wire, start).map((name) => `${name}Property`)];
    const name = candidates.find(isFree) ?? numbered(`${start}Property`, isFree);
    taken.add(name.toLowerCase());
    names.set(wire, name);
  }
  return declaration.properties.map(({ wire }) => {
    const name = names.get(wire) ?? wire;
    const own = publishedCamelize(wire);
    const aliases = [
      ...(isReserved(own) && !isCommon(own) ? [own, `Var${own}`] : []),
      ...(POWERSHELL_KEYWORDS.has(own.toLowerCase()) ? [`Var${own}`] : []),
    ];
    return { wire, name, aliases: aliases.filter((alias) => !taken.has(alias.toLowerCase())) };
  });
}

function isReserved(name: string): boolean {
  return reservedVariable(name) !== undefined || isCommon(name);
}

function isCommon(name: string): boolean {
  return (
    POWERSHELL_COMMON_PARAMETERS.has(name.toLowerCase()) &&
    name.toLowerCase() !== "body" &&
    !OWN_PARAMETERS.has(name.toLowerCase())
  );
}

/** Parameters that the module adds to its cmdlets. `Initialize-` cmdlets do not have them. */
const OWN_PARAMETERS: ReadonlySet<string> = new Set([
  "withhttpinfo",
  "all",
  "first",
  "skip",
  "includetotalcount",
  "outfile",
  "connection",
  "unnamed",
]);

/** Sorts plain names first, so that `type` gets the plain parameter name and `_type` does not. */
function inOrderOfPlainness(wires: readonly string[]): readonly string[] {
  const plain = /^[A-Za-z\d]*$/u;
  const odd = wires.filter((wire) => !plain.test(wire)).sort(compareText);
  return odd.length === 0 ? wires : [...wires.filter((wire) => plain.test(wire)), ...odd];
}
