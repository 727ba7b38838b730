import type { AliasPublication } from "../contract/publication.ts";
import type { SurfaceCall, SurfaceModelNames } from "../contract/surface-format.ts";
import type { Finding, FindingBase } from "./change.ts";
import type { OperationPair } from "./compare-parameters.ts";
import { onlyIn, type DiffContext } from "./context.ts";

interface Named {
  readonly name: string;
  readonly aliases?: readonly AliasPublication[];
}

/** The rules for a changed name. */
interface RenameRules {
  readonly renamed: Finding["rule"];
  readonly kept: Finding["rule"];
}

/** Compares a name. Programs lose nothing while the old name is an alias. */
export function compareNamed(
  base: FindingBase,
  { target, old, new: found, rules }: { target: string; old: Named; new: Named; rules: RenameRules },
): readonly Finding[] {
  const at = { ...base, name: found.name, targets: [target] };
  const before = (old.aliases ?? []).map(({ name }) => name);
  const after = (found.aliases ?? []).map(({ name }) => name);
  const renamed: readonly Finding[] =
    old.name === found.name
      ? []
      : [
          {
            ...at,
            rule: after.includes(old.name) ? rules.kept : rules.renamed,
            before: old.name,
            after: found.name,
          },
        ];
  return [
    ...renamed,
    ...onlyIn(before, [...after, found.name]).map((alias): Finding => ({
      ...at,
      rule: "alias-removed",
      before: alias,
    })),
    ...onlyIn(after, [...before, old.name]).map((alias): Finding => ({ ...at, rule: "alias-added", after: alias })),
  ];
}

/** Compares the names of an operation in each target. */
export function compareCallNames(
  { targets }: DiffContext,
  base: FindingBase,
  operations: OperationPair,
): readonly Finding[] {
  return targets.flatMap((target) => {
    const old = operations.old.targets[target];
    const found = operations.new.targets[target];
    if (old === undefined || found === undefined) return [];
    const rules = { renamed: "operation-renamed", kept: "operation-renamed-with-alias" } as const;
    return [
      ...compareNamed(base, { target, old, new: withFormerNames(found, old), rules }),
      ...compareHomes(base, { target, old, new: found }),
      ...comparePages(base, { target, old, new: found }),
    ];
  });
}

interface CallNames {
  readonly target: string;
  readonly old: SurfaceCall;
  readonly new: SurfaceCall;
}

/** Compares the class and the module of a method, and the types named after the method. */
function compareHomes(base: FindingBase, { target, old, new: found }: CallNames): readonly Finding[] {
  const at = { ...base, name: found.name, targets: [target] };
  const home = (call: SurfaceCall): string | undefined =>
    call.class === undefined ? undefined : callOf(call, call.name);
  // The rename of a method has a finding of its own.
  const before = home({ ...old, name: found.name });
  const after = home(found);
  const types = [
    [old.arguments, found.arguments],
    [old.filters?.name, found.filters?.name],
    [old.sorters?.name, found.sorters?.name],
  ] as const;
  return [
    ...(before === after || before === undefined || after === undefined
      ? []
      : [{ ...at, rule: movedRule(old, found), before, after }]),
    ...compareFormerCalls(at, old, found),
    ...types.flatMap(([left, right]): readonly Finding[] =>
      left === undefined || right === undefined || left === right
        ? []
        : [{ ...at, rule: "arguments-renamed", before: left, after: right }],
    ),
  ];
}

/**
 * The rule for a method that moved to another class. Programs lose nothing while the old class keeps a deprecated
 * method.
 */
function movedRule(old: SurfaceCall, found: SurfaceCall): Finding["rule"] {
  return formerNames(found).has(callOf(old, old.name)) ? "operation-moved-with-alias" : "operation-moved";
}

/** Adds the names that a call still has in the class of the old call as aliases. */
function withFormerNames(found: SurfaceCall, old: SurfaceCall): SurfaceCall {
  const kept = (found.formerCalls ?? []).filter((home) => home.class === old.class && home.module === old.module);
  return kept.length === 0
    ? found
    : { ...found, aliases: [...(found.aliases ?? []), ...kept.flatMap(({ names }) => names)] };
}

