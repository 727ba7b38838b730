import type { ApiModel } from "../model/model.ts";
import { versionLedger, type Ledger, type VersionLedger } from "./ledger/ledger.ts";
import { compareText } from "../model/order.ts";
import { isForEntry, isForVersion, type Overrides } from "./overrides/overrides.ts";
import { isPlural, plural } from "./rules/plural.ts";
import { ACTION_WORDS, verbOfWord } from "./rules/verbs.ts";
import { splitWords } from "./rules/words.ts";

/** A name that a person should check. */
export interface LintFinding {
  readonly rule: LintRule;
  readonly version: string;
  /** An operation key, a model's key or a word. */
  readonly what: string;
  readonly message: string;
}

/** The rules of the lint. */
export type LintRule =
  | "verb-verb"
  | "list-singular"
  | "acronym-casing"
  | "too-long"
  | "other-name"
  | "other-endpoint"
  | "override-behind-ledger";

/** Consoles cut longer names. The longest published cmdlet has 58 letters. */
const CMDLET_BUDGET = 64;
const MODEL_BUDGET = 70;

/** Verbs that are mostly nouns or adjectives in names: SetupForm does not mean "set up a form". */
const MOSTLY_NOUNS = new Set([
  "access",
  "group",
  "groups",
  "request",
  "requests",
  "report",
  "search",
  "test",
  "format",
  "limit",
  "form",
  "index",
  "release",
  "link",
  "sign",
  "record",
  "complete",
  "completed",
  "review",
  "suggested",
  "open",
  "out",
  "read",
  "set",
  "use",
  "trigger",
  "query",
  "post",
  "get",
  "sync",
  "backup",
  "deploy",
  "measure",
  "object",
  "watch",
]);

/** Checks the ledger's live names. Returns the findings. */
export function lintNames({
  ledger,
  overrides,
  model,
}: {
  readonly ledger: Ledger;
  readonly overrides: Overrides;
  readonly model?: ApiModel;
}): readonly LintFinding[] {
  const labels = Object.keys(ledger.versions).sort(compareText);
  const findings = labels.flatMap((label) => {
    const version = versionLedger(ledger, label);
    return [
      ...lintOperations(label, version, model),
      ...lintModels(label, version),
      ...lintSpelling(label, version),
      ...lintOverrides(label, version, overrides),
    ];
  });
  return [...findings, ...lintAcross(labels, ledger)];
}

function lintOperations(label: string, version: VersionLedger, model: ApiModel | undefined): readonly LintFinding[] {
  const lists = listOperations(label, model);
  return sorted(version.operations).flatMap(([key, { id, cmdlet }]) => {
    const [verb = "", noun = ""] = cmdlet.split("-");
    const words = splitWords(noun);
    const [first = ""] = words;
    const found: LintFinding[] = [];
    const add = (rule: LintRule, message: string): void =>
      void found.push({ rule, version: label, what: key, message });
    const isVerb = verbOfWord(first) !== undefined || ACTION_WORDS.has(first.toLowerCase());
    if (words.length > 1 && verb !== "Invoke" && isVerb && !MOSTLY_NOUNS.has(first.toLowerCase())) {
      add(
        "verb-verb",
        `${cmdlet} has the verb ${first.toLowerCase()} after its verb; an override can make it the verb or a noun`,
      );
    }
    const isList = lists?.has(key) ?? /^list(?![a-z])/u.test(id);
    if (isList && verb === "Get" && !words.some(saysMany)) {
      add("list-singular", `${cmdlet} gives a list and has a singular noun`);
    }
    if (cmdlet.length > CMDLET_BUDGET)
      add("too-long", `${cmdlet} has ${cmdlet.length} letters; ${CMDLET_BUDGET} are enough`);
    return found;
  });
}

/**
 * Whether a word is or may be a plural. `Status` and `Library` are singular and `Usages` is plural, but `Metadata` and
 * `List` may be either.
 */
function saysMany(word: string): boolean {
  return isPlural(word) || plural(word) === word || word === "List";
}

/** The operations that return a list; undefined without the model. */
function listOperations(label: string, model: ApiModel | undefined): ReadonlySet<string> | undefined {
  const version = model?.versions.find((candidate) => candidate.label === label);
  if (version === undefined) return undefined;
  return new Set(
    version.operations
      .filter(
        ({ wireId, success }) =>
          /^list(?![a-z])/u.test(wireId) ||
          (success.kind === "value" && success.uses.every((use) => use.kind === "list") && /^get/u.test(wireId)),
      )
      .map(({ key }) => key),
  );
}

