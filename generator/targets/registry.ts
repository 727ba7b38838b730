import type { Target } from "./target.ts";

/** Loads a target's code when it runs: ts-morph and openapi-typescript take longer to load than most runs to finish. */
function lazy(name: string, load: () => Promise<Target>): Target {
  return { name, run: async (input) => (await load()).run(input) };
}

/** A target that publishes what it made. Its code is loaded in every run. */
function publishing(name: string, load: () => Promise<Target & Required<Pick<Target, "publish">>>): Target {
  return { ...lazy(name, load), publish: async (input) => (await load()).publish(input) };
}

/** A target that makes pages about the others. */
function paging(name: string, load: () => Promise<Target & Required<Pick<Target, "pages">>>): Target {
  return { ...lazy(name, load), pages: async (input) => (await load()).pages(input) };
}

/** Every target, in the order they run. `model` is for looking at and runs only when it is asked for. */
export const TARGETS: readonly Target[] = [
  publishing("typescript", async () => (await import("./typescript/index.ts")).typescriptTarget),
  lazy("openapi-types", async () => (await import("./openapi-types.ts")).openapiTypesTarget),
  publishing("powershell", async () => (await import("./powershell/index.ts")).powershellTarget),
  paging("docs", async () => (await import("./docs/index.ts")).docsTarget),
  lazy("model", async () => (await import("./model-json.ts")).modelTarget),
];

/** The targets of a run without `--target`. */
export const DEFAULT_TARGETS: readonly string[] = TARGETS.map((target) => target.name).filter(
  (name) => name !== "model",
);