/**
 * Reports added and removed deprecated methods of former classes. A removed one is no loss if the class has the method
 * again.
 */
function compareFormerCalls(
  at: FindingBase & { readonly name: string },
  old: SurfaceCall,
  found: SurfaceCall,
): readonly Finding[] {
  const [before, after] = [formerNames(old), formerNames(found)];
  const [oldOwn, own] = [ownNames(old), ownNames(found)];
  return [
    ...onlyIn([...before], [...after, ...own]).map((call): Finding => ({ ...at, rule: "alias-removed", before: call })),
    ...onlyIn([...after], [...before, ...oldOwn]).map((call): Finding => ({ ...at, rule: "alias-added", after: call })),
  ];
}

function formerNames({ formerCalls = [] }: SurfaceCall): ReadonlySet<string> {
  return new Set(formerCalls.flatMap((home) => home.names.map(({ name }) => callOf(home, name))));
}

function ownNames(call: SurfaceCall): readonly string[] {
  return [call.name, ...(call.aliases ?? []).map(({ name }) => name)].map((name) => callOf(call, name));
}

/** A call as text: `roles.getRole (RolesApi of isc-sdk/v2024/roles)`. */
function callOf(
  { class: owner, property, module }: Pick<SurfaceCall, "class" | "property" | "module">,
  name: string,
): string {
  return `${property ?? ""}.${name} (${owner ?? ""} of ${module})`;
}

interface Paged {
  readonly name: string;
  readonly page?: string;
  readonly anchor?: string;
}

/** Compares the pages of the docs that describe an entry. */
export function comparePages(
  base: FindingBase,
  { target, old, new: found }: { readonly target: string; readonly old: Paged; readonly new: Paged },
): readonly Finding[] {
  const [before, after] = [pageText(old), pageText(found)];
  if (before === after || before === undefined || after === undefined) return [];
  return [{ ...base, rule: "page-moved", name: found.name, before, after, targets: [target] }];
}

function pageText({ page, anchor }: Paged): string | undefined {
  return anchor === undefined ? page : `${page ?? ""}#${anchor}`;
}

interface ModelNames {
  readonly target: string;
  readonly old: SurfaceModelNames;
  readonly new: SurfaceModelNames;
}

/** Compares the names of a model in one target: the model, its request form and its helper functions. */
export function compareModelNames(base: FindingBase, names: ModelNames): readonly Finding[] {
  const { target, old, new: found } = names;
  const at = { ...base, name: found.name, targets: [target] };
  const rules = { renamed: "model-renamed", kept: "model-renamed-with-alias" } as const;
  const [before, after] = [old.input?.name, found.input?.name];
  const input: readonly Finding[] =
    before === after
      ? []
      : [
          {
            ...at,
            rule: before === undefined ? "input-added" : after === undefined ? "input-removed" : "input-renamed",
            before,
            after,
          },
        ];
  return [
    ...compareNamed(base, { target, old, new: found, rules }),
    ...input,
    ...compareFunctions(base, names),
    ...comparePages(base, names),
  ];
}

/**
 * Compares the helper functions of a model. They are named after the model, so the rename of a model is not reported
 * again for its functions.
 */
function compareFunctions(base: FindingBase, { target, old, new: found }: ModelNames): readonly Finding[] {
  const { functions: before = [] } = old;
  const { functions: after = [] } = found;
  const kinds = (functions: readonly string[], name: string): readonly string[] =>
    functions.map((text) => text.replace(name, ""));
  const lost = onlyIn(kinds(before, old.name), kinds(after, found.name));
  const gained = onlyIn(kinds(after, found.name), kinds(before, old.name));
  const at = { ...base, targets: [target] };
  const named = (functions: readonly string[], name: string, wanted: readonly string[]): readonly string[] =>
    functions.filter((text) => wanted.includes(text.replace(name, "")));
  return [
    ...named(before, old.name, lost).map((text): Finding => ({
      ...at,
      rule: "function-removed",
      name: text,
      before: text,
    })),
    ...named(after, found.name, gained).map((text): Finding => ({
      ...at,
      rule: "function-added",
      name: text,
      after: text,
    })),
  ];
}
