import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnose } from "../diagnostics/diagnostic.ts";
import type { ApiVersion, Declaration } from "../model/model.ts";
import { movedSchema } from "./diagnostics.ts";
import { fingerprint } from "./fingerprint.ts";
import { copyRecord, entryOf, type LedgerModel, type VersionLedger } from "./ledger.ts";
import type { ModelKeys } from "./model-key.ts";

export interface Moves {
  /** The ledger with the entries of moved schemas at their new places. */
  readonly ledger: VersionLedger;
  readonly moved: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Follows schemas to new places: a file that the ledger does not know, whose name and structure are those of an entry
 * that the input no longer has, is that entry; its inline types come along.
 */
export function followMoves(version: ApiVersion, ledger: VersionLedger, keys: ModelKeys): Moves {
  const unknown = version.declarations.filter(
    (declaration) => declaration.place.kind === "file" && !isKnown(ledger, declaration, keys),
  );
  if (unknown.length === 0) return { ledger, moved: [], diagnostics: [] };
  const present = new Set(
    version.declarations.flatMap((declaration) => [keys.keyOf(declaration), declaration.id, ...declaration.also]),
  );
  const absent = new Map<string, string[]>();
  for (const [key, entry] of Object.entries(ledger.models)) {
    if (present.has(key) || key.includes("#")) continue;
    const trait = `${baseName(key)} ${entry.print}`;
    const keys = absent.get(trait);
    if (keys === undefined) absent.set(trait, [key]);
    else keys.push(key);
  }
  const arrived = new Map<string, string[]>();
  for (const declaration of unknown) {
    const trait = `${baseName(declaration.id)} ${fingerprint(declaration)}`;
    const ids = arrived.get(trait);
    if (ids === undefined) arrived.set(trait, [declaration.id]);
    else ids.push(declaration.id);
  }
  const targets = new Map<string, string>();
  for (const [trait, ids] of arrived) {
    const [from, ...otherEntries] = absent.get(trait) ?? [];
    const [to, ...otherPlaces] = ids;
    // Two that could have moved here, or one that could have moved to two places, are no evidence.
    if (from !== undefined && to !== undefined && otherEntries.length + otherPlaces.length === 0) targets.set(from, to);
  }
  return targets.size === 0 ? { ledger, moved: [], diagnostics: [] } : applyMoves(version, ledger, targets);
}

export function isKnown(ledger: VersionLedger, declaration: Declaration, keys: ModelKeys): boolean {
  return [keys.keyOf(declaration), declaration.id, ...declaration.also].some(
    (key) => entryOf(ledger.models, key) !== undefined,
  );
}

function baseName(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.[^.]*$/u, "");
}

function applyMoves(version: ApiVersion, ledger: VersionLedger, targets: ReadonlyMap<string, string>): Moves {
  const models = copyRecord<LedgerModel>({});
  const moved: { from: string; to: string; name: string }[] = [];
  for (const [key, entry] of Object.entries(ledger.models)) {
    const hash = key.indexOf("#");
    const file = hash < 0 ? key : key.slice(0, hash);
    const target = targets.get(file);
    if (target === undefined) models[key] = entry;
    else {
      models[target + key.slice(file.length)] = entry;
      if (hash < 0) moved.push({ from: key, to: target, name: entry.name });
    }
  }
  const diagnostics = moved.map((move) => diagnose(movedSchema, move, { version: version.label }));
  return { ledger: { ...ledger, models }, moved, diagnostics };
}
