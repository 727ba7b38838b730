import type { SurfaceModel, SurfacePresence, SurfaceProperty } from "../contract/surface-format.ts";
import type { Direction } from "./change-class.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { withDocs } from "./compare-docs.ts";
import { compareModelNames } from "./compare-names.ts";
import { compareAlternatives, compareValues } from "./compare-values.ts";
import { changedText, newType, oldType, onlyIn, typeFindings, type DiffContext } from "./context.ts";
import { modelNameIn, type ModelPair } from "./model-pair.ts";
import { directionsOfAccess, usesOfModel } from "./surface-index.ts";
import { typeText } from "./type-text.ts";

/** Compares the models of a version. Each change is reported once, with the operations that use the model. */
export function compareModels(context: DiffContext): readonly Finding[] {
  const { pair } = context;
  return [
    ...[...pair.old.models.values()]
      .filter(({ id }) => !pair.newId.has(id))
      .flatMap((model) => removed(context, model)),
    ...[...pair.new.models.values()]
      .filter(({ id }) => !pair.oldIds.has(id))
      .map((model): Finding => ({ ...baseOf(context, model.id), rule: "model-added", name: modelNameIn(model) })),
    ...[...pair.newId].flatMap(([oldId, newId]) => {
      const old = pair.old.models.get(oldId);
      const found = pair.new.models.get(newId);
      if (old === undefined || found === undefined) return [];
      return compareModel(context, { old, new: found });
    }),
  ];
}

function baseOf({ pair, touched }: DiffContext, newId: string): FindingBase {
  const uses = usesOfModel(pair.new, newId);
  const earlier = (pair.oldIds.get(newId) ?? []).map((id) => usesOfModel(pair.old, id));
  // A new direction and a new operation have findings of their own. Existing programs use the model only where it was
  // used before.
  const all = earlier.length === 0 ? [uses] : earlier;
  const directions = (["request", "response"] as const).filter((way) =>
    all.some((entry) => entry.directions.includes(way)),
  );
  return {
    version: pair.label,
    place: newId,
    directions,
    operations: [...new Set([...all, uses].flatMap(({ operations }) => operations))].sort(),
    origin: touched.models.has(newId) ? "spec" : "generator",
  };
}

/** A removed model is no loss in a target if its name is now the name or an alias of another model. */
function removed({ pair, targets }: DiffContext, model: SurfaceModel): readonly Finding[] {
  const { directions, operations } = usesOfModel(pair.old, model.id);
  const base: FindingBase = { version: pair.label, place: model.id, directions, operations, origin: "spec" };
  return targets.map((target): Finding => {
    const name = model.targets[target]?.name ?? model.id;
    const heir = [...pair.new.models.values()].find(
      (other) =>
        other.targets[target]?.name === name || other.targets[target]?.aliases?.some((alias) => alias.name === name),
    );
    return heir === undefined
      ? { ...base, rule: "model-removed", name, before: name, targets: [target] }
      : {
          ...base,
          rule: "model-merged",
          name,
          before: name,
          after: heir.targets[target]?.name ?? heir.id,
          targets: [target],
        };
  });
}

/** Compares one model. */
export function compareModel(context: DiffContext, models: ModelPair): readonly Finding[] {
  const { old, new: found } = models;
  const base = baseOf(context, found.id);
  const name = modelNameIn(found);
  const names = context.targets.flatMap((target) => {
    const before = old.targets[target];
    const after = found.targets[target];
    return before === undefined || after === undefined
      ? []
      : compareModelNames(base, { target, old: before, new: after });
  });
  const was = old.deprecated === true;
  const is = found.deprecated === true;
  const findings = [
    ...names,
    ...(was === is ? [] : [{ ...base, rule: is ? ("model-deprecated" as const) : ("model-restored" as const), name }]),
    ...compareForms(base, models),
    // An enumeration of another scalar has no value in common with the old one.
    ...(old.kind === found.kind && old.scalar === found.scalar
      ? compareInside(context, base, models)
      : compareKinds(context, base, models)),
  ];
  return withDocs(findings, base, { ...models, name });
}

