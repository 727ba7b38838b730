import type { SurfaceCall, SurfaceEvent, SurfaceModelNames } from "../contract/surface-format.ts";
import type { Finding, FindingBase } from "./change.ts";
import type { DiffContext } from "./context.ts";
import { isSameType } from "./fits.ts";
import { refsOf, usesOfModel } from "./surface-index.ts";

/**
 * Finds declarations that differ although the spec is the same; the generator caused these changes. Renames have
 * findings of their own, so old names are replaced by new ones before the comparison.
 */
export function compareDeclarations(context: DiffContext): readonly Finding[] {
  return context.targets.flatMap((target) => {
    const renames = renamesOf(context, target);
    return [
      ...compareCalls(context, target, renames),
      ...compareModelTypes(context, target, renames),
      ...compareEventTypes(context, target, renames),
    ];
  });
}

type Renames = ReadonlyMap<string, string>;

/** Maps the old names of all models in a target to the new names. */
function renamesOf({ pair }: DiffContext, target: string): Renames {
  const renames = new Map<string, string>();
  for (const [oldId, newId] of pair.newId) {
    const old = pair.old.models.get(oldId)?.targets[target];
    const found = pair.new.models.get(newId)?.targets[target];
    if (old === undefined || found === undefined) continue;
    renames.set(old.name, found.name);
    if (old.input !== undefined) renames.set(old.input.name, found.input?.name ?? found.name);
    // A type of the module: `IscSdk.BetaRole`.
    if (target === "powershell") renames.set(lastName(old.type), lastName(found.type));
  }
  return renames;
}

function lastName(type: string): string {
  return type.slice(type.lastIndexOf(".") + 1);
}

function rename(text: string, renames: Renames): string {
  return text.replaceAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu, (name) => renames.get(name) ?? name);
}

function compareCalls({ pair, touched }: DiffContext, target: string, renames: Renames): readonly Finding[] {
  return [...pair.new.operations.values()].flatMap((operation): readonly Finding[] => {
    const old = pair.old.operations.get(operation.key)?.targets[target];
    const found = operation.targets[target];
    if (old === undefined || found === undefined || touched.operations.has(operation.key)) return [];
    const own = new Map([...renames, ...callRenames(old, found)]);
    const before = rename(callText(old), own);
    const after = callText(found);
    if (before === after) return [];
    return [
      {
        version: pair.label,
        place: `${operation.method.toUpperCase()} ${operation.path}`,
        directions: [],
        operations: [operation.key],
        origin: "generator",
        rule: isExtended(old, found, own) ? "generator-call-extended" : "generator-call-changed",
        name: found.name,
        before: old.signature,
        after: found.signature,
        targets: [target],
      },
    ];
  });
}

/** The names of a call that have rules of their own. */
function callRenames(old: SurfaceCall, found: SurfaceCall): Renames {
  const renames = new Map([[old.name, found.name]]);
  for (const parameter of old.parameters) {
    const other = partner(parameter, found);
    if (other !== undefined) renames.set(parameter.name, other.name);
  }
  const types = [
    [old.arguments, found.arguments],
    [old.filters?.name, found.filters?.name],
    [old.sorters?.name, found.sorters?.name],
  ] as const;
  for (const [left, right] of types) if (left !== undefined && right !== undefined) renames.set(left, right);
  return renames;
}

type CallParameter = SurfaceCall["parameters"][number];

function partner({ place, wire }: CallParameter, { parameters }: SurfaceCall): CallParameter | undefined {
  return parameters.find((other) => other.place === place && other.wire === wire);
}

/**
 * The parts of a call that a caller writes or reads. The name of a cmdlet contains a `-`, so it is removed from the
 * signature and compared separately.
 */
function callText({ name, signature, output, parameters, filters, sorters, sets = [] }: SurfaceCall): string {
  return JSON.stringify([
    signature.startsWith(name) ? signature.slice(name.length) : signature,
    output,
    parameters.map(({ name: own, type, required }) => [own, type, required]).sort(),
    filters?.type,
    sorters?.type,
    sets,
  ]);
}

