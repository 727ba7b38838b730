import { propertyName, stringLiteral } from "../../emit/escape.ts";
import { atom, type Literal } from "../../emit/typescript/literal.ts";
import type { Int64Type } from "../../config/config.ts";
import { assertNever } from "../../model/assert-never.ts";
import { isExactEnum, isLongInteger } from "../../model/long-integers.ts";
import type { Declaration, DeclarationId, ObjectDeclaration, TypeUse } from "../../model/model.ts";
import { compareText } from "../../model/order.ts";
import { referencesOf, usesOf, withoutNull } from "../../model/uses.ts";

/** The input for the integer places of a version. */
export interface PlacesInput {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly int64: Int64Type;
  /** The name of a declaration in the package. */
  readonly nameOf: (id: DeclarationId) => string;
}

/** The places in the JSON of a version whose integers are read and written with all digits. */
export interface IntegerBook {
  /** The places in a value of one of the given types. Returns undefined if there are none. */
  readonly placesOf: (uses: readonly TypeUse[]) => Literal | undefined;
  /** The places that others refer to by name, sorted. It contains all that were requested so far. */
  readonly named: () => readonly (readonly [name: string, places: Literal])[];
}

/** Everything that a value of one of several types may be, and the types of its parts. */
interface Facets {
  isInteger: boolean;
  isText: boolean;
  readonly properties: Map<string, TypeUse[]>;
  /** For each object or map: the type of its other properties, and the names of its declared properties. */
  readonly rests: { readonly listed: ReadonlySet<string>; readonly use: TypeUse }[];
  readonly lists: Extract<TypeUse, { kind: "list" }>[];
}

/**
 * Creates the book of a version. JSON does not show which member of a union a value belongs to. Each place therefore
 * combines the types of all members.
 */
export function integerBook(input: PlacesInput): IntegerBook {
  const { declarations, nameOf } = input;
  const holders = declarationsWithIntegers(input);
  const named = new Map<string, Literal | undefined>();
  const open: { readonly name: string; readonly uses: readonly TypeUse[] }[] = [];

  const facetsOf = (uses: readonly TypeUse[]): Facets => {
    const facets: Facets = { isInteger: false, isText: false, properties: new Map(), rests: [], lists: [] };
    const seen = new Set<DeclarationId>();
    const addObject = (declaration: ObjectDeclaration): void => {
      const { properties, rest, correlation, alternatives = [] } = declaration;
      for (const { wire, use } of properties)
        addTo(facets.properties, wire, [
          use,
          ...(wire === correlation?.property ? correlation.cases.map((entry) => entry.use) : []),
        ]);
      if (typeof rest !== "string")
        facets.rests.push({ listed: new Set(properties.map(({ wire }) => wire)), use: rest });
      for (const { members } of alternatives) for (const member of members) add(member.use);
    };
    const add = (use: TypeUse): void => {
      switch (use.kind) {
        case "nullable":
          return add(use.of);
        case "scalar":
          facets.isInteger ||= isDigits(use, input);
          facets.isText ||= use.scalar === "string";
          return;
        case "literal":
          facets.isInteger ||= isDigits(use, input);
          facets.isText ||= typeof use.value === "string" && use.exact !== true;
          return;
        case "list":
          facets.lists.push(use);
          return;
        case "map":
          facets.rests.push({ listed: new Set(), use: use.value });
          return;
        case "unknown":
          facets.isText = true;
          return;
        case "never":
          return;
        case "ref": {
          const declaration = declarations.get(use.id);
          if (declaration === undefined || seen.has(use.id)) return;
          seen.add(use.id);
          return addDeclared(declaration);
        }
        default:
          return assertNever(use);
      }
    };
    const addDeclared = (declaration: Declaration): void => {
      switch (declaration.kind) {
        case "alias":
          return add(declaration.target);
        case "union":
          for (const { use } of declaration.members) add(use);
          return;
        case "enum":
          facets.isInteger ||= isExactEnum(declaration);
          facets.isText ||= declaration.scalar === "string";
          return;
        case "object":
          return addObject(declaration);
        default:
          return assertNever(declaration);
      }
    };
    for (const use of uses) add(use);
    return facets;
  };

  const literalOf = (facets: Facets): Literal | undefined => {
    const { isInteger, isText, properties, rests, lists } = facets;
    const form = input.int64 === "bigint" ? "bigint" : "string";
    const restUses = rests.map(({ use }) => use);
    const rest = placesOf(restUses);
    const listed = [...properties].map(([wire, uses]): [string, Literal | undefined] => {
      const others = rests.filter((own) => !own.listed.has(wire)).map(({ use }) => use);
      // A declared property does not have the places of the other properties.
      return [propertyName(wire), placesOf([...uses, ...others]) ?? (rest === undefined ? undefined : EMPTY)];
    });
    const length = Math.max(0, ...lists.map(({ positions }) => positions?.uses.length ?? 0));
    const items = placesOf(lists.map(({ item }) => item));
    const positions = Array.from(
      { length },
      (_, index) => placesOf(lists.map((list) => list.positions?.uses[index] ?? list.item)) ?? EMPTY,
    );
    const hasPositions = positions.some((position) => position !== EMPTY) || (length > 0 && items !== undefined);
    const literal = objectLiteral([
      ["as", isInteger ? text(form) : undefined],
      ["orText", isInteger && isText && form === "string" ? atom("true") : undefined],
      ["properties", objectLiteral(listed)],
      ["rest", rest],
      ["positions", hasPositions ? { kind: "list", items: positions } : undefined],
      ["items", items],
    ]);
    return literal;
  };

  const holdsAny = (use: TypeUse): boolean => holdsIntegers(use, input, (id) => holders.has(id));

  const placesOf = (uses: readonly TypeUse[]): Literal | undefined => {
    if (!uses.some(holdsAny)) return undefined;
    const plain = uses.map(withoutNull);
    const texts = new Set(plain.map((use) => nameOfUse(use, nameOf)));
    const name = [...texts].sort(compareText).join(" | ");
    if (!plain.some((use) => use.kind === "ref")) return literalOf(facetsOf(plain));
    if (!named.has(name)) {
      // The places are computed later, because a declaration may refer to itself.
      named.set(name, undefined);
      open.push({ name, uses: plain });
    }
    return text(name);
  };

  return {
    placesOf,
    named: () => {
      for (const { name, uses } of open) named.set(name, literalOf(facetsOf(uses)));
      open.length = 0;
      return [...named]
        .flatMap(([name, literal]) => (literal === undefined ? [] : [[propertyName(name), literal] as const]))
        .sort(([left], [right]) => compareText(left, right));
    },
  };
}

