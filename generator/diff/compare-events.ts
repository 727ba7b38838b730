import type { SurfaceEvent, SurfaceType } from "../contract/surface-format.ts";
import type { Finding, FindingBase, TargetText } from "./change.ts";
import { withDocs } from "./compare-docs.ts";
import { comparePages } from "./compare-names.ts";
import { changedText, newType, oldType, typeFindings, type DiffContext } from "./context.ts";

/** Compares the events of a version. */
export function compareEvents(context: DiffContext): readonly Finding[] {
  const { pair } = context;
  const { events: old } = pair.old;
  const { events: found } = pair.new;
  return [
    ...[...old.values()]
      .filter(({ wire }) => !found.has(wire))
      .map((event): Finding => ({ ...baseOf(pair.label, event), rule: "event-removed", name: eventName(event) })),
    ...[...found.values()]
      .filter(({ wire }) => !old.has(wire))
      .map((event): Finding => ({ ...baseOf(pair.label, event), rule: "event-added", name: eventName(event) })),
    ...[...old.values()].flatMap((before) => {
      const after = found.get(before.wire);
      return after === undefined ? [] : compareEvent(context, { old: before, new: after });
    }),
  ];
}

function baseOf(version: string, { wire }: SurfaceEvent): FindingBase {
  return { version, place: `event ${wire}`, directions: ["response"], operations: [], origin: "spec" };
}

function eventName({ targets, wire }: SurfaceEvent): TargetText {
  return (target) => targets[target]?.name ?? wire;
}

function compareEvent(
  context: DiffContext,
  { old, new: found }: { readonly old: SurfaceEvent; readonly new: SurfaceEvent },
): readonly Finding[] {
  const base = baseOf(context.pair.label, found);
  const name = eventName(found);
  const trigger = changedText(old.trigger, found.trigger);
  const findings = [
    ...context.targets.flatMap((target) => {
      const before = old.targets[target];
      const after = found.targets[target];
      if (before === undefined || after === undefined) return [];
      const renamed: readonly Finding[] =
        before.name === after.name
          ? []
          : [
              {
                ...base,
                rule: "event-renamed",
                name: after.name,
                before: before.name,
                after: after.name,
                targets: [target],
              },
            ];
      return [...renamed, ...comparePages(base, { target, old: before, new: after })];
    }),
    ...(trigger === undefined ? [] : [{ ...base, rule: "event-trigger-changed" as const, name, ...trigger }]),
    ...part(context, base, { old: old.payload, new: found.payload, name: partName(name, "payload") }),
    ...part(
      context,
      { ...base, directions: ["request"] },
      { old: old.reply, new: found.reply, name: partName(name, "reply") },
    ),
  ];
  return withDocs(findings, base, { old, new: found, name });
}

function partName(name: TargetText, part: string): TargetText {
  return (target) => `${typeof name === "string" ? name : name(target)}.${part}`;
}

function part(
  context: DiffContext,
  base: FindingBase,
  {
    old,
    new: found,
    name,
  }: { readonly old: SurfaceType | undefined; readonly new: SurfaceType | undefined; readonly name: TargetText },
): readonly Finding[] {
  if (old !== undefined && found !== undefined)
    return typeFindings(context, {
      base,
      name,
      change: { old, new: found },
      rules: { changed: "event-type-changed", compatible: "event-type-compatible" },
    });
  if (old !== undefined)
    return [{ ...base, rule: "event-type-changed", name, before: oldType(context, old), after: "none" }];
  return found === undefined
    ? []
    : [{ ...base, rule: "event-type-compatible", name, before: "none", after: newType(context, found) }];
}
