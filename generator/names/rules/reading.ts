import type { Operation } from "../../model/model.ts";
import { idWords } from "./id-words.ts";
import { nounOfPath, singularWords } from "./path-noun.ts";
import { isPlural, plural } from "./plural.ts";
import { ACTION_WORDS, HTTP_METHOD_WORDS, verbOfMethod, verbOfWord } from "./verbs.ts";
import { pascalCase, splitWords } from "./words.ts";

/** The meaning of an operation's id, and the rule that found it. The targets make their names from it. */
export interface Reading {
  /** An approved verb: `Get`. */
  readonly verb: string;
  /** The object of the verb: `Identity`. */
  readonly noun: string;
  /** The words of a call: get, Identity. */
  readonly call: readonly string[];
  /** The id, where a call may use it as it is. */
  readonly asWritten?: string;
  /** The words that distinguish the operation in its version, where `call` does not. */
  readonly whole?: readonly string[];
  readonly rule: NameRule;
}

/** The rule that read an id. */
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

/** The operations of a version that a name may depend on. */
export interface Neighbours {
  /** The HTTP methods by path. */
  readonly methods: ReadonlyMap<string, ReadonlySet<string>>;
  /** The paths of operations whose id begins with `get`, by the noun of their id. */
  readonly readers: ReadonlyMap<string, readonly string[]>;
  /** The operations by id. */
  readonly byId: ReadonlyMap<string, readonly Operation[]>;
}

/** Indexes the operations of a version. */
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

/** Words that relate the rest of an id to its namespace: `issues/list-for-repo` lists issues. */
const RELATING = new Set(["for", "by", "in", "of", "from", "to", "with", "on", "as", "at", "through", "using"]);

/** Verbs that apply to a whole collection. */
const READERS = new Set(["Get", "Search", "Find", "Export", "Import"]);

/** Reads an operation's id. Where the id says too little, the noun comes from the path. */
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
    // The path `/users/{id}/activate` repeats the word of the id.
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

/** The verb for the first word of an id, and the words that remain for the noun. */
function verbOf(
  operation: Operation,
  first: string,
  rest: readonly string[],
): { verb: string; kept: readonly string[]; rule: NameRule } {
  const [or = "", second = "", ...others] = rest;
  // `createOrUpdateRole` sets the role.
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

/** Drops a word before another form of itself: Users, User, Role becomes User, Role. */
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
  // A POST to a collection adds an item to it.
  const isCollection = operation.method === "post" && isPlural(noun.at(-1) ?? "") && !operation.path.includes("{");
  if (isCollection) return { verb: "New", noun: pascalCase(singularWords(noun)), call, rule: "no-id" };
  return {
    verb: operation.method === "post" ? "Invoke" : verbOfMethod(operation.method),
    noun: pascalCase(noun),
    call,
    rule: "no-id",
  };
}
