import { compareText } from "../../model/order.ts";

/** Something that the ledger knows and the input lacks, and something that the input has and the ledger lacks. */
export interface Pair<Gone, Came> {
  readonly gone: Gone;
  readonly came: Came;
  /** What speaks for their being one thing, in words that end a sentence. */
  readonly evidence: string;
  /** A doubtful pair is asked about and not acted upon. */
  readonly isSure: boolean;
}

/** One kind of evidence. A pair is found by it only where no other thing on either side has the same. */
export interface Round<Gone, Came> {
  /** Texts that two things share where the evidence is there; undefined where a thing has no such trait. */
  readonly traits?: {
    readonly gone: (gone: Gone) => string | undefined;
    readonly came: (came: Came) => string | undefined;
  };
  /** Or how well two things fit, above 0. A pair has to fit better than any other pair of either thing by this much. */
  readonly fit?: { readonly of: (gone: Gone, came: Came) => number; readonly margin: number };
  /** What is said of a pair; undefined: the evidence does not hold for these two. */
  readonly judge: (gone: Gone, came: Came) => Pick<Pair<Gone, Came>, "evidence" | "isSure"> | undefined;
}

/**
 * Pairs what is gone with what came, by one kind of evidence after the other. What two candidates share decides
 * nothing. What a sure pair holds is out of the later rounds; a doubtful one waits for something better to the end.
 */
export function pairUp<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  gone: readonly Gone[],
  came: readonly Came[],
  rounds: readonly Round<Gone, Came>[],
): readonly Pair<Gone, Came>[] {
  const left = new Map(inOrder(gone).map((thing) => [thing.key, thing]));
  const right = new Map(inOrder(came).map((thing) => [thing.key, thing]));
  const pairs: Pair<Gone, Came>[] = [];
  const doubts: Pair<Gone, Came>[] = [];
  for (const round of rounds) {
    if (left.size === 0 || right.size === 0) break;
    const candidates = round.traits === undefined ? byFit(left, right, round) : byTrait(left, right, round.traits);
    for (const [from, to] of candidates) {
      const judged = round.judge(from, to);
      if (judged === undefined) continue;
      const pair = { gone: from, came: to, ...judged };
      if (!pair.isSure) doubts.push(pair);
      else {
        pairs.push(pair);
        left.delete(from.key);
        right.delete(to.key);
      }
    }
  }
  const asked = new Set<string>();
  for (const doubt of doubts) {
    if (!left.has(doubt.gone.key) || !right.has(doubt.came.key)) continue;
    if (asked.has(`g ${doubt.gone.key}`) || asked.has(`c ${doubt.came.key}`)) continue;
    asked.add(`g ${doubt.gone.key}`).add(`c ${doubt.came.key}`);
    pairs.push(doubt);
  }
  return pairs;
}

function inOrder<Thing extends { readonly key: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...things].sort((one, other) => compareText(one.key, other.key));
}

function byTrait<Gone, Came>(
  left: ReadonlyMap<string, Gone>,
  right: ReadonlyMap<string, Came>,
  traits: NonNullable<Round<Gone, Came>["traits"]>,
): readonly (readonly [Gone, Came])[] {
  const groups = new Map<string, { readonly gone: Gone[]; readonly came: Came[] }>();
  const groupOf = (trait: string): { readonly gone: Gone[]; readonly came: Came[] } => {
    let group = groups.get(trait);
    if (group === undefined) groups.set(trait, (group = { gone: [], came: [] }));
    return group;
  };
  for (const thing of left.values()) {
    const trait = traits.gone(thing);
    if (trait !== undefined) groupOf(trait).gone.push(thing);
  }
  for (const thing of right.values()) {
    const trait = traits.came(thing);
    if (trait !== undefined) groupOf(trait).came.push(thing);
  }
  return [...groups.values()].flatMap(({ gone, came }) => {
    const [from, ...otherGone] = gone;
    const [to, ...otherCame] = came;
    return from === undefined || to === undefined || otherGone.length + otherCame.length > 0
      ? []
      : [[from, to] as const];
  });
}

/** So many pairs are looked at one by one; a spec that is wholly replaced has no history. */
const MAXIMUM_FITS = 250_000;

function byFit<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  left: ReadonlyMap<string, Gone>,
  right: ReadonlyMap<string, Came>,
  { fit }: Round<Gone, Came>,
): readonly (readonly [Gone, Came])[] {
  if (fit === undefined || left.size * right.size > MAXIMUM_FITS) return [];
  const bestOfGone = new Map<string, Ranking<Came>>();
  const bestOfCame = new Map<string, Ranking<Gone>>();
  for (const gone of left.values())
    for (const came of right.values()) {
      const value = fit.of(gone, came);
      if (value <= 0) continue;
      enter(bestOfGone, gone.key, came, value);
      enter(bestOfCame, came.key, gone, value);
    }
  return [...left.values()].flatMap((gone) => {
    const forward = bestOfGone.get(gone.key);
    if (forward === undefined || forward.best - forward.second < fit.margin) return [];
    const back = bestOfCame.get(forward.thing.key);
    if (back?.thing !== gone || back.best - back.second < fit.margin) return [];
    return [[gone, forward.thing] as const];
  });
}

interface Ranking<Thing> {
  readonly thing: Thing;
  readonly best: number;
  readonly second: number;
}

function enter<Thing>(rankings: Map<string, Ranking<Thing>>, key: string, thing: Thing, value: number): void {
  const known = rankings.get(key);
  if (known === undefined) rankings.set(key, { thing, best: value, second: 0 });
  else if (value > known.best) rankings.set(key, { thing, best: value, second: known.best });
  else if (value > known.second) rankings.set(key, { ...known, second: value });
}
