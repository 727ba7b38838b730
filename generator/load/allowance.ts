import { resolve, sep } from "node:path";
import { isWebAddress } from "./reference.ts";

/** The folders and URLs outside the spec's folder that references may name. */
export interface Allowance {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Prefixes of URLs. */
  readonly addresses: readonly string[];
}

/** The allowance for the config's `references.allow`: folders and http(s) URLs. Relative folders start at `base`. */
export function allowanceOf(entries: readonly string[], base: string): Allowance {
  return {
    folders: entries.filter((entry) => !isWebAddress(entry)).map((entry) => resolve(base, entry)),
    addresses: entries
      .filter((entry) => isWebAddress(entry) && URL.canParse(entry))
      .map((entry) => new URL(entry).href),
  };
}

/**
 * Whether a URL is allowed: it equals an allowed one or lies below it. `https://x.example/a` allows `/a/b`, not `/ab`.
 */
export function allowsAddress({ addresses }: Allowance, url: string): boolean {
  return addresses.some((start) => url === start || url.startsWith(start.endsWith("/") ? start : `${start}/`));
}

/** Whether an absolute path equals a folder or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
