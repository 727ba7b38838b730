import { resolve } from "node:path";
import type { Config } from "../config/config.ts";
import type { OverlayInput } from "../load/overlays/overlay.ts";
import type { SpecInput } from "../load/read.ts";

/** `--spec VERSION=ROOT`. */
export interface SpecArgument {
  readonly version: string;
  readonly root: string;
}

/**
 * The specs of a run: from the command line, with several roots of one version joined, or from the configuration. The
 * overlays for every version apply to both; the overlays of one version apply only to the specs of the configuration.
 */
export function specsOf(at: {
  readonly config: Config;
  readonly cwd: string;
  readonly specs: readonly SpecArgument[];
}): { readonly specs: readonly SpecInput[]; readonly base: string } {
  const { config, cwd, specs } = at;
  const overlaysOf = (paths: readonly string[], isShared: boolean): readonly OverlayInput[] =>
    paths.map((path) => ({ path: resolve(config.base, path), isShared }));
  const shared = overlaysOf(config.overlays, true);
  if (specs.length === 0) {
    const inputs = Object.entries(config.specs).map(([version, spec]) => ({
      ...spec,
      version,
      overlays: [...shared, ...overlaysOf(spec.overlays ?? [], false)],
    }));
    return { specs: inputs, base: config.base };
  }
  const roots = new Map<string, string[]>();
  for (const { version, root } of specs) roots.set(version, [...(roots.get(version) ?? []), root]);
  return { specs: [...roots].map(([version, list]) => ({ version, roots: list, overlays: shared })), base: cwd };
}
