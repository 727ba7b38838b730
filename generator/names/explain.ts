import type { ApiModel } from "../model/model.ts";
import { plainName, stateOf } from "./commands.ts";
import {
  versionLedger,
  type Ledger,
  type LedgerEvent,
  type LedgerModel,
  type LedgerOperation,
  type VersionLedger,
} from "./ledger/ledger.ts";
import { compareText } from "../model/order.ts";
import { isForEntry, isForVersion, type Overrides } from "./overrides/overrides.ts";
import { ruleNames } from "./rules/rule-names.ts";
import type { TargetNaming } from "./target-naming.ts";
import { withPrefix } from "./rules/prefix.ts";

/** Where a name comes from, for `names explain`. */
export interface Explanation {
  readonly version: string;
  readonly kind: "operation" | "model" | "tag" | "event" | "parameter" | "kept free";
  readonly place: string;
  readonly name: string;
  /** Whether the spec has the thing, and since when it lacks it. */
  readonly state?: string;
  /** Operations of other versions with the same endpoint under another key. */
  readonly twins?: readonly string[];
  /** Former keys. */
  readonly was?: readonly string[];
  /** Former operation ids. */
  readonly ids?: readonly string[];
  /** The TypeScript name: an operation's method, a tag's property or a parameter's argument. */
  readonly method?: string;
  /** The entry of the ledger that locks the name. Every name that was given has one. */
  readonly lock: string;
  /** The entry's reason code as a sentence. */
  readonly why: string;
  /** The name in the published SDK; absent where the published SDK lacks the thing. */
  readonly published?: string;
  /** The name that the rules alone would make, if the model is given. */
  readonly rule?: string;
  /** The reason of the override for this key, if there is one. */
  readonly override?: string;
  readonly aliases: readonly string[];
  readonly seen: string;
}

/** The input of {@link explainName}. */
export interface ExplainOptions {
  readonly ledger: Ledger;
  readonly overrides: Overrides;
  /** Needed for `rule`. */
  readonly model?: ApiModel;
  readonly namings: readonly TargetNaming[];
  readonly prefixOf: (version: string) => string;
  readonly version?: string;
}

/** `names explain NAME`: everything in every version that has the name or had it. */
export function explainName(text: string, options: ExplainOptions): readonly Explanation[] {
  const labels = Object.keys(options.ledger.versions)
    .filter((label) => options.version === undefined || label === options.version)
    .sort(compareText);
  return labels.flatMap((label) => {
    const version = versionLedger(options.ledger, label);
    const asked = { text: plainName(text, options.prefixOf(label)), key: text.replace(/\{[^{}]*\}/gu, "{}") };
    return [
      ...entriesCalled(version.operations, version.retired.operations, (key, entry) =>
        isOperation(asked, key, entry),
      ).flatMap(({ place, entry, isRetired }) => explainOperation(label, place, entry, { ...options, isRetired })),
      ...entriesCalled(version.models, version.retired.models, (key, entry) => isModel(asked, key, entry)).flatMap(
        ({ place, entry, isRetired }) => explainModel(label, place, entry, { ...options, isRetired }),
      ),
      ...explainOthers(label, version, asked),
    ];
  });
}

interface Asked {
  /** The searched name in lower case, without the version's prefix. */
  readonly text: string;
  readonly key: string;
}

/** Live entries come first. A tombstone with the same key is another, former thing. */
function entriesCalled<Entry>(
  live: Readonly<Record<string, Entry>>,
  retired: Readonly<Record<string, Entry>>,
  isMeant: (key: string, entry: Entry) => boolean,
): readonly { readonly place: string; readonly entry: Entry; readonly isRetired: boolean }[] {
  return [live, retired].flatMap((section, index) =>
    Object.entries(section)
      .filter(([key, entry]) => isMeant(key, entry))
      .sort(([one], [other]) => compareText(one, other))
      .map(([place, entry]) => ({ place, entry, isRetired: index === 1 })),
  );
}

