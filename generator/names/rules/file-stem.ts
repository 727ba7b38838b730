import { hash } from "node:crypto";
import { WINDOWS_FILE_NAMES } from "./reserved.ts";

/**
 * Bytes of a file's name without its extension. The longest published page has 93; file systems take 255 for one name
 * and Windows 260 for the whole path, of which our folders take up to 90.
 */
export const MAXIMUM_STEM = 120;

/** Hex digits of a mark. */
const MARK = 8;

/** Whether a text can be the name of a file on every system: what {@link fileStemOf} makes. */
export function isFileStem(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text) && text.length <= MAXIMUM_STEM && !isReserved(text);
}

/**
 * The name of a file made from a thing's whole name, given what it would be called: as wanted where that is a file's
 * name on every system and nothing of it was lost, else cut and with eight hex digits of the whole name's hash, which
 * neither other names nor the platform change.
 */
export function fileStemOf(
  whole: string,
  { wanted, fallback }: { readonly wanted: string; readonly fallback: string },
): string {
  const plain = wanted
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
  return plain === wanted && isFileStem(plain) && !FOREIGN.test(whole)
    ? plain
    : markedStem(whole, plain === "" ? fallback : plain);
}

/** Letters and digits that no name of a file keeps. A sign that is left out, as `&`, is no loss. */
const FOREIGN = /(?!\p{ASCII})[\p{L}\p{N}]/u;

/**
 * A name with the mark of its whole name: `con-1a2b3c4d`. Somebody can find two names of one mark, so a mark may be
 * longer where the usual one is taken.
 */
export function markedStem(whole: string, plain: string, digits = MARK): string {
  const head = plain.slice(0, MAXIMUM_STEM - digits - 1).replaceAll(/-+$/gu, "");
  return `${head}-${markOf(whole, digits)}`;
}

/** Hex digits of the hash of a whole name. */
export function markOf(whole: string, digits = MARK): string {
  return hash("sha256", whole, "hex").slice(0, digits);
}

function isReserved(stem: string): boolean {
  return WINDOWS_FILE_NAMES.has(stem);
}
