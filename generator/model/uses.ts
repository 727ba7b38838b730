import { isExactInteger } from "../text/exact-integer.ts";
import { assertNever } from "./assert-never.ts";
import { cyclesOf } from "./cycles.ts";
import type { ApiVersion, Declaration, DeclarationId, ObjectDeclaration, Operation, Place, TypeUse } from "./model.ts";

/** Calls `visit` for every reference inside a use. */
export function eachReference(use: TypeUse, visit: (id: DeclarationId) => void): void {
  switch (use.kind) {
    case "ref":
      visit(use.id);
      return;
    case "list":
      for (const position of use.positions?.uses ?? []) eachReference(position, visit);
      eachReference(use.item, visit);
      return;
    case "map":
      eachReference(use.value, visit);
      return;
    case "nullable":
      eachReference(use.of, visit);
      return;
    case "scalar":
    case "literal":
    case "unknown":
    case "never":
      return;
    default:
      assertNever(use);
  }
}

/** The uses that a declaration consists of. */
export function usesOf(declaration: Declaration): readonly TypeUse[] {
  switch (declaration.kind) {
    case "object":
      return [
        ...declaration.properties.map((property) => property.use),
        ...(typeof declaration.rest === "string" ? [] : [declaration.rest]),
        ...(declaration.correlation?.cases.map((entry) => entry.use) ?? []),
        ...(declaration.alternatives ?? []).flatMap(({ members }) => members.map((member) => member.use)),
      ];
    case "union":
      return declaration.members.map((member) => member.use);
    case "alias":
      return [declaration.target];
    case "enum":
      return [];
    default:
      return assertNever(declaration);
  }
}

/** The ids that a declaration refers to, with repetitions. The result is cached, because declarations never change. */
export function referencesOf(declaration: Declaration): readonly DeclarationId[] {
  const known = references.get(declaration);
  if (known !== undefined) return known;
  const ids: DeclarationId[] = [];
  for (const use of usesOf(declaration)) eachReference(use, (id) => ids.push(id));
  references.set(declaration, ids);
  return ids;
}

const references = new WeakMap<Declaration, readonly DeclarationId[]>();

/**
 * The declarations that the uses reach through any number of references, in the order of discovery. Declarations in
 * `reached` are skipped; new ones are added to it.
 */
export function reachFrom(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  uses: readonly TypeUse[],
  reached: Set<DeclarationId> = new Set(),
): readonly DeclarationId[] {
  const found: DeclarationId[] = [];
  const add = (id: DeclarationId): void => {
    if (reached.has(id)) return;
    reached.add(id);
    found.push(id);
  };
  for (const use of uses) eachReference(use, add);
  // The loop also visits the ids that are added while it runs.
  for (const id of found) {
    const declaration = declarations.get(id);
    if (declaration !== undefined) for (const reference of referencesOf(declaration)) add(reference);
  }
  return found;
}

/**
 * The aliases and unions that refer to themselves without an object between: `Json` is a list of Json. A target
 * language must declare the name of such a type before its definition.
 */
export function circularAliases(declarations: ReadonlyMap<DeclarationId, Declaration>): ReadonlySet<DeclarationId> {
  let circular = cycles.get(declarations);
  if (circular === undefined) {
    const plain = new Map([...declarations].filter(([, { kind }]) => kind === "alias" || kind === "union"));
    const found = cyclesOf(plain.keys(), (id) => {
      const own = plain.get(id);
      return own === undefined ? [] : referencesOf(own).filter((reference) => plain.has(reference));
    });
    cycles.set(declarations, (circular = new Set(found.keys())));
  }
  return circular;
}

const cycles = new WeakMap<ReadonlyMap<DeclarationId, Declaration>, ReadonlySet<DeclarationId>>();

