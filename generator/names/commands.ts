import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiModel } from "../model/model.ts";
import { deadOverrides } from "./overrides/dead-overrides.ts";
import { heldTypes } from "./settling/held-types.ts";
import {
  hold,
  versionLedger,
  type Ledger,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "./ledger/ledger.ts";
import { chosenModel } from "./rules/grammar.ts";
import { lintNames, type LintFinding } from "./lint.ts";
import { compareText } from "../model/order.ts";
import type { Overrides } from "./overrides/overrides.ts";
import { retireWhere } from "./ledger/retire.ts";
import { withPrefix } from "./rules/prefix.ts";
import { reservedTypes } from "./rules/reserved-names.ts";
import type { HeldNames } from "./settling/settle.ts";
import type { OperationScope, TargetNaming } from "./target-naming.ts";

/** The state of an entry: the spec has the thing, has it again, lacks it, or a person retired it. */
export type NameState = "live" | "back" | "absent" | "retired";

/** One line of `names list`. */
export interface ListedName {
  readonly version: string;
  readonly kind: "operation" | "model";
  readonly state: NameState;
  /** The label of the spec since which it is absent or back. */
  readonly since?: string;
  readonly place: string;
  /** For an operation, with the version's prefix. */
  readonly powershell: string;
  readonly typescript: string;
  readonly aliases: readonly string[];
}

/** The filters of `names list`. */
export interface ListOptions {
  readonly version?: string;
  readonly kind?: ListedName["kind"];
  readonly state?: NameState;
  /** Keeps entries where a name, an alias or the key contains the text, ignoring case. */
  readonly matching?: string;
  readonly prefixOf: (version: string) => string;
}

/** `names list`: the entries of the ledger, sorted by version, kind and key. */
export function listNames(ledger: Ledger, options: ListOptions): readonly ListedName[] {
  const labels = Object.keys(ledger.versions)
    .filter((label) => options.version === undefined || label === options.version)
    .sort(compareText);
  const wanted = options.matching?.toLowerCase();
  return labels
    .flatMap((label) => listVersion(label, versionLedger(ledger, label), options.prefixOf(label)))
    .filter((entry) => options.kind === undefined || entry.kind === options.kind)
    .filter((entry) => options.state === undefined || entry.state === options.state)
    .filter(
      (entry) =>
        wanted === undefined ||
        [entry.place, entry.powershell, entry.typescript, ...entry.aliases].some((text) =>
          text.toLowerCase().includes(wanted),
        ),
    );
}

function listVersion(version: string, ledger: VersionLedger, prefix: string): readonly ListedName[] {
  const operation =
    (isRetired: boolean) =>
    ([place, entry]: [string, LedgerOperation]): ListedName => ({
      version,
      kind: "operation",
      ...stateOf(entry, isRetired),
      place,
      powershell: withPrefix(entry.cmdlet, prefix),
      typescript: entry.method,
      aliases: [
        ...Object.keys(entry.aliases ?? {}).map((alias) => withPrefix(alias, prefix)),
        ...Object.keys(entry.methodAliases ?? {}),
      ],
    });
  const model =
    (isRetired: boolean) =>
    ([place, entry]: [string, LedgerModel]): ListedName => ({
      version,
      kind: "model",
      ...stateOf(entry, isRetired),
      place,
      powershell: entry.name,
      typescript: entry.name,
      aliases: Object.keys(entry.aliases ?? {}),
    });
  const rows = [
    ...Object.entries(ledger.operations).map(operation(false)),
    ...Object.entries(ledger.retired.operations).map(operation(true)),
    ...Object.entries(ledger.models).map(model(false)),
    ...Object.entries(ledger.retired.models).map(model(true)),
  ];
  return rows.sort((left, right) => compareText(right.kind, left.kind) || compareText(left.place, right.place));
}

/** The state of an entry, and the label of the spec since which it has that state. */
export function stateOf(
  { absent, back }: { readonly absent?: string; readonly back?: string },
  isRetired: boolean,
): { readonly state: NameState; readonly since?: string } {
  if (isRetired) return { state: "retired", ...(absent === undefined ? {} : { since: absent }) };
  if (absent !== undefined) return { state: "absent", since: absent };
  return back === undefined ? { state: "live" } : { state: "back", since: back };
}

/** What `names rename` changes: an operation's cmdlet, its method, or a model's name. */
export interface Renaming {
  readonly version: string;
  /** An operation key, a model's key, or the current name of either. */
  readonly what: string;
  readonly cmdlet?: string;
  readonly method?: string;
  readonly model?: string;
}

/** The changed ledger with the keys of the changed entries, or the reason why nothing was changed. */
export type LedgerChange =
  { readonly ledger: Ledger; readonly changed: readonly string[] } | { readonly problem: string };

/** `names rename`: changes a locked name and keeps the old one as a deprecated alias. */
export function renameName(
  ledger: Ledger,
  renaming: Renaming,
  at: { readonly prefix: string; readonly namings: readonly TargetNaming[] },
): LedgerChange {
  const { prefix, namings } = at;
  if (!Object.hasOwn(ledger.versions, renaming.version))
    return { problem: `the ledger has no version ${renaming.version}` };
  const version = versionLedger(ledger, renaming.version);
  const found = findEntries(version, renaming.what, prefix);
  const wantsModel = renaming.model !== undefined;
  const [place, ...others] = wantsModel ? found.models : found.operations;
  if (place === undefined)
    return { problem: `${renaming.version} has no ${wantsModel ? "model" : "operation"} ${renaming.what}` };
  if (others.length > 0)
    return { problem: `${renaming.what} is ambiguous: it could be ${[place, ...others].join(" or ")}` };
  return wantsModel
    ? renameModel(ledger, { version, renaming, place, namings })
    : renameOperation(ledger, { version, renaming, place, namings, prefix });
}

interface RenameAt {
  readonly version: VersionLedger;
  readonly renaming: Renaming;
  readonly place: string;
  readonly namings: readonly TargetNaming[];
}

function renameOperation(
  ledger: Ledger,
  { version, renaming, place, namings, prefix }: RenameAt & { readonly prefix: string },
): LedgerChange {
  const entry = version.operations[place];
  if (entry === undefined) return { problem: `${place} is not in the ledger` };
  const cmdlet = renaming.cmdlet === undefined ? entry.cmdlet : withoutPrefix(renaming.cmdlet, prefix);
  const method = renaming.method ?? entry.method;
  if (cmdlet === entry.cmdlet && method === entry.method) return { problem: `${place} already has that name` };
  // Only a new name is checked.
  const cmdlets = scopeOfField(namings, "cmdlet");
  const wrongCmdlet = renaming.cmdlet === undefined ? undefined : cmdlets?.chosen?.(cmdlet);
  if (wrongCmdlet !== undefined) return { problem: `${cmdlet} ${wrongCmdlet}` };
  const wrongMethod = scopeOfField(namings, "method")?.chosen?.(method);
  if (wrongMethod !== undefined) return { problem: `${method} ${wrongMethod}` };
  const own = new Set(
    [
      entry.cmdlet,
      ...Object.keys(entry.aliases ?? {}),
      ...(entry.published === undefined ? [] : [entry.published]),
    ].map((name) => name.toLowerCase()),
  );
  const holder = own.has(cmdlet.toLowerCase()) ? undefined : heldIn(cmdlets, version).get(cmdlet.toLowerCase());
  if (holder !== undefined) return { problem: `the name ${cmdlet} is taken (${holder})` };
  const twin = Object.entries(version.operations).find(
    ([key, other]) =>
      key !== place &&
      [other.method, ...Object.values(other.formerCalls ?? {}).flatMap((names) => Object.keys(names))].some(
        (name) => name.toLowerCase() === method.toLowerCase(),
      ),
  );
  if (method !== entry.method && twin !== undefined)
    return { problem: `the name ${method} is taken (the method of ${twin[0]})` };
  const renamed: LedgerOperation = {
    ...entry,
    cmdlet,
    method,
    why: "renamed",
    // The names of an operation's inline types stay when its method is renamed.
    ...(method === entry.method
      ? {}
      : { types: entry.types ?? entry.method.charAt(0).toUpperCase() + entry.method.slice(1) }),
    aliases: aliasesAfter(entry.aliases, entry.cmdlet, cmdlet),
    methodAliases: aliasesAfter(entry.methodAliases, entry.method, method),
  };
  return changed(
    ledger,
    renaming.version,
    { ...version, operations: { ...version.operations, [place]: withoutEmpty(renamed) } },
    [place],
  );
}

/** The scope whose names are kept in this field of the ledger's operations. */
function scopeOfField(namings: readonly TargetNaming[], field: string): OperationScope | undefined {
  return namings
    .flatMap(({ scopes }) => scopes)
    .find((scope): scope is OperationScope => scope.of === "operation" && scope.field === field);
}

/** The names of a scope that are taken before the first thing is named. */
function heldIn(scope: OperationScope | undefined, ledger: VersionLedger): HeldNames {
  const held: HeldNames = new Map();
  for (const [name, holder] of scope?.held?.({ ledger, things: [] }) ?? []) hold(held, name, holder);
  return held;
}

function renameModel(ledger: Ledger, { version, renaming, place, namings }: RenameAt): LedgerChange {
  const entry = version.models[place];
  const name = renaming.model ?? "";
  if (entry === undefined) return { problem: `${place} is not in the ledger` };
  if (name === entry.name) return { problem: `${place} already has that name` };
  const wrong = chosenModel(reservedTypes(namings))(name);
  if (wrong !== undefined) return { problem: `${name} ${wrong}` };
  const isOwn = [entry.name, ...Object.keys(entry.aliases ?? {})].some(
    (own) => own.toLowerCase() === name.toLowerCase(),
  );
  const holder = isOwn ? undefined : heldTypes(version, namings).get(name.toLowerCase());
  if (holder !== undefined) return { problem: `the name ${name} is taken (${holder})` };
  const renamed: LedgerModel = {
    ...entry,
    name,
    why: "renamed",
    aliases: aliasesAfter(entry.aliases, entry.name, name),
  };
  return changed(ledger, renaming.version, { ...version, models: { ...version.models, [place]: renamed } }, [place]);
}

/** Adds the old name to the aliases, and removes the new one if it was an alias. */
function aliasesAfter(
  aliases: LedgerOperation["aliases"],
  from: string,
  to: string,
): NonNullable<LedgerOperation["aliases"]> {
  const kept = Object.entries(aliases ?? {}).filter(([alias]) => alias.toLowerCase() !== to.toLowerCase());
  return {
    ...Object.fromEntries(kept),
    ...(from.toLowerCase() === to.toLowerCase() ? {} : { [from]: "renamed" as const }),
  };
}

function withoutEmpty(entry: LedgerOperation): LedgerOperation {
  const { aliases, methodAliases, ...rest } = entry;
  return {
    ...rest,
    ...(Object.keys(aliases ?? {}).length === 0 ? {} : { aliases: aliases ?? {} }),
    ...(Object.keys(methodAliases ?? {}).length === 0 ? {} : { methodAliases: methodAliases ?? {} }),
  };
}

/** `names retire`: makes tombstones of entries. The inline types of a model are retired with it. */
export function retireNames(
  ledger: Ledger,
  { version: label, what }: { readonly version: string; readonly what: readonly string[] },
  prefix: string,
): LedgerChange {
  if (!Object.hasOwn(ledger.versions, label)) return { problem: `the ledger has no version ${label}` };
  const version = versionLedger(ledger, label);
  const operations = new Set<string>();
  const models = new Set<string>();
  for (const name of what) {
    const found = findEntries(version, name, prefix);
    const all = [...found.operations, ...found.models];
    if (all.length === 0) return { problem: `${label} has no operation or model ${name}` };
    if (all.length > 1) return { problem: `${name} is ambiguous: it could be ${all.join(" or ")}` };
    for (const key of found.operations) operations.add(key);
    for (const key of found.models)
      for (const place of Object.keys(version.models))
        if (place === key || place.startsWith(key.includes("#") ? `${key}/` : `${key}#`)) models.add(place);
  }
  const next = retireWhere(version, { operation: (key) => operations.has(key), model: (key) => models.has(key) });
  return changed(ledger, label, next, [...operations, ...models]);
}

function changed(ledger: Ledger, label: string, version: VersionLedger, places: readonly string[]): LedgerChange {
  return { ledger: { ...ledger, versions: { ...ledger.versions, [label]: version } }, changed: places };
}

/** The live entries that a text means: a key, a name, an alias, or an operation's id. */
export function findEntries(
  version: VersionLedger,
  text: string,
  prefix: string,
): { readonly operations: readonly string[]; readonly models: readonly string[] } {
  const plain = plainName(text, prefix);
  const key = text.replace(/\{[^{}]*\}/gu, "{}");
  if (Object.hasOwn(version.operations, key)) return { operations: [key], models: [] };
  if (Object.hasOwn(version.models, text)) return { operations: [], models: [text] };
  const names = ([, entry]: [string, LedgerOperation]): readonly string[] => [
    entry.cmdlet,
    entry.method,
    entry.id,
    ...Object.keys(entry.aliases ?? {}),
    ...Object.keys(entry.methodAliases ?? {}),
  ];
  return {
    operations: Object.entries(version.operations)
      .filter((entry) => names(entry).some((name) => name.toLowerCase() === plain))
      .map(([place]) => place)
      .sort(compareText),
    models: Object.entries(version.models)
      .filter(([, entry]) =>
        [entry.name, ...Object.keys(entry.aliases ?? {})].some((name) => name.toLowerCase() === plain),
      )
      .map(([place]) => place)
      .sort(compareText),
  };
}

/** A name in lower case and without the version's prefix, for comparison with the ledger. */
export function plainName(text: string, prefix: string): string {
  return withoutPrefix(text, prefix).toLowerCase();
}

/** Removes the prefix: `Get-BetaRole` becomes `Get-Role`. */
function withoutPrefix(name: string, prefix: string): string {
  const at = name.indexOf("-");
  return at > 0 &&
    prefix !== "" &&
    name
      .slice(at + 1)
      .toLowerCase()
      .startsWith(prefix.toLowerCase())
    ? `${name.slice(0, at)}-${name.slice(at + 1 + prefix.length)}`
    : name;
}

/** The result of `names check`. */
export interface NamesCheck {
  readonly findings: readonly LintFinding[];
  /** Findings about dead overrides. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `names check`: the findings of the lint, and overrides that match nothing. */
export function checkNames(at: {
  readonly ledger: Ledger;
  readonly overrides: Overrides;
  readonly model: ApiModel;
}): NamesCheck {
  return { findings: lintNames(at), diagnostics: deadOverrides(at.overrides, at.model, at.ledger) };
}
