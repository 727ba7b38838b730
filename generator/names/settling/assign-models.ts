import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnose } from "../../diagnostics/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ApiVersion, Declaration } from "../../model/model.ts";
import { clashLocked, clashNumbered, clashSettled } from "../diagnostics.ts";
import { entryOf, type LedgerModel, type VersionLedger } from "../ledger/ledger.ts";
import type { ModelKeys } from "../ledger/model-key.ts";
import type { Spellings } from "../rules/lower-case.ts";
import { modelCandidates, type ModelContext } from "../rules/model-name.ts";
import { isForVersion, type Overrides } from "../overrides/overrides.ts";
import type { ReservedNames } from "../rules/reserved.ts";
import { settle, yieldedBefore, type HeldNames, type NameRequest } from "./settle.ts";

/** The name of a model, and where it comes from. */
export interface ModelName {
  readonly name: string;
  readonly why: string;
  readonly source: "ledger" | "override" | "rule";
}

/** The input of {@link nameModels}. */
export interface ModelNaming {
  readonly version: ApiVersion;
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
  readonly keys: ModelKeys;
  readonly typeBaseOf: (operation: string) => string | undefined;
  readonly eventNameOf: (event: string) => string;
  /** The names that are taken before the first model is named. */
  readonly held: HeldNames;
  /** Names that no model may have. */
  readonly reserved: ReservedNames;
  /** Known spellings of names without case. */
  readonly spellings: Spellings;
}

/**
 * Names all declarations of a version: locked names first, then files and components, then inline types from their
 * owners down, then inline enumerations. Returns the names by id and the findings.
 */
export function nameModels(naming: ModelNaming): {
  readonly names: ReadonlyMap<string, ModelName>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { version, ledger } = naming;
  const names = new Map<string, ModelName>();
  const diagnostics: Diagnostic[] = [];
  const { held } = naming;
  const overrides = new Map(
    naming.overrides.models
      .filter((override) => isForVersion(override, version.label))
      .map((override) => [override.at, override]),
  );
  const waiting: Declaration[] = [];
  for (const declaration of version.declarations) {
    const entry = ledgerEntryOf(ledger, declaration, naming.keys);
    if (entry === undefined) waiting.push(declaration);
    else names.set(declaration.id, { name: entry.name, why: entry.why ?? "published", source: "ledger" });
  }
  const { byId } = naming.keys;
  const context: ModelContext = {
    nameOf: (id) => names.get(id)?.name,
    typeBaseOf: naming.typeBaseOf,
    eventNameOf: naming.eventNameOf,
    reserved: naming.reserved,
    spellings: naming.spellings,
  };
  for (const group of inOrderOfOwnership(waiting, byId)) {
    const requests = group.map((declaration): NameRequest => {
      const override = overrides.get(declaration.id);
      const candidates = modelCandidates(declaration, context);
      return {
        id: declaration.id,
        rank: rankOf(declaration, { version, isOverridden: override !== undefined }),
        candidates: override === undefined ? candidates : [override.name, ...candidates],
      };
    });
    const settlement = settle(requests, held, (id) => `the name of ${id}`);
    for (const [id, { name, yielded, isIndexed }] of settlement.names) {
      const override = overrides.get(id);
      names.set(
        id,
        override === undefined
          ? { name, why: yielded === undefined ? "place" : "qualified", source: "rule" }
          : { name, why: override.reason, source: "override" },
      );
      if (yielded === undefined) continue;
      const kind = isIndexed === true ? clashNumbered : clashSettled;
      diagnostics.push(diagnose(kind, { what: id, name, ...yielded }, placeOf(version, byId.get(id))));
    }
  }
  return { names, diagnostics: [...diagnostics, ...stillYielding(version, names, { held, context, byId })] };
}

/**
 * The findings on locked models that yielded their first name. They are repeated in every run while another thing has
 * that name.
 */
function stillYielding(
  version: ApiVersion,
  names: ReadonlyMap<string, ModelName>,
  at: { readonly held: HeldNames; readonly context: ModelContext; readonly byId: ReadonlyMap<string, Declaration> },
): readonly Diagnostic[] {
  return version.declarations.flatMap((declaration) => {
    const named = names.get(declaration.id);
    if (named?.source !== "ledger" || named.why !== "qualified") return [];
    const { name } = named;
    const yielded = yieldedBefore(name, { candidates: modelCandidates(declaration, at.context) }, at.held);
    if (yielded === undefined) return [];
    return [diagnose(clashLocked, { what: declaration.id, name, ...yielded }, placeOf(version, declaration))];
  });
}

/** The entry of a declaration, under any of its keys. */
export function ledgerEntryOf(
  ledger: VersionLedger,
  declaration: Declaration,
  keys: ModelKeys,
): LedgerModel | undefined {
  for (const id of keys.placesOf(declaration)) {
    const entry = entryOf(ledger.models, id);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

function placeOf(
  version: ApiVersion,
  declaration: Declaration | undefined,
): { version: string; origin?: Declaration["origin"] } {
  return { version: version.label, ...(declaration === undefined ? {} : { origin: declaration.origin }) };
}

/**
 * Groups of declarations that are named one after the other. Files and components come first, so that nothing takes
 * their names. Inline types follow their owners. Inline enumerations come last: they own nothing, and the published
 * SDKs did not name them.
 */
function inOrderOfOwnership(
  declarations: readonly Declaration[],
  byId: ReadonlyMap<string, Declaration>,
): readonly (readonly Declaration[])[] {
  const groups = groupBy(declarations, (declaration) =>
    isWhole(declaration) ? 0 : (declaration.kind === "enum" ? 1_000 : 0) + depthOf(declaration, byId),
  );
  return [...groups].sort(([left], [right]) => left - right).map(([, group]) => group);
}

function isWhole({ place }: Declaration): boolean {
  return place.kind === "file" || place.kind === "component";
}

function depthOf(declaration: Declaration, byId: ReadonlyMap<string, Declaration>): number {
  let depth = 1;
  let current = declaration;
  while (current.place.kind === "member" && depth < 500) {
    const owner = byId.get(current.place.owner);
    if (owner === undefined || owner === current) break;
    current = owner;
    depth += 1;
  }
  return depth;
}

/**
 * Of files with one name, those in the version's own folder (`beta/`) come first, then those in fewer folders. A new
 * file in a deeper folder then takes no name away.
 */
function rankOf(
  declaration: Declaration,
  { version, isOverridden }: { version: ApiVersion; isOverridden: boolean },
): string {
  const depth = declaration.id.split("#")[0]?.split("/").length ?? 0;
  const isOwnTree = declaration.id.startsWith(`${version.label}/`);
  return `${isOverridden ? 0 : 1} ${isOwnTree ? 0 : 1} ${String(depth).padStart(3, "0")}`;
}
