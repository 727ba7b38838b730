import { compareText } from "../../model/order.ts";
import { boundedName } from "../rules/bounds.ts";

/** One thing that wants a name, with what it would be called in order of preference. */
export interface NameRequest {
  readonly id: string;
  /** Among those that want the same name, the smallest rank gets it; equal ranks are told apart by their ids. */
  readonly rank: string;
  readonly candidates: readonly string[];
  /** Further candidates, made only when those are taken. */
  readonly more?: () => readonly string[];
}

export interface Settled {
  readonly name: string;
  /** The name it wanted first and who has that, when it got another. */
  readonly yielded?: { readonly wanted: string; readonly holder: string };
  /** Whether no candidate was free: what tells it from the others is a number. */
  readonly isIndexed?: true;
  /** Whether the name is the ledger's, so that what it yielded was settled in an earlier run. */
  readonly isLocked?: true;
}

export interface Settlement {
  readonly names: ReadonlyMap<string, Settled>;
}

/** Names that are spoken for, by their lower-case form, with who holds them. */
export type HeldNames = Map<string, string>;

/**
 * Gives each request the first of its candidates that is free, the same for every order of the input: all first
 * choices are settled before any second one, so that nobody's second choice costs another its first. Adds what it
 * gives to `held`. Case never tells two names apart: PowerShell and the file systems of Windows and macOS ignore it.
 * What no candidate is free for gets its last one with a number, from 2 on, in the order of rank and id: the last
 * resort, for the run goes on.
 */
export function settle(
  requests: readonly NameRequest[],
  held: HeldNames,
  describe: (id: string) => string = (id) => id,
): Settlement {
  const names = new Map<string, Settled>();
  const firstHolder = new Map<string, string>();
  const left: NameRequest[] = [];
  let waiting = [...requests].sort((one, other) => compareText(one.rank, other.rank) || compareText(one.id, other.id));
  for (let round = 0; waiting.length > 0; round += 1) {
    const next: NameRequest[] = [];
    for (const request of waiting) {
      const name = candidateOf(request, round);
      const wanted = request.candidates[0] ?? "";
      if (name === undefined) {
        left.push(request);
        continue;
      }
      const holder = held.get(name.toLowerCase());
      if (holder !== undefined) {
        if (round === 0) firstHolder.set(request.id, holder);
        next.push(request);
        continue;
      }
      held.set(name.toLowerCase(), describe(request.id));
      names.set(
        request.id,
        round === 0 ? { name } : { name, yielded: { wanted, holder: firstHolder.get(request.id) ?? "taken" } },
      );
    }
    waiting = next;
  }
  // By what is numbered: the number that was given last, so that thousands of one name are not all tried again.
  const last = new Map<string, number>();
  for (const { id, candidates } of left) {
    const [wanted = ""] = candidates;
    const base = wanted === "" ? "Unnamed" : boundedName(wanted);
    let index = (last.get(base) ?? 1) + 1;
    while (held.has(`${base}${String(index)}`.toLowerCase())) index += 1;
    last.set(base, index);
    const name = `${base}${String(index)}`;
    held.set(name.toLowerCase(), describe(id));
    names.set(id, { name, yielded: { wanted, holder: firstHolder.get(id) ?? "taken" }, isIndexed: true });
  }
  return { names };
}

/**
 * What a locked name once yielded, where it still does: its thing's first candidate is another's, and the name is one of
 * the later ones. A name that a person or a longer history chose is none of them, and yields nothing.
 */
export function yieldedBefore(
  name: string,
  { candidates, more }: Pick<NameRequest, "candidates" | "more">,
  held: HeldNames,
): Settled["yielded"] {
  const [wanted = ""] = candidates;
  const first = boundedName(wanted);
  const holder = held.get(first.toLowerCase());
  if (holder === undefined || first.toLowerCase() === name.toLowerCase()) return undefined;
  const later = [...candidates.slice(1), ...(more?.() ?? [])].map(boundedName);
  const isNumbered = [first, ...later].some((base) => name.startsWith(base) && /^\d+$/u.test(name.slice(base.length)));
  return isNumbered || later.includes(name) ? { wanted, holder } : undefined;
}

function candidateOf({ candidates, more }: NameRequest, round: number): string | undefined {
  const candidate = round < candidates.length ? candidates[round] : more?.()[round - candidates.length];
  return candidate === undefined ? undefined : boundedName(candidate);
}