/** Replaces the references of a use. Returns the same object where nothing changes. */
export function mapReferences(use: TypeUse, map: (id: DeclarationId) => DeclarationId): TypeUse {
  switch (use.kind) {
    case "ref": {
      const id = map(use.id);
      return id === use.id ? use : { kind: "ref", id };
    }
    case "list": {
      const item = mapReferences(use.item, map);
      const { positions } = use;
      if (positions === undefined) return item === use.item ? use : { kind: "list", item };
      const uses = mapList(positions.uses, (position) => mapReferences(position, map));
      return item === use.item && uses === positions.uses
        ? use
        : { kind: "list", item, positions: { ...positions, uses } };
    }
    case "map": {
      const value = mapReferences(use.value, map);
      return value === use.value ? use : { kind: "map", value };
    }
    case "nullable": {
      const of = mapReferences(use.of, map);
      return of === use.of ? use : { kind: "nullable", of };
    }
    case "scalar":
    case "literal":
    case "unknown":
    case "never":
      return use;
    default:
      return assertNever(use);
  }
}

/** Replaces every reference of a version. Parts without a changed reference stay the same objects. */
export function mapVersionReferences(version: ApiVersion, map: (id: DeclarationId) => DeclarationId): ApiVersion {
  const use = (value: TypeUse): TypeUse => mapReferences(value, map);
  return {
    ...version,
    operations: mapList(version.operations, (operation) => mapOperationUses(operation, use)),
    declarations: mapList(version.declarations, (declaration) => mapDeclarationUses(declaration, use, map)),
    events: mapList(version.events, (event) =>
      changed(event, {
        payload: use(event.payload),
        ...(event.reply === undefined ? {} : { reply: use(event.reply) }),
      }),
    ),
  };
}

/** Replaces properties of an object. Returns the same object where all values are equal. */
function changed<Value extends object>(
  value: Value,
  properties: { readonly [Key in keyof Value]?: Value[Key] },
): Value {
  for (const key in properties) if (properties[key] !== value[key]) return { ...value, ...properties };
  return value;
}

/** Maps a list. Returns the same list where no item changes. */
function mapList<Item>(list: readonly Item[], map: (item: Item) => Item): readonly Item[] {
  let result: Item[] | undefined;
  for (const [index, item] of list.entries()) {
    const mapped = map(item);
    if (mapped !== item) (result ??= [...list])[index] = mapped;
  }
  return result ?? list;
}

/** Replaces a use. */
export type MapUse = (value: TypeUse) => TypeUse;

/** Replaces the use of each item of a list. */
function mapUses<Item extends { readonly use: TypeUse }>(list: readonly Item[], map: MapUse): readonly Item[] {
  return mapList(list, (item) => {
    const use = map(item.use);
    return use === item.use ? item : { ...item, use };
  });
}

/** Replaces the uses of an operation by the results of `use`. */
export function mapOperationUses(operation: Operation, use: MapUse): Operation {
  const { success, paging, body } = operation;
  return changed(operation, {
    parameters: mapUses(operation.parameters, use),
    answers: mapList(operation.answers, (answer) =>
      changed(answer, { contents: mapUses(answer.contents, use), headers: mapUses(answer.headers, use) }),
    ),
    success:
      success.kind === "value"
        ? changed(success, { uses: mapList(success.uses, use) })
        : success.kind === "stream"
          ? changed(success, { item: use(success.item) })
          : success,
    ...(paging === undefined ? {} : { paging: changed(paging, { item: use(paging.item) }) }),
    ...(body === undefined
      ? {}
      : {
          body: changed(body, {
            contents: mapList(body.contents, (content) =>
              changed(content, { use: use(content.use), fields: mapUses(content.fields, use) }),
            ),
          }),
        }),
  });
}

/** Replaces the uses that a declaration consists of. `map` replaces the owner in its place. */
export function mapDeclarationUses(
  declaration: Declaration,
  use: MapUse,
  map: (id: DeclarationId) => DeclarationId = (id) => id,
): Declaration {
  const place = mapPlace(declaration.place, map);
  switch (declaration.kind) {
    case "object": {
      const { properties, rest, correlation, alternatives } = declaration;
      return changed(declaration, {
        place,
        properties: mapUses(properties, use),
        rest: typeof rest === "string" ? rest : use(rest),
        ...(correlation === undefined
          ? {}
          : { correlation: changed(correlation, { cases: mapUses(correlation.cases, use) }) }),
        ...(alternatives === undefined
          ? {}
          : {
              alternatives: mapList(alternatives, (entry) => changed(entry, { members: mapUses(entry.members, use) })),
            }),
      });
    }
    case "union":
      return changed(declaration, { place, members: mapUses(declaration.members, use) });
    case "alias":
      return changed(declaration, { place, target: use(declaration.target) });
    case "enum":
      return changed(declaration, { place });
    default:
      return assertNever(declaration);
  }
}