function isOperation({ text, key }: Asked, place: string, entry: LedgerOperation): boolean {
  if (place === key || entry.was?.includes(key) === true) return true;
  const names = [
    entry.cmdlet,
    entry.method,
    entry.id,
    ...(entry.ids ?? []),
    ...(entry.published === undefined ? [] : [entry.published]),
    ...(entry.types === undefined ? [] : [entry.types]),
    ...Object.keys(entry.aliases ?? {}),
    ...Object.keys(entry.methodAliases ?? {}),
    ...Object.values(entry.formerCalls ?? {}).flatMap((names) => Object.keys(names)),
  ];
  return names.some((name) => name.toLowerCase() === text);
}

function isModel({ text, key }: Asked, place: string, entry: LedgerModel): boolean {
  if (place === key || entry.was?.includes(key) === true) return true;
  const names = [entry.name, entry.input ?? `${entry.name}Input`, ...Object.keys(entry.aliases ?? {})];
  return names.some((name) => name.toLowerCase() === text);
}

/** The tags, events, parameters and reserved names with the searched name. */
function explainOthers(label: string, version: VersionLedger, { text }: Asked): readonly Explanation[] {
  const base = { version: label, why: sentenceOf(undefined), aliases: [], seen: label };
  const called = (...names: readonly string[]): boolean => names.some((name) => name.toLowerCase() === text);
  const found: Explanation[] = [];
  for (const [wire, { class: name, module, property, was = [] }] of Object.entries(version.tags))
    if (called(wire, name, module, property, ...was))
      found.push({
        ...base,
        kind: "tag",
        place: wire,
        name,
        method: property,
        ...(was.length === 0 ? {} : { was }),
        lock: `${label} tag ${wire}`,
      });
  for (const [wire, event] of Object.entries(version.events))
    if (called(wire, event.name, ...(event.was ?? [])))
      found.push({
        ...base,
        kind: "event",
        place: wire,
        name: event.name,
        ...historyOf(event, false),
        lock: `${label} event ${wire}`,
      });
  for (const [wire, { argument, cmdlet }] of Object.entries(version.parameters))
    if (called(wire, argument, cmdlet))
      found.push({
        ...base,
        kind: "parameter",
        place: wire,
        name: cmdlet,
        method: argument,
        lock: `${label} parameter ${wire}`,
      });
  for (const [name, reason] of Object.entries(version.reserved))
    if (called(name))
      found.push({ ...base, kind: "kept free", place: name, name, lock: `${label} reserved`, why: reason });
  return found;
}

function explainOperation(
  version: string,
  place: string,
  entry: LedgerOperation | undefined,
  options: ExplainOptions & { readonly isRetired: boolean },
): readonly Explanation[] {
  if (entry === undefined) return [];
  const prefix = options.prefixOf(version);
  const override = options.overrides.operations.find((candidate) =>
    isForEntry(candidate, { version, key: place, id: entry.id }),
  );
  const operations = options.model?.versions.find((candidate) => candidate.label === version)?.operations ?? [];
  const operation = operations.find((candidate) => candidate.key === place);
  const rule = operation === undefined ? undefined : ruleNames(operation, { operations, namings: options.namings });
  return [
    {
      version,
      kind: "operation",
      place,
      name: withPrefix(entry.cmdlet, prefix),
      method: entry.method,
      ...historyOf(entry, options.isRetired),
      lock: `${version} ${place}`,
      why: sentenceOf(entry.why),
      published: withPrefix(entry.published ?? entry.cmdlet, prefix),
      ...(rule === undefined
        ? {}
        : {
            rule: `${withPrefix(rule.names.get("cmdlet") ?? "", prefix)}, ${rule.names.get("method") ?? ""} (${sentenceOf(rule.rule)})`,
          }),
      ...(override === undefined ? {} : { override: override.reason }),
      aliases: [
        ...Object.entries(entry.aliases ?? {}).map(([alias, reason]) => `${withPrefix(alias, prefix)} (${reason})`),
        ...Object.entries(entry.methodAliases ?? {}).map(([alias, reason]) => `${alias} (${reason})`),
        ...Object.entries(entry.formerCalls ?? {}).flatMap(([tag, names]) =>
          Object.keys(names).map((name) => `${name} (in the class of the tag ${tag})`),
        ),
      ],
      seen: entry.seen,
    },
  ];
}

