import { distance } from "fastest-levenshtein";

/** The known words nearest to a mistyped word, the nearest first, at most three. */
export function nearestTo(word: string, known: readonly string[]): readonly string[] {
  return known
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .sort((left, right) => left.far - right.far || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
