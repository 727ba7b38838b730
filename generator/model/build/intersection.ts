import { acceptsNull, areOneType, isOfType, statedTypes, typeOfValue } from "../../load/schema-types.ts";
import { child, identityOf, isObject, type Cursor } from "../../load/tree.ts";
import { followIn, type BuildState } from "./state.ts";

type Value = string | number | boolean;

/** The values that several schemas have in common. */
export type Intersection =
  /** No value is left. `parts` describes two constraints that exclude each other, or each list of values. */
  | { readonly kind: "never"; readonly parts: readonly string[] }
  /**
   * Some values are left, with the type of the first one. `owner` is the schema that lists exactly these values, if one
   * does.
   */
  | { readonly kind: "values"; readonly values: readonly Value[]; readonly type: string; readonly owner?: Cursor };

/** The types and values that one schema states, without those of its parts. */
interface Constraint {
  readonly at: Cursor;
  readonly types: readonly string[];
  readonly values?: readonly unknown[];
}

/**
 * The values that satisfy all schemas: the members of an `allOf`, or the declarations of one property in several parts.
 * Returns undefined where the schemas list no values and their types agree.
 */
export function intersectionOf(state: BuildState, cursors: readonly Cursor[]): Intersection | undefined {
  const constraints = cursors.flatMap((cursor) => constraintsOf(state, cursor, new Set()));
  if (constraints.length < 2 || constraints.every(({ at }) => acceptsNull(at.value))) return undefined;
  const typed = constraints.filter(({ types }) => types.length > 0);
  for (const [index, one] of typed.entries())
    for (const other of typed.slice(index + 1))
      if (!one.types.some((type) => other.types.some((second) => areOneType(type, second))))
        return { kind: "never", parts: [typesText(one), typesText(other)] };
  const listed = constraints.flatMap((constraint) =>
    constraint.values === undefined ? [] : [{ ...constraint, values: constraint.values }],
  );
  const [first, ...others] = listed;
  if (first === undefined) return undefined;
  const left = first.values.filter(
    (value) =>
      others.every(({ values }) => values.some((other) => isSameValue(value, other))) &&
      (value === null || typed.every(({ types }) => types.some((type) => isOfType(value, type)))),
  );
  if (left.length === 0 && first.values.length > 0) {
    const typeTexts = others.length === 0 ? typed.filter(({ at }) => at !== first.at).map(typesText) : [];
    return { kind: "never", parts: [...listed.map(({ values }) => valuesText(values)), ...typeTexts] };
  }
  const values = left.filter((value): value is Value => typeof value !== "object");
  if (values.length < left.length || values.length === 0) return undefined;
  const owners = listed.filter(({ values: own }) => own.length === left.length);
  const owner = owners.at(-1);
  // The digits of an integer that no JavaScript number holds are stored as a string.
  const isInteger = isOfType(values[0], "integer") && typed.some(({ types }) => types.includes("integer"));
  const type = isInteger ? "integer" : typeOfValue(values[0]);
  return { kind: "values", values, type, ...(owner === undefined ? {} : { owner: owner.at }) };
}

/** The constraints of a schema and of its `allOf` members, references followed. */
function constraintsOf(state: BuildState, cursor: Cursor, seen: Set<string>): readonly Constraint[] {
  const target = followIn(state, cursor);
  if (target === undefined || !isObject(target.value)) return [];
  const id = identityOf(target);
  if (seen.has(id)) return [];
  seen.add(id);
  const schema = target.value;
  const types = statedTypes(schema);
  const values = Array.isArray(schema["enum"])
    ? (schema["enum"] as unknown[])
    : Object.hasOwn(schema, "const")
      ? [schema["const"]]
      : undefined;
  const own: readonly Constraint[] =
    types.length === 0 && values === undefined
      ? []
      : [{ at: target, types, ...(values === undefined ? {} : { values }) }];
  const members = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  return [...own, ...members.flatMap((_, index) => constraintsOf(state, child(target, "allOf", index), seen))];
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
}

function typesText({ types }: Constraint): string {
  return types.join(" or ");
}

function valuesText(values: readonly unknown[]): string {
  const shown = values.slice(0, 10).map((value) => JSON.stringify(value));
  return `one of ${[...shown, ...(values.length > 10 ? ["..."] : [])].join(", ")}`;
}
