import { publicationOf } from "../../contract/contract.ts";
import {
  published,
  publishedVersion,
  type ModelPublication,
  type OperationPublication,
  type Publication,
} from "../../contract/publication.ts";
import type { Surface } from "../../contract/surface-format.ts";
import type { Config } from "../../config/config.ts";
import type { ApiVersion, Declaration, DeclarationId, Operation, Tag } from "../../model/model.ts";
import type { RetryPolicy } from "../../model/retry-policy.ts";
import { compareText } from "../../model/order.ts";
import { eachReference, indexDeclarations, referencesOf } from "../../model/uses.ts";
import {
  declarationNames,
  operationNames,
  tagNames,
  versionNames,
  type OperationNames,
  type TagNames,
  type VersionNames,
} from "../../names/table.ts";
import type { PublishInput, TargetInput } from "../target.ts";
import { usesOfOperation } from "./operation-uses.ts";
import { anchorCounter, type Address, type LanguageId, type PageSection, type LinkTarget } from "./address.ts";
import { ERROR_BODIES, isErrorStatus, operationHeadings } from "./headings.ts";

/** One page of operations. */
export interface TagPage {
  readonly tag: Tag;
  readonly names: TagNames;
  /** In the order of their operationIds, as published. */
  readonly entries: readonly Entry[];
  /** The section with examples of the errors' bodies; absent where no error has one. */
  readonly errorAnchor: string | undefined;
}

/** One operation in its page. */
export interface Entry {
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly anchor: string;
  readonly page: TagPage;
}

/** One version with everything that its pages look up. */
export interface Shelf {
  readonly version: ApiVersion;
  readonly names: VersionNames;
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly pages: readonly TagPage[];
  /** By operation key. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** By doc slug. */
  readonly bySlug: ReadonlyMap<string, Entry>;
  /** By operationId. */
  readonly byWireId: ReadonlyMap<string, Entry>;
  /** Operations that mention a declaration themselves. */
  readonly users: ReadonlyMap<DeclarationId, readonly Entry[]>;
  /** Declarations that mention a declaration. */
  readonly owners: ReadonlyMap<DeclarationId, readonly Declaration[]>;
}

/** All versions of a run. */
export interface Library {
  readonly shelves: readonly Shelf[];
  /** The API without its prose. */
  readonly surface: Surface;
  /** What each language made of the API. */
  readonly publications: ReadonlyMap<LanguageId, Publication>;
  /** When the SDKs send a request again. */
  readonly retry: RetryPolicy;
  /** The commit that the specs are from, where `pull` has locked one. */
  readonly specCommit: string | undefined;
  readonly config: Config;
}

/** What the library asks of a language. */
interface Described {
  readonly id: LanguageId;
  readonly hasOtherNames: (names: OperationNames) => boolean;
}

/** What a library is made from. */
export type LibraryInput = Pick<TargetInput, "config" | "contract" | "model" | "names" | "specCommit">;

export function buildLibrary(input: LibraryInput, languages: readonly Described[]): Library {
  return {
    config: input.config,
    surface: input.contract.surface,
    retry: input.contract.retry,
    specCommit: input.specCommit,
    publications: new Map(languages.map(({ id }) => [id, publicationOf(input.contract, id)])),
    shelves: input.model.versions.map((version) => buildShelf(version, input, languages)),
  };
}

/** What a language made of the API. */
export function publicationIn({ publications }: Library, language: LanguageId): Publication {
  return published(publications.get(language), `the API for ${language}`);
}

function buildShelf(version: ApiVersion, input: Pick<PublishInput, "names">, languages: readonly Described[]): Shelf {
  const names = versionNames(input.names, version.label);
  const pages = pagesOf(version, { names, languages });
  const entries = pages.flatMap((page) => page.entries);
  const declarations = indexDeclarations(version);
  return {
    version,
    names,
    declarations,
    pages,
    entries: new Map(entries.map((entry) => [entry.operation.key, entry])),
    bySlug: new Map(entries.map((entry) => [entry.names.docs.anchor, entry])),
    byWireId: new Map(entries.map((entry) => [entry.operation.wireId, entry])),
    users: usersOf(entries),
    owners: ownersOf(version),
  };
}

