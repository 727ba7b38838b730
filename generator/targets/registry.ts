import type { Target } from "./target.ts";

/** Loads a target's code when it runs: ts-morph and openapi-typescript take longer to load than most runs to finish. */
function lazy(name: string, load: () => Promise<Target>): Target {
  return { name, run: async (input) => (await load()).run(input) };
}

/** Every target, in the order they run. `model` is for looking at and runs only when it is asked for. */
export const TARGETS: readonly Target[] = [
  lazy("typescript", async () => (await import("./typescript/index.ts")).typescriptTarget),
  lazy("openapi-types", async () => (await import("./openapi-types.ts")).openapiTypesTarget),
  lazy("powershell", async () => (await import("./powershell/index.ts")).powershellTarget),
  lazy("docs", async () => (await import("./docs/index.ts")).docsTarget),
  lazy("model", async () => (await import("./model-json.ts")).modelTarget),
];

/** The targets of a run without `--target`. */
export const DEFAULT_TARGETS: readonly string[] = TARGETS.map((target) => target.name).filter(
  (name) => name !== "model",
);
