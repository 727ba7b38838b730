import { appendPointer } from "../../load/pointer.ts";
import { identityOf, isObject, originOf, type Cursor, type RawObject } from "../../load/tree.ts";
import type { AliasDeclaration, Alternatives, Limits, ObjectDeclaration, Property, TypeUse } from "../model.ts";
import { alternativesApply, alternativesOf, hasHeirs } from "./alternatives.ts";
import { composeObject, type ObjectPart } from "./compose.ts";
import { unsupportedKeyword } from "./diagnostics.ts";
import { examplesOf, toJson } from "./examples.ts";
import { unionKeyword } from "./union.ts";
import { followIn, memberContext, report, stepInto, type BuildState, type Context } from "./state.ts";

export interface ObjectBuilding {
  readonly context: Context;
  readonly useOf: (state: BuildState, cursor: Cursor, context: Context) => TypeUse;
}

/**
 * An object with all its properties: `allOf` is merged here. A later member refines an earlier one; its documentation
 * counts where it has any, its type where it states one.
 */
export function buildObject(
  state: BuildState,
  cursor: Cursor,
  base: Omit<AliasDeclaration, "kind" | "target">,
  building: ObjectBuilding,
): ObjectDeclaration {
  const parts = composeObject(state, cursor) ?? [{ cursor, schema: cursor.value as RawObject }];
  const required = new Set(
    parts
      .flatMap(({ schema }) => (Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : []))
      .map(String),
  );
  const properties = new Map<string, Property>();
  const alternatives: Alternatives[] = [];
  for (const part of parts) {
    alternatives.push(
      ...partAlternatives(state, { part, ownerId: base.id, building, isFirst: alternatives.length === 0 }),
    );
    const declared = part.schema["properties"];
    if (!isObject(declared)) continue;
    for (const wire of Object.keys(declared)) {
      const at: Cursor = {
        file: part.cursor.file,
        pointer: appendPointer(part.cursor.pointer, "properties", wire),
        value: declared[wire],
      };
      const context = stepInto(contextOfPart(state, { part, ownerId: base.id, building }), { kind: "property", wire });
      const property = buildProperty(state, at, {
        wire,
        required: required.has(wire),
        use: building.useOf(state, at, context),
      });
      const earlier = properties.get(wire);
      properties.set(wire, earlier === undefined ? property : refine(earlier, property));
    }
  }
  const description =
    base.description ||
    parts.map(({ schema }) => schema["description"]).find((text) => typeof text === "string" && text !== "");
  return {
    ...base,
    description: typeof description === "string" ? description.trim() : "",
    kind: "object",
    properties: [...properties.values()],
    rest: restOf(state, parts, building),
    ...(alternatives.length === 0 ? {} : { alternatives }),
  };
}

/** What a part says the object is besides. A part that is a union and no more is used by its name. */
function partAlternatives(
  state: BuildState,
  at: { part: ObjectPart; ownerId: string; building: ObjectBuilding; isFirst: boolean },
): readonly Alternatives[] {
  const { part, building } = at;
  const keyword = unionKeyword(part.cursor);
  if (keyword === undefined || hasHeirs(state, part.cursor)) return [];
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
  const use = later.use.kind === "unknown" ? earlier.use : later.use;
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

function restOf(
  state: BuildState,
  parts: readonly ObjectPart[],
  { context, useOf }: ObjectBuilding,
): ObjectDeclaration["rest"] {
  for (const part of [...parts].reverse()) {
    const rest = part.schema["additionalProperties"];
    if (rest === false) return "closed";
    if (!isObject(rest) || Object.keys(rest).length === 0) continue;
    const at: Cursor = {
      file: part.cursor.file,
      pointer: appendPointer(part.cursor.pointer, "additionalProperties"),
      value: rest,
    };
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
