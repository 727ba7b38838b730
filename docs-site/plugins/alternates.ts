import { posix } from "node:path";
import { languageLabel, type Page, type Room, type Tree } from "./tree";

/** A page that stands in another language or version for the page that is read. */
export interface Alternate {
  readonly label: string;
  readonly to: string;
  readonly room: string;
  readonly isCurrent: boolean;
}

export interface Alternates {
  readonly languages: readonly Alternate[];
  readonly versions: readonly Alternate[];
}

/** @returns the page in each language (same version) and in each version (same language). */
export function findAlternates(tree: Tree, page: Page): Alternates {
  const { language, version } = page.room;
  const others = tree.rooms.filter((room) => room.language !== undefined);
  const hasVersion = version !== undefined;
  const languages = others.filter((room) => room.version === version && language !== undefined);
  const versions = others.filter((room) => room.language === language && room.version !== undefined);
  return {
    languages: languages.map((room) => alternate(room, languageLabel(room.language ?? ""))),
    versions: hasVersion ? versions.map((room) => alternate(room, room.version ?? "")) : [],
  };

  function alternate(room: Room, label: string): Alternate {
    return { label, to: findCounterpart(tree, page, room).slug, room: room.id, isCurrent: room === page.room };
  }
}

/** The same page where it exists, else the index of its kind, else the first page of the room. */
function findCounterpart(tree: Tree, page: Page, room: Room): Page {
  const own = posix.relative(page.room.folder, page.path);
  const candidates = [own, posix.join(posix.dirname(own), "index.md"), "methods/index.md", "models/index.md"];
  for (const candidate of candidates) {
    const found = tree.pages.get(posix.join(room.folder, candidate));
    if (found !== undefined) return found;
  }
  const first = [...tree.pages.values()].find((other) => other.room === room);
  if (first === undefined) throw new Error(`${room.folder} has no pages`);
  return first;
}
