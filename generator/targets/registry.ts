import { modelTarget } from "./model-json.ts";
import { openapiTypesTarget } from "./openapi-types.ts";
import type { Target } from "./target.ts";
import { typescriptTarget } from "./typescript/index.ts";

/** Every target, in the order they run. `model` is for looking at and runs only when it is asked for. */
export const TARGETS: readonly Target[] = [typescriptTarget, openapiTypesTarget, modelTarget];

/** The targets of a run without `--target`. */
export const DEFAULT_TARGETS: readonly string[] = TARGETS.map((target) => target.name).filter((name) => name !== "model");
