import { assertNever } from "../../model/assert-never.ts";
import type { ApiVersion, Declaration, DeclarationId, TypeUse } from "../../model/model.ts";
import { eachReference } from "../../model/uses.ts";
import { sketchOf, type Sketch } from "./sketch.ts";

/**
 * A sketch of a declaration's properties, values or members. A small change of the declaration changes little of it.
 */
export function shapeSketch(declaration: Declaration): Sketch {
  return sketchOf(featuresOf(declaration));
}

function featuresOf(declaration: Declaration): readonly string[] {
  switch (declaration.kind) {
    case "object":
      return declaration.properties.map(({ wire }) => wire);
    case "enum":
      return declaration.values.map(({ value }) => `=${String(value)}`);
    case "union":
      return declaration.members.map(({ use }) => `|${JSON.stringify(use.kind === "ref" ? lastPart(use.id) : use)}`);
    case "alias":
      return [`alias ${declaration.target.kind}`];
    default:
      return assertNever(declaration);
  }
}

/** The last part of an id, without extension and in lower case. */
function lastPart(id: DeclarationId): string {
  return (id.split(/[/#]/u).at(-1) ?? id).replace(/\.[^.]*$/u, "").toLowerCase();
}

/**
 * For each declaration, the places that refer to it: an operation's key and the part, or a declaration's name and the
 * property. `nameOf` returns the names of declarations. A declaration without a name is skipped, because a later run
 * could not recognise it.
 */
export function referrersOf(
  version: ApiVersion,
  nameOf: (id: DeclarationId) => string | undefined,
): ReadonlyMap<DeclarationId, ReadonlySet<string>> {
  const found = new Map<DeclarationId, Set<string>>();
  const add = (use: TypeUse, place: string): void =>
    eachReference(use, (id) => {
      const places = found.get(id);
      if (places === undefined) found.set(id, new Set([place]));
      else places.add(place);
    });
  for (const { key, parameters, body, answers } of version.operations) {
    for (const { wire, use } of parameters) add(use, `${key} parameter ${wire}`);
    for (const { use, fields } of body?.contents ?? []) {
      add(use, `${key} body`);
      for (const { wire, use: own } of fields) add(own, `${key} field ${wire}`);
    }
    for (const { status, contents } of answers) for (const { use } of contents) add(use, `${key} ${status}`);
  }
  for (const { wire, payload, reply } of version.events) {
    add(payload, `event ${wire}`);
    if (reply !== undefined) add(reply, `event ${wire} reply`);
  }
  for (const declaration of version.declarations) {
    const name = nameOf(declaration.id);
    if (name !== undefined) for (const [use, way] of ownUses(declaration)) add(use, `${name} ${way}`);
  }
  for (const [id, places] of found) {
    const own = nameOf(id);
    // References of a declaration to itself are dropped, because they do not locate it.
    if (own !== undefined) for (const place of places) if (place.startsWith(`${own} `)) places.delete(place);
  }
  return found;
}

function ownUses(declaration: Declaration): readonly (readonly [TypeUse, string])[] {
  switch (declaration.kind) {
    case "object":
      return [
        ...declaration.properties.map(({ wire, use }) => [use, wire] as const),
        ...(typeof declaration.rest === "string" ? [] : [[declaration.rest, "*"] as const]),
        ...(declaration.alternatives ?? []).flatMap(({ members }) => members.map(({ use }) => [use, "|"] as const)),
      ];
    case "union":
      return declaration.members.map(({ use }) => [use, "|"] as const);
    case "alias":
      return [[declaration.target, "="]];
    case "enum":
      return [];
    default:
      return assertNever(declaration);
  }
}
