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

/** The locked name of a parameter: for its operation, or for its wire name in all operations. */
export type LockedParameter = (key: string, declaredWire: string) => string | undefined;

/** The default name of a parameter: the words of the wire name in Pascal case. */
export function usualCmdlet(declaredWire: string): string {
  const own = pascalCase(splitWords(declaredWire)) || "Value";
  if (!canFollowDash(own)) return `Value${own}`;
  return reservedParameter(own) === undefined ? own : `${own}Value`;
}

/** The facts that the names of a cmdlet's parameters depend on, apart from the operation. */
export interface CmdletParameterContext {
  /** The noun of the cmdlet. It qualifies a name that is taken. */
  readonly noun: string;
  /** The aliases of `Body`, the published name first. */
  readonly publishedBody: readonly string[];
  readonly locked?: LockedParameter;
  /** The former names of a path placeholder in the spec. */
  readonly formerWires?: (key: string) => readonly string[];
  /** The published names of parameters by `parameterKey`; those of the request body under "body". */
  readonly published?: ReadonlyMap<string, readonly string[]>;
  /**
   * Wire names of the path parameters in the order of their published positions. Other path parameters have no
   * position.
   */
  readonly order?: readonly string[];
}

/** The parameters of a cmdlet: those of the operation in order, then form fields or the request body. */
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
    // The published cmdlets number a repeated name.
    const numbered = count > 1 && name.toLowerCase() !== own.toLowerCase() ? [`${own}${String(count)}`] : [];
    // A renamed path placeholder keeps its default name as an alias.
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

/**
 * Adds positions to path parameters and the request body. Path parameters have the order of the path, or the given
 * order.
 */
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

/**
 * The default name and `Var<Name>` if the name is an automatic variable. The placeholder's own spelling, if a repair
 * paired two names.
 */
function aliasesOf({ wire, declaredWire }: WantedParameter): readonly string[] {
  const own = pascalCase(splitWords(declaredWire));
  const automatic = reservedVariable(own) === undefined ? [] : [own, `Var${own}`];
  return declaredWire === wire ? automatic : [...automatic, pascalCase(splitWords(wire))];
}

/** Drops aliases that equal a parameter or another alias. If two parameters want an alias, the first gets it. */
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
