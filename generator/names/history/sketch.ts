import { compareText } from "../../model/order.ts";

/**
 * A sketch of a set: the smallest hashes of its members ("bottom-k sketch", Cohen and Kaplan, 2007). Two sketches show
 * how similar two sets are, without keeping the sets. Sets of at most eight members are compared exactly.
 */
export type Sketch = string;

const SIZE = 8;
const LETTERS = 4;

/** The sketch of a set. */
export function sketchOf(members: Iterable<string>): Sketch {
  const hashes = [...new Set([...members].map(shortHash))].sort(compareText);
  return hashes.slice(0, SIZE).join(".");
}

/**
 * How similar two sets are, from 0 to 1: the share of all members that is in both. Returns undefined where a sketch is
 * missing or both are empty.
 */
export function likeness(left: Sketch | undefined, right: Sketch | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const [one, other] = [membersOf(left), membersOf(right)];
  if (one.size === 0 && other.size === 0) return undefined;
  const union = [...new Set([...one, ...other])].sort(compareText);
  // A full sketch does not know the members after its last hash.
  const sample = one.size < SIZE && other.size < SIZE ? union : union.slice(0, SIZE);
  return sample.filter((hash) => one.has(hash) && other.has(hash)).length / sample.length;
}

/** The number of hashes in a sketch. A full sketch may stand for more members. */
export function sizeOf(sketch: Sketch | undefined): number {
  return membersOf(sketch ?? "").size;
}

function membersOf(sketch: Sketch): ReadonlySet<string> {
  return new Set(sketch === "" ? [] : sketch.split("."));
}

/** FNV-1a with a final mix, so that the order of hashes is independent of the order of texts. */
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
