import { codeSpan, frontMatterValue, headingText, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { Render } from "../../emit/render.ts";
import type { DeclarationId } from "../../model/model.ts";
import { declarationNames, eventNames } from "../../names/table.ts";
import { fileOf, type Address } from "./address.ts";
import { eventView } from "./event-view.ts";
import { headView } from "./front-matter.ts";
import { ERROR_BODIES } from "./headings.ts";
import type { Language } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { modelAddress, pageAddress, sectionAddress, type Library, type Shelf } from "./library.ts";
import { groupModels, inGroup, modelList } from "./model-groups.ts";
import { modelView } from "./model-view.ts";
import { errorExamples } from "./response-examples.ts";
import { methodsTable, operationView } from "./operation-view.ts";
import type { SnippetFormatter } from "./snippets.ts";
import type { Texts } from "./texts.ts";
import type { VersionGuide } from "./version-guide/pages.ts";
import { createWriter, NO_DESCRIPTION } from "./writer.ts";
import { compareText } from "../../model/order.ts";

/** The version and the language whose pages are made, and the tools that make them. */
export interface PageInput {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly snippets: SnippetFormatter;
  readonly render: Render;
  readonly texts: Texts;
}

/** A page for each tag, and the list of tags, each when it is made. */
export function* methodPages(input: PageInput): Generator<OutputFile> {
  const { library, shelf, language, render } = input;
  const writer = createWriter(input, "methods");
  const version = { version: shelf.version.label };
  const { prefix } = shelf.names.docs;
  for (const page of shelf.pages) {
    const { title, id } = page.names.docs;
    const address = pageAddress(shelf, language.id, page);
    const operations = page.entries.map((entry) =>
      render("docs/operation.md.hbs", operationView(writer, entry)).trim(),
    );
    const view = {
      head: headView(library, language, {
        id,
        title,
        words: [title, `${prefix}${title}`],
        page: address,
        ...version,
        tag: page.tag.wire,
        operations: page.entries.map(({ operation }) => operation.wireId),
      }),
      description: writer.blocks(page.tag.description) || `Operations of ${plainText(page.tag.wire)}.`,
      baseUrl: codeOfUrl(shelf),
      methods: methodsTable(writer, page.entries),
      operations: operations.join("\n\n"),
      errors: page.errorAnchor === undefined ? "" : `## ${ERROR_BODIES}\n\n${errorExamples(writer, page)}`,
    };
    yield { path: fileOf(address), content: render("docs/method-page.md.hbs", view) };
  }
  const rows = shelf.pages.map((page) => [
    link(`**${plainText(page.names.docs.title, true)}**`, `${page.names.docs.slug}.md`),
    String(page.entries.length),
  ]);
  const count = shelf.entries.size;
  const intro = `The ${String(count)} operations of ${plainText(shelf.version.label)}, by tag. Each page describes the ${language.callsWord} of one tag: parameters, responses and an example.`;
  yield indexPage(input, {
    section: "methods",
    title: "Methods",
    intro,
    table: compactTable([["Page", "Operations"], ...rows]),
  });
}

/** A page for each model, and the list of models, each when it is made. */
export function* modelPages(input: PageInput): Generator<OutputFile> {
  const { library, shelf, language, render } = input;
  const writer = createWriter(input, "models");
  const version = { version: shelf.version.label };
  const { prefix } = shelf.names.docs;
  const declarations = shelf.version.declarations
    .map((declaration) => ({ declaration, name: language.modelName(shelf, declaration.id) }))
    .sort((left, right) => compareText(left.name, right.name));
  for (const { declaration, name } of declarations) {
    const { slug } = declarationNames(shelf.names, declaration.id).docs;
    const address = modelAddress(shelf, language.id, declaration.id);
    const id = `${shelf.names.folder}-${slug}`;
    const view = {
      head: headView(library, language, {
        id,
        title: name,
        words: [name, `${prefix}${name}`],
        page: address,
        ...version,
      }),
      ...modelView(writer, declaration),
    };
    yield { path: fileOf(address), content: render("docs/model-page.md.hbs", view) };
  }
  const list = modelList(declarations);
  const tableOf = (ids: ReadonlySet<DeclarationId>): string =>
    compactTable([
      ["Model", "Kind"],
      ...inGroup(list, ids).map(({ declaration, name }) => [
        link(
          `**${plainText(name, true)}**`,
          fileOf(modelAddress(shelf, language.id, declaration.id))
            .split("/")
            .at(-1) ?? "",
        ),
        KIND_TEXTS[declaration.kind],
      ]),
    ]);
  const { tagged, shared, others } = groupModels(shelf);
  const groups = [
    ...tagged.map(({ page, ids }) => ({ title: page.names.docs.title, ids })),
    { title: "Used by several tags", ids: shared },
    { title: "Used only by events", ids: others },
  ].filter(({ ids }) => ids.size > 0);
  const label = plainText(shelf.version.label);
  const intro =
    declarations.length === 0
      ? `The operations of ${label} have no models.`
      : `The ${String(declarations.length)} models that the operations of ${label} send and return, by the tag of the operations that use them.`;
  const table = groups.map(({ title, ids }) => `## ${headingText(title)}\n\n${tableOf(ids)}`).join("\n\n");
  yield indexPage(input, { section: "models", title: "Models", intro, table });
}

const KIND_TEXTS = { object: "object", enum: "enumeration", union: "one of several", alias: "alias" } as const;

/** A page for each event that the service sends, and the list of events. Returns no files without events. */
export function eventPages(input: PageInput): readonly OutputFile[] {
  const { library, shelf, language, render } = input;
  if (shelf.version.events.length === 0) return [];
  const writer = createWriter(input, "events");
  const version = { version: shelf.version.label };
  const pages = shelf.version.events.map((event): OutputFile => {
    const names = eventNames(shelf.names, event.wire);
    const address = sectionAddress(shelf, language.id, "events", names.docs.slug);
    const title = names.docs.title;
    const id = `${shelf.names.folder}-event-${names.docs.slug}`;
    const view = {
      head: headView(library, language, { id, title, words: [title, "webhook"], page: address, ...version }),
      ...eventView(writer, event),
    };
    return { path: fileOf(address), content: render("docs/event-page.md.hbs", view) };
  });
  const rows = shelf.version.events.map((event) => {
    const names = eventNames(shelf.names, event.wire);
    return [
      link(`**${plainText(names.docs.title, true)}**`, `${names.docs.slug}.md`),
      plainText(event.summary, true) || NO_DESCRIPTION,
    ];
  });
  const intro = `The events of ${plainText(shelf.version.label)} that the service sends to subscribers.`;
  return [
    ...pages,
    indexPage(input, {
      section: "events",
      title: "Events",
      intro,
      table: compactTable([["Event", "Description"], ...rows]),
    }),
  ];
}

interface IndexInput {
  readonly section: "methods" | "models" | "events";
  readonly title: string;
  readonly intro: string;
  /** The table of the list page, as Markdown. */
  readonly table: string;
}

function indexPage(
  { library, shelf, language, render }: PageInput,
  { section, title, intro, table }: IndexInput,
): OutputFile {
  const address: Address = sectionAddress(shelf, language.id, section, "").slice(0, 3);
  const words = [title, `${shelf.names.docs.prefix}${title}`];
  const view = {
    head: headView(library, language, {
      id: section,
      title,
      words,
      page: address,
      version: shelf.version.label,
      hasCommit: true,
    }),
    intro,
    table,
  };
  return { path: fileOf(address), content: render("docs/index-page.md.hbs", view) };
}

/** The start page with languages, versions and guides. */
export function homePage(library: Library, render: Render, guides: readonly VersionGuide[]): OutputFile {
  const { slugBase } = library.config.docs;
  const languages = LANGUAGES.map((language) => ({
    label: language.label,
    product: codeSpan(language.product(library.config).name),
    start: link("Getting started", `${language.id}/getting-started.md`),
    versions: library.shelves.map((shelf) => {
      const folder = `${language.id}/${shelf.names.folder}`;
      const events = shelf.version.events.length === 0 ? "" : `, ${link("events", `${folder}/events/index.md`)}`;
      const links = `${link("methods", `${folder}/methods/index.md`)}, ${link("models", `${folder}/models/index.md`)}${events}`;
      const guide = guides.find(({ to }) => to === shelf);
      const change =
        guide === undefined
          ? ""
          : `, ${link(`from ${plainText(guide.from.version.label)}`, `${folder}/migration/index.md`)}`;
      return `${plainText(shelf.version.title)}: ${links}${change}`;
    }),
  }));
  return {
    path: "docs/index.md",
    content: render("docs/home.md.hbs", { slug: frontMatterValue(slugBase), languages }),
  };
}

function codeOfUrl({ version }: Shelf): string {
  const url = `${version.serverUrl}${version.basePath}`;
  return url === "" ? "the base URL" : `_${plainText(url)}_`;
}
