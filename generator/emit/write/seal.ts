import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, linkSync, lstatSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { dirname, join, relative } from "node:path";
import type { GuardedFolder } from "../../files/guard.ts";
import { quietly } from "../../files/quietly.ts";
import { readRegularFile } from "../../files/regular-file.ts";
import { makeFolders } from "../../files/make-folders.ts";
import { realPlace } from "../../files/refused-places.ts";
import { linkStatusOf } from "../../files/status.ts";
import { isAbsolutePath } from "../../files/absolute-path.ts";
import { WORK } from "./paths.ts";

const KEY = "journal.key";

/**
 * The seal of a journal proves that a run of this user wrote the text in this working folder. The key is in the user's
 * state folder, where no checkout puts a file. The inode of the working folder is part of the seal, and a checkout
 * cannot choose it. The key is random and is never written to the output. Without a key the seal is undefined, and no
 * other run follows such a journal.
 */
export function sealOf(folder: GuardedFolder, text: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const { ino } = lstatSync(join(folder.root, WORK), { bigint: true });
  return createHmac("sha256", key)
    .update(`${String(ino)}\n${text}`)
    .digest("hex");
}

/**
 * Reads the key of a state folder; undefined if there is no key, or if somebody other than this user could have put it
 * there.
 */
export function readKey(folder: GuardedFolder, state: string | undefined): string | undefined {
  if (state === undefined || isInCheckout(state, folder.root)) return undefined;
  const path = join(state, KEY);
  try {
    const status = lstatSync(path);
    // A checkout cannot create a file that is closed to other users.
    if (platform() !== "win32" && (status.mode & 0o077) !== 0) return undefined;
    const key = readRegularFile(path, { followLinks: false }).toString("utf8");
    return /^[0-9a-f]{64}$/u.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the key of a state folder and creates it if there is none; undefined if that fails. */
export function makeKey(folder: GuardedFolder, state: string | undefined): string | undefined {
  const known = readKey(folder, state);
  if (known !== undefined || state === undefined || isInCheckout(state, folder.root)) return known;
  const draft = join(state, `${KEY}.${randomBytes(8).toString("hex")}`);
  try {
    makeFolders(state);
    writeFileSync(draft, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
    chmodSync(draft, 0o600);
    // If two runs create a key at the same time, the first wins. An unusable key is replaced.
    if (linkStatusOf(join(state, KEY)) === undefined) linkSync(draft, join(state, KEY));
    else renameSync(draft, join(state, KEY));
  } catch {
    // The file system has no hard links or cannot be written; the key that can be read decides.
  }
  quietly(() => unlinkSync(draft));
  return readKey(folder, state);
}

/** Whether a state folder is in the output folder or in its checkout, where a branch of anybody could put a key. */
function isInCheckout(state: string, out: string): boolean {
  const place = realPlace(out);
  let checkout = place;
  for (let at = place; ; at = dirname(at)) {
    if (linkStatusOf(join(at, ".git")) !== undefined) {
      checkout = at;
      break;
    }
    if (dirname(at) === at) break;
  }
  const way = relative(checkout, realPlace(state));
  return way === "" || !(way === ".." || /^\.\.[\\/]/u.test(way) || isAbsolutePath(way));
}
