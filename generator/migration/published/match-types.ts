import type { Surface, SurfaceModel, SurfaceType } from "../../contract/surface-format.ts";
import { suffixOf } from "./declarations.ts";
import type { CallMatch, VersionMap } from "./match-calls.ts";
import type { PublishedPackage, PublishedType } from "./table.ts";
import { readShape, type PublishedShape } from "./type-text.ts";

/** For each published type with a counterpart, the model of the surface. */
export type TypeMatches = ReadonlyMap<string, SurfaceModel>;

interface Votes {
  readonly type: PublishedType;
  /** The candidates by id of the model, in the order in which they are found. */
  readonly counts: Map<string, { readonly model: SurfaceModel; count: number }>;
}

/**
 * Pairs types by the places where they occur in paired calls, and by name if no call leads to a type. If a type occurs
 * at several places, the model with the same name wins, otherwise the model that occurs most often.
 */
export function matchTypes(
  table: PublishedPackage,
  surface: Surface,
  { calls, versions }: { readonly calls: readonly CallMatch[]; readonly versions: VersionMap },
): TypeMatches {
  const types = new Map(table.types.map((type) => [type.name, type]));
  const models = new Map(surface.models.map((model) => [`${model.version} ${model.id}`, model]));
  for (const model of surface.models)
    for (const also of model.also ?? []) models.set(`${model.version} ${also}`, model);
  const votes = new Map<string, Votes>();
  const walk = (shape: PublishedShape, type: SurfaceType, version: string): void => {
    const inner = unwrap(type);
    if ("union" in shape) {
      if (typeof inner === "object" && "ref" in inner) {
        const model = models.get(`${version} ${inner.ref}`);
        const members = model?.members ?? [];
        for (const [index, part] of shape.union.entries()) {
          const named = members.find(({ type }) => isCalled(part, type, version));
          const member = named ?? (members.length === shape.union.length ? members[index] : undefined);
          walk(part, member?.type ?? inner, version);
        }
      }
      return;
    }
    if ("list" in shape) {
      const items = throughAlias(inner, models, version);
      if (typeof items === "object" && "list" in items) walk(shape.list, items.list, version);
      return;
    }
    if ("map" in shape) {
      const items = throughAlias(inner, models, version);
      if (typeof items === "object" && "map" in items) walk(shape.map, items.map, version);
      return;
    }
    if (!("name" in shape) || typeof inner !== "object" || !("ref" in inner)) return;
    const published = types.get(shape.name);
    const model = models.get(`${version} ${inner.ref}`);
    if (published === undefined || model === undefined) return;
    const known: Votes = votes.get(shape.name) ?? { type: published, counts: new Map() };
    votes.set(shape.name, known);
    const vote = known.counts.get(model.id);
    if (vote !== undefined) {
      vote.count += 1;
      return;
    }
    known.counts.set(model.id, { model, count: 1 });
    walkInside(published, model);
  };
  /** Whether a member of a union has the name of a published member; the order of members may differ. */
  const isCalled = (part: PublishedShape, type: SurfaceType, version: string): boolean => {
    const inner = unwrap(type);
    if (!("name" in part) || typeof inner !== "object" || !("ref" in inner)) return false;
    const model = models.get(`${version} ${inner.ref}`);
    const owner = types.get(part.name);
    if (model === undefined || owner === undefined) return false;
    const plain = comparable(unversionedName(part.name, owner.version));
    return namesOf(model).some((name) => comparable(name) === plain);
  };
  const walkInside = (published: PublishedType, model: SurfaceModel): void => {
    if (model.kind === "alias" && model.type !== undefined) {
      const target = unwrap(model.type);
      if (typeof target === "object" && "ref" in target) walk({ name: published.name }, target, model.version);
    }
    if (published.is !== undefined) {
      const shape = readShape(published.is);
      if ("union" in shape && model.members !== undefined) walk(shape, { ref: model.id }, model.version);
      else walk(shape, model.type ?? { ref: model.id }, model.version);
    }
    const properties = new Map(propertiesOf(model, models));
    for (const [key, text] of Object.entries(published.properties ?? {})) {
      const type = properties.get(key.replace(/\?$/u, ""));
      if (type !== undefined) walk(readShape(text), type, model.version);
    }
  };
  for (const { published, operation } of calls) {
    const { version } = operation;
    for (const argument of published.arguments) {
      const wire = argument.wire ?? argument.name;
      if (argument.place === "body")
        for (const content of operation.body?.contents ?? []) walk(readShape(argument.type), content.type, version);
      else if (argument.place === "form")
        for (const field of (operation.body?.contents ?? []).flatMap(({ fields = [] }) => fields))
          if (field.wire === wire) walk(readShape(argument.type), field.type, version);
      for (const parameter of operation.parameters)
        if (parameter.place === argument.place && parameter.wire === wire)
          walk(readShape(argument.type), parameter.type, version);
    }
    for (const type of operation.success.types ?? []) walk(readShape(published.result), type, version);
  }
  return chooseMatches(table, { surface, versions, votes });
}

