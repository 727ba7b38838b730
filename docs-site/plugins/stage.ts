import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page, Room, Tree } from "./tree";

export interface Staged {
  /** The folder that a room's docs plugin reads. */
  readonly folderOf: (room: Room) => string;
  readonly pageOf: (file: string) => Page | undefined;
}

/**
 * Gives each room a folder in which no other room lies.
 * Docusaurus compiles a file once for each docs plugin whose folder it is in, so guides move out from above the versions.
 */
export function stageRooms(tree: Tree, into: string): Staged {
  rmSync(into, { recursive: true, force: true });
  const folders = new Map<string, string>();
  const pages = new Map<string, Page>();
  for (const room of tree.rooms) {
    const own = [...tree.pages.values()].filter((page) => page.room === room);
    const hasRoomsBelow = tree.rooms.some((other) => other !== room && isBelow(other, room));
    const folder = hasRoomsBelow ? join(into, room.id) : join(tree.root, room.folder);
    folders.set(room.id, folder);
    if (hasRoomsBelow) mkdirSync(folder, { recursive: true });
    for (const page of own) {
      const file = hasRoomsBelow ? join(folder, basename(page.path)) : join(tree.root, page.path);
      if (hasRoomsBelow) copyFileSync(join(tree.root, page.path), file);
      pages.set(file, page);
    }
  }
  return { folderOf: (room) => folders.get(room.id) ?? tree.root, pageOf: (file) => pages.get(file) };
}

function isBelow(room: Room, other: Room): boolean {
  return other.folder === "" || room.folder.startsWith(`${other.folder}/`);
}
