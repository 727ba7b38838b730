import { hash } from "node:crypto";
import { WINDOWS_FILE_NAMES } from "./reserved.ts";

/**
 * The most bytes of a file name without its extension. The longest published page has 93. File systems allow 255 for a
 * name, and Windows 260 for a path, of which our folders take up to 90.
 */
export const MAXIMUM_STEM = 120;

/** The number of hex digits in a mark. */
const MARK = 8;

/** Whether a text is a valid file name on every system. {@link fileStemOf} makes such names. */
export function isFileStem(text: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text) && text.length <= MAXIMUM_STEM && !isReserved(text);
}

/**
 * The file name for a thing. Returns `wanted` where that is a valid file name and contains all letters of the whole
 * name. Otherwise the name is cut and gets eight hex digits of the whole name's hash, which depends on neither other
 * names nor the platform.
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

/** Non-ASCII letters and digits, which file names do not keep. Dropped signs such as `&` are no loss. */
const FOREIGN = /(?!\p{ASCII})[\p{L}\p{N}]/u;

/**
 * A name with the mark of its whole name: `con-1a2b3c4d`. An attacker can find two names with one mark, so `digits`
 * allows a longer mark where the usual one is taken.
 */
export function markedStem(whole: string, plain: string, digits = MARK): string {
  const head = plain.slice(0, MAXIMUM_STEM - digits - 1).replaceAll(/-+$/gu, "");
  return `${head}-${markOf(whole, digits)}`;
}

/** The first hex digits of the hash of a whole name. */
export function markOf(whole: string, digits = MARK): string {
  return hash("sha256", whole, "hex").slice(0, digits);
}

function isReserved(stem: string): boolean {
  return WINDOWS_FILE_NAMES.has(stem);
}
