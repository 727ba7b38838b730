import { appendToken } from "../../load/pointer.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { ApiVersion, Declaration, Step } from "../../model/model.ts";

/** The keys of declarations in the ledger. */
export interface ModelKeys {
  readonly byId: ReadonlyMap<string, Declaration>;
  readonly keyOf: (declaration: Declaration) => string;
  /** Every key that the declaration's entry may have: its key, its id, and those of merged copies. */
  readonly placesOf: (declaration: Declaration) => readonly string[];
}

/**
 * Computes the keys of a version's declarations. A file or a component has its id as key. An inline type has the key of
 * its owner and the way from there. A type in an operation belongs to the operation and not to its file, because the
 * file may move and a placeholder may be renamed. A tag's error body has the tag's key, because the declaration that
 * represents the merged bodies depends on the operations in the input.
 */
export function modelKeys(version: ApiVersion): ModelKeys {
  const byId = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const positions = pathPositions(version);
  const wanted = (declaration: Declaration, depth = 0): string => {
    const { place } = declaration;
    switch (place.kind) {
      case "request": {
        const word = place.ordinal === 0 ? "#/request" : `#/request/${place.format}`;
        return place.operation + word + wayOf(place.steps);
      }
      case "answer":
        return `${place.operation}#/answers/${place.status}${wayOf(place.steps)}`;
      case "parameter": {
        const position = positions.get(`${place.operation} ${place.wire}`);
        return appendToken(`${place.operation}#/parameters`, position ?? place.wire) + wayOf(place.steps);
      }
      case "event":
        return `event ${place.event}#${wayOf(place.steps)}`;
      case "tagError":
        return place.steps.length === 0 ? `tag ${place.tag}` : declaration.id;
      case "member": {
        const owner = byId.get(place.owner);
        const isBelow = owner !== undefined && owner !== declaration && declaration.id.startsWith(owner.id);
        if (!isBelow || depth > 100) return declaration.id;
        return wanted(owner, depth + 1) + declaration.id.slice(owner.id.length);
      }
      case "file":
      case "component":
      case "sharedAnswer":
      case "sharedParameter":
        return declaration.id;
      default:
        return assertNever(place);
    }
  };
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const declaration of version.declarations) {
    const key = wanted(declaration);
    // Two media types of one response have the same key. The first declaration gets it; the other uses its id.
    const own = taken.has(key) ? declaration.id : key;
    taken.add(own);
    keys.set(declaration.id, own);
  }
  const keyOf = (declaration: Declaration): string => keys.get(declaration.id) ?? declaration.id;
  const keyOfPlace = placeReader(version);
  const placesOf = (declaration: Declaration): readonly string[] => {
    const { id, also } = declaration;
    return [...new Set([keyOf(declaration), id, ...also, ...also.flatMap((place) => keyOfPlace(place) ?? [])])];
  };
  return { byId, keyOf, placesOf };
}

/** Returns the key of an id in an operation whose declaration was merged into another one. */
function placeReader(version: ApiVersion): (id: string) => string | undefined {
  const operations = new Map(version.operations.map(({ key, origin }) => [`${origin.file}#${origin.pointer}`, key]));
  return (id) => {
    const [, place = "", part = "", rest = ""] = PLACE_IN_OPERATION.exec(id) ?? [];
    const operation = operations.get(place);
    if (operation === undefined) return undefined;
    return `${operation}#${part.startsWith("responses/") ? `/answers/${part.slice("responses/".length)}` : "/request"}${rest}`;
  };
}

const PLACE_IN_OPERATION = /^(.*?)\/(responses\/[^/]+|requestBody)\/content\/[^/]+\/schema(.*)$/su;

/** The positions of path parameters (`{0}`) by operation and wire name. The name of a placeholder does not matter. */
function pathPositions(version: ApiVersion): ReadonlyMap<string, string> {
  const positions = new Map<string, string>();
  for (const { key, parameters } of version.operations)
    for (const [index, { wire, declaredWire }] of parameters.filter(({ place }) => place === "path").entries())
      for (const name of [wire, declaredWire]) positions.set(`${key} ${name}`, `{${String(index)}}`);
  return positions;
}

function wayOf(steps: readonly Step[]): string {
  return steps.map(stepOf).join("");
}

function stepOf(step: Step): string {
  switch (step.kind) {
    case "property":
      return appendToken("/properties", step.wire);
    case "item":
      return "/items";
    case "value":
      return "/additionalProperties";
    case "option":
      return `/options/${String(step.ordinal)}`;
    case "part":
      return appendToken("", step.wire);
    default:
      return assertNever(step);
  }
}
