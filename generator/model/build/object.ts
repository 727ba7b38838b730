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
    const properties = part.schema["properties"];
    if (!isObject(properties)) continue;
    for (const wire of Object.keys(properties)) {
      const at = child(part.cursor, "properties", wire);
      const places = declared.get(wire);
      if (places === undefined) declared.set(wire, [{ at, part }]);
      else places.push({ at, part });
    }
  }
  const properties = [...declared].map(([wire, places]): Property => {
    const whole = wholeUse(state, { wire, places, ownerId: base.id, building });
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
    properties,
    rest: restOf(state, parts, building),
    ...(alternatives.length === 0 ? {} : { alternatives }),
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
      { keyword: `${keyword} of more than objects as a part of an object` },
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
    limits: limitsOf(own),
    origin: originOf(at),
  };
}

function foldedMembers(schema: RawObject): readonly RawObject[] {
  return Array.isArray(schema["allOf"]) ? schema["allOf"].filter(isObject) : [];
}

function refine(earlier: Property, later: Property): Property {
  const use = exactnessOf(later.use) < exactnessOf(earlier.use) ? earlier.use : later.use;
  return {
    ...earlier,
    ...later,
    use,
    required: earlier.required || later.required,
    access: later.access === "both" ? earlier.access : later.access,
    description: later.description || earlier.description,
    examples: later.examples.length > 0 ? later.examples : earlier.examples,
  };
}

/** How much a use tells: a text says less than an enumeration of texts, a list of anything less than a list of roles. */
function exactnessOf(use: TypeUse): number {
  switch (use.kind) {
    case "unknown":
      return 0;
    case "map":
      return exactnessOf(use.value) === 0 ? 1 : 3;
    case "list":
      return use.positions === undefined && exactnessOf(use.item) === 0 ? 1 : 3;
    case "scalar":
      return use.format === undefined ? 2 : 3;
    case "nullable":
      return exactnessOf(use.of);
    case "ref":
    case "literal":
      return 4;
  }
}

function restOf(
  state: BuildState,
  parts: readonly ObjectPart[],
  { context, useOf }: ObjectBuilding,
): ObjectDeclaration["rest"] {
  for (const part of [...parts].reverse()) {
    const rest = part.schema["additionalProperties"];
    if (rest === false) return "closed";
    if (!isObject(rest) || Object.keys(rest).length === 0) continue;
    const at = child(part.cursor, "additionalProperties");
    return useOf(state, at, stepInto(context, { kind: "value" }));
  }
  return "open";
}

export function limitsOf(schema: RawObject): Limits {
  const limits: { -readonly [key in keyof Limits]: Limits[key] } = {};
  for (const key of ["minimum", "maximum", "minLength", "maxLength"] as const) {
    const value = schema[key];
    if (typeof value === "number") limits[key] = value;
  }
  if (typeof schema["pattern"] === "string") limits.pattern = schema["pattern"];
  return limits;
}
