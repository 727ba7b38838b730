import type { Operation } from "../model/model.ts";
import { POWERSHELL_COMMON_PARAMETERS, reservedParameter, reservedVariable } from "./reserved.ts";
import { compareText } from "../model/order.ts";
import { boundedName } from "./bounds.ts";
import type { LedgerParameter } from "./ledger.ts";
import { parameterKey, type PowerShellParameterNames } from "./table.ts";
import { numbered, spelledOut } from "./signs.ts";
import { camelCase, canFollowDash, capitalise, pascalCase, splitWords, startsWithDigit } from "./words.ts";

/** Places in the order in which they get a name that several want. */
const PLACES = ["path", "query", "header", "cookie", "form"] as const;

interface Wanted {
  readonly in: (typeof PLACES)[number];
  readonly wire: string;
  readonly declaredWire: string;
}

/** What an operation takes, in the order of the cmdlet's parameters; fields of a form, but not a body. */
function wantedOf(operation: Operation): readonly Wanted[] {
  const fields = formFields(operation).map((field): Wanted => ({ in: "form", wire: field, declaredWire: field }));
  return [
    ...operation.parameters.map((parameter): Wanted => ({
      in: parameter.place,
      wire: parameter.wire,
      declaredWire: parameter.declaredWire,
    })),
    ...fields,
  ];
}

/** Those of the media type that is sent. */
function formFields(operation: Operation): readonly string[] {
  return operation.body?.contents[0]?.fields.map((field) => field.wire) ?? [];
}

/** Whether the payload is one value, `body`, and not a field each. */
export function takesBody(operation: Operation): boolean {
  return operation.body?.contents[0]?.fields.length === 0;
}

/** What the ledger calls a parameter: in this operation, or wherever its wire name stands. */
export type LockedParameters = (key: string, wire: string) => LedgerParameter | undefined;

const NOTHING_LOCKED: LockedParameters = () => undefined;

/** An operation's parameters with their usual names, those without regard to the others; `wire` is the declared name. */
export function parameterKeys(
  operation: Operation,
): readonly { readonly key: string; readonly wire: string; readonly usual: LedgerParameter }[] {
  return wantedOf(operation).map((wanted) => ({
    key: keyOf(wanted),
    wire: wanted.declaredWire,
    usual: { argument: boundedName(usualArgument(wanted)), cmdlet: boundedName(usualCmdlet(wanted)) },
  }));
}

function keyOf(wanted: Wanted): string {
  return parameterKey(wanted.in, wanted.wire);
}

function usualArgument({ declaredWire }: Wanted): string {
  const name = camelCase(splitWords(declaredWire)) || "value";
  // Every object has a member of such a name already.
  if (name in Object.prototype) return `${name}Value`;
  return startsWithDigit(name) ? `_${name}` : name;
}

function usualCmdlet({ declaredWire }: Wanted): string {
  const own = pascalCase(splitWords(declaredWire)) || "Value";
  if (!canFollowDash(own)) return `Value${own}`;
  return reservedParameter(own) === undefined ? own : `${own}Value`;
}

/** Argument keys by `parameterKey`: the words of the name in camel case; one that several places want is the path's. */
export function argumentNames(
  operation: Operation,
  locked: LockedParameters = NOTHING_LOCKED,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["body"]);
  for (const wanted of inRankOrder(wantedOf(operation).filter((entry) => entry.in !== "form"))) {
    const own = usualArgument(wanted);
    const known = locked(keyOf(wanted), wanted.declaredWire)?.argument;
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

export interface CmdletParameterContext {
  readonly noun: string;
  /** What the payload's parameter is called beside `Body`, the published name first. */
  readonly publishedBody: readonly string[];
  readonly locked?: LockedParameters;
  /** Published names of parameters by `parameterKey`; of the body under "body". */
  readonly published?: ReadonlyMap<string, readonly string[]>;
  /** Wire names of the path parameters in the published order of positions; one that is not among them has none. */
  readonly order?: readonly string[];
}

/** The parameters of a cmdlet, in the order of the operation's, then the fields of a form or the body. */
export function cmdletParameters(
  operation: Operation,
  { noun, publishedBody, locked = NOTHING_LOCKED, published = new Map(), order }: CmdletParameterContext,
): readonly PowerShellParameterNames[] {
  const wanted = wantedOf(operation);
  const hasBody = takesBody(operation);
  const taken = new Set<string>(hasBody ? ["body"] : []);
  const byKey = new Map<string, PowerShellParameterNames>();
  const counts = new Map<string, number>();
  for (const entry of inRankOrder(wanted)) {
    const own = usualCmdlet(entry);
    const known = locked(keyOf(entry), entry.declaredWire)?.cmdlet;
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
    const aliases = [...aliasesOf(entry), ...numbered, ...(published.get(keyOf(entry)) ?? [])];
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
function aliasesOf({ wire, declaredWire }: Wanted): readonly string[] {
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

function inRankOrder(wanted: readonly Wanted[]): readonly Wanted[] {
  return [...wanted].sort(
    (left, right) => PLACES.indexOf(left.in) - PLACES.indexOf(right.in) || compareText(left.wire, right.wire),
  );
}

interface Candidates {
  readonly wanted: string;
  readonly more: () => readonly string[];
  readonly isRefused?: (name: string) => boolean;
}

function firstFree(taken: Set<string>, { wanted, more, isRefused = () => false }: Candidates): string {
  const isFree = (name: string): boolean => !taken.has(name.toLowerCase()) && !isRefused(name);
  const own = boundedName(wanted);
  const free = isFree(own) ? own : (more().map(boundedName).find(isFree) ?? numbered(own, isFree));
  taken.add(free.toLowerCase());
  return free;
}