/** Reports that a model is now used, or no longer used, in a direction. */
function compareForms(base: FindingBase, { old, new: found }: ModelPair): readonly Finding[] {
  const name = modelNameIn(found);
  const rules = {
    read: ["model-not-read", "model-now-read"],
    sent: ["model-not-sent", "model-now-sent"],
  } as const;
  return (["read", "sent"] as const).flatMap((form): readonly Finding[] => {
    const was = old.forms.includes(form);
    const is = found.forms.includes(form);
    const [lost, gained] = rules[form];
    return was === is ? [] : [{ ...base, rule: is ? gained : lost, name }];
  });
}

/** Reports that a model changed its kind. */
function compareKinds(context: DiffContext, base: FindingBase, { old, new: found }: ModelPair): readonly Finding[] {
  // The models are paired by identity, so `typeFindings` would take them for the same type; the pair is removed here.
  const { pair } = context;
  const newId = new Map([...pair.newId].filter(([id]) => id !== old.id));
  const unpaired = { ...context, pair: { ...pair, newId } };
  const texts = (model: SurfaceModel, side: "old" | "new") => (target: string) =>
    model.type === undefined ? KIND_NAMES[model.kind] : typeText(model.type, pair[side], target);
  return typeFindings(unpaired, {
    base,
    name: modelNameIn(found),
    change: { old: { ref: old.id }, new: { ref: found.id } },
    rules: { changed: "model-type-changed", compatible: "model-type-compatible" },
  }).map((finding) => ({ ...finding, before: texts(old, "old"), after: texts(found, "new") }));
}

const KIND_NAMES: Readonly<Record<SurfaceModel["kind"], string>> = {
  object: "an object",
  enumeration: "an enumeration",
  union: "a union",
  alias: "an alias",
};

function compareInside(context: DiffContext, base: FindingBase, models: ModelPair): readonly Finding[] {
  const { old, new: found } = models;
  return [
    ...compareProperties(context, base, models),
    ...comparePresence(base, models),
    ...compareRest(context, base, models),
    ...compareValues(base, models),
    ...compareAlternatives(context, base, models),
    ...(old.type === undefined || found.type === undefined
      ? []
      : typeFindings(context, {
          base,
          name: modelNameIn(found),
          change: { old: old.type, new: found.type },
          rules: { changed: "model-type-changed", compatible: "model-type-compatible" },
        })),
  ];
}

function compareProperties(context: DiffContext, base: FindingBase, models: ModelPair): readonly Finding[] {
  const old = new Map((models.old.properties ?? []).map((property) => [property.wire, property]));
  const found = new Map((models.new.properties ?? []).map((property) => [property.wire, property]));
  const name =
    (wire: string): TargetText =>
    (target) =>
      `${models.new.targets[target]?.name ?? models.new.id}.${wire}`;
  return [
    ...[...old.values()]
      .filter(({ wire }) => !found.has(wire))
      .map((property): Finding => ({
        ...base,
        directions: meet(base.directions, property),
        rule: "property-removed",
        name: name(property.wire),
        before: oldType(context, property.type),
      })),
    ...[...found.values()]
      .filter(({ wire }) => !old.has(wire))
      .map((property): Finding => ({
        ...base,
        directions: meet(base.directions, property),
        rule: property.required ? "property-added-required" : "property-added",
        name: name(property.wire),
        after: newType(context, property.type),
      })),
    ...[...old.values()].flatMap((before) => {
      const after = found.get(before.wire);
      return after === undefined
        ? []
        : compareProperty(context, base, { old: before, new: after, name: name(after.wire) });
    }),
  ];
}

/** The rules on required properties beside `required`. */
function comparePresence(base: FindingBase, models: ModelPair): readonly Finding[] {
  const old = (models.old.presence ?? []).map(presenceText);
  const found = (models.new.presence ?? []).map(presenceText);
  const name = modelNameIn(models.new);
  return [
    ...onlyIn(old, found).map((before): Finding => ({ ...base, rule: "presence-optional", name, before })),
    ...onlyIn(found, old).map((after): Finding => ({ ...base, rule: "presence-required", name, after })),
  ];
}

/** `a, or b and c`, or `exactly one of a, or b and c` */
function presenceText({ lists, exclusive }: SurfacePresence): string {
  return `${exclusive === true ? "exactly one of " : ""}${lists.map((list) => list.join(" and ")).join(", or ")}`;
}

