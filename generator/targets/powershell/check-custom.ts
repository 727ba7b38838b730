import type { Contract } from "../../contract/contract.ts";
import { maskPowerShell } from "../../emit/powershell/mask-powershell.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { CustomProblem } from "../custom.ts";
import { RUNTIME_FUNCTIONS } from "./package-files.ts";

/** The custom scripts with their paths in the umbrella module. */
export function placedScripts(files: readonly OutputFile[]): readonly OutputFile[] {
  return files.map((file) => ({ ...file, path: `custom/${file.path}` }));
}

/** The result of checking custom scripts. */
export interface CheckedScripts {
  /** The functions that the scripts declare. The module exports them. */
  readonly functions: readonly string[];
  /** A run with a problem stops before it writes. */
  readonly problems: readonly CustomProblem[];
}

/**
 * Checks custom scripts as far as possible without PowerShell. Strings, comments and brackets must be closed. A
 * function must not have the name of a generated one. Every called cmdlet of a version must exist, with its parameters.
 */
export function checkScripts(files: readonly OutputFile[], contract: Contract): CheckedScripts {
  if (files.length === 0) return { functions: [], problems: [] };
  const known = knownCmdlets(contract);
  const scripts = files.map((file) => ({ file, ...maskPowerShell(file.content) }));
  const functions = new Map<string, string>();
  const problems: CustomProblem[] = [];
  for (const { file, code, open } of scripts) {
    const tell = (offset: number, problem: string): void => void problems.push({ file, offset, problem });
    if (open !== undefined) {
      tell(open.offset, `a ${open.what} begins here and has no end`);
      continue;
    }
    const bracket = unpairedBracket(code);
    if (bracket !== undefined) tell(bracket.offset, `the bracket ${bracket.sign} has no partner`);
    for (const { name, offset } of declared(code)) {
      const key = name.toLowerCase();
      if (known.cmdlets.has(key))
        tell(offset, `the function ${name} is called as a generated one is: give it another name`);
      else if (functions.has(key)) tell(offset, `there are two functions ${name}`);
      functions.set(key, name);
    }
  }
  for (const { file, code, open } of scripts)
    if (open === undefined)
      for (const { offset, problem } of wrongCalls(code, { known, functions }))
        problems.push({ file, offset, problem });
  return { functions: [...functions.values()].sort(), problems };
}

interface Known {
  /** The parameters of each cmdlet, both in lower case. Undefined if the parameters are unknown. */
  readonly cmdlets: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** The prefixes of the nouns of generated cmdlets, longest first. */
  readonly prefixes: readonly string[];
}

function knownCmdlets(contract: Contract): Known {
  const cmdlets = new Map<string, ReadonlySet<string> | undefined>();
  for (const name of RUNTIME_FUNCTIONS) cmdlets.set(name.toLowerCase(), undefined);
  const versions = contract.publications
    .filter(({ target }) => target === "powershell")
    .flatMap((one) => [...one.versions.values()]);
  for (const { operations, models } of versions) {
    for (const { name, aliases, parameters, signature } of operations.values()) {
      // The signature also contains the parameters of the module itself: -Connection, -All, -WithHttpInfo.
      const own = [...signature.matchAll(/(?<=[\s[])-([A-Za-z]\w*)/gu)].map(([, word = ""]) => word);
      const others = parameters.flatMap((one) => [one.name, ...one.aliases]);
      const names = new Set([...own, ...others].map((one) => one.toLowerCase()));
      for (const one of [name, ...aliases.map((alias) => alias.name)]) cmdlets.set(one.toLowerCase(), names);
    }
    for (const { functions } of models.values())
      for (const name of functions) cmdlets.set(name.toLowerCase(), undefined);
  }
  const prefixes = versions.flatMap(({ powershell }) => (powershell === undefined ? [] : [powershell.prefix]));
  return { cmdlets, prefixes: prefixes.sort((left, right) => right.length - left.length) };
}

/** The functions at the top level of a script. */
function declared(code: string): readonly { readonly name: string; readonly offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  let depth = 0;
  for (const match of code.matchAll(/[{}]|\bfunction\s+(?:(?:script|global):)?([A-Za-z_][\w-]*)/giu)) {
    const [text, name] = match;
    if (text === "{") depth += 1;
    else if (text === "}") depth -= 1;
    else if (depth === 0 && name !== undefined) found.push({ name, offset: match.index + text.length - name.length });
  }
  return found;
}

const PARTNERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function unpairedBracket(code: string): { readonly offset: number; readonly sign: string } | undefined {
  const open: { offset: number; sign: string }[] = [];
  for (const { 0: sign, index: offset } of code.matchAll(/[()[\]{}]/gu)) {
    const partner = PARTNERS[sign];
    if (partner === undefined) open.push({ offset, sign });
    else if (open.pop()?.sign !== partner) return { offset, sign };
  }
  return open.at(-1);
}

interface Wrong {
  readonly offset: number;
  readonly problem: string;
}

/** The common parameters of PowerShell, and -WhatIf and -Confirm. */
const COMMON: ReadonlySet<string> = new Set(
  "verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable informationvariable outvariable outbuffer pipelinevariable whatif confirm".split(
    " ",
  ),
);

function wrongCalls(
  code: string,
  { known, functions }: { readonly known: Known; readonly functions: ReadonlyMap<string, string> },
): readonly Wrong[] {
  const wrong: Wrong[] = [];
  const start = /(?<![\w$.:-])([A-Za-z]+-[A-Za-z]\w*)\b/gu;
  for (const match of code.matchAll(start)) {
    const [name = ""] = match;
    const key = name.toLowerCase();
    if (functions.has(key)) continue;
    const [, noun = ""] = key.split("-");
    if (!known.cmdlets.has(key)) {
      const isGenerated = known.prefixes.some(
        (prefix) =>
          noun.startsWith(prefix.toLowerCase()) && /^[A-Z]/u.test(name.split("-")[1]?.slice(prefix.length) ?? ""),
      );
      if (isGenerated) wrong.push({ offset: match.index, problem: `there is no cmdlet ${name}` });
      continue;
    }
    const parameters = known.cmdlets.get(key);
    if (parameters === undefined) continue;
    const rest = /^[^\n|;(){}]*/u.exec(code.slice(match.index + name.length))?.[0] ?? "";
    for (const given of rest.matchAll(/(?<=\s)-([A-Za-z]\w*)/gu)) {
      const word = (given[1] ?? "").toLowerCase();
      // PowerShell accepts an unambiguous prefix of a parameter name.
      const isKnown = [...parameters, ...COMMON, ...OPERATORS].some((one) => one.startsWith(word));
      if (!isKnown)
        wrong.push({
          offset: match.index + name.length + given.index,
          problem: `${name} has no parameter -${given[1] ?? ""}`,
        });
    }
  }
  return wrong;
}

/** Operators that may follow a call in the same statement and look like parameters. */
const OPERATORS: ReadonlySet<string> = new Set([
  "eq",
  "ne",
  "gt",
  "lt",
  "and",
  "or",
  "not",
  "in",
  "match",
  "like",
  "join",
  "split",
  "replace",
]);
