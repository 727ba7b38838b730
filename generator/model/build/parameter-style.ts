import { isObject, type Cursor, type RawObject } from "../../load/tree.ts";
import { appendPointer } from "../../load/pointer.ts";
import type { Declaration, Operation, Origin, Parameter, ParameterPlace, ParameterStyle, TypeUse } from "../model.ts";
import { resolveUse, withoutNull } from "../uses.ts";
import { parameterStyle, unsendableParameter } from "./diagnostics.ts";
import { report, type BuildState } from "./state.ts";

/** The styles of each parameter place, the default first (OpenAPI 3.0.4 and 3.1.1, Parameter Object, Style Values). */
const STYLES: Readonly<Record<ParameterPlace, readonly [ParameterStyle, ...ParameterStyle[]]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** How a cookie with the style `cookie` of OpenAPI 3.2 is sent, which allows no encoding. */
const ENCODED_COOKIE = "sent in the style form, in which special characters are percent-encoded";

/** The fields of a parameter that say how its value is serialised. */
export type Serialisation = Pick<Parameter, "style" | "explode" | "allowReserved">;

/**
 * The style of a parameter, from the parameter's own keys. A combination that OpenAPI does not define is replaced and
 * reported.
 */
export function serialisationOf(
  state: BuildState,
  cursor: Cursor,
  { node, place, wire }: { node: RawObject; place: ParameterPlace; wire: string },
): Serialisation {
  const reportRepair = (what: string, how: string): void =>
    report(state, parameterStyle, { place, wire, what, how }, cursor);
  const allowed = STYLES[place];
  const stated = node["style"];
  const known = allowed.find((style) => style === stated);
  if (stated === "cookie" && place === "cookie")
    report(
      state,
      parameterStyle,
      { place, wire, what: "has the style cookie", how: ENCODED_COOKIE, isKnown: true },
      cursor,
    );
  else if (stated !== undefined && known === undefined && !isObject(node["content"]))
    reportRepair(`has the style ${String(stated)}`, `the style ${allowed[0]} is used`);
  const isReserved = node["allowReserved"] === true;
  if (isReserved && place !== "query") reportRepair("has allowReserved", "its reserved characters are percent-encoded");
  const allowReserved = isReserved && place === "query";
  const style = known ?? allowed[0];
  const explode = typeof node["explode"] === "boolean" ? node["explode"] : undefined;
  if (style === "deepObject") {
    if (explode === false)
      reportRepair("has the style deepObject without explode", "it is sent with explode: name[key]=value");
    return { style, explode: true, allowReserved };
  }
  if (explode === true && (style === "spaceDelimited" || style === "pipeDelimited")) {
    reportRepair(
      `has the style ${style} with explode`,
      "it is sent in the style form with explode: one pair for each part",
    );
    return { style: "form", explode: true, allowReserved };
  }
  return { style, explode: explode ?? style === "form", allowReserved };
}

type Declarations = BuildState["declarations"];

/** A part of a value that the parameter's style cannot serialise. */
interface Misfit {
  /** The path of the part, beginning with the parameter's name: `filter.ids[]`. */
  readonly at: string;
  readonly what: "a list" | "an object";
  readonly origin: Origin;
  /** The property of the parameter's object that contains the part; absent where the part is not in a property. */
  readonly property?: string;
}

/** The operation with `unsendable` set on its parameters. Call it after all declarations are built. */
export function withSendableParameters(state: BuildState, operation: Operation): Operation {
  const notes: string[] = [];
  const parameters = operation.parameters.map((parameter) => {
    if (parameter.codec !== undefined) return parameter;
    const settled = settleStyle(state, parameter);
    if (settled.style === "deepObject") return settled;
    const misfits = misfitsOf(state.declarations, settled);
    for (const { at, what, origin } of misfits) {
      const { place, wire, style } = settled;
      report(state, unsendableParameter, { place, wire, at, what, style }, origin);
      notes.push(`\`${at}\` cannot be sent: it contains ${what}, which the style \`${style}\` cannot serialise.`);
    }
    const unsendable = unsendableOf(state.declarations, settled, misfits);
    return unsendable === undefined ? settled : { ...settled, unsendable };
  });
  return { ...operation, parameters, ...(notes.length === 0 ? {} : { notes: [...operation.notes, ...notes] }) };
}

/** A scalar is serialised in one way, whatever style the spec states for lists and objects. */
function settleStyle(state: BuildState, parameter: Parameter): Parameter {
  const { place, wire, style, origin } = parameter;
  const shape = shapeOf(state.declarations, parameter.use);
  const reportRepair = (what: string, how: string): void =>
    report(state, parameterStyle, { place, wire, what, how }, origin);
  if (style === "deepObject" && shape === "a list")
    reportRepair("is an array with the style deepObject", "it is sent as name[0]=value");
  if (shape !== "single" || !["deepObject", "spaceDelimited", "pipeDelimited"].includes(style)) return parameter;
  reportRepair(`is a single value with the style ${style}`, "the style form is used");
  return { ...parameter, style: "form", explode: true };
}

