import { published, publishedVersion, type OperationPublication, type TypeText } from "../../contract/publication.ts";
import { assertNever } from "../../model/assert-never.ts";
import type { OutputFile } from "../../emit/output.ts";
import { enumSample } from "../../model/long-integers.ts";
import type { Declaration } from "../../model/model.ts";
import { eventNames } from "../../names/table.ts";
import { cleanLine, exactJson, shorten } from "../../text/characters.ts";
import { byStatus } from "./answers.ts";
import { isErrorStatus } from "./headings.ts";
import type { Language } from "./language.ts";
import { LANGUAGES } from "./languages/index.ts";
import { publicationIn, publishedCall, publishedModel, type Entry, type Library, type Shelf } from "./library.ts";

/**
 * The text files for language models. `llms.txt` lists the pages of a language and a version (llmstxt.org).
 * `llms-full.txt` describes each of its operations and models in a few lines. A top-level `llms.txt` lists these files.
 */
export function llmsFiles(library: Library, guides: readonly GuideLink[]): readonly OutputFile[] {
  const files = LANGUAGES.flatMap((language) =>
    library.shelves.flatMap((shelf) => {
      const folder = `docs/${language.id}/${shelf.names.folder}`;
      const at: At = { library, shelf, language };
      return [
        { path: `${folder}/llms.txt`, content: listText(at, guides) },
        { path: `${folder}/llms-full.txt`, content: fullText(at) },
      ];
    }),
  );
  return [{ path: "docs/llms.txt", content: topText(library) }, ...files];
}

/** A guide of each language: the last segment of its address, and its title. */
export type GuideLink = readonly [slug: string, title: string];

interface At {
  readonly library: Library;
  readonly shelf: Shelf;
  readonly language: Language;
}

function topText(library: Library): string {
  const parts = LANGUAGES.map((language) => {
    const lines = library.shelves.map((shelf) => {
      const folder = `${language.id}/${shelf.names.folder}`;
      return `- [${cleanLine(shelf.version.title)}](${folder}/llms.txt): its pages; [llms-full.txt](${folder}/llms-full.txt) has every operation and model in one file`;
    });
    return `## ${language.label}\n\n${lines.join("\n")}`;
  });
  return `# SDKs\n\n> ${sourceText(library)}\n\n${parts.join("\n\n")}\n`;
}

function sourceText({ specCommit }: Library): string {
  const made = "The reference of the SDKs, made from the OpenAPI specs of the service";
  return specCommit === undefined ? `${made}.` : `${made} at commit ${specCommit}.`;
}

function headText({ library, shelf, language }: At): string {
  const { name } = language.product(library.config);
  const { module } = publishedVersion(publicationIn(library, language.id), shelf.version.label);
  const title = `# ${name} for ${language.label}: ${shelf.version.label}`;
  return `${title}\n\n> ${cleanLine(shelf.version.title)}, module \`${module}\`. ${sourceText(library)}`;
}

function listText(at: At, guides: readonly GuideLink[]): string {
  const { shelf, language } = at;
  const events = shelf.version.events.map(({ wire, summary }) => {
    const { docs } = eventNames(shelf.names, wire);
    return `- [${docs.title}](events/${docs.slug}.md)${lead(summary)}`;
  });
  const parts = [
    headText(at),
    `## Guides\n\n${guides.map(([slug, title]) => `- [${title}](../${slug}.md)`).join("\n")}`,
    `## Operations by tag\n\n${shelf.pages
      .map(({ names, entries }) => {
        const calls = entries.map(language.operationName).join(", ");
        return `- [${names.docs.title}](methods/${names.docs.slug}.md): ${calls}`;
      })
      .join("\n")}`,
    `## Models\n\n- [Models](models/index.md): ${String(shelf.version.declarations.length)} models by tag`,
    events.length === 0 ? "" : `## Events\n\n${events.join("\n")}`,
    "## Optional\n\n- [llms-full.txt](llms-full.txt): every operation and model in one file",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function fullText(at: At): string {
  const { shelf } = at;
  const tags = shelf.pages.map(({ names, entries }) => {
    const operations = entries.map((entry) => operationText(at, entry));
    return `## ${names.docs.title} (methods/${names.docs.slug}.md)\n\n${operations.join("\n\n")}`;
  });
  const models = shelf.version.declarations
    .map((declaration) => ({ name: at.language.modelName(shelf, declaration.id), declaration }))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, declaration }) => `- ${name}: ${modelText(at, declaration)}`);
  const note =
    "A question mark after a name marks an optional parameter or property. The guide [Getting started](../getting-started.md) shows a complete program.";
  return `${[headText(at), note, ...tags, `## Models\n\n${models.join("\n")}`].join("\n\n")}\n`;
}