/** The pages of a version's operations, in the order of the tags. */
export function pagesOf(version: ApiVersion, at: PageNaming): readonly TagPage[] {
  return version.tags.map((tag) => buildPage(tag, version, at));
}

interface PageNaming {
  readonly names: VersionNames;
  readonly languages: readonly Described[];
}

function buildPage(tag: Tag, version: ApiVersion, { names, languages }: PageNaming): TagPage {
  const own = tagNames(names, tag.wire);
  const operations = version.operations
    .filter((operation) => operation.tag === tag.wire)
    .sort((left, right) => compareText(left.wireId, right.wireId) || compareText(left.key, right.key));
  const anchorOf = anchorCounter();
  anchorOf(own.docs.title);
  const anchored = operations.map((operation) => {
    const operationName = operationNames(names, operation.key);
    const anchor = anchorOf(operationName.docs.anchor);
    const hasOtherNames = languages.some((language) => language.hasOtherNames(operationName));
    for (const heading of operationHeadings(operation, hasOtherNames)) anchorOf(heading);
    return { operation, names: operationName, anchor };
  });
  const hasErrorBody = operations.some(({ answers }) =>
    answers.some((answer) => isErrorStatus(answer) && answer.contents.length > 0),
  );
  // Behind all operations, whose anchors do not depend on it.
  const errorAnchor = hasErrorBody ? anchorOf(ERROR_BODIES) : undefined;
  const entries: Entry[] = [];
  const page: TagPage = { tag, names: own, entries, errorAnchor };
  entries.push(...anchored.map((entry) => ({ ...entry, page })));
  return page;
}

function usersOf(entries: readonly Entry[]): ReadonlyMap<DeclarationId, readonly Entry[]> {
  const users = new Map<DeclarationId, Set<Entry>>();
  for (const entry of entries) {
    for (const use of usesOfOperation(entry.operation))
      eachReference(use, (id) => users.set(id, (users.get(id) ?? new Set()).add(entry)));
  }
  return new Map([...users].map(([id, set]) => [id, [...set]]));
}

function ownersOf(version: ApiVersion): ReadonlyMap<DeclarationId, readonly Declaration[]> {
  const owners = new Map<DeclarationId, Set<Declaration>>();
  for (const declaration of version.declarations) {
    const add = (id: DeclarationId): void => {
      if (id !== declaration.id) owners.set(id, (owners.get(id) ?? new Set()).add(declaration));
    };
    for (const id of referencesOf(declaration)) add(id);
  }
  return new Map([...owners].map(([id, set]) => [id, [...set]]));
}

/** What a language made of an operation. */
export function publishedCall(
  library: Library,
  at: { readonly shelf: Shelf; readonly language: LanguageId },
  { operation }: Entry,
): OperationPublication {
  const version = publishedVersion(publicationIn(library, at.language), at.shelf.version.label);
  return published(version.operations.get(operation.key), `operation ${operation.key}`);
}

/** What a language made of a model. */
export function publishedModel(
  library: Library,
  at: { readonly shelf: Shelf; readonly language: LanguageId },
  id: DeclarationId,
): ModelPublication {
  const version = publishedVersion(publicationIn(library, at.language), at.shelf.version.label);
  return published(version.models.get(id), `model ${id}`);
}

/** Where an operation is documented. */
export function operationTarget(shelf: Shelf, language: LanguageId, entry: Entry): LinkTarget {
  return { page: pageAddress(shelf, language, entry.page), anchor: entry.anchor };
}

export function pageAddress(shelf: Shelf, language: LanguageId, page: TagPage): Address {
  return sectionAddress(shelf, language, "methods", page.names.docs.slug);
}

export function modelAddress(shelf: Shelf, language: LanguageId, id: DeclarationId): Address {
  return sectionAddress(shelf, language, "models", declarationNames(shelf.names, id).docs.slug);
}

export function sectionAddress(shelf: Shelf, language: LanguageId, section: PageSection, slug: string): Address {
  return [language, shelf.names.folder, section, slug];
}

export function shelfOf(library: Library, label: string): Shelf | undefined {
  return library.shelves.find((shelf) => shelf.version.label === label);
}
