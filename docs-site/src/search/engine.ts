import MiniSearch from "minisearch";
import type { DetailsPart, NamesPart, SearchRecord, SearchRoom } from "./record";
import { compact, spelled, synonymsOf, wordsOf } from "./words";

export interface SearchHit {
  readonly record: SearchRecord;
  readonly room: SearchRoom;
  readonly score: number;
}

export interface SearchPreference {
  readonly language?: string;
  readonly version?: string;
}

interface Entry {
  readonly id: number;
  readonly record: SearchRecord;
  readonly room: SearchRoom;
}

interface Question {
  readonly text: string;
  readonly words: readonly string[];
  readonly compact: string;
  readonly rooms: (room: SearchRoom) => RoomPoints;
}

interface RoomPoints {
  /** How many words of the question name the room. */
  readonly asked: number;
  readonly likes: number;
}

/** How good an exact match is. Any of these goes before all that only shares words. */
const POINTS = {
  spelled: 1100,
  name: 1000,
  request: 950,
  other: 900,
  field: 700,
  guideField: 760,
  parameter: 400,
  token: 650,
  codeInText: 300,
} as const;
/** How much a reader's language and version count; the newest version counts most where the reader has none. */
const LIKES = { language: 4, version: 3, newest: 2 } as const;
const WORDS_AT_MOST = 400;
const MAX_HITS = 30;

/**
 * Finds places in the pages of all rooms.
 * Exact names come first, then requests, properties and codes, then what shares most words.
 * Parts may be added in any order, between questions too.
 */
export function createEngine(rooms: readonly SearchRoom[]) {
  const roomsById = new Map(rooms.map((room) => [room.id, room]));
  const entries: Entry[] = [];
  const starts = new Map<string, number>();
  const fields = new Map<string, number[]>();
  const tokens = new Map<string, number[]>();
  const versions = [...new Set(rooms.flatMap(({ version }) => version ?? []))].sort(compareVersions);
  const names = new MiniSearch({
    fields: ["name", "summary", "page", "request"],
    searchOptions: { boost: { name: 3, summary: 2, request: 1.5 } },
    tokenize: wordsOf,
    processTerm: (term) => term,
  });
  const texts = new MiniSearch({ fields: ["fields", "text"], tokenize: wordsOf, processTerm: (term) => term });

  return { addNames, addDetails, search };

  function addNames({ room: id, records }: NamesPart): void {
    const room = roomsById.get(id);
    if (room === undefined || starts.has(id)) return;
    starts.set(id, entries.length);
    const added = records.map((record, index): Entry => ({ id: entries.length + index, record, room }));
    entries.push(...added);
    names.addAll(
      added.map(({ id: place, record }) => ({
        id: place,
        name: [record.name, ...(record.also ?? [])].join(" "),
        summary: record.summary ?? "",
        page: record.page ?? "",
        request: record.request ?? "",
      })),
    );
  }

  function addDetails({ room: id, fields: lists, texts: bodies }: DetailsPart): void {
    const start = starts.get(id);
    if (start === undefined) throw new Error(`the names of ${id} are added before its details`);
    lists.forEach((list, index) => {
      for (const field of list) addTo(fields, field.toLowerCase(), start + index);
    });
    bodies.forEach((body, index) => {
      for (const token of new Set(body.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}._:-]*[\p{L}\p{N}]/gu) ?? []))
        if (/\d/u.test(token)) addTo(tokens, token, start + index);
    });
    texts.addAll(bodies.map((text, index) => ({ id: start + index, text, fields: (lists[index] ?? []).join(" ") })));
  }

  /** @returns the best hits first. `preference` decides between pages that are the same but for language or version. */
  function search(query: string, preference: SearchPreference = {}): SearchHit[] {
    const question = ask(query, preference);
    if (question.text === "") return [];
    const exact = new Map<number, number>();
    const shared = new Map<number, number>();
    const give = (scores: Map<number, number>, id: number, points: number): void => {
      scores.set(id, (scores.get(id) ?? 0) + points);
    };
    for (const { id, score } of find(names, question.words)) give(shared, id, score);
    for (const { id, score } of find(texts, question.words)) give(shared, id, score * 0.3);
    for (const entry of entries) {
      const points = exactPoints(entry, question);
      if (points > 0) give(exact, entry.id, points);
    }
    if (!/\s/u.test(question.text)) {
      const key = question.text.toLowerCase();
      for (const id of fields.get(key) ?? []) give(exact, id, fieldPoints(entries[id]));
      for (const id of tokens.get(key) ?? []) give(exact, id, tokenPoints(entries[id], key));
    }
    return [...new Set([...exact.keys(), ...shared.keys()])]
      .flatMap((id): (SearchHit & { readonly id: number })[] => {
        const entry = entries[id];
        if (entry === undefined) return [];
        const { asked, likes } = question.rooms(entry.room);
        const words = Math.min(shared.get(id) ?? 0, WORDS_AT_MOST) * (1 + likes / 15);
        const points = exact.get(id) ?? 0;
        // Among exact matches the reader's language and version decide, and words only after these.
        const score = asked * 1e7 + (points > 0 ? points * 1e3 + likes * 60 + words / 20 : words * kindWeight(entry));
        return [{ id, record: entry.record, room: entry.room, score }];
      })
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, MAX_HITS);
  }

  /** Words that name a language or a version say where to look, and are no part of what is looked for. */
  function ask(query: string, preference: SearchPreference): Question {
    const said = query.trim().split(/\s+/u);
    const places = said.filter((word) => isPlace(word.toLowerCase()));
    const kept = places.length === said.length ? said : said.filter((word) => !places.includes(word));
    const asked = places.map((word) => word.toLowerCase());
    const text = kept.join(" ");
    return { text, words: wordsOf(text), compact: compact(text), rooms: roomPoints };

    function roomPoints({ language, version }: SearchRoom): RoomPoints {
      const rank = version === undefined ? 0 : (versions.indexOf(version) + 1) / versions.length;
      const isLiked = version !== undefined && version === preference.version;
      return {
        asked: asked.filter((word) => word === language || word === version).length,
        likes:
          (language === (preference.language ?? "typescript") ? LIKES.language : 0) +
          (isLiked ? LIKES.version : rank * LIKES.newest),
      };
    }
  }

  function isPlace(word: string): boolean {
    return rooms.some(({ language, version }) => word === language || word === version);
  }
}

