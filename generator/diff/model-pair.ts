import type { SurfaceModel } from "../contract/surface-format.ts";
import type { TargetText } from "./change.ts";

/** A model before and after. */
export interface ModelPair {
  readonly old: SurfaceModel;
  readonly new: SurfaceModel;
}

/** The name of a model in each target. */
export function modelNameIn({ targets, id }: SurfaceModel): TargetText {
  return (target) => targets[target]?.name ?? id;
}
