import { codeSpan, link } from "../../emit/markdown/escape-markdown.ts";
import type { TypeText } from "../../contract/publication.ts";
import type { DeclarationId } from "../../model/model.ts";
import { relativeUrl, type Address, type PageSection, type LinkTarget } from "./address.ts";
import type { Language } from "./language.ts";
import { modelAddress, operationTarget, sectionAddress, type Entry, type Library, type Shelf } from "./library.ts";
import { once } from "./once.ts";
import type { SnippetFormatter } from "./snippets.ts";
import type { Texts } from "./texts.ts";
import { typeMarkdown } from "./type-name.ts";

/** The input of a page: its place, its language and its links. */
export interface Writer {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly snippets: SnippetFormatter;
  /** A description as one table cell; never empty. */
  readonly cell: (text: string, missing?: string) => string;
  /** A description as Markdown blocks; may be empty. */
  readonly blocks: (text: string) => string;
  readonly href: (target: LinkTarget) => string;
  /** A type as Markdown. */
  readonly type: (type: TypeText) => string;
  /** A link to a model's page, with the model's name. */
  readonly modelLink: (id: DeclarationId) => string;
  /** A link to an operation of a version, with its name in the language. */
  readonly operationLink: (shelf: Shelf, entry: Entry, language?: Language) => string;
}

/** The text for a missing description. */
export const NO_DESCRIPTION = "(no description)";

/** The version and the language whose pages a writer serves. */
export interface WriterInput {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly snippets: SnippetFormatter;
  readonly texts: Texts;
}

/**
 * Creates the writer for all pages of a section. The pages share a folder, so their texts and relative links are equal.
 */
export function createWriter(input: WriterInput, section: PageSection): Writer {
  const { shelf, language } = input;
  const from: Address = sectionAddress(shelf, language.id, section, "_");
  const href = (target: LinkTarget): string => relativeUrl(from, target);
  const texts = input.texts(shelf, section);
  const modelHref = (id: DeclarationId): string => href({ page: modelAddress(shelf, language.id, id) });
  const types = new Map<string, string>();
  const models = new Map<DeclarationId, string>();
  const operations = new Map<Entry, string>();
  const operationLink = (other: Shelf, entry: Entry, own: Language): string =>
    link(codeSpan(own.operationName(entry)), href(operationTarget(other, own.id, entry)));
  return {
    ...input,
    href,
    cell: (text, missing = NO_DESCRIPTION) => texts.cell(text) || missing,
    blocks: texts.blocks,
    type: (type) =>
      type.values === undefined
        ? once(types, `${type.text} ${type.model ?? ""}`, () => typeMarkdown(type, modelHref))
        : typeMarkdown(type, modelHref),
    modelLink: (id) => once(models, id, () => link(codeSpan(language.modelName(shelf, id)), modelHref(id))),
    operationLink: (other, entry, own = language) =>
      own === language
        ? once(operations, entry, () => operationLink(other, entry, own))
        : operationLink(other, entry, own),
  };
}
