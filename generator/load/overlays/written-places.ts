import type { Origin } from "../../model/model.ts";
import { pointerTokens } from "../pointer.ts";
import { appendPointer } from "../pointer.ts";

/**
 * Where the nodes of a file come from that an overlay has changed. Findings are shown where a person wrote the text:
 * in the overlay for what it wrote, and at the old place for an item of a list that has moved.
 */
export interface WrittenPlaces {
  /** The text of a node; undefined where it comes from where its parent comes from. */
  from?: Origin;
  readonly children: Map<string, WrittenPlaces>;
}

export function createWrittenPlaces(): WrittenPlaces {
  return { children: new Map() };
}

/** Says that a node, with all below it, comes from another place. */
export function markWritten(places: WrittenPlaces, tokens: readonly string[], from: Origin): void {
  const at = openPlace(places, tokens);
  at.from = from;
  at.children.clear();
}

/** Says that an item of a list is gone, and those behind it have moved. `length` is that of the list before. */
export function markRemovedItem(
  places: WrittenPlaces,
  list: { readonly file: string; readonly tokens: readonly string[]; readonly length: number },
  index: number,
): void {
  const at = openPlace(places, list.tokens);
  for (let item = index; item + 1 < list.length; item += 1) {
    const next = at.children.get(String(item + 1));
    const tokens = [...list.tokens, String(item + 1)];
    const from = originOfWritten(places, { file: list.file, pointer: appendPointer("", ...tokens) });
    at.children.set(String(item), { from, children: next?.children ?? new Map() });
  }
  at.children.delete(String(list.length - 1));
}

/** Says that a key is gone: what is written there later is new. */
export function markRemovedKey(places: WrittenPlaces, tokens: readonly string[]): void {
  const parent = findPlace(places, tokens.slice(0, -1));
  parent?.children.delete(tokens.at(-1) ?? "");
}

/** Where the text of a node stands. */
export function originOfWritten(places: WrittenPlaces, origin: Origin): Origin {
  const tokens = pointerTokens(origin.pointer);
  let at: WrittenPlaces | undefined = places;
  let from: Origin = { file: origin.file, pointer: "" };
  for (const token of tokens) {
    at = at?.children.get(token);
    from = at?.from ?? { file: from.file, pointer: appendPointer(from.pointer, token) };
  }
  return from;
}

function openPlace(places: WrittenPlaces, tokens: readonly string[]): WrittenPlaces {
  let at = places;
  for (const token of tokens) {
    let next = at.children.get(token);
    if (next === undefined) at.children.set(token, (next = createWrittenPlaces()));
    at = next;
  }
  return at;
}

function findPlace(places: WrittenPlaces, tokens: readonly string[]): WrittenPlaces | undefined {
  let at: WrittenPlaces | undefined = places;
  for (const token of tokens) at = at?.children.get(token);
  return at;
}
