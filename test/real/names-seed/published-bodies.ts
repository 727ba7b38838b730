import type { ApiVersion, Declaration, Operation, TypeUse } from "../../../generator/model/model.ts";
import type { LedgerOperation, VersionLedger } from "../../../generator/names/ledger/ledger.ts";
import type { PublishedModel } from "./published.ts";

/** Enters what the published cmdlets call their payloads: the published name of the model, or of a list's items. */
export function enterPublishedBodies(
  ledger: VersionLedger,
  { version, models }: { readonly version: ApiVersion; readonly models: readonly PublishedModel[] },
): VersionLedger {
  const nameOfPlace = new Map<string, string>();
  for (const { name, places } of models)
    for (const place of places) if (!nameOfPlace.has(place)) nameOfPlace.set(place, name);
  const byId = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const operations: Record<string, LedgerOperation> = { ...ledger.operations };
  for (const operation of version.operations) {
    const entry = operations[operation.key];
    const own = bodyName(operation, { byId, nameOfPlace });
    if (entry?.body === undefined || own === undefined || entry.body.includes(own)) continue;
    operations[operation.key] = { ...entry, body: [own, ...entry.body] };
  }
  return { ...ledger, operations };
}

interface Lookup {
  readonly byId: ReadonlyMap<string, Declaration>;
  readonly nameOfPlace: ReadonlyMap<string, string>;
}

function bodyName(operation: Operation, lookup: Lookup): string | undefined {
  if (operation.body?.givenName !== undefined) return undefined;
  const content = operation.body?.contents.find((candidate) => candidate.fields.length === 0);
  return content === undefined ? undefined : nameOf(content.use, lookup);
}

function nameOf(use: TypeUse, lookup: Lookup): string | undefined {
  switch (use.kind) {
    case "nullable":
      return nameOf(use.of, lookup);
    case "list":
      return nameOf(use.item, lookup);
    case "ref": {
      const declaration = lookup.byId.get(use.id);
      if (declaration?.kind === "alias") return nameOf(declaration.target, lookup);
      return lookup.nameOfPlace.get(use.id);
    }
    default:
      return undefined;
  }
}
