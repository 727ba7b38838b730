import type { Operation } from "../../model/model.ts";
import { idWords } from "./id-words.ts";
import { nounOfPath, singularWords } from "./path-noun.ts";
import { isPlural, plural } from "./plural.ts";
import { ACTION_WORDS, HTTP_METHOD_WORDS, verbOfMethod, verbOfWord } from "./verbs.ts";
import { pascalCase, splitWords } from "./words.ts";

/** What an operation's id says, by which rule. The targets make their names of it. */
export interface Reading {
  /** An approved verb: `Get`. */
  readonly verb: string;
  /** What it is done to: `Identity`. */
  readonly noun: string;
  /** The words of a call: get, Identity. */
  readonly call: readonly string[];
  /** The id, where a call may be written as it is. */
  readonly asWritten?: string;
  /** The words that tell the operation from all others of the version, where those of the call do not. */
  readonly whole?: readonly string[];
  readonly rule: NameRule;
}

export type NameRule =
  | "as-written"
  | "put-beside-patch"
  | "list-plural"
  | "bare-verb"
  | "http-method-noun"
  | "duplicate-id"
  | "no-id"
  | "namespaced-id"
  | "action-word"
  | "noun-only";

/** The operations of a version that a name may depend on: those of the same path, below it, and of the same id. */
export interface Neighbours {
  /** Methods of a path. */
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
  /** `get` operations by the noun of their id. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** Operations by id. */
  readonly byId: ReadonlyMap<string, readonly Operation[]>;
}

export function neighboursOf(operations: readonly Operation[]): Neighbours {
  const methods = new Map<string, Set<string>>();
  const readers = new Map<string, string[]>();
  const byId = new Map<string, Operation[]>();
  for (const operation of operations) {
    append(methods, operation.path, operation.method);
    const [first = "", ...rest] = idWords(operation).words;
    if (first.toLowerCase() === "get") push(readers, pascalCase(rest), operation.path);
    push(byId, operation.wireId, operation);
  }
  return { methods, readers, byId };
}