function explainModel(
  version: string,
  place: string,
  entry: LedgerModel | undefined,
  options: ExplainOptions & { readonly isRetired: boolean },
): readonly Explanation[] {
  if (entry === undefined) return [];
  const override = options.overrides.models.find(
    (candidate) => candidate.at === place && isForVersion(candidate, version),
  );
  const published = Object.entries(entry.aliases ?? {}).find(([, reason]) => reason === "published");
  return [
    {
      version,
      kind: "model",
      place,
      name: entry.name,
      ...historyOf(entry, options.isRetired),
      lock: `${version} ${place}`,
      why: sentenceOf(entry.why),
      ...(published === undefined ? {} : { published: published[0] }),
      ...(override === undefined ? {} : { override: override.reason }),
      aliases: Object.entries(entry.aliases ?? {}).map(([alias, reason]) => `${alias} (${reason})`),
      seen: entry.seen,
    },
  ];
}

function historyOf(
  entry: LedgerOperation | LedgerModel | LedgerEvent,
  isRetired: boolean,
): Pick<Explanation, "state" | "was" | "ids" | "twins"> {
  const { state, since } = stateOf(entry, isRetired);
  const ids = "ids" in entry ? (entry.ids ?? []) : [];
  return {
    ...(state === "live" ? {} : { state: since === undefined ? state : `${state} since ${since}` }),
    ...(entry.was === undefined ? {} : { was: entry.was }),
    ...(ids.length === 0 ? {} : { ids }),
    ...("twins" in entry && entry.twins !== undefined ? { twins: entry.twins } : {}),
  };
}

/** The reason codes of the ledger and the rules as sentences. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["action-word", "the first word says what is done and no approved verb does: Invoke and the word"],
  ["approved-verb", "the published verb was Invoke; an approved verb says it"],
  ["as-written", "the id's first word is the verb, the others are the noun"],
  ["bare-verb", "the id is a verb alone: the noun is the path's"],
  ["case-only", "as published, with one spelling for each acronym"],
  ["collision", "the published name stood for two operations"],
  ["doubled-verb", "the published name has two verbs"],
  ["duplicate-id", "two operations have the id: the noun is the path's"],
  ["duplicate-operation-id", "two operations have the id"],
  ["folder", "another schema has the file's name: the folder tells them apart"],
  ["foreign-tree", "another schema has the file's name: the tree tells them apart"],
  ["http-method-as-noun", "the published noun was an HTTP method"],
  ["http-method-noun", "the id's noun is an HTTP method: the noun is the path's"],
  ["list-plural", "a list whose single reader has the same noun: the plural"],
  ["misleading-verb", "the published verb says something else than the call does"],
  ["namespaced-id", "the id has a namespace, which begins the noun"],
  ["no-id", "the operation has no id: method and path say it"],
  ["noun-only", "the id has no verb: the HTTP method gives it"],
  ["number", "the published noun says many and the call gives one, or the reverse"],
  ["published-holder", "another schema has the plain name in the published SDK"],
  ["put-beside-patch", "a PUT called update beside a PATCH: Set"],
  ["qualified", "the plain name was taken: qualified by its place"],
  ["renamed", "renamed by hand"],
  ["split-word", "the published name cut a word in two"],
]);

function sentenceOf(code: string | undefined): string {
  return code === undefined ? "as the rules make it, and as published where it was" : (SENTENCES.get(code) ?? code);
}
