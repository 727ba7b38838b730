import { eachTarget } from "../../load/find-references.ts";
import { appendPointer } from "../../load/pointer.ts";
import { acceptsNull } from "../../load/schema-types.ts";
import {
  child,
  identityOf,
  isObject,
  originOf,
  type Cursor,
  type RawObject,
  type SourceTree,
} from "../../load/tree.ts";
import type {
  AliasDeclaration,
  Alternatives,
  DeclarationId,
  ObjectDeclaration,
  Origin,
  Property,
  TypeUse,
} from "../model.ts";
import { alternativesApply, alternativesOf, hasFreeOption, hasHeirs } from "./alternatives.ts";
import { declarationBase } from "./declaration-base.ts";
import { enumDeclaration } from "./enumeration.ts";
import { intersectionOf } from "./intersection.ts";
import { literalUse } from "./literal.ts";
import { neverUse } from "./never.ts";
import { presenceOf, reportUnlisted } from "./presence.ts";
import { refine } from "./refine.ts";
import { limitsOf } from "./limits.ts";
import { listedNames, restOfSchema } from "./rest.ts";
import { composeObject, type ObjectPart } from "./compose.ts";
import { unsupportedKeyword, untyped } from "./diagnostics.ts";
import { examplesOf, toJson } from "./examples.ts";
import { reportUnread } from "./unread.ts";
import { unionKeyword } from "./union.ts";
import { followIn, memberContext, report, stepInto, type BuildState, type Context } from "./state.ts";

/** What the builders of objects need: the context for inline declarations, and the function that builds a use. */
export interface ObjectBuilding {
  readonly context: Context;
  readonly useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse;
}

/** The declaration of a property in one part of an object. */
interface DeclaredProperty {
  readonly at: Cursor;
  readonly part: ObjectPart;
}

/**
 * Builds an object with all its properties; `allOf` is merged. A later part refines an earlier one: its documentation
 * wins where it has any, its type where it is more exact. `sources` are the schemas that together describe the object.
 */
export function buildObject(
  state: BuildState,
  sources: readonly [Cursor, ...Cursor[]],
  base: Omit<AliasDeclaration, "kind" | "target">,
  building: ObjectBuilding,
): ObjectDeclaration {
  const [first] = sources;
  const composed = sources.flatMap((source) => composeObject(state, source) ?? []);
  const parts = composed.length > 0 ? composed : [{ cursor: first, schema: first.value as RawObject }];
  const required = new Set(
    parts
      .flatMap(({ schema }) => (Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : []))
      .map(String),
  );
  const declared = new Map<string, DeclaredProperty[]>();
  const alternatives: Alternatives[] = [];
  for (const part of parts) {
    reportUnread(state, part.cursor, part.schema);
    alternatives.push(
      ...partAlternatives(state, { part, ownerId: base.id, building, isFirst: alternatives.length === 0 }),
    );
    const { properties } = part.schema;
    for (const wire of isObject(properties) ? Object.keys(properties) : []) {
      const at = child(part.cursor, "properties", wire);
      const places = declared.get(wire);
      if (places === undefined) declared.set(wire, [{ at, part }]);
      else places.push({ at, part });
    }
  }
  const presence = presenceOfParts(parts, required);
  const properties = [...declared].map(([wire, places]): Property => {
    const at = { wire, places, ownerId: base.id, building };
    const whole = wholeUse(state, at) ?? sharedUse(state, at);
    return places
      .map(({ at, part }): Property => {
        const context = stepInto(contextOfPart(state, { part, ownerId: base.id, building }), {
          kind: "property",
          wire,
        });
        const use = whole ?? building.useOf(state, at, context);
        return buildProperty(state, at, { wire, required: required.has(wire), use });
      })
      .reduce(refine);
  });
  const listed = withListedNames(state, { properties, parts, required, building });
  if (alternatives.length === 0) reportUnlisted(state, parts, new Set(listed.properties.map(({ wire }) => wire)));
  const description =
    base.description ||
    parts.map(({ schema }) => schema["description"]).find((text) => typeof text === "string" && text !== "");
  return {
    ...base,
    description: typeof description === "string" ? description.trim() : "",
    kind: "object",
    ...listed,
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(presence.length === 0 ? {} : { presence }),
  };
}

/**
 * The use of a property that several parts describe as an object: a declaration that merges all of them. Returns
 * undefined unless at least two parts declare the property and all of them describe objects.
 */
