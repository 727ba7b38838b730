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
import type { CopiedInput, PublishInput } from "../target.ts";
import { usesOfOperation } from "./operation-uses.ts";
import { anchorCounter, type Address, type LanguageId, type PageSection, type LinkTarget } from "./address.ts";
import { ERROR_BODIES, isErrorStatus, operationHeadings } from "./headings.ts";

/** A page with the operations of one tag. */
export interface TagPage {
  readonly tag: Tag;
  readonly names: TagNames;
  /** Sorted by operationId, as on the published pages. */
  readonly entries: readonly Entry[];
  /** The anchor of the section with error bodies. Absent if no error has a body. */
  readonly errorAnchor: string | undefined;
}

/** An operation and its place on a page. */
export interface Entry {
  readonly operation: Operation;
  readonly names: OperationNames;
  readonly anchor: string;
  readonly page: TagPage;
}

/** A version with the lookup tables for its pages. */
export interface Shelf {
  readonly version: ApiVersion;
  readonly names: VersionNames;
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly pages: readonly TagPage[];
  /** Operations by operation key. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Operations by documentation slug. */
  readonly bySlug: ReadonlyMap<string, Entry>;
  /** Operations by operationId. */
  readonly byWireId: ReadonlyMap<string, Entry>;
  /** The operations that refer to a declaration directly. */
  readonly users: ReadonlyMap<DeclarationId, readonly Entry[]>;
  /** The declarations that refer to a declaration. */
  readonly owners: ReadonlyMap<DeclarationId, readonly Declaration[]>;
}

/** All versions of a run. */
export interface Library {
  readonly shelves: readonly Shelf[];
  /** The API without its descriptions. */
  readonly surface: Surface;
  /** The publication of each language. */
  readonly publications: ReadonlyMap<LanguageId, Publication>;
  /** When the SDKs retry a request. */
  readonly retry: RetryPolicy;
  /** The commit of the specs, if `pull` has locked one. */
  readonly specCommit: string | undefined;
  readonly config: Config;
}

/** The functions of a language that the library calls. */
interface Described {
  readonly id: LanguageId;
  readonly hasOtherNames: (names: OperationNames) => boolean;
}

/** The input of a library. */
export type LibraryInput = Pick<CopiedInput, "config" | "contract" | "model" | "names" | "specCommit">;

/** Everything that the pages of a run read: the contract, the publications of the languages and a shelf for each version. */
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

/** The publication of a language. */
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
  // The heading follows all operations, so it does not change their anchors.
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

/** The published call of an operation in a language. */
export function publishedCall(
  library: Library,
  at: { readonly shelf: Shelf; readonly language: LanguageId },
  { operation }: Entry,
): OperationPublication {
  const version = publishedVersion(publicationIn(library, at.language), at.shelf.version.label);
  return published(version.operations.get(operation.key), `operation ${operation.key}`);
}

/** The published names and types of a model in a language. */
export function publishedModel(
  library: Library,
  at: { readonly shelf: Shelf; readonly language: LanguageId },
  id: DeclarationId,
): ModelPublication {
  const version = publishedVersion(publicationIn(library, at.language), at.shelf.version.label);
  return published(version.models.get(id), `model ${id}`);
}

/** The page and the anchor of an operation. */
export function operationTarget(shelf: Shelf, language: LanguageId, entry: Entry): LinkTarget {
  return { page: pageAddress(shelf, language, entry.page), anchor: entry.anchor };
}

/** The address of the page of a tag. */
export function pageAddress(shelf: Shelf, language: LanguageId, page: TagPage): Address {
  return sectionAddress(shelf, language, "methods", page.names.docs.slug);
}

/** The address of the page of a model. */
export function modelAddress(shelf: Shelf, language: LanguageId, id: DeclarationId): Address {
  return sectionAddress(shelf, language, "models", declarationNames(shelf.names, id).docs.slug);
}

/** The address of a page in a section of a version. */
export function sectionAddress(shelf: Shelf, language: LanguageId, section: PageSection, slug: string): Address {
  return [language, shelf.names.folder, section, slug];
}

/** The shelf of the version with a label; undefined if the run has no such version. */
export function shelfOf(library: Library, label: string): Shelf | undefined {
  return library.shelves.find((shelf) => shelf.version.label === label);
}
