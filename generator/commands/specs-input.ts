import type { Config } from "../config/config.ts";
import type { SpecInput } from "../load/read.ts";

/** `--spec VERSION=ROOT`. */
export interface SpecArgument {
  readonly version: string;
  readonly root: string;
}

/** The inputs of a run: those of the command line, several roots of one version together, or the config's. */
export function specsOf(at: {
  readonly config: Config;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
}): { readonly specs: readonly SpecInput[]; readonly base: string } {
  const { config, cwd, specs } = at;
  if (specs.length === 0) {
    return { specs: Object.entries(config.specs).map(([version, spec]) => ({ version, ...spec })), base: config.base };
  }
  const roots = new Map<string, string[]>();
  for (const { version, root } of specs) roots.set(version, [...(roots.get(version) ?? []), root]);
  return { specs: [...roots].map(([version, list]) => ({ version, roots: list })), base: cwd };
}
