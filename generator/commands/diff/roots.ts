import type { Surface } from "../../contract/surface-format.ts";
import { copyRecord, type Ledger, type VersionLedger } from "../../names/ledger/ledger.ts";

/** The root files of each version, relative to its top folder. */
export type Roots = ReadonlyMap<string, readonly string[]>;

/**
 * For each version, the new path of its root, if the version has one root whose file name differs between the sides.
 */
export type RootMoves = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

/** Finds roots that are the same document with another file name: `petstore-1.0.yaml` and `petstore-1.1.yaml`. */
export function movedRoots(old: Roots, found: Roots): RootMoves {
  const moves = new Map<string, { readonly from: string; readonly to: string }>();
  for (const [version, [from, ...more]] of old) {
    const [to, ...others] = found.get(version) ?? [];
    if (from === undefined || to === undefined || from === to || more.length + others.length > 0) continue;
    moves.set(version, { from, to });
  }
  return moves;
}

/** Replaces the roots in a surface by the roots of the other side. */
export function moveSurface(surface: Surface, moves: RootMoves): Surface {
  if (moves.size === 0) return surface;
  const move = <Entry extends { readonly version: string }>(entries: readonly Entry[]): readonly Entry[] =>
    entries.map((entry) => {
      const found = moves.get(entry.version);
      return found === undefined ? entry : moveIds(entry, found);
    });
  return {
    ...surface,
    operations: move(surface.operations),
    models: move(surface.models),
    events: move(surface.events),
    omitted: move(surface.omitted),
  };
}

/** The only keys whose values are ids of models. */
const ID_KEYS = new Set(["ref", "id", "file"]);

function moveIds<Value>(value: Value, move: { readonly from: string; readonly to: string }, key = ""): Value {
  if (typeof value === "string") return (ID_KEYS.has(key) ? moveId(value, move) : value) as Value;
  if (Array.isArray(value))
    return value.map((item: unknown) => moveIds(item, move, key === "also" ? "id" : "")) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, moveIds(item as unknown, move, name)]),
  ) as Value;
}

function moveId(id: string, { from, to }: { readonly from: string; readonly to: string }): string {
  return id === from || id.startsWith(`${from}#`) ? `${to}${id.slice(from.length)}` : id;
}

/** Replaces the roots in a ledger by the roots of the other side. */
export function moveLedger(ledger: Ledger, moves: RootMoves): Ledger {
  const versions = Object.entries(ledger.versions).map(([label, version]): [string, VersionLedger] => {
    const move = moves.get(label);
    if (move === undefined) return [label, version];
    const { retired } = version;
    return [
      label,
      {
        ...version,
        models: moveKeys(version.models, move),
        retired: { ...retired, models: moveKeys(retired.models, move) },
      },
    ];
  });
  return { ...ledger, versions: Object.fromEntries(versions) };
}

function moveKeys<Value>(
  record: Readonly<Record<string, Value>>,
  move: { readonly from: string; readonly to: string },
): Readonly<Record<string, Value>> {
  const moved = copyRecord<Value>({});
  for (const [key, value] of Object.entries(record)) moved[moveId(key, move)] = value;
  return moved;
}
