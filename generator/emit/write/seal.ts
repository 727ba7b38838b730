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
 * The seal of a journal: it tells that this user's run wrote the text, in this very working folder. The key lies in the
 * user's state folder, where no checkout puts a file, and the folder's inode is no part of a checkout either. The key
 * is random and reaches no output. Undefined where there is no key: such a journal is followed by no other run.
 */
export function sealOf(folder: GuardedFolder, text: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const { ino } = lstatSync(join(folder.root, WORK), { bigint: true });
  return createHmac("sha256", key)
    .update(`${String(ino)}\n${text}`)
    .digest("hex");
}

/** The key of a state folder; undefined where there is none that only this user could have put there. */
export function readKey(folder: GuardedFolder, state: string | undefined): string | undefined {
  if (state === undefined || isInCheckout(state, folder.root)) return undefined;
  const path = join(state, KEY);
  try {
    const status = lstatSync(path);
    // A checkout cannot make a file that is closed to others.
    if (platform() !== "win32" && (status.mode & 0o077) !== 0) return undefined;
    const key = readRegularFile(path, { followLinks: false }).toString("utf8");
    return /^[0-9a-f]{64}$/u.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** The key of a state folder, made where there is none; undefined where it cannot be. */
export function makeKey(folder: GuardedFolder, state: string | undefined): string | undefined {
  const known = readKey(folder, state);
  if (known !== undefined || state === undefined || isInCheckout(state, folder.root)) return known;
  const draft = join(state, `${KEY}.${randomBytes(8).toString("hex")}`);
  try {
    makeFolders(state);
    writeFileSync(draft, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
    chmodSync(draft, 0o600);
    // Of two runs that make one at once the first wins; a key that is of no use is replaced.
    if (linkStatusOf(join(state, KEY)) === undefined) linkSync(draft, join(state, KEY));
    else renameSync(draft, join(state, KEY));
  } catch {
    // Without links between files, or with nothing to write to: what can be read decides.
  }
  quietly(() => unlinkSync(draft));
  return readKey(folder, state);
}

/** Whether a state folder lies in the output folder or in its checkout, where anybody's branch could put a key. */
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
