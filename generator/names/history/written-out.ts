import { pointerTokens } from "../../load/pointer.ts";
import { groupBy } from "../../model/group-by.ts";
import { compareText } from "../../model/order.ts";
import { entryOf, type LedgerModel, type VersionLedger } from "../ledger/ledger.ts";
import { likeness, sizeOf, sketchOf, type Sketch } from "./sketch.ts";
import { wholeKeyOf } from "./wholes.ts";

/** A type of the input that the ledger lacks. */
export interface NewType {
  readonly key: string;
  readonly print: string;
  readonly shape: Sketch;
  /** The places that refer to it; see `referrersOf`. */
  readonly places: ReadonlySet<string>;
}

/** An inline type that became a file or component, or the reverse. */
export interface WrittenOut {
  readonly from: string;
  readonly to: string;
  readonly evidence: string;
  /** Keys of further entries that are this type now: several inline types of one shape became one file. */
  readonly also: readonly string[];
}

/** A shape needs this many properties to be evidence. */
const LEAST_FIELDS = 2;

/**
 * Finds inline types that became a file or component, and the reverse. Required are an equal shape that no other type
 * has, and the same place: neither is enough alone.
 */
export function pairWrittenOut(
  gone: readonly (readonly [string, LedgerModel])[],
  came: readonly NewType[],
  { ledger, common }: { readonly ledger: VersionLedger; readonly common: ReadonlySet<string> },
): readonly WrittenOut[] {
  const goneByPrint = groupBy(gone, ([, { print }]) => print);
  const cameByPrint = groupBy(came, ({ print }) => print);
  return [...cameByPrint].flatMap(([print, candidates]): readonly WrittenOut[] => {
    const [to, ...others] = candidates;
    if (to === undefined || print === "" || common.has(print) || sizeOf(to.shape) < LEAST_FIELDS) return [];
    const entries = goneByPrint.get(print) ?? [];
    return others.length === 0 && isWhole(to.key) ? takenOut(entries, to, ledger) : putIn(entries, candidates);
  });
}

/** Inline types became a file: every place that had one now refers to the file. */
function takenOut(
  entries: readonly (readonly [string, LedgerModel])[],
  to: NewType,
  ledger: VersionLedger,
): readonly WrittenOut[] {
  const inPlaces = entries.filter(([key]) => !isWhole(key));
  if (inPlaces.length === 0 || inPlaces.length < entries.length) return [];
  const stay = inPlaces.every(([key]) => to.places.has(placeOf(key, ledger) ?? ""));
  if (!stay) return [];
  const [from = "", ...also] = inPlaces.map(([key]) => key).sort(compareText);
  return [
    { from, to: to.key, also, evidence: "the shape is the same, and what contained the schema now refers to it" },
  ];
}

/** A file became an inline type: at the only place that referred to it, or at a place where it was before. */
function putIn(
  entries: readonly (readonly [string, LedgerModel])[],
  candidates: readonly NewType[],
): readonly WrittenOut[] {
  const [only, ...others] = entries;
  if (only === undefined || others.length > 0 || !isWhole(only[0])) return [];
  const [from, { was = [], from: places }] = only;
  const first = was.map((key) => candidates.find((one) => one.key === key)).find((one) => one !== undefined);
  if (first !== undefined)
    return [{ from, to: first.key, also: [], evidence: "the shape is the same, and the schema existed before" }];
  const [to, ...further] = candidates;
  if (to === undefined || further.length > 0 || likeness(places, sketchOf(to.places)) !== 1) return [];
  return [{ from, to: to.key, also: [], evidence: "the shape and the location are the same" }];
}

function isWhole(key: string): boolean {
  return wholeKeyOf(key) === key;
}

/**
 * The place of an inline type, in the format of `referrersOf`. Undefined where it is not a direct part of its
 * owner.
 */
function placeOf(key: string, ledger: VersionLedger): string | undefined {
  const hash = key.indexOf("#");
  if (hash < 0) return undefined;
  for (let end = key.lastIndexOf("/"); end >= hash; end = key.lastIndexOf("/", end - 1)) {
    const owner = entryOf(ledger.models, key.slice(0, end).replace(/#$/u, ""));
    if (owner === undefined) continue;
    const [keyword, name] = pointerTokens(key.slice(end));
    return keyword === "properties" && name !== undefined ? `${owner.name} ${name}` : undefined;
  }
  const [part, name] = pointerTokens(key.slice(hash + 1));
  if (part === "answers") return `${key.slice(0, hash)} ${name ?? ""}`;
  return part === "request" ? `${key.slice(0, hash)} body` : undefined;
}
