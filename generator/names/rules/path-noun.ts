import { singular } from "./plural.ts";
import { pascalCase, splitWords } from "./words.ts";

/** One segment of a path template. */
interface Segment {
  readonly words: readonly string[];
  readonly isPlaceholder: boolean;
}

/** The version of a resource: `v1`, `v2.1`. It is not part of a noun. */
const VERSION_SEGMENT = /^(?:v\d+(?:[._-]\d+)*|\d{4}-\d{2}-\d{2})$/iu;

/** The format of the response: `users.json`, `{id}.json`. It is not part of a noun. */
const EXTENSION = /(?<=.)\.(?:json|xml|csv|ya?ml|html?|txt|\{format\})$/iu;

function segmentsOf(path: string, { withVersions = false } = {}): readonly Segment[] {
  const texts = path
    .split("/")
    .map((text) => text.replace(EXTENSION, ""))
    .filter((text) => text !== "");
  const named = texts.filter((text) => !VERSION_SEGMENT.test(text));
  const hasName = named.some((text) => !text.startsWith("{"));
  return (withVersions || !hasName ? texts : named)
    .map((text) => ({ words: splitWords(text.replace(/[{}]/gu, "")), isPlaceholder: /^\{[^{}]*\}$/u.test(text) }))
    .filter((segment) => segment.words.length > 0);
}

function versionOf(path: string): string {
  const texts = path.split("/").filter((text) => VERSION_SEGMENT.test(text));
  return pascalCase(texts.flatMap((text) => splitWords(text)));
}

/**
 * The noun of a path: the singular of the collection before the last placeholder, and the words after that placeholder.
 * `/campaigns/{id}/reassign` is CampaignReassign, `/sources/{id}` is Source. Without placeholders it is the last
 * segment: `/mfa/token/send` is Send.
 */
export function nounOfPath(path: string): readonly string[] {
  const segments = segmentsOf(path);
  const last = segments.findLastIndex((segment) => segment.isPlaceholder);
  if (last < 0) return segments.at(-1)?.words ?? ["Root"];
  const collection = segments.slice(0, last).findLast((segment) => !segment.isPlaceholder);
  const actions = segments.slice(last + 1).flatMap((segment) => segment.words);
  const words = [...singularWords(collection?.words ?? []), ...actions];
  return words.length > 0 ? words : ["Root"];
}

/** The words with the last one made singular. */
export function singularWords(words: readonly string[]): readonly string[] {
  const last = words.at(-1);
  return last === undefined ? [] : [...words.slice(0, -1), singular(last)];
}

/**
 * Nouns of a path, from short to long, for operations whose nouns are equal: the path's noun, then with the collections
 * before it, then with its placeholders.
 */
export function longerNouns(path: string): readonly string[] {
  const segments = segmentsOf(path);
  const literals = segments.filter((segment) => !segment.isPlaceholder);
  const placeholders = segments.filter((segment) => segment.isPlaceholder).map((segment) => pascalCase(segment.words));
  const by = placeholders.length === 0 ? "" : `By${placeholders.join("And")}`;
  const own = pascalCase(nounOfPath(path));
  const nouns = [own];
  // Two versions of a resource differ only in the version. A first version or a date rarely has another version beside
  // it, so it comes last.
  const version = segmentsOf(path, { withVersions: true }).length > segments.length ? versionOf(path) : "";
  const isLater = /^V(?!1$)\d/u.test(version);
  if (isLater) nouns.push(own + version);
  if (by !== "") nouns.push(`${own}By${placeholders.at(-1) ?? ""}`);
  for (let count = 2; count <= literals.length; count += 1) {
    const words = literals
      .slice(-count)
      .flatMap((segment, index, list) => (index < list.length - 1 ? singularWords(segment.words) : segment.words));
    nouns.push(pascalCase(words));
  }
  const all = pascalCase(literals.flatMap((segment) => segment.words));
  if (by !== "") nouns.push(`${all}${by}`);
  if (version !== "" && !isLater) nouns.push(own + version);
  return [...new Set(nouns)].filter((noun) => noun !== "");
}
