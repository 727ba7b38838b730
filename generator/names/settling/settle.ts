import { compareText } from "../../model/order.ts";
import { boundedName } from "../rules/bounds.ts";

/** A thing that wants a name, with its candidates, preferred first. */
export interface NameRequest {
  readonly id: string;
  /** Of things that want the same name, the one with the smallest rank gets it; with equal ranks, the smallest id. */
  readonly rank: string;
  readonly candidates: readonly string[];
  /** Further candidates, computed only when `candidates` are taken. */
  readonly more?: () => readonly string[];
}

/** The name that a thing got. */
export interface Settled {
  readonly name: string;
  /** The first candidate and its holder, where the thing got another name. */
  readonly yielded?: { readonly wanted: string; readonly holder: string };
  /** Whether no candidate was free and the name has a number. */
  readonly isIndexed?: true;
  /** Whether the name is locked, so an earlier run settled the clash. */
  readonly isLocked?: true;
}

/** The names of all requests, by id. */
export interface Settlement {
  readonly names: ReadonlyMap<string, Settled>;
}

/** Taken names in lower case, with their holders. */
export type HeldNames = Map<string, string>;

/**
 * Gives each request its first free candidate. The result does not depend on the order of the requests: all first
 * choices are settled before any second choice, so no second choice takes another request's first. Adds the names to
 * `held`. Names that differ only in case clash, because PowerShell and the file systems of Windows and macOS ignore
 * case. Where no candidate is free, the first one gets a number from 2 on, in the order of rank and id.
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
        round === 0 ? { name } : { name, yielded: { wanted, holder: firstHolder.get(request.id) ?? "another entry" } },
      );
    }
    waiting = next;
  }
  // The last number for each base, so that thousands of equal names do not try all numbers again.
  const last = new Map<string, number>();
  for (const { id, candidates } of left) {
    const [wanted = ""] = candidates;
    const base = wanted === "" ? "Unnamed" : boundedName(wanted);
    let index = (last.get(base) ?? 1) + 1;
    while (held.has(`${base}${String(index)}`.toLowerCase())) index += 1;
    last.set(base, index);
    const name = `${base}${String(index)}`;
    held.set(name.toLowerCase(), describe(id));
    names.set(id, { name, yielded: { wanted, holder: firstHolder.get(id) ?? "another entry" }, isIndexed: true });
  }
  return { names };
}

/**
 * The first candidate that a locked name yielded, where another thing still has it and the locked name is one of the
 * later candidates. Returns undefined for any other locked name, because a person or an older rule chose it.
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
