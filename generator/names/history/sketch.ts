import { compareText } from "../../model/order.ts";

/**
 * A sketch of a set: the smallest hashes of its members. Two sketches tell how much two sets have in common, though the
 * sets themselves are not kept ("bottom-k sketch", Cohen and Kaplan, 2007). A set of at most eight is told exactly.
 */
export type Sketch = string;

const SIZE = 8;
const LETTERS = 4;

export function sketchOf(members: Iterable<string>): Sketch {
  const hashes = [...new Set([...members].map(shortHash))].sort(compareText);
  return hashes.slice(0, SIZE).join(".");
}

/** How much of what two sets have together is in both, from 0 to 1. Undefined where nothing is known of one of them. */
export function likeness(left: Sketch | undefined, right: Sketch | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [one, other] = [membersOf(left), membersOf(right)];
  if (one.size === 0 && other.size === 0) return undefined;
  const union = [...new Set([...one, ...other])].sort(compareText);
  // A full sketch says nothing of what lies behind its last hash.
  const sample = one.size < SIZE && other.size < SIZE ? union : union.slice(0, SIZE);
  return sample.filter((hash) => one.has(hash) && other.has(hash)).length / sample.length;
}

/** How many members a sketch tells of; a full one may stand for more. */
export function sizeOf(sketch: Sketch | undefined): number {
  return membersOf(sketch ?? "").size;
}

function membersOf(sketch: Sketch): ReadonlySet<string> {
  return new Set(sketch === "" ? [] : sketch.split("."));
}

/** FNV-1a with a last mix, so that the order of the hashes does not follow that of the texts. */
function shortHash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0).toString(36).padStart(7, "0").slice(-LETTERS);
}
