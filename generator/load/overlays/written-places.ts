import type { Origin } from "../../model/model.ts";
import { pointerTokens } from "../pointer.ts";
import { appendPointer } from "../pointer.ts";

/**
 * The origins of the nodes that overlays changed in a file. A finding is shown where a person wrote the text: in the
 * overlay for nodes that it wrote, and at the old pointer for list items that moved.
 */
export interface WrittenPlaces {
  /** The origin of the node; absent where it follows from the origin of the parent. */
  from?: Origin;
  readonly children: Map<string, WrittenPlaces>;
}

/** The record of a file without changes. */
export function createWrittenPlaces(): WrittenPlaces {
  return { children: new Map() };
}

/** Records that a node and everything below it come from `from`. */
export function markWritten(places: WrittenPlaces, tokens: readonly string[], from: Origin): void {
  const at = openPlace(places, tokens);
  at.from = from;
  at.children.clear();
}

/** Records that an item of a list was removed and the later items moved. `length` is the length before the removal. */
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

/** Records that a key was removed, so that a later key with that name is new. */
export function markRemovedKey(places: WrittenPlaces, tokens: readonly string[]): void {
  const parent = findPlace(places, tokens.slice(0, -1));
  parent?.children.delete(tokens.at(-1) ?? "");
}

/** The origin of a node. */
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
