import type { PageIndex, PagePublication } from "../../contract/publication.ts";
import { declarationNames, eventNames, versionNames } from "../../names/table.ts";
import type { PublishInput } from "../target.ts";
import { fileOf, type Address } from "./address.ts";
import { LANGUAGES } from "./languages/index.ts";
import { pagesOf, type TagPage } from "./library.ts";

/** The page of each entry, for `surface.json`. Runs that write no pages include it as well. */
export function pageIndex({ model, names }: PublishInput): PageIndex {
  const versions = new Map(
    model.versions.map((version) => {
      const own = versionNames(names, version.label);
      const entries = pagesOf(version, { names: own, languages: LANGUAGES }).flatMap((page) =>
        page.entries.map((entry) => [entry.operation.key, { page, anchor: entry.anchor }] as const),
      );
      return [version.label, { names: own, entries: new Map<string, { page: TagPage; anchor: string }>(entries) }];
    }),
  );
  const at = (target: string, label: string, make: (module: string) => Address): string | undefined => {
    const own = versions.get(label);
    if (own === undefined || !isLanguage(target)) return undefined;
    return fileOf([target, ...make(own.names.folder)])
      .replace(/^docs\//u, "")
      .replace(/\.md$/u, "");
  };
  const pageOf = (page: string | undefined, anchor?: string): PagePublication | undefined =>
    page === undefined ? undefined : { page, ...(anchor === undefined ? {} : { anchor }) };
  return {
    operation: (target, label, key) => {
      const entry = versions.get(label)?.entries.get(key);
      if (entry === undefined) return undefined;
      return pageOf(
        at(target, label, (module) => [module, "methods", entry.page.names.docs.slug]),
        entry.anchor,
      );
    },
    model: (target, label, id) =>
      pageOf(
        at(target, label, (module) => {
          const own = versions.get(label);
          return [module, "models", own === undefined ? "" : declarationNames(own.names, id).docs.slug];
        }),
      ),
    event: (target, label, wire) =>
      pageOf(
        at(target, label, (module) => {
          const own = versions.get(label);
          return [module, "events", own === undefined ? "" : eventNames(own.names, wire).docs.slug];
        }),
      ),
  };
}

function isLanguage(target: string): boolean {
  return LANGUAGES.some(({ id }) => id === target);
}
