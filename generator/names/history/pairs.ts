import { compareText } from "../../model/order.ts";

/** An entry that the input lacks, paired with a thing that the ledger lacks. */
export interface Pair<Gone, Came> {
  readonly gone: Gone;
  readonly came: Came;
  /** Why they are one thing, as the end of a sentence. */
  readonly evidence: string;
  /** Whether the pair is certain. A doubtful pair is reported and not moved. */
  readonly isSure: boolean;
}

/**
 * One kind of evidence. It makes a pair only where no third thing has the same trait. If a few things share it, all
 * their pairs are doubtful.
 */
export interface Round<Gone, Came> {
  /** The trait that both things of a pair share; undefined for a thing without the trait. */
  readonly traits?: {
    readonly gone: (gone: Gone) => string | undefined;
    readonly came: (came: Came) => string | undefined;
  };
  /**
   * Alternatively, how well two things fit, above 0. A pair must fit better than any other pair of either thing, by
   * `margin`.
   */
  readonly fit?: { readonly of: (gone: Gone, came: Came) => number; readonly margin: number };
  /** Judges a pair. Returns undefined where the evidence does not hold for it. */
  readonly judge: (gone: Gone, came: Came) => Pick<Pair<Gone, Came>, "evidence" | "isSure"> | undefined;
}

/** A possible pair, and whether others are possible too. */
interface Candidates<Gone, Came> {
  readonly gone: Gone;
  readonly came: Came;
  readonly isTied: boolean;
}

/** The most pairs that one trait may make. A trait that more things share is no evidence. */
const MAXIMUM_TIED = 4;

/**
 * Pairs absent entries with new things, one kind of evidence after the other. Where two candidates share the evidence,
 * their pairs are doubtful. The things of a sure pair are removed from later rounds. A doubtful pair is kept until the
 * end, in case a later round finds a sure one.
 */
export function pairUp<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  gone: readonly Gone[],
  came: readonly Came[],
  rounds: readonly Round<Gone, Came>[],
): readonly Pair<Gone, Came>[] {
  const left = new Map(inOrder(gone).map((thing) => [thing.key, thing]));
  const right = new Map(inOrder(came).map((thing) => [thing.key, thing]));
  const pairs: Pair<Gone, Came>[] = [];
  const doubts: (readonly Pair<Gone, Came>[])[] = [];
  for (const round of rounds) {
    if (left.size === 0 || right.size === 0) break;
    const candidates = round.traits === undefined ? byFit(left, right, round) : byTrait(left, right, round.traits);
    const doubtful: Pair<Gone, Came>[] = [];
    for (const { gone: from, came: to, isTied } of candidates) {
      const judged = round.judge(from, to);
      if (judged === undefined) continue;
      const pair = { gone: from, came: to, ...judged, isSure: judged.isSure && !isTied };
      if (!pair.isSure) doubtful.push(pair);
      else {
        pairs.push(pair);
        left.delete(from.key);
        right.delete(to.key);
      }
    }
    doubts.push(doubtful);
  }
  return [...pairs, ...questions(doubts, (pair) => left.has(pair.gone.key) && right.has(pair.came.key))];
}

/** The doubtful pairs to report: for each thing, those of its first evidence. */
function questions<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  doubts: readonly (readonly Pair<Gone, Came>[])[],
  isOpen: (pair: Pair<Gone, Came>) => boolean,
): readonly Pair<Gone, Came>[] {
  const asked = new Set<string>();
  return doubts.flatMap((doubtful) => {
    const open = doubtful.filter(
      (pair) => isOpen(pair) && !asked.has(`g ${pair.gone.key}`) && !asked.has(`c ${pair.came.key}`),
    );
    for (const { gone, came } of open) asked.add(`g ${gone.key}`).add(`c ${came.key}`);
    return open.map((pair) => {
      const others = open.filter((other) => (other.gone === pair.gone) !== (other.came === pair.came));
      return others.length === 0 ? pair : { ...pair, evidence: `${pair.evidence}, ${asMuchFor(pair, others)}` };
    });
  });
}

/** The end of the sentence: `and that holds for B as well`. */
function asMuchFor<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  { gone }: Pair<Gone, Came>,
  others: readonly Pair<Gone, Came>[],
): string {
  const keys = others.map((other) => (other.gone === gone ? other.came.key : other.gone.key));
  return `and that holds for ${[...new Set(keys)].sort(compareText).join(" and ")} as well`;
}

function inOrder<Thing extends { readonly key: string }>(things: readonly Thing[]): readonly Thing[] {
  return [...things].sort((one, other) => compareText(one.key, other.key));
}

function byTrait<Gone, Came>(
  left: ReadonlyMap<string, Gone>,
  right: ReadonlyMap<string, Came>,
  traits: NonNullable<Round<Gone, Came>["traits"]>,
): readonly Candidates<Gone, Came>[] {
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
    const count = gone.length * came.length;
    if (count > MAXIMUM_TIED) return [];
    return gone.flatMap((from) => came.map((to) => ({ gone: from, came: to, isTied: count > 1 })));
  });
}

/** The most pairs that are compared one by one. A spec that was replaced as a whole has more, and no history. */
const MAXIMUM_FITS = 250_000;

function byFit<Gone extends { readonly key: string }, Came extends { readonly key: string }>(
  left: ReadonlyMap<string, Gone>,
  right: ReadonlyMap<string, Came>,
  { fit }: Round<Gone, Came>,
): readonly Candidates<Gone, Came>[] {
  if (fit === undefined || left.size * right.size > MAXIMUM_FITS) return [];
  const fitsOfGone = new Map<string, Fit<Came>[]>();
  const fitsOfCame = new Map<string, Fit<Gone>[]>();
  for (const gone of left.values())
    for (const came of right.values()) {
      const value = fit.of(gone, came);
      if (value <= 0) continue;
      enter(fitsOfGone, gone.key, { thing: came, value });
      enter(fitsOfCame, came.key, { thing: gone, value });
    }
  return [...left.values()].flatMap((gone) => {
    const forward = bestOf(fitsOfGone.get(gone.key), fit.margin);
    return forward.flatMap((came) => {
      const back = bestOf(fitsOfCame.get(came.key), fit.margin);
      const count = forward.length * back.length;
      return count > MAXIMUM_TIED || !back.includes(gone) ? [] : [{ gone, came, isTied: count > 1 }];
    });
  });
}

interface Fit<Thing> {
  readonly thing: Thing;
  readonly value: number;
}

function enter<Thing>(fits: Map<string, Fit<Thing>[]>, key: string, fit: Fit<Thing>): void {
  const known = fits.get(key);
  if (known === undefined) fits.set(key, [fit]);
  else known.push(fit);
}

/** The things that fit best, or nearly as well. */
function bestOf<Thing>(fits: readonly Fit<Thing>[] = [], margin: number): readonly Thing[] {
  const best = fits.reduce((most, { value }) => Math.max(most, value), 0);
  return fits.filter(({ value }) => best - value < margin || value === best).map(({ thing }) => thing);
}
