import type { Operation, TypeUse } from "../../model/model.ts";
import type { VersionModule } from "./module-names.ts";
import { typeNameOf } from "./types.ts";

/**
 * Returns the type names of the objects whose id the path parameter `wire` of an operation accepts, across all
 * versions. They allow `Get-BetaRoles | Remove-BetaRole` and reject objects of other types.
 */
export type AcceptedTypes = (module: VersionModule, operation: Operation, wire: string) => readonly string[];

/**
 * Derives the types from the responses of the operations on the same collection: the items of the list and the single
 * object.
 */
export function acceptedTypes(modules: readonly VersionModule[]): AcceptedTypes {
  const byModule = new Map(modules.map((module) => [module, collections(module)]));
  const byId = new Map(modules.map((module) => [module, answersById(module)]));
  const known = new Set([...byModule.values()].flatMap((types) => [...types.values()].flatMap((entry) => [...entry])));
  return (module, operation, wire) => {
    const own = operation.parameters.find((parameter) => parameter.place === "path" && parameter.wire === wire);
    if (own === undefined) return [];
    const collection = collectionOf(operation, own.wire);
    const named = own.resourceOperations.flatMap((id) => byId.get(module)?.get(id) ?? []);
    const found = [...new Set([...(byModule.get(module)?.get(collection) ?? []), ...named])].sort();
    // The same model of another version is the same resource.
    const others = modules.flatMap((other) =>
      other === module ? [] : found.map((type) => otherVersion(type, module, other)),
    );
    return [...found, ...others.filter((type) => known.has(type))];
  };
}

function otherVersion(type: string, from: VersionModule, to: VersionModule): string {
  return `${to.family}.${to.prefix}${type.slice(`${from.family}.${from.prefix}`.length)}`;
}

/** The collection before a placeholder: `/roles` for `/roles/{id}/entitlements` and `id`. */
function collectionOf(operation: Operation, wire: string): string {
  const at = operation.requestPath.indexOf(`{${wire}}`);
  return anonymous(operation.requestPath.slice(0, Math.max(0, at)));
}

function anonymous(path: string): string {
  return path.replaceAll(/\{[^}]*\}/gu, "{}").replace(/\/+$/u, "");
}

function collections(module: VersionModule): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const operation of module.version.operations) {
    const path = anonymous(operation.requestPath);
    const collection = path.endsWith("/{}") ? path.slice(0, -3) : path;
    // A write operation with status 202 returns a task. The response of a DELETE or of a POST to a single resource is
    // another type.
    if (operation.intent !== "read" && operation.success.statuses.includes("202")) continue;
    const isSingle = path.endsWith("/{}") && ["get", "put", "patch"].includes(operation.method);
    const isList = !path.endsWith("/{}") && (operation.method === "get" || operation.intent === "create");
    if (!isSingle && !isList) continue;
    for (const type of answerTypes(module, operation)) {
      const types = found.get(collection) ?? new Set();
      found.set(collection, types.add(type));
    }
  }
  return found;
}

function answersById(module: VersionModule): ReadonlyMap<string, readonly string[]> {
  return new Map(module.version.operations.map((operation) => [operation.wireId, answerTypes(module, operation)]));
}

function answerTypes(module: VersionModule, operation: Operation): readonly string[] {
  const uses: TypeUse[] =
    operation.paging !== undefined
      ? [operation.paging.item]
      : operation.success.kind === "value"
        ? [...operation.success.uses]
        : [];
  return uses.map((use) => typeNameOf(module, use)).filter((type) => type !== "");
}