function operationText({ library, shelf, language }: At, entry: Entry): string {
  const { operation } = entry;
  const call = publishedCall(library, { shelf, language: language.id }, entry);
  const stated = [...operation.answers].sort(byStatus);
  const results = stated
    .filter((answer) => !isErrorStatus(answer))
    .map(({ status }) => `${status} ${textOf(call.responses.get(status)) || "without a body"}`);
  const errors = stated.filter(isErrorStatus).map(({ status }) => status);
  const lines = [
    `### ${language.callPath(shelf, entry)}`,
    `${operation.method.toUpperCase()} ${operation.requestPath}${lead(operation.summary)}`,
    ...parameterLines(call),
    ...(results.length === 0 ? [] : [`Returns: ${results.join("; ")}`]),
    ...(errors.length === 0 ? [] : [`Errors: ${errors.join(", ")}`]),
    ...filterLines(entry),
    ...(operation.paging === undefined ? [] : [`Pages: ${operation.paging.style}`]),
    ...(operation.scopes.length === 0 ? [] : [`Scopes: ${operation.scopes.join(", ")}`]),
    ...(operation.experimental ? ["Experimental"] : []),
    ...(operation.deprecation === undefined ? [] : ["Deprecated"]),
  ];
  return lines.map(cleanLine).join("\n");
}

function parameterLines({ parameters }: OperationPublication): readonly string[] {
  if (parameters.length === 0) return [];
  const texts = parameters.map(({ name, shown, isRequired }) => `${name}${isRequired ? "" : "?"}: ${textOf(shown)}`);
  return [`Parameters: ${texts.join("; ")}`];
}

function filterLines({ operation: { filters, sorters } }: Entry): readonly string[] {
  const fields = filters?.fields.map(({ wire, operators }) => `${wire} (${operators.join(", ")})`) ?? [];
  return [
    ...(fields.length === 0 ? [] : [`Filters: ${cleanLine(fields.join(", "))}`]),
    ...(sorters === undefined || sorters.fields.length === 0
      ? []
      : [`Sorters: ${cleanLine(sorters.fields.join(", "))}`]),
  ];
}

function modelText({ library, shelf, language }: At, declaration: Declaration): string {
  const own = publishedModel(library, { shelf, language: language.id }, declaration.id);
  // A language with a setting for 64-bit integers lists enumeration values beyond 2^53 as strings.
  const isExact = language.product(library.config).int64 === undefined;
  switch (declaration.kind) {
    case "object": {
      const members = declaration.properties.map(
        ({ wire, required }) => `${cleanLine(wire)}${required ? "" : "?"}: ${textOf(own.properties.get(wire)?.type)}`,
      );
      return members.length === 0 ? "any properties" : members.join("; ");
    }
    case "enum":
      return declaration.values
        .map((entry) => (isExact ? enumSample(declaration, entry) : entry.value))
        .map((value) => cleanLine(exactJson(value)))
        .join(" | ");
    case "union": {
      const by = declaration.tag === undefined ? "" : ` by ${cleanLine(declaration.tag)}`;
      return `one of${by}: ${own.members.map(textOf).join(" | ")}`;
    }
    case "alias":
      return textOf(published(own.of, "what an alias stands for"));
    default:
      return assertNever(declaration);
  }
}

function textOf(type: TypeText | undefined): string {
  return type === undefined ? "" : cleanLine(type.text);
}

function lead(text: string): string {
  const line = shorten(cleanLine(text), 200);
  return line === "" ? "" : `: ${line}`;
}
