import type { Plugin } from "rolldown";
import type { Plugin as VitePlugin } from "vite";

/** Takes the printing half of openapi-typescript into the bundle. */
export const rawTypes: VitePlugin;

/** The options of every bundle of the generator. */
export const BUNDLE_OPTIONS: {
  readonly platform: "node";
  readonly resolve: { readonly alias: Record<string, string> };
  readonly plugins: Plugin[];
  readonly external: RegExp[];
};
