import type { Origin } from "../model/model.ts";
import { targetAt } from "./follow.ts";
import { identityOf, isObject, type Cursor, type SourceTree } from "./tree.ts";

/** The end of a chain of references. */
export interface ReferenceChain {
  /** The number of references up to a node, to a missing node, or into a cycle. */
  readonly length: number;
  /** The cycle that the reference is part of; absent outside of cycles. */
  readonly cycle?: object;
}

/** The `$ref` of a node; undefined for a node that is not a reference. */
export function referenceIn({ value }: Cursor): string | undefined {
  return isObject(value) && typeof value["$ref"] === "string" ? value["$ref"] : undefined;
}

/**
 * Makes a function that returns the chain of a reference. Each reference is followed once, however many chains share
 * it, so chains of thousands take linear time.
 */
export function createChainReader(tree: Pick<SourceTree, "files">): (at: Origin, ref: string) => ReferenceChain {
  const known = new Map<string, ReferenceChain>();
  return (at, ref) => {
    const path: string[] = [];
    const places = new Map<string, number>();
    let identity = identityOf(at);
    let current: Cursor | undefined = { ...at, value: { $ref: ref } };
    let end: ReferenceChain = { length: 0 };
    for (;;) {
      const stated: string | undefined = current === undefined ? undefined : referenceIn(current);
      if (current === undefined || stated === undefined) break;
      const seen = known.get(identity);
      if (seen !== undefined) {
        end = { length: seen.length };
        break;
      }
      const start = places.get(identity);
      if (start !== undefined) {
        const cycle = {};
        for (const member of path.splice(start)) known.set(member, { length: path.length - start, cycle });
        break;
      }
      places.set(identity, path.length);
      path.push(identity);
      current = targetAt(tree, current.file, stated);
      if (current !== undefined) identity = identityOf(current);
    }
    for (const [index, member] of path.entries()) known.set(member, { length: end.length + path.length - index });
    return known.get(identityOf(at)) ?? end;
  };
}
