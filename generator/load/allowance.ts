import { resolve, sep } from "node:path";
import { isWebAddress } from "./reference.ts";

/** What references may name beyond the folder of their spec. */
export interface Allowance {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** The beginnings of URLs. */
  readonly addresses: readonly string[];
}

/** The allowance that the config's `references.allow` states: folders, relative ones from `base`, and http(s) URLs. */
export function allowanceOf(entries: readonly string[], base: string): Allowance {
  return {
    folders: entries.filter((entry) => !isWebAddress(entry)).map((entry) => resolve(base, entry)),
    addresses: entries
      .filter((entry) => isWebAddress(entry) && URL.canParse(entry))
      .map((entry) => new URL(entry).href),
  };
}

/** Whether a URL is one of the allowed ones or lies below one: `https://x.example/a` allows `/a/b` and not `/ab`. */
export function allowsAddress({ addresses }: Allowance, url: string): boolean {
  return addresses.some((start) => url === start || url.startsWith(start.endsWith("/") ? start : `${start}/`));
}

/** Whether an absolute path is a folder or lies below it. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