function wholeUse(
  state: BuildState,
  at: { wire: string; places: readonly DeclaredProperty[]; ownerId: string; building: ObjectBuilding },
): TypeUse | undefined {
  // Most properties are declared by one part.
  if (at.places.length < 2) return undefined;
  const { wire, ownerId, building } = at;
  if (!at.places.every((place) => describesObject(state, place.at))) return undefined;
  const places = withoutBases(state, at.places);
  const [first, ...others] = places.map((place) => place.at);
  const last = places.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const step = { kind: "property" as const, wire };
  // Each remaining type extends the others, so the last one has all properties.
  if (others.length === 0)
    return building.useOf(state, first, stepInto(contextOfPart(state, { part: last.part, ownerId, building }), step));
  const key = places.map((place) => identityOf(followIn(state, place.at) ?? place.at)).join(" & ");
  let id = state.merged.get(key);
  if (id === undefined) {
    state.merged.set(key, (id = mergedId(state, last.at, { wire, ownerId })));
    const own = id;
    const { place } = stepInto(building.context, step);
    state.pending.add(own);
    state.queue.push(() => {
      const base = declarationBase(state, last.at, { id: own, place });
      const inner = { ...building, context: memberContext(own) };
      state.declarations.set(own, buildObject(state, [first, ...others], base, inner));
    });
  }
  const use: TypeUse = { kind: "ref", id };
  const isNullable = places.every((place) => acceptsNull(followIn(state, place.at)?.value));
  return isNullable ? { kind: "nullable", of: use } : use;
}

/**
 * The use of a property whose parts together allow fewer values than the last part: the values that all parts list, or
 * `never`. Returns undefined where one part declares the property, no part lists values, or one part lists exactly the
 * remaining values.
 */
function sharedUse(
  state: BuildState,
  at: { wire: string; places: readonly DeclaredProperty[]; ownerId: string; building: ObjectBuilding },
): TypeUse | undefined {
  const { wire, places, ownerId, building } = at;
  const last = places.at(-1);
  if (places.length < 2 || last === undefined) return undefined;
  const left = intersectionOf(
    state,
    places.map((place) => place.at),
  );
  if (left === undefined) return undefined;
  if (left.kind === "never") return neverUse(state, last.at, { what: `the property "${wire}"`, parts: left.parts });
  const { values, owner } = left;
  const [only] = values;
  // One part lists exactly the remaining values, so its own type is used.
  if (owner !== undefined) return undefined;
  if (values.length === 1 && only !== undefined) return literalUse(only, left.type);
  const id = mergedId(state, last.at, { wire, ownerId });
  if (!state.pending.has(id)) {
    state.pending.add(id);
    const { place } = stepInto(building.context, { kind: "property", wire });
    const schema = followIn(state, last.at)?.value;
    const base = declarationBase(state, last.at, { id, place });
    const stated = isObject(schema) ? schema : {};
    const isExact = left.type === "integer" && values.some((value) => typeof value === "string");
    state.declarations.set(id, enumDeclaration(base, isExact ? { ...stated, type: left.type } : stated, values));
  }
  return { kind: "ref", id };
}

/** The `presence` of an object: lists of properties that must be present, without the properties in `required`. */
function presenceOfParts(
  parts: readonly ObjectPart[],
  required: ReadonlySet<string>,
): NonNullable<ObjectDeclaration["presence"]> {
  return parts
    .flatMap(({ schema }) => presenceOf(schema))
    .map((entry) => ({ ...entry, lists: entry.lists.map((list) => list.filter((wire) => !required.has(wire))) }))
    .filter(({ lists }) => lists.every((list) => list.length > 0));
}

/** Adds the properties that `propertyNames` lists. An object with such a list has no other properties. */
function withListedNames(
  state: BuildState,
  at: {
    readonly properties: readonly Property[];
    readonly parts: readonly ObjectPart[];
    readonly required: ReadonlySet<string>;
    readonly building: ObjectBuilding;
  },
): Pick<ObjectDeclaration, "properties" | "rest"> {
  const { properties, parts, required, building } = at;
  const known = new Set(properties.map(({ wire }) => wire));
  for (const part of [...parts].reverse()) {
    const names = listedNames(state, part.cursor);
    if (names === undefined) continue;
    const rest = restOf(state, parts, building);
    const more = rest === "closed" ? [] : names.filter((wire) => !known.has(wire));
    const reason = "the spec names the property and states no type";
    if (rest === "open" && more.length > 0) report(state, untyped, { reason }, child(part.cursor, "propertyNames"));
    const use: TypeUse = typeof rest === "string" ? { kind: "unknown", reason } : rest;
    const origin = { ...child(part.cursor, "propertyNames"), value: {} };
    return {
      properties: [
        ...properties,
        ...more.map((wire) => buildProperty(state, origin, { wire, required: required.has(wire), use })),
      ],
      rest: "closed",
    };
  }
  return { properties, rest: restOf(state, parts, building) };
}

/** Removes a declaration of the property whose type another declaration has or extends: it adds nothing. */
function withoutBases(state: BuildState, places: readonly DeclaredProperty[]): readonly DeclaredProperty[] {
  const lines = places.map(
    (place) => new Set((composeObject(state, place.at) ?? []).map(({ cursor }) => identityOf(cursor))),
  );
  const targets = places.map((place) => identityOf(followIn(state, place.at) ?? place.at));
  return places.filter((_, index) =>
    lines.every((line, other) => {
      const target = targets[index] ?? "";
      const isSame = targets[other] === target;
      return other === index || !line.has(target) || (isSame && other > index);
    }),
  );
}

/**
 * The id of a merged declaration: the pointer of the last part if it lies in the owner, else the pointer that the
 * property would have in the owner. If a declaration or a reference already uses that id, `/allOf` is appended.
 */
