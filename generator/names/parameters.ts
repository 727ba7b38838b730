import type { Operation } from "../model/model.ts";
import { POWERSHELL_AUTOMATIC_VARIABLES, POWERSHELL_COMMON_PARAMETERS } from "./reserved.ts";
import { parameterKey, type PowerShellParameterNames } from "./table.ts";
import { camelCase, capitalise, pascalCase, splitWords } from "./words.ts";

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
  return [...operation.parameters.map((parameter): Wanted => ({ in: parameter.place, wire: parameter.wire, declaredWire: parameter.declaredWire })), ...fields];
}

function formFields(operation: Operation): readonly string[] {
  const contents = operation.body?.contents ?? [];
  return [...new Set(contents.flatMap((content) => content.fields.map((field) => field.wire)))];
}

/** Whether the payload is one value, `body`, and not a field each. */
export function takesBody(operation: Operation): boolean {
  return operation.body !== undefined && operation.body.contents.some((content) => content.fields.length === 0);
}

/** Argument keys by `parameterKey`: the wire's words in camel case; a name that two places want is the path's. */
export function argumentNames(operation: Operation): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["body"]);
  for (const { wanted, words } of inRankOrder(wantedOf(operation).filter((entry) => entry.in !== "form"))) {
    const name = camelCase(words) || "value";
    const own = /^\p{N}/u.test(name) ? `_${name}` : name;
    names.set(parameterKey(wanted.in, wanted.wire), firstFree(taken, [own, `${own}${capitalise(wanted.in)}`, ...spelledOut(wanted.wire, own)]));
  }
  return names;
}

/** Cmdlet parameters: `publishedBody` is what the published cmdlet called its payload, most trusted first. */
export function cmdletParameters(operation: Operation, at: { readonly noun: string; readonly publishedBody: readonly string[] }): readonly PowerShellParameterNames[] {
  const wanted = wantedOf(operation);
  const hasBody = takesBody(operation);
  const taken = new Set<string>(hasBody ? ["body"] : []);
  const byKey = new Map<string, PowerShellParameterNames>();
  for (const { wanted: entry, words } of inRankOrder(wanted)) {
    const own = pascalCase(words) || "Value";
    const reserved = reservedForms(own, at.noun);
    const place = entry.in === "form" ? "Field" : capitalise(entry.in);
    const name = firstFree(taken, [...(reserved ?? [own]), `${own}${place}`, ...spelledOut(entry.wire, own)], POWERSHELL_COMMON_PARAMETERS);
    const aliases = POWERSHELL_AUTOMATIC_VARIABLES.has(own.toLowerCase()) ? [own, `Var${own}`] : [];
    if (entry.declaredWire !== entry.wire) aliases.push(pascalCase(splitWords(entry.declaredWire)));
    byKey.set(parameterKey(entry.in, entry.wire), { in: entry.in, wire: entry.wire, name, aliases });
  }
  const inOrder = wanted.flatMap((entry) => byKey.get(parameterKey(entry.in, entry.wire)) ?? []);
  const body: PowerShellParameterNames[] = hasBody ? [{ in: "body", wire: null, name: "Body", aliases: at.publishedBody }] : [];
  return withFreeAliases([...inOrder, ...body]);
}

/** A name that cannot stand: automatic variables and common parameters. Undefined when it can. */
function reservedForms(own: string, noun: string): readonly string[] | undefined {
  const lower = own.toLowerCase();
  if (POWERSHELL_AUTOMATIC_VARIABLES.has(lower)) return [`${own}Value`];
  if (POWERSHELL_COMMON_PARAMETERS.has(lower)) return [`${noun}${own}`, `${own}Value`];
  return undefined;
}

/** Aliases that no parameter and no other alias holds; the first parameter keeps one that two want. */
function withFreeAliases(parameters: readonly PowerShellParameterNames[]): readonly PowerShellParameterNames[] {
  const taken = new Set(parameters.map((parameter) => parameter.name.toLowerCase()));
  return parameters.map((parameter) => {
    const aliases = parameter.aliases.filter((alias) => {
      const lower = alias.toLowerCase();
      if (alias === "" || taken.has(lower) || POWERSHELL_COMMON_PARAMETERS.has(lower)) return false;
      taken.add(lower);
      return true;
    });
    return { ...parameter, aliases };
  });
}

function inRankOrder(wanted: readonly Wanted[]): readonly { readonly wanted: Wanted; readonly words: readonly string[] }[] {
  return wanted
    .map((entry) => ({ wanted: entry, words: splitWords(entry.wire) }))
    .sort((left, right) => PLACES.indexOf(left.wanted.in) - PLACES.indexOf(right.wanted.in) || (left.wanted.wire < right.wanted.wire ? -1 : 1));
}

function firstFree(taken: Set<string>, candidates: readonly string[], refused: ReadonlyMap<string, string> = new Map()): string {
  const free = candidates.find((name) => !taken.has(name.toLowerCase()) && !refused.has(name.toLowerCase())) ?? candidates.at(-1) ?? "value";
  taken.add(free.toLowerCase());
  return free;
}

/** Names for wires that differ in their punctuation alone: `created_at[gt]` beside `created-at.gt`. */
const SIGNS: ReadonlyMap<string, string> = new Map([["_", "Underscore"], ["-", "Dash"], [".", "Dot"], ["[", "Of"], ["]", ""], ["$", "Dollar"], ["@", "At"], [":", "Colon"], ["<", "Before"], [">", "After"], ["!", "Not"], ["*", "Star"], ["~", "Like"], ["/", "Slash"]]);

function spelledOut(wire: string, own: string): readonly string[] {
  const signs = [...wire].map((sign) => SIGNS.get(sign) ?? "").join("");
  const capitals = [...wire].filter((sign) => sign !== sign.toLowerCase()).length;
  return [`${own}${signs}`, `${own}${signs}Capitals${capitals}`];
}
