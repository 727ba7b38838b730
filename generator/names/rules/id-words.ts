import type { Operation } from "../../model/model.ts";
import { ACRONYMS } from "./acronyms.ts";
import { singularWords } from "./path-noun.ts";
import { plural } from "./plural.ts";
import { ACTION_WORDS, HTTP_METHOD_WORDS, verbOfWord } from "./verbs.ts";
import { splitWords } from "./words.ts";

/** The words of an operation's id. */
export interface IdWords {
  /** The words before the last part of an id: `repos` in `repos/list-branches`. */
  readonly namespace: readonly string[];
  /** The words of the last part, the verb first if there is one. Empty where the id only repeats the path. */
  readonly words: readonly string[];
  /** The id without what the path already says. A call may use it as it is. */
  readonly written: string;
}

/** Extensions at the end of ids and paths, which state the format of the response. */
const EXTENSION = /\.(?:json|xml|csv|ya?ml|html?|txt|\{format\})$/iu;
/**
 * The version at the end of an id (`V1` of `listRolesV1`), which says nothing about the effect. The V4 of IPV4 is no
 * version.
 */
const VERSION_END = /(?<=[A-Za-z\d])(?<!IP)V\d+(?:_\d+)*$|(?<=[A-Za-z\d])[._-][Vv]\d+(?:[._-]\d+)*$/u;
const VERSION_PART = /^v\d+(?:[._-]\d+)*$/iu;
const ARTICLES: ReadonlySet<string> = new Set(["a", "an", "the"]);

/** Splits an operation's id into words. docs/names.md has a row for each rule. */
export function idWords(operation: Operation): IdWords {
  const { wireId } = operation;
  if (isPathLike(wireId)) return { namespace: [], words: [], written: "" };
  const spoken = wordsOfSummary(operation);
  if (spoken !== undefined) return { namespace: [], words: spoken, written: wireId };
  const written = withoutPathEnd(operation).replace(EXTENSION, "");
  const parts = partsOf(written.replace(USING_METHOD, "").replace(VERSION_END, ""));
  const last = parts.at(-1) ?? "";
  const namespace = parts.slice(0, -1).flatMap(splitWords);
  const words = cutArticles(splitWords(cutAcronyms(last)));
  const turned = namespace.length > 0 ? words : verbFirst(words, operation);
  return { namespace, words: withoutSecondVerb(turned, operation), written };
}

/** Whether an id is only the path: `/users/{id}`, `GET /users`, `get-/users/{id}`. */
function isPathLike(wireId: string): boolean {
  return (
    /\{[^{}]*\}/u.test(wireId) || /^(?:(?:get|put|post|delete|options|head|patch|trace)[\s_:-]*)?\//iu.test(wireId)
  );
}

/**
 * An id without case gets the words of the summary, if both have the same letters: `CreateanAPIkey` with the summary
 * "Create an API key".
 */
function wordsOfSummary({ wireId, summary }: Operation): readonly string[] | undefined {
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
  // An id whose case or separators show its words does not need the summary.
  if (!/[A-Z][a-z]/u.test(wireId) && !/^[a-z]+$/u.test(wireId)) return undefined;
  if (letters(summary) !== letters(wireId) || !/\s/u.test(summary.trim())) return undefined;
  const words = summary.split(/\s+/u).flatMap(splitWords);
  const isTold = splitWords(wireId).length >= words.length;
  return isTold ? undefined : words.filter((word, index) => index === 0 || !ARTICLES.has(word.toLowerCase()));
}

/** The suffix of SpringFox ids: the method, and a number where a name occurs twice (`saveUsingPOST_1`). */
const USING_METHOD = /Using(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)(?:_\d+)?$/u;

/** FastAPI ids consist of name, path and method: `read_item_items__item_id__get` becomes `read_item`. */
function withoutPathEnd({ wireId, path, method }: Operation): string {
  const end = `${path.replaceAll(/\W/gu, "_")}_${method}`;
  return wireId.length > end.length && wireId.endsWith(end) ? wireId.slice(0, -end.length) : wireId;
}

/** AutoRest ids consist of a group and an action: `VirtualMachines_PowerOff`. */
const GROUP_AND_NAME = /^[A-Z]\w*?_[A-Z][A-Za-z\d]*$/u;