/** The kind of a use as a style distinguishes it. `mixed` is a union of several kinds; `unknown` accepts any value. */
function shapeOf(
  declarations: Declarations,
  use: TypeUse,
  open: ReadonlySet<Declaration> = new Set(),
): "single" | "a list" | "an object" | "mixed" | "unknown" {
  const { declaration, use: resolved } = resolveUse(declarations, use);
  if (declaration === undefined) {
    if (resolved.kind === "list") return "a list";
    if (resolved.kind === "map") return "an object";
    return resolved.kind === "scalar" || resolved.kind === "literal" ? "single" : "unknown";
  }
  if (declaration.kind === "enum") return "single";
  if (declaration.kind === "object" || open.has(declaration)) return "an object";
  const inner = new Set(open).add(declaration);
  const [first = "unknown", ...others] = new Set(
    declaration.members.map((member) => shapeOf(declarations, member.use, inner)),
  );
  return others.length === 0 ? first : "mixed";
}

function misfitsOf(declarations: Declarations, parameter: Parameter): readonly Misfit[] {
  const { file, pointer } = parameter.origin;
  return misfitsIn(declarations, parameter.use, {
    at: parameter.wire,
    origin: { file, pointer: appendPointer(pointer, "schema") },
    open: new Set(),
  });
}

/** The parts of a value that are lists or objects themselves. */
function misfitsIn(
  declarations: Declarations,
  use: TypeUse,
  { at, origin, open }: { at: string; origin: Origin; open: ReadonlySet<Declaration> },
): readonly Misfit[] {
  const { declaration, use: resolved } = resolveUse(declarations, use);
  const part = (value: TypeUse, where: string): readonly Misfit[] => compoundsOf(declarations, value, where, origin);
  if (declaration === undefined) {
    if (resolved.kind === "list")
      return [...(resolved.positions?.uses ?? []), resolved.item].flatMap((item) => part(item, `${at}[]`));
    return resolved.kind === "map" ? part(resolved.value, `${at}.*`) : [];
  }
  if (declaration.kind === "enum" || open.has(declaration)) return [];
  const inner = { at, origin, open: new Set(open).add(declaration) };
  const options = declaration.kind === "union" ? [declaration] : (declaration.alternatives ?? []);
  const ofOptions = options.flatMap(({ members }) =>
    members.flatMap((member) => misfitsIn(declarations, member.use, inner)),
  );
  if (declaration.kind === "union") return ofOptions;
  const own = declaration.properties
    .filter((property) => property.access !== "answer")
    .flatMap(({ wire, use: value, origin: place }) =>
      compoundsOf(declarations, value, `${at}.${wire}`, place).map((misfit) => ({ ...misfit, property: wire })),
    );
  return [...own, ...(typeof declaration.rest === "string" ? [] : part(declaration.rest, `${at}.*`)), ...ofOptions];
}

/** The misfits of one part: one for each kind of list or object that the part accepts. */
function compoundsOf(declarations: Declarations, use: TypeUse, at: string, origin: Origin): readonly Misfit[] {
  const shape = shapeOf(declarations, use);
  if (shape === "a list" || shape === "an object") return [{ at, what: shape, origin }];
  if (shape !== "mixed") return [];
  const { declaration } = resolveUse(declarations, use);
  const members = declaration?.kind === "union" ? declaration.members : [];
  return members
    .flatMap((member) => compoundsOf(declarations, member.use, at, origin))
    .filter(({ what }, index, all) => all.findIndex((other) => other.what === what) === index);
}

/** The properties that the parameter's type must not offer, or `all`. A part that also accepts a scalar stays. */
function unsendableOf(
  declarations: Declarations,
  { use }: Parameter,
  misfits: readonly Misfit[],
): Parameter["unsendable"] {
  if (misfits.length === 0) return undefined;
  const { declaration, use: resolved } = resolveUse(declarations, use);
  const isCompound = (part: TypeUse): boolean => ["a list", "an object"].includes(shapeOf(declarations, part));
  if (declaration === undefined) {
    if (resolved.kind === "list") return isCompound(resolved.item) ? "all" : undefined;
    return resolved.kind === "map" && isCompound(resolved.value) ? "all" : undefined;
  }
  if (declaration.kind !== "object") return undefined;
  const properties = declaration.properties.filter(
    (property) => property.access !== "answer" && isCompound(withoutNull(property.use)),
  );
  if (properties.some((property) => property.required)) return "all";
  return properties.length === 0 ? undefined : properties.map((property) => property.wire);
}
