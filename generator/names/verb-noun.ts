import type { Operation } from "../model/model.ts";
import { nounOfPath, singularWords } from "./path-noun.ts";
import { plural } from "./plural.ts";
import { ACTION_WORDS, HTTP_METHOD_WORDS, verbOfMethod, verbOfWord } from "./verbs.ts";
import { camelCase, pascalCase, splitWords, startsWithDigit } from "./words.ts";

/** What a rule made of an operation's id: the cmdlet without its prefix, the method, and which rule it was. */
export interface RuleName {
  readonly verb: string;
  readonly noun: string;
  /** TypeScript method. */
  readonly method: string;
  /** What types named after the operation begin with: `GetIdentity` in GetIdentityArgs. */
  readonly typeBase: string;
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

/** The words of an operation's id, and of its namespace where it has one: `repos/list-branches` is repos: list branches. */
function idWords(operation: Operation): { readonly namespace: readonly string[]; readonly words: readonly string[] } {
  const parts = operation.wireId.split("/").filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  return { namespace: parts.slice(0, -1).flatMap(splitWords), words: splitWords(last) };
}

/** Words that relate what follows to the namespace: `issues/list-for-repo` lists issues. */
const RELATING = new Set(["for", "by", "in", "of", "from", "to", "with", "on", "as", "at", "through", "using"]);

/** The name that the rules alone give an operation. */
export function ruleName(operation: Operation, neighbours: Neighbours): RuleName {
  const { namespace, words } = idWords(operation);
  if (words.length === 0) return unnamed(operation);
  const [first = "", ...rest] = words;
  const { verb, kept, rule } = verbOf(operation, first, rest);
  const sameId = neighbours.byId.get(operation.wireId) ?? [];
  const isBare = kept.length === 0;
  const isMethodNoun = kept.length === 1 && HTTP_METHOD_WORDS.has((kept[0] ?? "").toLowerCase());
  if (namespace.length > 0) return namespaced(operation, { namespace, words, verb, kept });
  if (isBare || isMethodNoun) {
    const noun = pascalCase(nounOfPath(operation.path));
    const method = isBare ? startable(camelCase([first]) + noun) : asMethod(operation.wireId, words);
    return { verb, noun, method, typeBase: capitalised(method), rule: isBare ? "bare-verb" : "http-method-noun" };
  }
  if (sameId.length > 1) {
    const own = nounOfPath(operation.path);
    if (pascalCase(own) !== pascalCase(kept)) {
      const method = startable(camelCase([first]) + pascalCase(own));
      return { verb, noun: pascalCase(own), method, typeBase: capitalised(method), rule: "duplicate-id" };
    }
  }
  const method = asMethod(operation.wireId, words);
  const base = { method, typeBase: capitalised(method) };
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
  const verb = verbOfWord(first);
  if (verb !== undefined) return { verb, kept: rest, rule: "as-written" };
  if (ACTION_WORDS.has(first.toLowerCase())) return { verb: "Invoke", kept: [first, ...rest], rule: "action-word" };
  return { verb: verbOfMethod(operation.method), kept: [first, ...rest], rule: "noun-only" };
}

function namespaced(
  operation: Operation,
  at: { namespace: readonly string[]; words: readonly string[]; verb: string; kept: readonly string[] },
): RuleName {
  const { namespace, words, verb, kept } = at;
  const first = (words[0] ?? "").toLowerCase();
  const relates = kept.length === 0 || RELATING.has((kept[0] ?? "").toLowerCase());
  const space = relates && (first === "list" || verb === "Search") ? namespace : singularWords(namespace);
  const noun = pascalCase(startsWith(kept, space) || startsWith(kept, namespace) ? kept : [...space, ...kept]);
  const method = startable(camelCase([...namespace, ...words]));
  const isOfTag = pascalCase(namespace).toLowerCase() === pascalCase(splitWords(operation.tag)).toLowerCase();
  const isBare = words.length === 1;
  const short = isOfTag
    ? isBare
      ? camelCase([words[0] ?? "", ...singularWords(namespace)])
      : startable(camelCase(words))
    : method;
  return { verb, noun, method: short, typeBase: capitalised(method), rule: "namespaced-id" };
}

function startsWith(words: readonly string[], head: readonly string[]): boolean {
  return head.every((word, index) => words[index]?.toLowerCase() === word.toLowerCase());
}

function unnamed(operation: Operation): RuleName {
  const noun = nounOfPath(operation.path);
  const method = camelCase([operation.method, ...noun]);
  return {
    verb: operation.method === "post" ? "Invoke" : verbOfMethod(operation.method),
    noun: pascalCase(noun),
    method,
    typeBase: capitalised(method),
    rule: "no-id",
  };
}

/** An id is kept to the letter where TypeScript can write it. */
function asMethod(wireId: string, words: readonly string[]): string {
  return /^[A-Za-z_$][\w$]*$/u.test(wireId) ? wireId : startable(camelCase(words));
}

/** A name that does not start with a digit. */
function startable(name: string): string {
  return startsWithDigit(name) ? `operation${name}` : name;
}

function capitalised(method: string): string {
  const name = method.charAt(0).toUpperCase() + method.slice(1);
  return startsWithDigit(name) ? `Operation${name}` : name;
}
