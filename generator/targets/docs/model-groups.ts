import type { Declaration, DeclarationId, TypeUse } from "../../model/model.ts";
import { eachReference, reachFrom } from "../../model/uses.ts";
import type { Shelf, TagPage } from "./library.ts";
import { usesOfOperation } from "./operation-uses.ts";
import { once } from "./once.ts";

/**
 * The largest number of tags under which a model is listed. A model that more tags refer to, such as an error, is
 * shared.
 */
const MOST_TAGS = 3;

/** The models of a version in the groups of the list of models. A model of several tags is in several groups. */
export interface ModelGroups {
  /** The models of each tag, in the order of the tags; a tag without models is absent. */
  readonly tagged: readonly { readonly page: TagPage; readonly ids: ReadonlySet<DeclarationId> }[];
  /** The models of more than three tags. */
  readonly shared: ReadonlySet<DeclarationId>;
  /** The models that no operation reaches. */
  readonly others: ReadonlySet<DeclarationId>;
}

/**
 * Groups the models by the tags whose operations refer to them directly. A model without such operations belongs to the
 * tags that reach it through other models. A model of up to three tags is listed under each of them, and a model of
 * more tags is shared. The others are models that no operation reaches, such as those of events.
 */
export function groupModels(shelf: Shelf): ModelGroups {
  return once(groups, shelf, () => makeGroups(shelf));
}

/** The groups of each version. They are the same in every language. */
const groups = new WeakMap<Shelf, ModelGroups>();

function makeGroups({ version, declarations, pages }: Shelf): ModelGroups {
  const mentioned = pagesBy(pages, (uses) => {
    const ids = new Set<DeclarationId>();
    for (const use of uses) eachReference(use, (id) => ids.add(id));
    return ids;
  });
  const reached = pagesBy(pages, (uses) => reachFrom(declarations, uses));
  const byPage = new Map(pages.map((page) => [page, new Set<DeclarationId>()]));
  const shared = new Set<DeclarationId>();
  const others = new Set<DeclarationId>();
  for (const { id } of version.declarations) {
    const own = mentioned.get(id) ?? reached.get(id) ?? [];
    if (own.length === 0) others.add(id);
    else if (own.length > MOST_TAGS) shared.add(id);
    else for (const page of own) byPage.get(page)?.add(id);
  }
  return {
    tagged: [...byPage].flatMap(([page, ids]) => (ids.size === 0 ? [] : [{ page, ids }])),
    shared,
    others,
  };
}

function pagesBy(
  pages: readonly TagPage[],
  idsOf: (uses: readonly TypeUse[]) => Iterable<DeclarationId>,
): ReadonlyMap<DeclarationId, readonly TagPage[]> {
  const found = new Map<DeclarationId, TagPage[]>();
  for (const page of pages) {
    for (const id of idsOf(page.entries.flatMap(({ operation }) => usesOfOperation(operation)))) {
      const own = found.get(id);
      if (own === undefined) found.set(id, [page]);
      else own.push(page);
    }
  }
  return found;
}

/** A list of models, and the place of each model in it. */
export interface ModelList<Listed> {
  readonly models: readonly Listed[];
  readonly places: ReadonlyMap<DeclarationId, number>;
}

/** A list of models from which groups are taken. */
export function modelList<Listed extends { readonly declaration: Declaration }>(
  models: readonly Listed[],
): ModelList<Listed> {
  return { models, places: new Map(models.map(({ declaration }, index) => [declaration.id, index])) };
}

/** The models of a group in the order of the list. */
export function inGroup<Listed>(
  { models, places }: ModelList<Listed>,
  ids: ReadonlySet<DeclarationId>,
): readonly Listed[] {
  return [...ids]
    .flatMap((id) => places.get(id) ?? [])
    .sort((left, right) => left - right)
    .flatMap((place) => models[place] ?? []);
}
