import type { SurfaceOperation } from "../contract/surface-format.ts";
import type { OperationPair } from "../diff/compare-parameters.ts";
import { compareText } from "../model/order.ts";
import type { MatchedBy } from "./facts.ts";

/** Two operations that are the same, with the evidence. */
export interface MatchedPair extends OperationPair {
  readonly matchedBy: MatchedBy;
}

/** The operations of two versions; `old` is translated to the new version (see `translate.ts`). */
export interface OperationSides {
  readonly old: readonly SurfaceOperation[];
  readonly new: readonly SurfaceOperation[];
  /** The labels of the two versions; a segment of a path may be a label. */
  readonly labels: readonly string[];
  readonly targets: readonly string[];
}

/**
 * Pairs the operations of two versions, one with one: by endpoint, then by endpoint without the segment of the version
 * (`/roles/v1/{id}`), then by operation id, then by public name.
 */
export function matchOperations({ old, new: found, labels, targets }: OperationSides): readonly MatchedPair[] {
  const pairs: MatchedPair[] = [];
  const left = new Set(old);
  const right = new Set(found);
  const match = (matchedBy: MatchedBy, keyOf: (operation: SurfaceOperation) => string | undefined): void => {
    const open = new Map<string, SurfaceOperation[]>();
    for (const operation of newestFirst(right)) {
      const key = keyOf(operation);
      if (key !== undefined) open.set(key, [...(open.get(key) ?? []), operation]);
    }
    for (const operation of newestFirst(left)) {
      const partner = open.get(keyOf(operation) ?? "")?.shift();
      if (partner === undefined) continue;
      pairs.push({ old: operation, new: partner, matchedBy });
      left.delete(operation);
      right.delete(partner);
    }
  };
  match("endpoint", ({ key }) => key);
  match("endpoint", (operation) => endpointWithoutVersion(operation, labels));
  match("id", ({ id }) => id);
  match("id", ({ id }) => plainId(id));
  match("name", (operation) => publicName(operation, targets));
  return pairs.sort((one, other) => compareText(one.new.key, other.new.key));
}

const VERSION = /^v\d+$/iu;

/** Removes the version from an endpoint: `GET /roles/v1/{}` becomes `GET /roles/{}`. */
export function endpointWithoutVersion({ key }: Pick<SurfaceOperation, "key">, labels: readonly string[]): string {
  const [first = "", ...segments] = key.split("/");
  return [first, ...segments.filter((segment) => !VERSION.test(segment) && !labels.includes(segment))].join("/");
}

/** Removes the version from an id: `getRoleV1` becomes `getRole`. */
function plainId(id: string): string {
  return id.replace(/(?<=.)V\d+$/u, "");
}

/** The names of an operation in all targets; undefined if one target lacks it. */
function publicName({ targets }: SurfaceOperation, wanted: readonly string[]): string | undefined {
  const names = wanted.map((target) => targets[target]);
  return names.length === 0 || names.includes(undefined)
    ? undefined
    : JSON.stringify(names.map((call) => [call?.property, call?.name]));
}

/** Sorts operations by descending version in the path, `/roles/v2` before `/roles/v1`, and then by key. */
function newestFirst(operations: Iterable<SurfaceOperation>): readonly SurfaceOperation[] {
  const version = ({ key }: SurfaceOperation): number =>
    Math.max(-1, ...key.split("/").map((segment) => (VERSION.test(segment) ? Number(segment.slice(1)) : -1)));
  const versions = new Map([...operations].map((operation) => [operation, version(operation)]));
  return [...versions]
    .sort(
      ([one, ofOne], [other, ofOther]) =>
        ofOther - ofOne || compareText(one.key, other.key) || compareText(one.id, other.id),
    )
    .map(([operation]) => operation);
}
