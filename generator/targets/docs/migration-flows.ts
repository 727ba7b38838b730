import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { LAST_OF_V3 } from "../../migration/published/last-of-v3.ts";
import { relativeUrl, type Address } from "./address.ts";
import type { Language } from "./language.ts";
import { operationTarget, type Entry, type Library, type Shelf } from "./library.ts";

/** The before and after examples of the migration guide. A flow is absent if the API has no such operation. */
export interface MigrationFlows {
  /** The package that programs migrate from. Absent if none was published for the API; the guide then omits it. */
  readonly published?: string;
  readonly flows: Readonly<Record<string, unknown>>;
  /** The table of the operations of v3 that have another name now, or that only an older version has. */
  readonly v3?: string;
}

/** A call as the guide shows it. */
interface Flow {
  readonly page: string;
  readonly call: string;
  /** The call without its semicolon, as an expression. */
  readonly expression: string;
  /** The arguments object, with its braces. */
  readonly arguments: string;
}

type Test = (entry: Entry) => boolean;

const SHOWN_FLOWS: Readonly<Record<string, readonly Test[]>> = {
  search: [({ operation }) => operation.paging?.style === "searchAfter" && operation.path === "/search"],
  patch: [isPatch],
  form: [
    ({ operation }) => /form/iu.test(operation.tag) && isEnvelope(operation) && isPlain(operation),
    ({ operation }) => isEnvelope(operation) && isPlain(operation),
  ],
  workflow: [
    ({ operation }) => /workflow/iu.test(operation.tag) && isPlain(operation) && operation.success.kind === "value",
  ],
  file: [
    ({ operation }) => /csv/iu.test(operation.path) && isDownload(operation),
    ({ operation }) => isDownload(operation),
  ],
};

/** The flows of a language's guide, and the package that programs migrate from. */
export function migrationFlows(library: Library, language: Language): MigrationFlows {
  if (!hasPublished(library, language)) return { flows: {} };
  const places = [...library.shelves]
    .reverse()
    .flatMap((shelf) => [...shelf.entries.values()].map((entry) => ({ shelf, entry })));
  const flows = Object.entries(SHOWN_FLOWS).flatMap(([flow, tests]) => {
    const found = tests
      .map((test) => places.find(({ entry }) => !isOld(entry) && test(entry)))
      .find((place) => place !== undefined);
    return found === undefined ? [] : [[flow, flowOf(library, language, found)] as const];
  });
  const prelude = language.versionGuide.prelude?.(library) ?? "";
  return {
    published: language.published.name,
    flows: { ...Object.fromEntries(flows), prelude },
    v3: v3Table(places, language),
  };
}

function v3Table(places: readonly { readonly shelf: Shelf; readonly entry: Entry }[], language: Language): string {
  const rows = LAST_OF_V3.map((one) => {
    const place = places.find(({ entry }) => entry.operation.key === one.key);
    return [codeSpan(language.published.nameInV3(one), true), place === undefined ? "none" : nowLink(language, place)];
  });
  return compactTable([["In v3", "Now"], ...rows]);
}

function nowLink(language: Language, { shelf, entry }: { readonly shelf: Shelf; readonly entry: Entry }): string {
  const href = relativeUrl([language.id, "migration"], operationTarget(shelf, language.id, entry));
  return `${link(codeSpan(language.operationName(entry), true), href)} of ${plainText(shelf.version.label, true)}`;
}

/** Whether an earlier package was published for the API. */
export function hasPublished({ shelves }: Library, { published: { host } }: Language): boolean {
  return shelves.some(({ version }) => host.test(version.serverUrl));
}

function flowOf(
  library: Library,
  language: Language,
  { shelf, entry }: { readonly shelf: Shelf; readonly entry: Entry },
): Flow {
  const from: Address = [language.id, "migration"];
  const call = language.versionGuide.call({ library, shelf, entry, isShown: () => false });
  const expression = call.replace(/;$/u, "");
  return {
    ...language.guide.call(shelf, entry),
    page: link(plainText(language.operationName(entry)), relativeUrl(from, operationTarget(shelf, language.id, entry))),
    call,
    expression,
    arguments: /\((\{[\s\S]*\})\)$/u.exec(expression)?.[1] ?? "",
  };
}

function isOld({ operation }: Entry): boolean {
  return operation.deprecation !== undefined || operation.experimental;
}

function isPlain({ method, parameters }: Entry["operation"]): boolean {
  return method === "get" && parameters.every(({ required }) => !required);
}

function isPatch({ operation }: Entry): boolean {
  return (
    operation.method === "patch" &&
    operation.body?.contents[0]?.isPatch === true &&
    /^[^{]*\{[^}]+\}$/u.test(operation.path)
  );
}

function isEnvelope({ paging }: Entry["operation"]): boolean {
  return paging !== undefined && "items" in paging && paging.items !== undefined;
}

function isDownload({ success, method }: Entry["operation"]): boolean {
  return success.kind === "download" && method === "get";
}
