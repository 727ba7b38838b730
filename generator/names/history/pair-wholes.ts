import { pairUp, type Pair, type Round } from "./pairs.ts";
import { likeness, sizeOf, type Sketch } from "./sketch.ts";
import type { Whole } from "./wholes.ts";

/** Further input for pairing files and components. */
export interface WholesAround {
  /**
   * Fingerprints of the declarations and entries that did not change. A shape with a common fingerprint is no evidence.
   */
  readonly common: ReadonlySet<string>;
}

/** Shapes that are at least this similar are one thing that changed. */
const LIKE = 0.5;
/** Shapes that are at least this similar, without other evidence, are a doubtful pair. */
const VERY_LIKE = 0.75;
/** Shapes that are less similar are two things, whatever refers to them. */
const HARDLY_LIKE = 0.3;

/**
 * Finds schemas that moved or were renamed. The evidence in order: the path below other top folders, the name, the
 * shape, a similar shape, the places that refer to the schema. A pair is doubtful where its evidence stands alone or
 * other evidence contradicts it.
 */
export function pairWholes(
  gone: readonly Whole[],
  came: readonly Whole[],
  { common }: WholesAround,
): readonly Pair<Whole, Whole>[] {
  return pairUp(gone, came, roundsOf(countPrints(gone), countPrints(came), common));
}

function roundsOf(
  gonePrints: PrintCounts,
  camePrints: PrintCounts,
  common: ReadonlySet<string>,
): readonly Round<Whole, Whole>[] {
  /** The fingerprint, unless it says no more than "an object with an id". */
  const tellingPrint = ({ print, shape }: Whole): string | undefined =>
    print !== undefined && !common.has(print) && (shape === undefined || sizeOf(shape) >= 2) ? print : undefined;
  return [
    same(
      (whole) => whole.path.join("/"),
      () => ({ evidence: "the paths differ only in case and extension", isSure: true }),
    ),
    {
      fit: { of: commonEnd, margin: 1 },
      judge: (one, other) => {
        const isWholePath = commonEnd(one, other) >= Math.min(one.path.length, other.path.length);
        if (!isWholePath) return undefined;
        const evidence = "the paths differ only in their top folders";
        return { evidence, isSure: fits(one, other) !== false };
      },
    },
    same(
      (whole) => (whole.print === undefined ? undefined : `${String(nameOf(whole))} ${whole.print}`),
      () => ({ evidence: "the name and the shape are the same", isSure: true }),
    ),
    same(nameOf, (one, other) => {
      const isFit = fits(one, other);
      if (isFit === true)
        return { evidence: "the name is the same, and the shape or the references to it are similar", isSure: true };
      return {
        evidence: isFit === false ? "the name is the same, but the shape differs" : "the name is the same",
        isSure: false,
      };
    }),
    same(tellingPrint, (one, other) => {
      const isOnlyOne = gonePrints.get(one.print) === 1 && camePrints.get(one.print) === 1;
      const isThere = isLike(one.from, other.from, LIKE);
      return {
        evidence: isThere ? "the shape and the references to it are the same" : "the shape is the same",
        isSure: isThere && isOnlyOne,
      };
    }),
    {
      fit: { of: (one, other) => Math.max(0, (likeness(one.shape, other.shape) ?? 0) - LIKE), margin: 0.15 },
      judge: (one, other) => {
        const size = Math.min(sizeOf(one.shape), sizeOf(other.shape));
        if (size >= 3 && isLike(one.from, other.from, LIKE))
          return { evidence: "the shape and the references to it are nearly the same", isSure: true };
        const isClose = size >= 4 && isLike(one.shape, other.shape, VERY_LIKE);
        return isClose ? { evidence: "the shape is nearly the same", isSure: false } : undefined;
      },
    },
    same(
      ({ from }) => (from === "" ? undefined : from),
      (one, other) => {
        const shapes = likeness(one.shape, other.shape);
        if (shapes !== undefined && shapes < HARDLY_LIKE) return undefined;
        return { evidence: "the references to it are the same", isSure: shapes !== undefined };
      },
    ),
  ];
}

function same(trait: (whole: Whole) => string | undefined, judge: Round<Whole, Whole>["judge"]): Round<Whole, Whole> {
  return { traits: { gone: trait, came: trait }, judge };
}

function nameOf({ path }: Whole): string | undefined {
  return path.at(-1);
}

/** How many trailing segments two paths share; 0 for fewer than two. */
function commonEnd({ path: one }: Whole, { path: other }: Whole): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count < 2 ? 0 : count;
}

/** Whether two schemas may be one that changed. Returns undefined where the traits do not say. */
function fits(one: Whole, other: Whole): boolean | undefined {
  if (one.print !== undefined && one.print === other.print) return true;
  const shapes = likeness(one.shape, other.shape);
  if (isLike(one.shape, other.shape, LIKE)) return true;
  if (isLike(one.from, other.from, LIKE) && (shapes === undefined || shapes >= HARDLY_LIKE)) return true;
  const sharesParts = [...one.parts].some(([way, print]) => other.parts.get(way) === print);
  if (sharesParts) return true;
  return shapes === undefined ? undefined : false;
}

/** Whether two sets are known and similar enough. */
function isLike(one: Sketch | undefined, other: Sketch | undefined, least: number): boolean {
  return (likeness(one, other) ?? 0) >= least;
}

/** How many files and components have each fingerprint. */
type PrintCounts = ReadonlyMap<string | undefined, number>;

function countPrints(wholes: readonly Whole[]): PrintCounts {
  const counts = new Map<string | undefined, number>();
  for (const { print } of wholes) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}
