import { randomOf } from "../support/random.mjs";

/** Choices that a seed decides. */
export interface Random {
  /** From 0 to 1, without 1. */
  readonly next: () => number;
  /** A whole number from 0, below a bound. */
  readonly below: (bound: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

/** The choices of `randomOf` (`test/support/random.mjs`). */
export function createRandom(seed: number): Random {
  const next = randomOf(seed);
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: <Item>(items: readonly Item[]): Item => {
      if (items.length === 0) throw new Error("nothing to pick from");
      return items[below(items.length)] as Item;
    },
  };
}

/** The seed of a part of a run, so that a part that is left out changes no other part. */
export function seedOf(...numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const number of numbers) {
    for (let shift = 0; shift < 32; shift += 8) hash = Math.imul(hash ^ ((number >>> shift) & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  }
  return hash >>> 0;
}
