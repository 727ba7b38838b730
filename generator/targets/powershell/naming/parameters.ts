import type { Operation } from "../../../model/model.ts";
import {
  firstFree,
  inRankOrder,
  keyOf,
  takesBody,
  wantedParameters,
  type WantedParameter,
} from "../../../names/settling/parameter-places.ts";
import { spelledOut } from "../../../names/rules/signs.ts";
import { canFollowDash, capitalise, pascalCase, splitWords } from "../../../names/rules/words.ts";
import { POWERSHELL_COMMON_PARAMETERS, reservedParameter, reservedVariable } from "./reserved.ts";
import type { PowerShellParameterNames } from "./table.ts";

/** The locked name of a parameter: in its operation, or wherever its wire name stands. */
export type LockedParameter = (key: string, declaredWire: string) => string | undefined;

/** The name of a parameter, without regard to the others: the words of the wire name in Pascal case. */
export function usualCmdlet(declaredWire: string): string {
  const own = pascalCase(splitWords(declaredWire)) || "Value";
  if (!canFollowDash(own)) return `Value${own}`;
  return reservedParameter(own) === undefined ? own : `${own}Value`;
}

export interface CmdletParameterContext {
  readonly noun: string;
  /** What the payload's parameter is called beside `Body`, the published name first. */
  readonly publishedBody: readonly string[];
  readonly locked?: LockedParameter;
  /** Names of the spec that a placeholder had before. */
  readonly formerWires?: (key: string) => readonly string[];
  /** Published names of parameters by `parameterKey`; of the body under "body". */
  readonly published?: ReadonlyMap<string, readonly string[]>;
  /** Wire names of the path parameters in the published order of positions; one that is not among them has none. */
  readonly order?: readonly string[];
}

/** The parameters of a cmdlet, in the order of the operation's, then the fields of a form or the body. */
export function cmdletParameterNames(
  operation: Operation,
  {
    noun,
    publishedBody,
    locked = () => undefined,
    formerWires = () => [],
    published = new Map(),
    order,
  }: CmdletParameterContext,
): readonly PowerShellParameterNames[] {
  const wanted = wantedParameters(operation);
  const hasBody = takesBody(operation);
  const taken = new Set<string>(hasBody ? ["body"] : []);
  const byKey = new Map<string, PowerShellParameterNames>();
  const counts = new Map<string, number>();
  for (const entry of inRankOrder(wanted)) {
    const own = usualCmdlet(entry.declaredWire);
    const known = locked(keyOf(entry), entry.declaredWire);
    const place = entry.in === "form" ? "Field" : capitalise(entry.in);
    const more = (): readonly string[] => [own, `${own}${place}`, `${noun}${own}`, ...spelledOut(entry.wire, own)];
    const name = firstFree(taken, {
      wanted: known ?? own,
      more,
      isRefused: (candidate) => reservedParameter(candidate) !== undefined,
    });
    const count = (counts.get(own.toLowerCase()) ?? 0) + 1;
    counts.set(own.toLowerCase(), count);
    // The published cmdlets number what they meet a second time.
    const numbered = count > 1 && name.toLowerCase() !== own.toLowerCase() ? [`${own}${String(count)}`] : [];
    // A placeholder that was renamed has the name that it had, and the new one beside it.
    const renamed = entry.in === "path" && name.toLowerCase() !== own.toLowerCase() ? [own] : [];
    const former = formerWires(keyOf(entry)).map(usualCmdlet);
    const aliases = [...aliasesOf(entry), ...renamed, ...numbered, ...(published.get(keyOf(entry)) ?? []), ...former];
    byKey.set(keyOf(entry), { in: entry.in, wire: entry.wire, name, aliases });
  }
  const inOrder = wanted.flatMap((entry) => byKey.get(keyOf(entry)) ?? []);
  const body: PowerShellParameterNames[] = hasBody
    ? [{ in: "body", wire: null, name: "Body", aliases: [...(published.get("body") ?? []), ...publishedBody] }]
    : [];
  return withPositions(withFreeAliases([...inOrder, ...body]), order);
}

/** Ids and the payload have positions: those of the path in its own order, or those that are listed in that order. */
function withPositions(
  parameters: readonly PowerShellParameterNames[],
  order: readonly string[] | undefined,
): readonly PowerShellParameterNames[] {
  const path = parameters.filter((parameter) => parameter.in === "path");
  const inOrder = order?.flatMap((wire) => path.find((parameter) => parameter.wire === wire) ?? []);
  const placed = [...(inOrder ?? path), ...parameters.filter((parameter) => parameter.in === "body")];
  return parameters.map((parameter) => {
    const position = placed.indexOf(parameter);
    return position < 0 ? parameter : { ...parameter, position };
  });
}

/** The spelling users know where the name had to change, and the template's placeholder where a repair paired two names. */
function aliasesOf({ wire, declaredWire }: WantedParameter): readonly string[] {
  const own = pascalCase(splitWords(declaredWire));
  const automatic = reservedVariable(own) === undefined ? [] : [own, `Var${own}`];
  return declaredWire === wire ? automatic : [...automatic, pascalCase(splitWords(wire))];
}

/** Aliases that no parameter and no other alias holds; the first parameter keeps one that two want. */
function withFreeAliases(parameters: readonly PowerShellParameterNames[]): readonly PowerShellParameterNames[] {
  const taken = new Set(parameters.map((parameter) => parameter.name.toLowerCase()));
  return parameters.map((parameter) => {
    const aliases = parameter.aliases.filter((alias) => {
      const lower = alias.toLowerCase();
      if (!canFollowDash(alias) || taken.has(lower) || POWERSHELL_COMMON_PARAMETERS.has(lower)) return false;
      taken.add(lower);
      return true;
    });
    return { ...parameter, aliases };
  });
}
