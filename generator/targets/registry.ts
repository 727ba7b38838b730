import { prefixesOf, type Config } from "../config/config.ts";
import { compareText } from "../model/order.ts";
import type { TargetNaming } from "../names/target-naming.ts";
import { docsNaming } from "./docs/naming/naming.ts";
import { powershellNaming } from "./powershell/naming/naming.ts";
import type { Target } from "./target.ts";
import { typescriptNaming } from "./typescript/naming/naming.ts";

/** Loads the code of a target when it runs. ts-morph and openapi-typescript take longer to load than most runs take. */
function lazy(name: string, load: () => Promise<Target>): Target {
  return { name, run: async (input) => (await load()).run(input) };
}

/** A target with a publication. Its code is loaded in every run. */
function publishing(name: string, load: () => Promise<Target & Required<Pick<Target, "publish">>>): Target {
  return { ...lazy(name, load), publish: async (input) => (await load()).publish(input) };
}

/** A target that makes pages about the other targets. */
function paging(name: string, load: () => Promise<Target & Required<Pick<Target, "pages" | "batches">>>): Target {
  return {
    ...lazy(name, load),
    pages: async (input) => (await load()).pages(input),
    batches: async function* (input) {
      yield* (await load()).batches(input);
    },
  };
}

/** All targets in the order in which they run. `model` is for inspection and runs only on request. */
export const TARGETS: readonly Target[] = [
  {
    ...publishing("typescript", async () => (await import("./typescript/index.ts")).typescriptTarget),
    naming: () => typescriptNaming,
    isMovable: true,
  },
  lazy("openapi-types", async () => (await import("./openapi-types.ts")).openapiTypesTarget),
  {
    ...publishing("powershell", async () => (await import("./powershell/index.ts")).powershellTarget),
    naming: (config) => powershellNaming(prefixesOf(config)),
    isMovable: true,
  },
  {
    ...paging("docs", async () => (await import("./docs/index.ts")).docsTarget),
    naming: (config) => docsNaming(prefixesOf(config)),
  },
  lazy("model", async () => (await import("./model-json.ts")).modelTarget),
];

/** The targets of a run without `--target`. */
export const DEFAULT_TARGETS: readonly string[] = TARGETS.map((target) => target.name).filter(
  (name) => name !== "model",
);

/** All targets, including targets of a run that are not in the registry. */
export function allTargets(more: readonly Target[] = []): readonly Target[] {
  return [...TARGETS, ...more.filter(({ name }) => TARGETS.every((target) => target.name !== name))];
}

/**
 * The namings of all targets, sorted by target name, whether or not the targets write files. The naming stage makes no
 * other names.
 */
export function namingsOf(config: Config, more: readonly Target[] = []): readonly TargetNaming[] {
  return [...allTargets(more)]
    .sort((left, right) => compareText(left.name, right.name))
    .flatMap(({ naming }) => naming?.(config) ?? []);
}
