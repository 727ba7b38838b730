import {
  type LedgerAliases,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "../../../generator/names/ledger/ledger.ts";
import { compareText } from "../../../generator/model/order.ts";
import { splitWords } from "../../../generator/names/rules/words.ts";

/** A line of the published module's inventory. */
export interface PublishedCmdlet {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** With the version's prefix. */
  readonly cmdlet: string;
}

/** A model of the published SDKs and the places it stood for. */
export interface PublishedModel {
  readonly name: string;
  readonly places: readonly string[];
}

/**
 * Enters what the published module calls its cmdlets. A name that differs becomes an alias, unless it stood for two
 * operations (only one of them was ever reachable) or only its capitals differ (PowerShell finds it anyway).
 */
export function enterPublishedCmdlets(
  ledger: VersionLedger,
  { published, prefix }: { readonly published: readonly PublishedCmdlet[]; readonly prefix: string },
): VersionLedger {
  const counts = new Map<string, number>();
  for (const { cmdlet } of published) counts.set(cmdlet.toLowerCase(), (counts.get(cmdlet.toLowerCase()) ?? 0) + 1);
  const seenIds = new Set<string>();
  const operations: Record<string, LedgerOperation> = { ...ledger.operations };
  const live = new Set(Object.values(operations).map((entry) => entry.cmdlet.toLowerCase()));
  for (const { operationId, method, path, cmdlet } of published) {
    const key = `${method} ${path.replace(/\{[^{}]*\}/gu, "{}")}`;
    const entry = operations[key];
    const isSecond = seenIds.has(operationId);
    seenIds.add(operationId);
    if (entry === undefined) continue;
    const own = cmdlet.replace(`-${prefix}`, "-");
    const isAmbiguous = (counts.get(cmdlet.toLowerCase()) ?? 0) > 1;
    const isSame = own.toLowerCase() === entry.cmdlet.toLowerCase();
    const { why: rule, aliases: earlier, ...rest } = entry;
    const why = reasonOf({ official: own, entry, isAmbiguous, rule });
    const aliases: Record<string, LedgerAliases[string]> =
      isSame || isAmbiguous || live.has(own.toLowerCase()) ? {} : { [own]: "published" };
    const methodAliases = publishedMethodAliases(operationId, { method: entry.method, isSecond });
    const { id, cmdlet: name, method: ts, ...tail } = rest;
    operations[key] = {
      id,
      cmdlet: name,
      method: ts,
      ...(own === entry.cmdlet ? {} : { published: own }),
      ...(why === undefined ? {} : { why }),
      ...(Object.keys({ ...aliases, ...earlier }).length === 0 ? {} : { aliases: { ...aliases, ...earlier } }),
      ...(Object.keys(methodAliases).length === 0 ? {} : { methodAliases }),
      ...tail,
    };
  }
  return { ...ledger, operations };
}

/** The published TypeScript SDK calls `delete` _delete, and a second operation of one id `<id>_1`. */
function publishedMethodAliases(
  operationId: string,
  { method, isSecond }: { readonly method: string; readonly isSecond: boolean },
): LedgerAliases {
  const official = isSecond ? `${operationId}_1` : operationId === "delete" ? "_delete" : operationId;
  return official === method ? {} : { [official]: "published" };
}

/** Why a name is not the published one; undefined when it is. */
function reasonOf({
  official,
  entry,
  isAmbiguous,
  rule,
}: {
  readonly official: string;
  readonly entry: LedgerOperation;
  readonly isAmbiguous: boolean;
  readonly rule: string | undefined;
}): string | undefined {
  if (official === entry.cmdlet) return undefined;
  if (official.toLowerCase() === entry.cmdlet.toLowerCase()) return "case-only";
  if (isAmbiguous) return "collision";
  const [first = ""] = splitWords(entry.id);
  const [verb = "", noun = ""] = official.split("-");
  if (rule !== undefined && !RULE_CODES.has(rule)) return rule;
  if (/^\p{Ll}/u.test(noun)) return "split-word";
  return verb === "Invoke" && noun.toLowerCase().startsWith(first.toLowerCase()) ? "approved-verb" : "misleading-verb";
}

/** Codes of rules, which say how a name is made and not why it differs from the published one. */
const RULE_CODES: ReadonlySet<string> = new Set([
  "put-beside-patch",
  "list-plural",
  "action-word",
  "noun-only",
  "namespaced-id",
  "no-id",
]);

/**
 * Enters the published model names: one that stood for a single type of ours and differs is its alias; one that stood
 * for several is kept free.
 */
export function enterPublishedModels(
  ledger: VersionLedger,
  {
    published,
    seen,
    keyOfPlace,
  }: {
    readonly published: readonly PublishedModel[];
    readonly seen: string;
    readonly keyOfPlace: (place: string) => string | undefined;
  },
): VersionLedger {
  const models: Record<string, LedgerModel> = { ...ledger.models };
  const reserved: Record<string, string> = { ...ledger.reserved };
  const taken = new Map(
    Object.entries(models).flatMap(([key, entry]) => [
      [entry.name.toLowerCase(), key] as const,
      ...Object.keys(entry.aliases ?? {}).map((alias) => [alias.toLowerCase(), key] as const),
    ]),
  );
  for (const { name, places } of [...published].sort((left, right) => compareText(left.name, right.name))) {
    const keys = [...new Set(places.flatMap((place) => keyOfPlace(place) ?? []))];
    const [key] = keys;
    if (taken.has(name.toLowerCase())) continue;
    const entry = key === undefined ? undefined : models[key];
    const [place = ""] = places;
    if (key === undefined && /^\S+\.yaml(?:#\S+)?$/u.test(place)) {
      // Reached by the published generator alone: whoever comes to this place later has the name.
      models[place] = { name, print: "", seen };
      continue;
    }
    if (key === undefined || entry === undefined || keys.length > 1) {
      reserved[name] =
        keys.length > 1 ? "the published SDK calls several types so" : "the published SDK has it; the specs do not";
      continue;
    }
    taken.set(name.toLowerCase(), key);
    const { name: own, input, aliases, ...tail } = entry;
    models[key] = {
      name: own,
      ...(input === undefined ? {} : { input }),
      aliases: { ...aliases, [name]: "published" },
      ...tail,
    };
  }
  return { ...ledger, models, reserved };
}

/** Aliases from the other versions leave, so that they can be made anew after the published names are in. */
export function withoutCrossAliases(ledger: VersionLedger): VersionLedger {
  const operations: Record<string, LedgerOperation> = {};
  for (const [key, entry] of Object.entries(ledger.operations)) {
    const { aliases, ...rest } = entry;
    const own = Object.fromEntries(Object.entries(aliases ?? {}).filter(([, reason]) => reason !== "otherVersion"));
    operations[key] = Object.keys(own).length === 0 ? rest : { ...rest, aliases: own };
  }
  return { ...ledger, operations };
}
