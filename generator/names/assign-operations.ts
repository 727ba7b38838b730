import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { ApiVersion, Operation } from "../model/model.ts";
import { clashNumbered, clashSettled } from "./diagnostics.ts";
import { entryOf, heldCmdlets, hold, type LedgerOperation, type VersionLedger } from "./ledger.ts";
import { isForVersion, type OperationOverride, type Overrides } from "./overrides.ts";
import { longerNouns } from "./path-noun.ts";
import { TYPESCRIPT_MEMBER_NAMES } from "./reserved.ts";
import { settle, type HeldNames, type NameRequest, type Settled, type Settlement } from "./settle.ts";
import { neighboursOf, ruleName, type RuleName } from "./verb-noun.ts";
import { camelCase, splitWords } from "./words.ts";

/** What an operation is called, before aliases. */
export interface OperationName {
  /** Without the version's prefix. */
  readonly cmdlet: string;
  readonly method: string;
  readonly typeBase: string;
  /** Where the name comes from: the ledger, an override's reason, or a rule. */
  readonly why: string;
  readonly source: "ledger" | "override" | "rule";
}

export interface OperationNaming {
  readonly version: ApiVersion;
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
}

/** Names all operations of a version: the ledger's entries first, then overrides, then the rules. */
export function nameOperations(naming: OperationNaming): {
  readonly names: ReadonlyMap<string, OperationName>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { version, ledger } = naming;
  const neighbours = neighboursOf(version.operations);
  const drafts = new Map<string, Draft>();
  for (const operation of version.operations)
    drafts.set(
      operation.key,
      draftOf(operation, naming, () => ruleName(operation, neighbours)),
    );
  const fresh = [...drafts.values()].filter((draft) => draft.source !== "ledger");
  const cmdlets = settle(fresh.map(cmdletRequest), heldCmdlets(ledger));
  const methods = settleMethods([...drafts.values()], fresh, ledger, version);
  const types = settleTypes([...drafts.values()], fresh, methods);
  const names = new Map<string, OperationName>();
  for (const [key, draft] of drafts) {
    if (draft.source === "ledger") names.set(key, draft);
    else {
      const method = methods.names.get(key)?.name ?? draft.method;
      names.set(key, {
        ...draft,
        cmdlet: cmdlets.names.get(key)?.name ?? draft.cmdlet,
        method,
        typeBase: types.names.get(key)?.name ?? draft.typeBase,
      });
    }
  }
  return { names, diagnostics: [...clashes(version, drafts, cmdlets), ...clashes(version, drafts, methods)] };
}

interface Draft extends OperationName {
  readonly operation: Operation;
}

function draftOf(operation: Operation, naming: OperationNaming, rule: () => RuleName): Draft {
  const entry = entryOf(naming.ledger.operations, operation.key);
  if (entry !== undefined) return { operation, ...nameOfEntry(entry), why: entry.why ?? "published", source: "ledger" };
  const made = rule();
  const override = overrideOf(operation, naming);
  const own = { cmdlet: `${made.verb}-${made.noun}`, method: made.method, typeBase: made.typeBase };
  if (override === undefined) return { operation, ...own, why: made.rule, source: "rule" };
  const method = override.method ?? own.method;
  return {
    operation,
    cmdlet: override.cmdlet ?? own.cmdlet,
    method,
    typeBase: override.method === undefined ? own.typeBase : capitalFirst(method),
    why: override.reason,
    source: "override",
  };
}

export function nameOfEntry(entry: LedgerOperation): { cmdlet: string; method: string; typeBase: string } {
  return { cmdlet: entry.cmdlet, method: entry.method, typeBase: entry.types ?? capitalFirst(entry.method) };
}

export function capitalFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function overrideOf(operation: Operation, { version, overrides }: OperationNaming): OperationOverride | undefined {
  return overrides.operations.find(
    (override) =>
      override.at === operation.key &&
      isForVersion(override, version.label) &&
      (override.id === undefined || override.id === operation.wireId),
  );
}

/** Of operations that want the same name the one with the shortest path has it, so that a deeper one that joins takes nothing away. */
function rankOf({ operation, source }: Draft): string {
  const depth = operation.path.split("/").length;
  return `${source === "override" ? 0 : 1} ${String(depth).padStart(3, "0")} ${operation.path} ${operation.method}`;
}