/** The directions of a model in which one of its properties is used. */
function meet(directions: readonly Direction[], { access }: SurfaceProperty): readonly Direction[] {
  const own = directionsOfAccess(access);
  const both = directions.filter((direction) => own.includes(direction));
  return both.length === 0 ? own : both;
}

interface PropertyChange {
  readonly old: SurfaceProperty;
  readonly new: SurfaceProperty;
  readonly name: TargetText;
}

function compareProperty(context: DiffContext, base: FindingBase, change: PropertyChange): readonly Finding[] {
  const { old, new: found, name } = change;
  const directions = meet(base.directions, old).filter((way) => directionsOfAccess(found.access).includes(way));
  const at = { ...base, directions, name };
  const travels = directions.length > 0;
  const [before, after] = [withoutNull(old.type), withoutNull(found.type)];
  const tell = (rule: Finding["rule"], texts: { before?: string; after?: string } | undefined): readonly Finding[] =>
    texts === undefined ? [] : [{ ...at, rule, ...texts }];
  return [
    ...compareAccess(base, change),
    ...(old.required === found.required || !travels
      ? []
      : tell(found.required ? "property-required" : "property-optional", presence(old, found))),
    ...(before.isNullable === after.isNullable || !travels
      ? []
      : tell(after.isNullable ? "property-nullable" : "property-not-nullable", {
          before: before.isNullable ? "may be null" : "never null",
          after: after.isNullable ? "may be null" : "never null",
        })),
    ...(travels
      ? typeFindings(context, {
          base: at,
          name,
          change: { old: before.type, new: after.type },
          rules: { changed: "property-type-changed", compatible: "property-type-compatible" },
        })
      : []),
    ...tell("property-default-changed", changedText(jsonText(old.default), jsonText(found.default))),
    ...tell("property-bounds-changed", changedText(old.bounds, found.bounds)),
    ...(old.deprecated === found.deprecated
      ? []
      : tell(found.deprecated === true ? "property-deprecated" : "property-restored", {})),
  ];
}

function presence(old: SurfaceProperty, found: SurfaceProperty): { before: string; after: string } {
  const text = ({ required }: SurfaceProperty): string => (required ? "required" : "optional");
  return { before: text(old), after: text(found) };
}

function jsonText(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function withoutNull(type: SurfaceProperty["type"]): {
  readonly type: SurfaceProperty["type"];
  readonly isNullable: boolean;
} {
  return typeof type === "object" && "nullable" in type
    ? { type: type.nullable, isNullable: true }
    : { type, isNullable: false };
}

/** Reports that a property is now sent or read, or no longer sent or read. */
function compareAccess(base: FindingBase, { old, new: found, name }: PropertyChange): readonly Finding[] {
  if (old.access === found.access) return [];
  const [before, after] = [directionsOfAccess(old.access), directionsOfAccess(found.access)];
  const findings = base.directions.flatMap((direction): readonly Finding[] => {
    const [was, is] = [before.includes(direction), after.includes(direction)];
    if (was === is) return [];
    const at = { ...base, directions: [direction], name, before: old.access, after: found.access };
    if (direction === "response") return [{ ...at, rule: is ? "property-now-read" : "property-not-read" }];
    if (!is) return [{ ...at, rule: "property-not-sent" }];
    return [{ ...at, rule: found.required ? "property-now-sent-required" : "property-now-sent" }];
  });
  const noted: Finding = { ...base, rule: "property-access-changed", name, before: old.access, after: found.access };
  return findings.length === 0 ? [noted] : findings;
}

function compareRest(context: DiffContext, base: FindingBase, { old, new: found }: ModelPair): readonly Finding[] {
  const [before, after] = [old.rest, found.rest];
  const name = modelNameIn(found);
  const at = { ...base, name };
  if (typeof before === "object" && typeof after === "object")
    return typeFindings(context, {
      base,
      name,
      change: { old: before.type, new: after.type },
      rules: { changed: "rest-changed", compatible: "rest-compatible" },
    });
  const text = (rest: typeof before, side: "old" | "new"): TargetText =>
    typeof rest === "object" ? (target) => typeText(rest.type, context.pair[side], target) : (rest ?? "open");
  if (before === after) return [];
  // A declaration shows further properties only if they have a type.
  const rule = typeof before === "object" ? "rest-changed" : "rest-compatible";
  return [{ ...at, rule, before: text(before, "old"), after: text(after, "new") }];
}