function lintModels(label: string, version: VersionLedger): readonly LintFinding[] {
  return sorted(version.models)
    .filter(([, { name }]) => name.length > MODEL_BUDGET)
    .map(([place, { name }]) => ({
      rule: "too-long",
      version: label,
      what: place,
      message: `${name} has ${name.length} letters; ${MODEL_BUDGET} are enough`,
    }));
}

/** Reports words with several spellings: `DTO` beside `Dto`. */
function lintSpelling(label: string, version: VersionLedger): readonly LintFinding[] {
  const spellings = new Map<string, Map<string, string>>();
  const names = [
    ...sorted(version.operations).map(([, entry]) => entry.cmdlet.slice(entry.cmdlet.indexOf("-") + 1)),
    ...sorted(version.models).map(([, entry]) => entry.name),
  ];
  for (const name of names) {
    for (const word of splitWords(name)) {
      const variants = spellings.get(word.toLowerCase()) ?? new Map<string, string>();
      if (!variants.has(word)) variants.set(word, name);
      spellings.set(word.toLowerCase(), variants);
    }
  }
  return [...spellings]
    .filter(([word, variants]) => word.length > 1 && variants.size > 1)
    .sort(([left], [right]) => compareText(left, right))
    .map(([word, variants]) => ({
      rule: "acronym-casing",
      version: label,
      what: word,
      message: `spelled ${[...variants].map(([spelling, name]) => `${spelling} (${name})`).join(", ")}`,
    }));
}

function lintOverrides(label: string, version: VersionLedger, overrides: Overrides): readonly LintFinding[] {
  const ofOperations = overrides.operations.flatMap((override): LintFinding[] => {
    const entry = Object.hasOwn(version.operations, override.at) ? version.operations[override.at] : undefined;
    if (entry === undefined || !isForEntry(override, { version: label, key: override.at, id: entry.id })) return [];
    const isSame = (["cmdlet", "method"] as const).every(
      (field) => override.names[field] === undefined || override.names[field] === entry[field],
    );
    return isSame ? [] : [behind(label, override.at, entry.cmdlet)];
  });
  const ofModels = overrides.models.flatMap((override): LintFinding[] => {
    const entry = Object.hasOwn(version.models, override.at) ? version.models[override.at] : undefined;
    return entry === undefined || !isForVersion(override, label) || entry.name === override.name
      ? []
      : [behind(label, override.at, entry.name)];
  });
  return [...ofOperations, ...ofModels];
}

function behind(version: string, what: string, name: string): LintFinding {
  return {
    rule: "override-behind-ledger",
    version,
    what,
    message: `the ledger holds ${name}, so the override is not used; names rename changes a locked name`,
  };
}

/** Compares versions: reports endpoints with different names, and ids with different endpoints. */
function lintAcross(labels: readonly string[], ledger: Ledger): readonly LintFinding[] {
  const findings: LintFinding[] = [];
  for (const [index, label] of labels.entries()) {
    for (const other of labels.slice(index + 1)) {
      const left = versionLedger(ledger, label).operations;
      const right = versionLedger(ledger, other).operations;
      const rightById = new Map(sorted(right).map(([key, entry]) => [entry.id, key]));
      for (const [key, entry] of sorted(left)) {
        const twin = Object.hasOwn(right, key) ? right[key] : undefined;
        if (twin !== undefined && twin.cmdlet.toLowerCase() !== entry.cmdlet.toLowerCase()) {
          findings.push({
            rule: "other-name",
            version: label,
            what: key,
            message: `is ${entry.cmdlet} here and ${twin.cmdlet} in ${other}; each is an alias of the other where it is free`,
          });
        }
        const elsewhere = rightById.get(entry.id);
        if (
          entry.id !== "" &&
          elsewhere !== undefined &&
          elsewhere !== key &&
          twin?.id !== entry.id &&
          left[elsewhere]?.id !== entry.id
        ) {
          findings.push({
            rule: "other-endpoint",
            version: label,
            what: key,
            message: `${entry.id} is this endpoint here and ${elsewhere} in ${other}`,
          });
        }
      }
    }
  }
  return findings;
}

function sorted<Entry>(record: Readonly<Record<string, Entry>>): readonly (readonly [string, Entry])[] {
  return Object.entries(record).sort(([left], [right]) => compareText(left, right));
}