function mapPlace(place: Place, map: (id: DeclarationId) => DeclarationId): Place {
  if (place.kind !== "member") return place;
  const owner = map(place.owner);
  return owner === place.owner ? place : { ...place, owner };
}

/** The declarations of a version by id. The index is cached. */
export function indexDeclarations(version: Pick<ApiVersion, "declarations">): ReadonlyMap<DeclarationId, Declaration> {
  let index = indexes.get(version.declarations);
  if (index === undefined) {
    index = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
    indexes.set(version.declarations, index);
  }
  return index;
}

/**
 * The cache is safe: a version's list of declarations never changes, and a pass that changes declarations makes a new
 * list.
 */
const indexes = new WeakMap<readonly Declaration[], ReadonlyMap<DeclarationId, Declaration>>();

/** The use without null. */
export function withoutNull(use: TypeUse): TypeUse {
  return use.kind === "nullable" ? withoutNull(use.of) : use;
}

/**
 * The meaning of a use after aliases and null: a declaration that is not an alias, or a use that is not a reference.
 */
export function resolveUse(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
): { readonly declaration?: Exclude<Declaration, { kind: "alias" }>; readonly use: TypeUse } {
  let current = withoutNull(use);
  // A chain without a cycle has at most as many aliases as the version has declarations.
  for (let hops = 0; hops <= declarations.size && current.kind === "ref"; hops += 1) {
    const declaration = declarations.get(current.id);
    if (declaration === undefined) return { use: current };
    if (declaration.kind !== "alias") return { declaration, use: current };
    current = withoutNull(declaration.target);
  }
  return { use: current };
}

/** The object that a use means; undefined for any other type. */
export function objectOf(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse,
): ObjectDeclaration | undefined {
  const { declaration } = resolveUse(declarations, use);
  return declaration?.kind === "object" ? declaration : undefined;
}

/** Whether a value of a use is a scalar as far as the spec says, and not a list or an object. */
export function isSingleValue(declarations: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse): boolean {
  const { declaration, use: resolved } = resolveUse(declarations, use);
  if (declaration === undefined) return ["scalar", "literal", "unknown", "never"].includes(resolved.kind);
  return (
    declaration.kind === "enum" ||
    (declaration.kind === "union" && declaration.members.every((member) => member.use.kind === "scalar"))
  );
}

/** A value of a tag; a bigint is an integer that no JavaScript number holds. */
export type TagValue = string | number | bigint | boolean;

/** The tag values with the types of the property: numbers and booleans where the property has or lists such values. */
export function valuesOfTag(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  use: TypeUse | undefined,
  values: readonly string[],
): readonly TagValue[] {
  const listed = new Map<string, TagValue>();
  const resolved = use === undefined ? undefined : resolveUse(declarations, use);
  if (resolved?.use.kind === "literal" && resolved.use.value !== null) {
    const { value, exact } = resolved.use;
    listed.set(String(value), exact === true ? BigInt(String(value)) : value);
  }
  if (resolved?.declaration?.kind === "enum") {
    const { scalar, values: own } = resolved.declaration;
    for (const { value } of own)
      listed.set(String(value), scalar !== "string" && isExactInteger(value) ? BigInt(value) : value);
  }
  const scalar = resolved?.use.kind === "scalar" ? resolved.use.scalar : undefined;
  return values.map((value) => listed.get(value) ?? scalarOfText(value, scalar));
}

/** The number or boolean that a text means, if the type is one and the text has its form; else the text. */
function scalarOfText(text: string, scalar: string | undefined): TagValue {
  if (scalar === "integer" && isExactInteger(text)) return BigInt(text);
  if ((scalar === "integer" || scalar === "number") && String(Number(text)) === text) return Number(text);
  return scalar === "boolean" && (text === "true" || text === "false") ? text === "true" : text;
}
