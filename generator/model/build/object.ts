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
  Limits,
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
import { presenceOf } from "./presence.ts";
import { refine } from "./refine.ts";
import { listedNames, restOfSchema } from "./rest.ts";
import { composeObject, type ObjectPart } from "./compose.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { examplesOf, toJson } from "./examples.ts";
import { reportUnread } from "./unread.ts";
import { unionKeyword } from "./union.ts";
import { followIn, memberContext, report, stepInto, type BuildState, type Context } from "./state.ts";

export interface ObjectBuilding {
  readonly context: Context;
  readonly useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse;
}

/** A property where one part of an object declares it. */
interface DeclaredProperty {
  readonly at: Cursor;
  readonly part: ObjectPart;
}

/**
 * An object with all its properties: `allOf` is merged here. A later member refines an earlier one; its documentation
 * counts where it has any, its type where it says more. An object that several members describe is all of them.
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
  const description =
    base.description ||
    parts.map(({ schema }) => schema["description"]).find((text) => typeof text === "string" && text !== "");
  return {
    ...base,
    description: typeof description === "string" ? description.trim() : "",
    kind: "object",
    ...withListedNames(state, { properties, parts, required, building }),
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(presence.length === 0 ? {} : { presence }),
  };
}

/**
 * The use of a property that several parts describe as an object: a declaration of all that they say. Undefined where
 * that is not so.
 */
function wholeUse(
  state: BuildState,
  at: { wire: string; places: readonly DeclaredProperty[]; ownerId: string; building: ObjectBuilding },
): TypeUse | undefined {
  // Nearly all properties are declared once.
  if (at.places.length < 2) return undefined;
  const { wire, ownerId, building } = at;
  if (!at.places.every((place) => describesObject(state, place.at))) return undefined;
  const places = withoutBases(state, at.places);
  const [first, ...others] = places.map((place) => place.at);
  const last = places.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const step = { kind: "property" as const, wire };
  // Its types are all of one line, and the last of the line has everything.
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
 * The use of a property whose parts leave fewer values than the last of them says: the values that all of them list, or
 * none at all. Undefined where the last part says all.
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
  // One of the parts lists just these; the last one that says most counts.
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

/** What must be there beside the required properties; what is required anyway is not said again. */
function presenceOfParts(
  parts: readonly ObjectPart[],
  required: ReadonlySet<string>,
): NonNullable<ObjectDeclaration["presence"]> {
  return parts
    .flatMap(({ schema }) => presenceOf(schema))
    .map((entry) => ({ ...entry, lists: entry.lists.map((list) => list.filter((wire) => !required.has(wire))) }))
    .filter(({ lists }) => lists.every((list) => list.length > 0));
}

/** Properties that an object has by the names that `propertyNames` lists: it has no others. */
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
    const use: TypeUse =
      typeof rest === "string" ? { kind: "unknown", reason: "the spec names the property and states no type" } : rest;
    const more = rest === "closed" ? [] : names.filter((wire) => !known.has(wire));
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

/** Without places whose type another place has or extends: those say nothing more. */
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

/** The place of the last part where it belongs to the owner and no reference means it alone; else one that none can name. */
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

/** Whether a reference of the tree names a place. Few trees ask. */
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

/** The place an identity names; a pointer may hold a `#` too. */
function originOfId(id: string): Origin {
  const hash = id.indexOf("#");
  return hash === -1 ? { file: id, pointer: "" } : { file: id.slice(0, hash), pointer: id.slice(hash + 1) };
}

/** What a part says the object is besides. A part that is a union and no more is used by its name. */
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
  // Options of several parts of one owner would else stand at one place.
  const context = at.isFirst ? owner : stepInto(owner, { kind: "part", wire: keyword });
  return alternativesOf(state, part.cursor, { context, useOf: building.useOf });
}

/** An inline part of a merged member belongs to the file or component that the member is, else to the owner. */
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

/** The declaration that a merged member's node lies in: its pointer without trailing `allOf/n`. */
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

const LIMITS = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
] as const;

/** The bounds that a schema states. */
export function limitsOf(schema: RawObject): Limits {
  const limits: { -readonly [key in keyof Limits]: Limits[key] } = {};
  for (const key of LIMITS) {
    const value = schema[key];
    if (typeof value === "number") limits[key] = value;
  }
  if (schema["exclusiveMinimum"] === true && limits.minimum !== undefined) limits.exclusiveMinimum = limits.minimum;
  if (schema["exclusiveMaximum"] === true && limits.maximum !== undefined) limits.exclusiveMaximum = limits.maximum;
  if (typeof schema["pattern"] === "string") limits.pattern = schema["pattern"];
  return limits;
}