function cmdletRequest(draft: Draft): NameRequest {
  const { key, path, method } = draft.operation;
  const more = (): readonly string[] => {
    const [verb = "Invoke"] = draft.cmdlet.split("-");
    const longer = longerNouns(path).map((noun) => `${verb}-${noun}`);
    return [...longer, ...[draft.cmdlet, ...longer.slice(-1)].map((cmdlet) => `${cmdlet}With${capitalFirst(method)}`)];
  };
  return { id: key, rank: rankOf(draft), candidates: [draft.cmdlet], more };
}

/** Methods are unique in their class, ignoring case, for wrappers and file names are made from them. */
function settleMethods(
  all: readonly Draft[],
  fresh: readonly Draft[],
  ledger: VersionLedger,
  version: ApiVersion,
): Settlement {
  const byTag = new Map<string, HeldNames>();
  const tagOf = new Map(version.operations.map((operation) => [operation.key, operation.tag]));
  for (const tag of new Set(tagOf.values())) {
    const held: HeldNames = new Map();
    for (const [name, reason] of TYPESCRIPT_MEMBER_NAMES) hold(held, name, reason);
    byTag.set(tag, held);
  }
  for (const draft of all)
    if (draft.source === "ledger")
      hold(byTag.get(draft.operation.tag) ?? new Map(), draft.method, `the method of ${draft.operation.key}`);
  for (const [key, entry] of [...Object.entries(ledger.operations), ...Object.entries(ledger.retired.operations)]) {
    const held = byTag.get(tagOf.get(key) ?? "");
    if (held !== undefined)
      for (const alias of Object.keys(entry.methodAliases ?? {})) hold(held, alias, `an alias of ${key}`);
  }
  const names = new Map<string, Settled>();
  for (const [tag, held] of byTag) {
    const part = settle(fresh.filter((draft) => draft.operation.tag === tag).map(methodRequest), held);
    for (const [key, settled] of part.names) names.set(key, settled);
  }
  return { names };
}

function methodRequest(draft: Draft): NameRequest {
  const { key, path, method } = draft.operation;
  const more = (): readonly string[] => {
    const [first = "get"] = splitWords(draft.method);
    return [
      ...longerNouns(path).map((noun) => camelCase([first]) + noun),
      `${draft.method}With${capitalFirst(method)}`,
    ];
  };
  return { id: key, rank: rankOf(draft), candidates: [draft.method], more };
}

/** What types begin with is unique in the version, for models and argument types of all tags meet in one place. */
function settleTypes(all: readonly Draft[], fresh: readonly Draft[], methods: Settlement): Settlement {
  const held: HeldNames = new Map();
  for (const draft of all)
    if (draft.source === "ledger") hold(held, draft.typeBase, `the types of ${draft.operation.key}`);
  return settle(
    fresh.map((draft) => {
      const settled = methods.names.get(draft.operation.key);
      const own = settled?.yielded === undefined ? draft.typeBase : capitalFirst(settled.name);
      const { key, path, method, tag } = draft.operation;
      const more = (): readonly string[] => [
        `${splitWords(tag).map(capitalFirst).join("")}${own}`,
        ...longerNouns(path).map((noun) => capitalFirst(method) + noun),
      ];
      return { id: key, rank: rankOf(draft), candidates: [own], more };
    }),
    held,
  );
}

function clashes(version: ApiVersion, drafts: ReadonlyMap<string, Draft>, settlement: Settlement): Diagnostic[] {
  const place = (key: string): { version: string; origin?: Operation["origin"] } => {
    const origin = drafts.get(key)?.operation.origin;
    return { version: version.label, ...(origin === undefined ? {} : { origin }) };
  };
  return [...settlement.names].flatMap(([key, { name, yielded, isIndexed }]) => {
    if (yielded === undefined) return [];
    const kind = isIndexed === true ? clashNumbered : clashSettled;
    return [diagnose(kind, { what: key, wanted: yielded.wanted, holder: yielded.holder, name }, place(key))];
  });
}
