import { assertNever } from "../model/assert-never.ts";
import type { Json, TypeUse } from "../model/model.ts";
import { compareText } from "../model/order.ts";
import type { SurfaceType } from "./surface-format.ts";

/** A use of a type in the form of `surface.json`. */
export function surfaceType(use: TypeUse): SurfaceType {
  switch (use.kind) {
    case "scalar":
      return use.format === undefined ? use.scalar : { scalar: use.scalar, format: use.format };
    case "ref":
      return { ref: use.id };
    case "list": {
      const list = surfaceType(use.item);
      const { positions } = use;
      if (positions === undefined) return { list };
      return {
        positions: positions.uses.map(surfaceType),
        required: positions.required,
        ...(positions.isClosed ? {} : { list }),
      };
    }
    case "map":
      return { map: surfaceType(use.value) };
    case "literal":
      return { literal: use.value };
    case "nullable":
      return { nullable: surfaceType(use.of) };
    case "unknown":
      return { unknown: use.reason };
    case "never":
      return { never: use.reason };
    default:
      return assertNever(use);
  }
}

/** Sorts items by the text that `textOf` returns. */
export function sortBy<Item>(items: readonly Item[], textOf: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => [textOf(item), item] as const)
    .sort(([left], [right]) => compareText(left, right))
    .map(([, item]) => item);
}

/** Sorts items by their JSON. */
export function sortByJson<Item>(items: readonly Item[]): readonly Item[] {
  return sortBy(items, (item) => JSON.stringify(item));
}

/** Sorts the keys of a value at every depth. */
export function sortedJson(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sortedJson(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(sortBy(entries, ([key]) => key).map(([key, item]) => [key, sortedJson(item)]));
}