/** Whether the new call accepts and returns everything that the old call did, and has no new mandatory parameter. */
function isExtended(old: SurfaceCall, found: SurfaceCall, renames: Renames): boolean {
  const own = ({ type, required }: CallParameter): string => `${rename(type, renames)} ${String(required)}`;
  const keepsParameters = old.parameters.every((parameter) => {
    const other = partner(parameter, found);
    return other !== undefined && own(parameter) === `${other.type} ${String(other.required)}`;
  });
  const added = found.parameters.filter((parameter) => partner(parameter, old) === undefined);
  const same = (left: string | undefined, right: string | undefined): boolean =>
    (left === undefined ? undefined : rename(left, renames)) === right;
  return (
    keepsParameters &&
    added.every(({ required }) => !required) &&
    same(old.output.join(" "), found.output.join(" ")) &&
    same(old.filters?.type, found.filters?.type) &&
    same(old.sorters?.type, found.sorters?.type) &&
    keepsOptions(old.signature, found, renames)
  );
}

/** Whether the new signature keeps the options that belong to no parameter of the spec: `[-All]`. */
function keepsOptions(signature: string, found: SurfaceCall, renames: Renames): boolean {
  const parts = (text: string): readonly string[] => text.match(/\[?-[^\]]*\]?(?: <[^>]*>\]?)?/gu) ?? [];
  if (found.class !== undefined) {
    const options = /, options\?: ([^)]*)\)/u;
    return options.exec(signature)?.[1] === options.exec(found.signature)?.[1];
  }
  const after = new Set(parts(found.signature));
  return parts(rename(signature, renames)).every((part) => after.has(part));
}

function compareModelTypes({ pair, touched }: DiffContext, target: string, renames: Renames): readonly Finding[] {
  return [...pair.newId].flatMap(([oldId, newId]): readonly Finding[] => {
    const old = pair.old.models.get(oldId)?.targets[target];
    const found = pair.new.models.get(newId)?.targets[target];
    if (old === undefined || found === undefined || touched.models.has(newId)) return [];
    const { directions, operations } = usesOfModel(pair.new, newId);
    const base: FindingBase = { version: pair.label, place: newId, directions, operations, origin: "generator" };
    return typesOf(old, found).flatMap(([name, before, after]): readonly Finding[] =>
      before === undefined || after === undefined || rename(before, renames) === after
        ? []
        : [{ ...base, rule: "generator-type-changed", name, before, after, targets: [target] }],
    );
  });
}

function typesOf(
  old: SurfaceModelNames,
  found: SurfaceModelNames,
): readonly (readonly [name: string, before: string | undefined, after: string | undefined])[] {
  return [
    [found.name, old.type, found.type],
    [found.input?.name ?? found.name, old.input?.type, found.input?.type],
  ];
}

function compareEventTypes({ pair, touched }: DiffContext, target: string, renames: Renames): readonly Finding[] {
  return [...pair.new.events.values()].flatMap((event): readonly Finding[] => {
    const before = pair.old.events.get(event.wire);
    const [old, found] = [before?.targets[target], event.targets[target]];
    if (before === undefined || old === undefined || found === undefined) return [];
    const isSpecs =
      !isSameType(pair, { old: before.payload, new: event.payload }) ||
      (before.reply === undefined) !== (event.reply === undefined) ||
      (before.reply !== undefined &&
        event.reply !== undefined &&
        !isSameType(pair, { old: before.reply, new: event.reply })) ||
      mentionsTouched(event, touched.models);
    const texts = [
      [old.payload, found.payload],
      [old.reply, found.reply],
    ] as const;
    return texts.flatMap(([left, right]): readonly Finding[] =>
      isSpecs || left === undefined || right === undefined || rename(left, renames) === right
        ? []
        : [
            {
              version: pair.label,
              place: `event ${event.wire}`,
              directions: ["response"],
              operations: [],
              origin: "generator",
              rule: "generator-type-changed",
              name: found.name,
              before: left,
              after: right,
              targets: [target],
            },
          ],
    );
  });
}

/** Whether the payload or the reply of an event is or contains a model that the spec changed. */
function mentionsTouched({ payload, reply }: SurfaceEvent, models: ReadonlySet<string>): boolean {
  return [payload, reply].some((type) => type !== undefined && refsOf(type).some((id) => models.has(id)));
}
