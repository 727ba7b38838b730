import { singular } from "./plural.ts";
import { pascalCase, splitWords } from "./words.ts";

/** One segment of a path template. */
interface Segment {
  readonly words: readonly string[];
  readonly isPlaceholder: boolean;
}

/** `v1`, `v2.1`: the version of a resource, which is no part of what it is. */
const VERSION_SEGMENT = /^(?:v\d+(?:[._-]\d+)*|\d{4}-\d{2}-\d{2})$/iu;

/** How the answer is written, which is no part of what it is either: `users.json`, `{id}.json`. */
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
 * What a path is about: the singular of the collection before the last placeholder, and the words after it.
 * `/campaigns/{id}/reassign` is CampaignReassign, `/sources/{id}` is Source, `/mfa/token/send` is its last segment.
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

/** The same with its last word made singular. */
export function singularWords(words: readonly string[]): readonly string[] {
  const last = words.at(-1);
  return last === undefined ? [] : [...words.slice(0, -1), singular(last)];
}

/**
 * Longer and longer nouns of a path, for operations whose own nouns are the same: the path's noun, then with the
 * collections before it, then with the placeholders it is addressed by.
 */
export function longerNouns(path: string): readonly string[] {
  const segments = segmentsOf(path);
  const literals = segments.filter((segment) => !segment.isPlaceholder);
  const placeholders = segments.filter((segment) => segment.isPlaceholder).map((segment) => pascalCase(segment.words));
  const by = placeholders.length === 0 ? "" : `By${placeholders.join("And")}`;
  const own = pascalCase(nounOfPath(path));
  const nouns = [own];
  // Two versions of one resource differ in nothing else. A first version, or a date, has seldom another one beside it.
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