function mergedId(
  state: BuildState,
  last: Cursor,
  { wire, ownerId }: { wire: string; ownerId: string },
): DeclarationId {
  const owner = originOfId(ownerId);
  const isOwn = last.file === owner.file && last.pointer.startsWith(`${owner.pointer}/`);
  const id = identityOf(
    isOwn ? originOf(last) : { file: owner.file, pointer: appendPointer(owner.pointer, "properties", wire) },
  );
  return state.pending.has(id) || isReferenced(state, id) ? `${id}/allOf` : id;
}

/**
 * Whether a reference of the tree names an id. The set of targets is built on the first request, because few trees need
 * it.
 */
function isReferenced(state: BuildState, id: DeclarationId): boolean {
  let known = referenced.get(state.tree);
  if (known === undefined) {
    const found = new Set<string>();
    eachTarget(state.tree, (place) => found.add(identityOf(place)));
    referenced.set(state.tree, (known = found));
  }
  return known.has(id);
}

const referenced = new WeakMap<SourceTree, ReadonlySet<string>>();

function describesObject(state: BuildState, cursor: Cursor): boolean {
  return composeObject(state, cursor)?.some(({ schema }) => isObject(schema["properties"])) === true;
}

/** The file and pointer of an identity. A pointer may contain a `#` too, so the first one separates them. */
function originOfId(id: string): Origin {
  const hash = id.indexOf("#");
  return hash === -1 ? { file: id, pointer: "" } : { file: id.slice(0, hash), pointer: id.slice(hash + 1) };
}

/** The alternatives that a part adds to the object. A referenced part that is only a union is used by its name. */
function partAlternatives(
  state: BuildState,
  at: { part: ObjectPart; ownerId: string; building: ObjectBuilding; isFirst: boolean },
): readonly Alternatives[] {
  const { part, building } = at;
  const keyword = unionKeyword(part.cursor);
  if (keyword === undefined || hasHeirs(state, part.cursor) || hasFreeOption(state, part.cursor)) return [];
  if (!alternativesApply(state, part.cursor)) {
    report(
      state,
      unsupportedKeyword,
      { keyword: `${keyword} of more than objects as a part of an object`, direction: "wider" },
      part.cursor,
    );
    return [];
  }
  if (part.reference !== undefined && !isObject(part.schema["properties"]) && part.schema["allOf"] === undefined) {
    const use = building.useOf(state, part.reference, building.context);
    return [{ members: [{ use: use.kind === "nullable" ? use.of : use, tagValues: [] }] }];
  }
  const owner = contextOfPart(state, at);
  // Inline options of several parts of one owner would otherwise get the same place.
  const context = at.isFirst ? owner : stepInto(owner, { kind: "part", wire: keyword });
  return alternativesOf(state, part.cursor, { context, useOf: building.useOf });
}

/** The context of inline declarations in a part: the file or component that a merged member is, else the owner. */
function contextOfPart(
  state: BuildState,
  at: { part: ObjectPart; ownerId: string; building: ObjectBuilding },
): Context {
  const { part, ownerId, building } = at;
  const id = ownerOfPart(originOf(part.cursor).file, part.cursor.pointer);
  return id === ownerId || id === undefined || identityOf(part.cursor) === ownerId
    ? building.context
    : memberContext(id);
}

/** The id of the declaration that contains a merged member: its pointer without trailing `allOf/n`. */
function ownerOfPart(file: string, pointer: string): string | undefined {
  return identityOf({ file, pointer: pointer.replace(/(?:\/allOf\/\d+)+$/u, "") });
}

function buildProperty(
  state: BuildState,
  at: Cursor,
  known: { wire: string; required: boolean; use: TypeUse },
): Property {
  const own = isObject(at.value) ? at.value : {};
  const target = followIn(state, at);
  const referenced = target !== undefined && isObject(target.value) ? target.value : {};
  const folded = foldedMembers(own);
  const find = (key: string): unknown =>
    own[key] ?? folded.map((member) => member[key]).find((value) => value !== undefined) ?? referenced[key];
  const description =
    own["description"] ?? folded.map((member) => member["description"]).find((text) => typeof text === "string");
  const fallback = find("default");
  return {
    wire: known.wire,
    use: known.use,
    required: known.required,
    access: find("readOnly") === true ? "answer" : find("writeOnly") === true ? "request" : "both",
    description:
      typeof description === "string"
        ? description.trim()
        : typeof referenced["description"] === "string"
          ? referenced["description"].trim()
          : "",
    deprecated: own["deprecated"] === true,
    ...(fallback === undefined || fallback === null ? {} : { default: toJson(fallback) }),
    examples: examplesOf(state, at),
    limits: limitsOf(Object.assign({}, referenced, ...folded, own)),
    origin: originOf(at),
  };
}

function foldedMembers(schema: RawObject): readonly RawObject[] {
  return Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
}

function restOf(state: BuildState, parts: readonly ObjectPart[], building: ObjectBuilding): ObjectDeclaration["rest"] {
  for (const part of [...parts].reverse()) {
    const rest = restOfSchema(state, part.cursor, building);
    if (rest !== undefined && rest !== "open") return rest;
  }
  return "open";
}