export type SearchEngine = ReturnType<typeof createEngine>;

function addTo(map: Map<string, number[]>, key: string, id: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [id]);
  else list.push(id);
}

interface Found {
  readonly id: number;
  readonly score: number;
}

/** All words must be found, as they are or, at half the score, by a word of the same meaning; else one is enough. */
function find(index: MiniSearch, words: readonly string[]): Found[] {
  if (words.length === 0) return [];
  const own = words.map((word, place) => ({
    queries: [word],
    prefix: place === words.length - 1 || word.length > 3,
    fuzzy: word.length > 4 ? 0.2 : false,
  }));
  const wide = own.map((query, place) => ({
    combineWith: "OR" as const,
    queries: [query, ...synonymsOf(words[place] ?? "")],
  }));
  const scores = new Map<number, number>();
  for (const { id, score } of index.search({ combineWith: "AND", queries: own })) scores.set(id as number, score);
  for (const { id, score } of index.search({ combineWith: "AND", queries: wide }))
    if (!scores.has(id as number)) scores.set(id as number, score / 2);
  if (scores.size === 0)
    for (const { id, score } of index.search({ combineWith: "OR", queries: wide })) scores.set(id as number, score / 4);
  return [...scores].map(([id, score]) => ({ id, score }));
}

function exactPoints({ record }: Entry, { text, compact: asked }: Question): number {
  if (asked === "") return 0;
  if (text.includes("/") && record.request !== undefined) return requestPoints(record.request, text);
  const isOtherName =
    (record.also ?? []).some((name) => compact(name) === asked) ||
    (record.kind === "method" && compact(record.summary ?? "") === asked);
  // A question of several words is no name: a summary of these words answers it as well.
  if (/\s/u.test(text) && isOtherName) return POINTS.name;
  if (spelled(record.name) === spelled(text)) return POINTS.spelled;
  if (compact(record.name) === asked) return POINTS.name;
  return isOtherName ? POINTS.other : 0;
}

function requestPoints(request: string, text: string): number {
  const [verb = "", path = ""] = request.toLowerCase().split(" ");
  const asked = text.toLowerCase().split(" ");
  const askedPath = asked.at(-1) ?? "";
  const isVerb = asked.length > 1 && asked[0] === verb ? 20 : 0;
  const general = (value: string): string => value.replace(/\{[^}]*\}/gu, "{}").replace(/\/$/u, "");
  if (general(path) === general(askedPath)) return POINTS.request + isVerb;
  return general(path).endsWith(general(askedPath)) ? POINTS.request / 2 + isVerb : 0;
}

function fieldPoints(entry: Entry | undefined): number {
  if (entry?.record.kind === "method") return POINTS.parameter;
  return entry?.record.kind === "guide" ? POINTS.guideField : POINTS.field;
}

/** The guide on errors explains codes; other guides mention them. */
function tokenPoints(entry: Entry | undefined, key: string): number {
  if (entry?.record.kind !== "guide") return POINTS.codeInText;
  const explains = /^\d/u.test(key) && /\/errors(?:#|$)/u.test(entry.record.to);
  return POINTS.token + (explains ? 50 : 0);
}

/** Who asks in words mostly looks for a call or for a guide; models have longer names of the same words. */
function kindWeight({ record, room }: Entry): number {
  if (record.kind === "model") return 0.8;
  return room.version === undefined && record.kind === "guide" && record.page === undefined ? 1.05 : 1;
}

/** @returns versions in the order in which they came: words such as `beta` first, then by their numbers. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => Number(/\d+/u.exec(version)?.[0] ?? 0));
  return (left ?? 0) - (right ?? 0) || (a < b ? -1 : 1);
}
