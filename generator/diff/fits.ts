import { assertNever } from "../model/assert-never.ts";
import type { SurfaceModel, SurfaceProperty, SurfaceType } from "../contract/surface-format.ts";
import type { Direction } from "./change-class.ts";
import type { VersionPair } from "./pair.ts";
import { shapeOf, type ResolvedShape, type Shape } from "./shape.ts";
import { directionsOfAccess, type VersionIndex } from "./surface-index.ts";

/** The old and the new type at one place. */
export interface TypeChange {
  readonly old: SurfaceType;
  readonly new: SurfaceType;
}

/** Whether two types are the same, apart from changes inside the models that they name. */
export function isSameType(pair: VersionPair, { old, new: found }: TypeChange): boolean {
  if (typeof old === "string" || typeof found === "string") return old === found;
  if ("ref" in old) return "ref" in found && pair.newId.get(old.ref) === found.ref;
  if ("positions" in old)
    return (
      "positions" in found &&
      old.required === found.required &&
      old.positions.length === found.positions.length &&
      old.positions.every((item, position) => isSame(pair, item, found.positions[position])) &&
      isSame(pair, old.list, found.list)
    );
  if ("list" in old) return "list" in found && !("positions" in found) && isSame(pair, old.list, found.list);
  if ("map" in old) return "map" in found && isSame(pair, old.map, found.map);
  if ("nullable" in old) return "nullable" in found && isSame(pair, old.nullable, found.nullable);
  if ("scalar" in old) return "scalar" in found && old.scalar === found.scalar && old.format === found.format;
  if ("literal" in old) return "literal" in found && old.literal === found.literal;
  // The reasons of unknown types are for people, so they are not compared.
  return "never" in old ? "never" in found : "unknown" in found;
}

function isSame(pair: VersionPair, old: SurfaceType | undefined, found: SurfaceType | undefined): boolean {
  if (old === undefined || found === undefined) return old === found;
  return isSameType(pair, { old, new: found });
}

/**
 * What the language of a target can distinguish. Programs do not notice a difference that their language cannot
 * express.
 */
export interface TypeSystem {
  /** Whether the service rejects a number with a fraction that a script sends for an integer. */
  readonly hasIntegers: boolean;
  /** Whether a response may have any string where it had one of a few. */
  readonly isOpenToText: boolean;
  /** Whether a program that does not check for null still works if a value may be null. */
  readonly ignoresNull: boolean;
}

interface Question {
  readonly pair: VersionPair;
  readonly direction: Direction;
  readonly system: TypeSystem;
  /** The side that values come from: the new surface for responses, the old surface for requests. */
  readonly from: VersionIndex;
  readonly to: VersionIndex;
  /** Pairs of models that are being compared; a circular pair fits if the rest fits. */
  readonly open: Set<string>;
}

/**
 * Whether programs written for the old type still work with the new type. For a response, the new values must fit the
 * type that programs read. For a request, the values that programs send must fit the new type.
 */
export function stillFits(
  pair: VersionPair,
  { old, new: found }: TypeChange,
  { direction, system }: { readonly direction: Direction; readonly system: TypeSystem },
): boolean {
  const isRead = direction === "response";
  const question = {
    pair,
    direction,
    system,
    from: isRead ? pair.new : pair.old,
    to: isRead ? pair.old : pair.new,
    open: new Set<string>(),
  };
  return fits(question, isRead ? found : old, isRead ? old : found);
}

function fits(question: Question, value: SurfaceType, place: SurfaceType): boolean {
  if (isPaired(question, value, place)) return true;
  const from = shapeOf(value, question.from);
  const to = shapeOf(place, question.to);
  if (to.shape.kind === "unknown") return true;
  if (from.isNullable && !to.isNullable && !(question.system.ignoresNull && question.direction === "response"))
    return false;
  return fitsShape(question, from, to);
}

/**
 * Whether two references name paired models. Such models fit, because a change inside them is reported at the model.
 */
function isPaired({ pair, direction }: Question, value: SurfaceType, place: SurfaceType): boolean {
  if (typeof value === "string" || typeof place === "string" || !("ref" in value) || !("ref" in place)) return false;
  const [old, found] = direction === "response" ? [place.ref, value.ref] : [value.ref, place.ref];
  return pair.newId.get(old) === found;
}

