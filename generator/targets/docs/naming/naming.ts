import type { Declaration } from "../../../model/model.ts";
import { compareText } from "../../../model/order.ts";
import { entryOf } from "../../../names/ledger/ledger.ts";
import { modelAliases } from "../../../names/settling/alias-names.ts";
import { fileKey } from "../../../names/settling/file-names.ts";
import { fileStemOf } from "../../../names/rules/file-stem.ts";
import { prefixOf } from "../../../names/rules/prefix.ts";
import type { FileScope, SettledVersion, TargetNaming, TargetTable } from "../../../names/target-naming.ts";
import { spelledTag, tagWords } from "../../../names/rules/tag-words.ts";
import { kebabCase, publishedCamelize, publishedKebab } from "../../../names/rules/words.ts";
import type { DocsDeclarationNames, DocsOperationNames, DocsTagNames, FormerPage } from "./table.ts";

const TARGET = "docs";

/** The name of the list page in each folder. No page of an entry can take it. */
const INDEX = ["index", "the index page"] as const;

const files: readonly FileScope[] = [
  {
    of: "tag",
    name: "tag page",
    kind: "tag page",
    held: () => [INDEX],
    request: (wire) => ({
      wanted: tagPageOf(wire),
      more: [`${kebabCase(tagWords(wire))}-methods`, kebabCase(spelledTag(wire))],
    }),
  },
  {
    of: "model",
    name: "model page",
    kind: "model page",
    // The page of a model called Index is `indices.md`, because `index.md` is the list of models.
    held: ({ wholes }) =>
      wholes.some((name) => publishedKebab(name) === "index")
        ? [["indices", "the page of the model Index"] as const]
        : [],
    request: (name) => ({ wanted: publishedKebab(name) }),
  },
  {
    of: "event",
    name: "event page",
    kind: "event page",
    held: () => [INDEX],
    request: (name) => ({ wanted: publishedKebab(name) }),
  },
];

/** The naming of the pages. Names follow the published pages, so that links to the live site keep working. */
export function docsNaming(prefixes: ReadonlyMap<string, string>): TargetNaming {
  return {
    target: TARGET,
    scopes: [],
    files,
    table: (at) => docsTable(at, prefixOf(at.version.label, prefixes)),
  };
}

function docsTable(at: SettledVersion, prefix: string): TargetTable {
  const anchors = anchorsOf(at);
  const former = formerAnchorsOf(at, anchors);
  return {
    version: { prefix, formerPages: formerPagesOf(at) },
    tag: ({ wire }): DocsTagNames => {
      const title = publishedCamelize(wire) || "Default";
      const slug = at.nameOf(TARGET, "tag page", wire);
      return { title, id: pageId({ prefix, title, slug }), slug };
    },
    operation: ({ key }): DocsOperationNames => ({
      anchor: anchors.get(key) ?? "",
      formerAnchors: former.get(key) ?? [],
    }),
    declaration: (declaration) => declarationNamesOf(declaration, at),
    event: ({ wire }): { readonly title: string; readonly slug: string } => {
      const title = at.eventOf(wire);
      return { title, slug: at.nameOf(TARGET, "event page", title) };
    },
  };
}

/**
 * The pages of tags that no longer have operations. Each names the tag that most of its operations moved to. Of tags
 * with equal counts, the first by name is chosen.
 */
function formerPagesOf({ version, ledger }: SettledVersion): readonly FormerPage[] {
  const live = new Set(version.tags.map(({ wire }) => wire));
  const homes = new Map<string, Map<string, number>>();
  for (const { key, tag } of version.operations)
    for (const former of Object.keys(entryOf(ledger.operations, key)?.formerCalls ?? {})) {
      if (live.has(former)) continue;
      const counts = homes.get(former) ?? new Map<string, number>();
      homes.set(former, counts.set(tag, (counts.get(tag) ?? 0) + 1));
    }
  return [...homes].flatMap(([former, counts]): FormerPage[] => {
    const [most] = [...counts].sort(([one, few], [other, many]) => many - few || compareText(one, other));
    if (most === undefined) return [];
    const slug = entryOf(ledger.files, fileKey("tag page", former)) ?? tagPageOf(former);
    return slug === "" ? [] : [{ slug, tag: most[0] }];
  });
}

/** The default page of a tag, if the ledger has no other. */
function tagPageOf(wire: string): string {
  return publishedKebab(publishedCamelize(wire)) || (wire === "" ? "default" : "");
}

/**
 * The id of a page, unique across versions: the published id if the slug follows from the title, else prefix and slug.
 */
function pageId({ prefix, title, slug }: { prefix: string; title: string; slug: string }): string {
  return publishedKebab(title) === slug ? publishedKebab(prefix + title) : `${publishedKebab(prefix)}-${slug}`;
}

function declarationNamesOf(declaration: Declaration, at: SettledVersion): DocsDeclarationNames {
  const slug = at.nameOf(TARGET, "model page", at.modelOf(declaration.id) ?? "");
  return {
    slug,
    redirects: modelAliases(declaration, at)
      .map(({ name }) => fileStemOf(name, { wanted: publishedKebab(name), fallback: "model" }))
      .filter((redirect) => redirect !== slug),
  };
}

/** Anchors as published. If two operations of a page have the same id, their anchors come from their call names. */
function anchorsOf(at: SettledVersion): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const placed = at.version.operations.map((operation) => ({
    operation,
    own: publishedKebab(operation.wireId),
    key: `${operation.tag} ${publishedKebab(operation.wireId)}`,
  }));
  for (const { key } of placed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map(
    placed.map(({ operation, own, key }) => [
      operation.key,
      own !== "" && counts.get(key) === 1 ? own : publishedKebab(at.callOf(operation)),
    ]),
  );
}

/** Anchors of former operation ids, so that old links keep working. An anchor that the page already has is left out. */
function formerAnchorsOf(
  { version, ledger }: SettledVersion,
  anchors: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  const taken = new Set<string>(version.operations.map(({ key, tag }) => `${tag} ${anchors.get(key) ?? ""}`));
  return new Map(
    version.operations.map(({ key, tag }) => {
      const free = (entryOf(ledger.operations, key)?.ids ?? []).map(publishedKebab).filter((anchor) => {
        const place = `${tag} ${anchor}`;
        if (!/^[a-z0-9-]+$/u.test(anchor) || taken.has(place)) return false;
        taken.add(place);
        return true;
      });
      return [key, free];
    }),
  );
}