/** The type without `null`. */
function unwrap(type: SurfaceType): SurfaceType {
  return typeof type === "object" && "nullable" in type ? unwrap(type.nullable) : type;
}

function throughAlias(type: SurfaceType, models: ReadonlyMap<string, SurfaceModel>, version: string): SurfaceType {
  if (typeof type !== "object" || !("ref" in type)) return type;
  const model = models.get(`${version} ${type.ref}`);
  return model?.kind === "alias" && model.type !== undefined ? throughAlias(unwrap(model.type), models, version) : type;
}

/**
 * The properties of an object. For a union these are the properties of its members; of equal names the first one is
 * used.
 */
function propertiesOf(
  model: SurfaceModel,
  models: ReadonlyMap<string, SurfaceModel>,
  seen: ReadonlySet<string> = new Set(),
): readonly (readonly [string, SurfaceType])[] {
  if (seen.has(model.id)) return [];
  const parts = [
    ...(model.members ?? []),
    ...(model.alternatives ?? []).flatMap(({ members }) => members),
    ...(model.type === undefined ? [] : [{ type: model.type }]),
  ].flatMap(({ type }) => {
    const inner = unwrap(type);
    const member =
      typeof inner === "object" && "ref" in inner ? models.get(`${model.version} ${inner.ref}`) : undefined;
    return member === undefined ? [] : propertiesOf(member, models, new Set([...seen, model.id]));
  });
  // In a map the last entry wins, so the order is: later members, earlier members, the model's own properties.
  return [...parts.reverse(), ...(model.properties ?? []).map(({ wire, type }) => [wire, type] as const)];
}

function chooseMatches(
  table: PublishedPackage,
  {
    surface,
    versions,
    votes,
  }: { readonly surface: Surface; readonly versions: VersionMap; readonly votes: ReadonlyMap<string, Votes> },
): TypeMatches {
  const names = new Map<string, SurfaceModel>();
  for (const model of surface.models)
    for (const name of namesOf(model)) {
      const key = `${model.version} ${comparable(name)}`;
      if (!names.has(key)) names.set(key, model);
    }
  const matches = new Map<string, SurfaceModel>();
  for (const type of table.types) {
    const version = versions.get(type.version);
    if (version === undefined) continue;
    const met = [...(votes.get(type.name)?.counts.values() ?? [])].filter(({ model }) => fits(type, model));
    const plain = comparable(unversionedName(type.name, type.version));
    const same = met.find(({ model }) => namesOf(model).some((name) => comparable(name) === plain));
    const most = [...met].sort((one, other) => other.count - one.count)[0];
    const named = names.get(`${version} ${plain}`);
    const model = same?.model ?? most?.model ?? (named !== undefined && fits(type, named) ? named : undefined);
    if (model !== undefined) matches.set(type.name, model);
  }
  return matches;
}

/** Whether both are enumerations or neither is. Only an enumeration has a constant. */
function fits(type: PublishedType, model: SurfaceModel): boolean {
  return (type.values !== undefined) === (model.kind === "enumeration");
}

function namesOf({ targets }: SurfaceModel): readonly string[] {
  const names = targets["typescript"];
  return names === undefined ? [] : [names.name, ...(names.aliases ?? []).map(({ name }) => name)];
}

/** Removes the version from a published name: `AccessConstraintBetaTypeBeta` becomes `AccessConstraintType`. */
export function unversionedName(name: string, version: string): string {
  return name.replaceAll(new RegExp(`${suffixOf(version)}(?=[A-Z0-9]|$)`, "gu"), "");
}

/** Normalises a name, because the other generator writes `Inner` for `Item` and spells abbreviations in other ways. */
function comparable(name: string): string {
  return name.toLowerCase().replaceAll("inner", "item");
}