/**
 * The parts of an id. Slashes and dots separate parts. Underscores or hyphens separate them where a later piece begins
 * with a verb and the first does not: `VirtualMachines_Get` and `zones-list-zones` have two parts,
 * `get_virtual_machine` has one.
 */
function partsOf(id: string): readonly string[] {
  const parts = id.split(/[/.]/u).filter((part) => part !== "" && !VERSION_PART.test(part));
  const last = parts.pop() ?? "";
  const sign = last.includes("_") ? "_" : "-";
  const pieces = last.split(sign).filter((piece) => piece !== "" && !VERSION_PART.test(piece));
  const verb = pieces.findIndex((piece) => isVerb(splitWords(piece)[0] ?? ""));
  const at = verb < 0 && pieces.length === 2 && GROUP_AND_NAME.test(last) ? 1 : verb;
  if (pieces.length < 2 || at <= 0) return [...parts, last];
  return [...parts, ...pieces.slice(0, at), pieces.slice(at).join(sign)];
}

function isVerb(word: string): boolean {
  const lower = word.toLowerCase();
  return verbOfWord(lower) !== undefined || ACTION_WORDS.has(lower);
}

/** Separates a known acronym from the word after it: `APIkey` becomes API and key. `APIs` stays one word. */
function cutAcronyms(text: string): string {
  return text.replaceAll(/([A-Z]{2,})([a-z]{2,})/gu, (whole, capitals: string, small: string) =>
    ACRONYMS.has(capitals.toLowerCase()) ? `${capitals} ${small}` : whole,
  );
}

/** Removes an article that is joined to the verb: `Createan` becomes create. */
function cutArticles(words: readonly string[]): readonly string[] {
  const [first = "", ...rest] = words;
  const [, verb = ""] = /^([A-Za-z]{3,}?)(?:an?|the|all)$/u.exec(first) ?? [];
  if (rest.length === 0 || isVerb(first) || !GLUED_VERBS.has(verb.toLowerCase())) return words;
  return [verb, ...rest];
}

/** Verbs that ids without case begin with. */
const GLUED_VERBS: ReadonlySet<string> = new Set([
  "add",
  "create",
  "delete",
  "get",
  "list",
  "post",
  "remove",
  "retrieve",
  "search",
  "send",
  "update",
]);

/** Verbs at the end of ids, with the HTTP methods that they fit. */
const END_VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ["get", ["get"]],
  ["list", ["get"]],
  ["search", ["get", "post"]],
  ["create", ["post", "put"]],
  ["post", ["post"]],
  ["add", ["post", "put"]],
  ["insert", ["post"]],
  ["update", ["put", "patch", "post"]],
  ["put", ["put"]],
  ["patch", ["patch"]],
  ["replace", ["put"]],
  ["delete", ["delete"]],
  ["remove", ["delete", "post"]],
]);

/**
 * Moves a verb from the end to the front, if it fits the HTTP method: `accountsBalanceGet` becomes get, account,
 * balance.
 */
function verbFirst(words: readonly string[], { method }: Operation): readonly string[] {
  const [first = "", ...others] = words;
  const last = others.at(-1) ?? "";
  if (others.length === 0 || isVerb(first)) return words;
  if (END_VERBS.get(last.toLowerCase())?.includes(method) !== true) return words;
  const noun = [first, ...others.slice(0, -1)];
  const isList = last.toLowerCase() === "list";
  const singular = noun.map((word, index) =>
    isList && index === noun.length - 1 ? plural(word) : (singularWords([word])[0] ?? word),
  );
  return [last.toLowerCase(), ...singular];
}

/** Drops a final word that repeats the verb or the HTTP method: `getUserGet` becomes get, user. */
function withoutSecondVerb(words: readonly string[], { method }: Operation): readonly string[] {
  const [first = "", ...rest] = words;
  const last = (rest.at(-1) ?? "").toLowerCase();
  const isSaid = last === first.toLowerCase() || last === method;
  return rest.length > 1 && isVerb(first) && isSaid && (last === first.toLowerCase() || HTTP_METHOD_WORDS.has(last))
    ? words.slice(0, -1)
    : words;
}
