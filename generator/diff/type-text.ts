import type { SurfaceType } from "../contract/surface-format.ts";
import type { VersionIndex } from "./surface-index.ts";

/** A type in a notation that belongs to no language, with the target's names of models. */
export function typeText(type: SurfaceType, index: VersionIndex, target: string): string {
  if (typeof type === "string") return type;
  if ("scalar" in type) return `${type.scalar} (${type.format})`;
  if ("ref" in type) return modelName(type.ref, index, target);
  if ("positions" in type) {
    const items = type.positions.map((item, position) => {
      const text = typeText(item, index, target);
      return position < type.required ? text : `${text}?`;
    });
    const more = type.list === undefined ? [] : [`...${typeText(type.list, index, target)}`];
    return `[${[...items, ...more].join(", ")}]`;
  }
  if ("list" in type) return `list of ${typeText(type.list, index, target)}`;
  if ("map" in type) return `map of ${typeText(type.map, index, target)}`;
  if ("literal" in type) return JSON.stringify(type.literal);
  if ("nullable" in type) return `${typeText(type.nullable, index, target)} or null`;
  return "never" in type ? "no value" : "unknown";
}

/** The name of a model in a target, or its id if the target has no name for it. */
export function modelName(id: string, index: VersionIndex, target: string): string {
  return index.models.get(id)?.targets[target]?.name ?? id;
}