/** A place without such integers. */
const EMPTY: Literal = { kind: "object", entries: [] };

function text(value: string): Literal {
  return atom(stringLiteral(value));
}

/** An object literal of the defined entries. Returns undefined without entries. */
function objectLiteral(entries: readonly (readonly [string, Literal | undefined])[]): Literal | undefined {
  const given = entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return given.length === 0 ? undefined : { kind: "object", entries: given };
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, values: readonly Value[]): void {
  lists.set(key, [...(lists.get(key) ?? []), ...values]);
}

/** Whether a type is itself an integer that needs all its digits. */
function isDigits(use: TypeUse, { int64 }: Pick<PlacesInput, "int64">): boolean {
  if (use.kind === "literal") return use.exact === true;
  return int64 !== "number" && isLongInteger(use);
}

/** Whether a type contains such an integer. `holds` decides for referenced declarations. */
function holdsIntegers(
  use: TypeUse,
  input: Pick<PlacesInput, "int64">,
  holds: (id: DeclarationId) => boolean,
): boolean {
  switch (use.kind) {
    case "ref":
      return holds(use.id);
    case "nullable":
      return holdsIntegers(use.of, input, holds);
    case "list":
      return [...(use.positions?.uses ?? []), use.item].some((part) => holdsIntegers(part, input, holds));
    case "map":
      return holdsIntegers(use.value, input, holds);
    case "scalar":
    case "literal":
      return isDigits(use, input);
    case "unknown":
    case "never":
      return false;
    default:
      return assertNever(use);
  }
}

/** The declarations that contain such integers, directly or through references. */
function declarationsWithIntegers(input: PlacesInput): ReadonlySet<DeclarationId> {
  const found = new Set<DeclarationId>();
  const users = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, declaration] of input.declarations)
    for (const reference of referencesOf(declaration)) addTo(users, reference, [id]);
  const open = [...input.declarations.values()]
    .filter(
      (declaration) =>
        (declaration.kind === "enum" && isExactEnum(declaration)) ||
        usesOf(declaration).some((use) => holdsIntegers(use, input, () => false)),
    )
    .map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(users.get(id) ?? []));
  }
  return found;
}

/** A text that identifies a type. */
function nameOfUse(use: TypeUse, nameOf: PlacesInput["nameOf"]): string {
  switch (use.kind) {
    case "ref":
      return nameOf(use.id);
    case "nullable":
      return nameOfUse(use.of, nameOf);
    case "scalar":
      return [use.scalar, ...(use.format === undefined ? [] : [use.format])].join(" ");
    case "literal":
      return use.exact === true ? String(use.value) : JSON.stringify(use.value);
    case "map":
      return `{${nameOfUse(use.value, nameOf)}}`;
    case "list": {
      const positions = use.positions?.uses.map((position) => nameOfUse(position, nameOf)) ?? [];
      return `[${[...positions, `...${nameOfUse(use.item, nameOf)}`].join(", ")}]`;
    }
    case "unknown":
    case "never":
      return use.kind;
    default:
      return assertNever(use);
  }
}