function append(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Words that relate what follows to the namespace: `issues/list-for-repo` lists issues. */
const RELATING = new Set(["for", "by", "in", "of", "from", "to", "with", "on", "as", "at", "through", "using"]);

/** Verbs that are for all of a collection where nothing else is said. */
const READERS = new Set(["Get", "Search", "Find", "Export", "Import"]);

/** Reads an operation's id, or its path where the id says too little. */
export function readOperation(operation: Operation, neighbours: Neighbours): Reading {
  const { namespace, words, written } = idWords(operation);
  if (words.length === 0) return unnamed(operation);
  const [first = "", ...rest] = words;
  const { verb, kept, rule } = verbOf(operation, first, rest);
  const sameId = neighbours.byId.get(operation.wireId) ?? [];
  const isBare = rest.length === 0 && rule !== "noun-only";
  const isMethodNoun = kept.length === 1 && HTTP_METHOD_WORDS.has((kept[0] ?? "").toLowerCase());
  if (namespace.length > 0) return namespaced(operation, { namespace, words, verb, kept });
  if (isBare || isMethodNoun) {
    const own = nounOfPath(operation.path);
    const noun = pascalCase(own);
    if (!isBare) return { verb, noun, call: words, asWritten: written, rule: "http-method-noun" };
    // `/users/{id}/activate` says the word of the id again.
    const said = READERS.has(verb) ? own : singularWords(own);
    const others = said.filter((word) => word.toLowerCase() !== first.toLowerCase());
    const isSaid = others.length > 0 && rule !== "action-word";
    return { verb, noun: pascalCase(isSaid ? others : said), call: [first, ...others], rule: "bare-verb" };
  }
  if (sameId.length > 1) {
    const own = nounOfPath(operation.path);
    if (pascalCase(own) !== pascalCase(kept))
      return { verb, noun: pascalCase(own), call: [first, ...own], rule: "duplicate-id" };
  }
  const base = { call: words, asWritten: written };
  if (
    operation.method === "put" &&
    first.toLowerCase() === "update" &&
    neighbours.methods.get(operation.path)?.has("patch") === true
  ) {
    return { verb: "Set", noun: pascalCase(kept), ...base, rule: "put-beside-patch" };
  }
  if (first.toLowerCase() === "list") {
    const noun = pascalCase(kept);
    const isRead = neighbours.readers.get(noun)?.some((path) => path.startsWith(`${operation.path}/`)) === true;
    if (isRead)
      return {
        verb,
        noun: pascalCase([...kept.slice(0, -1), plural(kept.at(-1) ?? "")]),
        ...base,
        rule: "list-plural",
      };
  }
  return { verb, noun: pascalCase(kept), ...base, rule };
}

/** The verb of an id's first word, and the words that are left for the noun. */
function verbOf(
  operation: Operation,
  first: string,
  rest: readonly string[],
): { verb: string; kept: readonly string[]; rule: NameRule } {
  const [or = "", second = "", ...others] = rest;
  // `createOrUpdateRole` leaves the role as it is given.
  if (or.toLowerCase() === "or" && verbOfWord(first) !== undefined && verbOfWord(second) !== undefined)
    return { verb: "Set", kept: others, rule: "as-written" };
  const verb = verbOfWord(first);
  if (verb !== undefined) return { verb, kept: rest, rule: "as-written" };
  if (ACTION_WORDS.has(first.toLowerCase())) return { verb: "Invoke", kept: [first, ...rest], rule: "action-word" };
  return { verb: verbOfMethod(operation.method), kept: [first, ...rest], rule: "noun-only" };
}

function namespaced(
  operation: Operation,
  at: { namespace: readonly string[]; words: readonly string[]; verb: string; kept: readonly string[] },
): Reading {
  const { namespace, words, verb, kept } = at;
  const first = (words[0] ?? "").toLowerCase();
  // `Users_GetAll` gets the users.
  const isAll = verb === "Get" && kept.length === 1 && kept[0]?.toLowerCase() === "all";
  const relates = kept.length === 0 || RELATING.has((kept[0] ?? "").toLowerCase());
  const isMany = isAll || (relates && (first === "list" || verb === "Search"));
  const space = isMany ? namespace : singularWords(namespace);
  const own = isAll ? [] : kept;
  const noun = pascalCase(
    withoutRepeats(startsWith(own, space) || startsWith(own, namespace) ? own : [...space, ...own]),
  );
  const whole = [...namespace, ...words];
  const isOfTag = pascalCase(namespace).toLowerCase() === pascalCase(splitWords(operation.tag)).toLowerCase();
  const short = words.length === 1 ? [words[0] ?? "", ...singularWords(namespace)] : words;
  return { verb, noun, call: isOfTag ? short : whole, whole, rule: "namespaced-id" };
}

/** Users, User, Role is User, Role: of words that differ in number alone the last one says it. */
function withoutRepeats(words: readonly string[]): readonly string[] {
  const plain = (word = ""): string => (singularWords([word])[0] ?? word).toLowerCase();
  return words.filter((word, index) => index === words.length - 1 || plain(word) !== plain(words[index + 1]));
}

function startsWith(words: readonly string[], head: readonly string[]): boolean {
  return head.every((word, index) => words[index]?.toLowerCase() === word.toLowerCase());
}

function unnamed(operation: Operation): Reading {
  const noun = nounOfPath(operation.path);
  const call = [operation.method, ...noun];
  // What is sent to a collection joins it.
  const isCollection = operation.method === "post" && isPlural(noun.at(-1) ?? "") && !operation.path.includes("{");
  if (isCollection) return { verb: "New", noun: pascalCase(singularWords(noun)), call, rule: "no-id" };
  return {
    verb: operation.method === "post" ? "Invoke" : verbOfMethod(operation.method),
    noun: pascalCase(noun),
    call,
    rule: "no-id",
  };
}