function fitsShape(
  question: Question,
  { shape: from }: ResolvedShape,
  { shape: to }: ResolvedShape,
  tagValues?: readonly string[],
): boolean {
  if (from.kind === "never") return true;
  if (from.kind === "union")
    return from.members.every((member) =>
      fitsShape(question, shapeOf(member.type, question.from), { shape: to, isNullable: false }, member.tagValues),
    );
  if (to.kind === "union")
    return to.members.some(
      (member) =>
        fitsTag(question, from, { tag: to.tag, wanted: member.tagValues, given: tagValues }) &&
        fitsShape(question, { shape: from, isNullable: false }, shapeOf(member.type, question.to)),
    );
  switch (to.kind) {
    case "unknown":
      return true;
    case "never":
      return false;
    case "scalar":
      return fitsScalar(question, from, to.scalar);
    case "values":
      return fitsValues(question, from, to);
    case "list":
      return from.kind === "list"
        ? fits(question, from.item, to.item)
        : from.kind === "tuple" &&
            [...from.positions, ...(from.rest === undefined ? [] : [from.rest])].every((item) =>
              fits(question, item, to.item),
            );
    case "tuple":
      return from.kind === "tuple" && fitsTuple(question, from, to);
    case "map":
      if (from.kind === "map") return fits(question, from.value, to.value);
      // Programs may read any key of a map, but only the listed properties of an object.
      return (
        from.kind === "object" &&
        question.direction === "request" &&
        viewOf(from.model, question.direction).every(({ type }) => fits(question, type, to.value))
      );
    case "object":
      return from.kind === "object" && fitsObject(question, from.model, to.model);
    default:
      return assertNever(to);
  }
}

/** Whether the tag of an object has only values of a union's member. A free text may have any. */
function fitsTag(
  question: Question,
  from: Shape,
  {
    tag,
    wanted,
    given,
  }: {
    readonly tag: string | undefined;
    readonly wanted: readonly string[] | undefined;
    readonly given: readonly string[] | undefined;
  },
): boolean {
  if (tag === undefined || wanted === undefined || wanted.length === 0 || from.kind !== "object") return true;
  if (given !== undefined && given.length > 0) return given.every((value) => wanted.includes(value));
  const property = viewOf(from.model, question.direction).find(({ wire }) => wire === tag);
  if (property === undefined) return true;
  const { shape } = shapeOf(property.type, question.from);
  return shape.kind === "values" && [...shape.values].every((value) => wanted.includes(String(value)));
}

function fitsScalar(
  { system, direction }: Question,
  from: Shape,
  to: "string" | "integer" | "number" | "boolean" | "binary",
): boolean {
  // Programs can read either kind of number. In a request, the service rejects 1.5 where it expects an integer.
  const isExact = system.hasIntegers && direction === "request";
  const base = to === "integer" && !isExact ? "number" : to;
  switch (from.kind) {
    case "scalar":
      return from.scalar === base || (from.scalar === "integer" && base === "number");
    case "values":
      return from.scalar === base || (from.scalar === "number" && base === "integer");
    default:
      return false;
  }
}

function fitsValues({ system, direction }: Question, from: Shape, to: Extract<Shape, { kind: "values" }>): boolean {
  // A response may contain values that the enumeration does not list.
  const isOpen = direction === "response" && to.scalar !== "boolean";
  if (from.kind === "values")
    return from.scalar === to.scalar && (isOpen || [...from.values].every((value) => to.values.has(value)));
  if (from.kind !== "scalar" || !isOpen || !system.isOpenToText) return false;
  return from.scalar === to.scalar || (from.scalar === "integer" && to.scalar === "number");
}

function fitsTuple(
  question: Question,
  from: Extract<Shape, { kind: "tuple" }>,
  to: Extract<Shape, { kind: "tuple" }>,
): boolean {
  const length = Math.max(from.positions.length, to.positions.length);
  if (from.required < to.required) return false;
  return Array.from({ length }, (_, index) => index).every((index) => {
    const value = from.positions[index] ?? from.rest;
    const place = to.positions[index] ?? to.rest;
    if (value === undefined) return true;
    return place !== undefined && fits(question, value, place);
  });
}

/** The properties of an object that travel in a direction. */
export function viewOf({ properties = [] }: SurfaceModel, direction: Direction): readonly SurfaceProperty[] {
  return properties.filter(({ access }) => directionsOfAccess(access).includes(direction));
}

function fitsObject(question: Question, from: SurfaceModel, to: SurfaceModel): boolean {
  const key = `${from.id} ${to.id}`;
  if (question.open.has(key)) return true;
  question.open.add(key);
  const { direction, system } = question;
  const isRead = direction === "response";
  const values = new Map(viewOf(from, direction).map((property) => [property.wire, property]));
  const places = viewOf(to, direction);
  const takesMore = typeof to.rest === "object";
  if (!isRead && !takesMore) {
    const known = new Set(places.map(({ wire }) => wire));
    // A literal with a property that the type lacks does not compile, and the service drops or rejects the property.
    if ([...values.keys()].some((wire) => !known.has(wire))) return false;
  }
  return places.every((place) => {
    const value = values.get(place.wire);
    // Programs read a property that existed before. A request may omit a property that is not required.
    if (value === undefined) return !isRead && !place.required;
    if (!value.required && place.required && !(isRead && system.ignoresNull)) return false;
    return fits(question, value.type, place.type);
  });
}
