import type { Surface, SurfaceCall, SurfaceOperation } from "../../contract/surface-format.ts";
import type { PublishedOperation, PublishedPackage } from "./table.ts";

/** A published method and the operation that sends the same request now. */
export interface CallMatch {
  readonly published: PublishedOperation;
  readonly operation: SurfaceOperation;
  readonly call: SurfaceCall;
}

/** For each published version, the version of the surface that replaces it. */
export type VersionMap = ReadonlyMap<string, string>;

/** The identity of an endpoint in its version; the names of placeholders are ignored. */
export function endpointOf(http: string): string {
  return http.replaceAll(/\{[^}]*\}/gu, "{}");
}

/**
 * Maps versions. A version that the surface has keeps its name; any other version becomes the version with most of its
 * endpoints.
 */
export function mapVersions(table: PublishedPackage, surface: Surface): VersionMap {
  const keys = new Map(
    surface.versions.map(({ version }) => [
      version,
      new Set(surface.operations.filter((operation) => operation.version === version).map(({ key }) => key)),
    ]),
  );
  return new Map(
    table.versions.flatMap(({ version }) => {
      if (keys.has(version)) return [[version, version] as const];
      const endpoints = table.operations
        .filter((operation) => operation.version === version)
        .map(({ http }) => endpointOf(http));
      const counts = [...keys].map(([label, known]) => ({
        label,
        count: endpoints.filter((endpoint) => known.has(endpoint)).length,
      }));
      const best = counts.sort((one, other) => other.count - one.count)[0];
      return best === undefined || best.count === 0 ? [] : [[version, best.label] as const];
    }),
  );
}

/**
 * Pairs methods and operations by endpoint, then by operation id. The version that replaces the published one is
 * searched first, and then the others.
 */
export function matchCalls(
  { operations: published }: PublishedPackage,
  { operations, versions: found }: Surface,
  versions: VersionMap,
): readonly CallMatch[] {
  const byKey = new Map<string, SurfaceOperation>();
  for (const operation of operations) {
    byKey.set(`${operation.version} ${operation.id}`, operation);
    byKey.set(`${operation.version} ${operation.key}`, operation);
  }
  return published.flatMap((method) => {
    const own = versions.get(method.version);
    const labels = [...(own === undefined ? [] : [own]), ...found.map(({ version }) => version)];
    const operation = labels
      .flatMap((label) => [`${label} ${endpointOf(method.http)}`, `${label} ${method.method}`])
      .map((key) => byKey.get(key))
      .find((match) => match !== undefined);
    const call = operation?.targets["typescript"];
    return operation === undefined || call === undefined ? [] : [{ published: method, operation, call }];
  });
}
