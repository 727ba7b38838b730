import { codeSpan, link, plainText } from "../../emit/escape-markdown.ts";
import { markdownTable } from "../../emit/markdown-table.ts";
import { published, type TypeText } from "../../contract/publication.ts";
import type { BodyContent, Codec, FormField, ObjectDeclaration, Property } from "../../model/model.ts";
import { otherForms } from "../../model/other-forms.ts";
import { resolveUse } from "../../model/uses.ts";
import { SECTIONS } from "./headings.ts";
import { publishedCall, publishedModel, type Entry } from "./library.ts";
import type { ExtraSection } from "./extra-section.ts";
import { code, typeMarkdown } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** The payload's members, so that nobody has to leave the page for them. */
export function bodySection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { body } = entry.operation;
  const [content] = body?.contents ?? [];
  if (body === undefined || content === undefined) return undefined;
  const others = body.contents.slice(1).map((other) => codeSpan(other.mediaType));
  const forms = otherForms(body, writer.shelf.declarations).map(
    ({ codec, mediaType }) => `Pass ${GIVEN_AS[codec]} to send ${codeSpan(mediaType)}.`,
  );
  const parts = [
    nameText(writer, entry, content),
    contentText(writer, entry, content),
    others.length === 0 ? "" : `The service also accepts ${others.join(", ")}.`,
    forms.length === 0 || writer.language.id !== "typescript" ? "" : forms.join(" "),
  ];
  return { title: SECTIONS.body, text: parts.filter((part) => part !== "").join("\n\n") };
}

/** What PowerShell takes for a payload that is no JSON. */
const BODY_TEXTS: Partial<Record<Codec, string>> = {
  bytes: "the path of a file, or bytes",
  text: "a text",
  stream: "a list, each of whose items is sent as JSON",
};

/** How TypeScript gives another form than the first. */
const GIVEN_AS = {
  multipart: "`FormData`",
  form: "`URLSearchParams`",
  text: "a string",
  bytes: "bytes or a stream",
} as const;

function nameText(writer: Writer, entry: Entry, content: BodyContent): string {
  if (writer.language.id === "typescript") return `Pass the request body as ${codeSpan("body")}.`;
  const names = entry.names.powershell.parameters.find((parameter) => parameter.in === "body");
  if (names === undefined) return "Each field has its own parameter.";
  const also =
    names.aliases.length === 0 ? "" : `, also as ${names.aliases.map((alias) => codeSpan(`-${alias}`)).join(", ")}`;
  return `The payload is ${codeSpan(`-${names.name}`)}${also}: ${BODY_TEXTS[content.codec] ?? "a hashtable, an object or JSON text"}.`;
}

function contentText(writer: Writer, entry: Entry, content: BodyContent): string {
  const { library, shelf, language } = writer;
  const { payload } = publishedCall(library, { shelf, language: language.id }, entry);
  if (payload === undefined) return "";
  if (content.fields.length > 0)
    return membersTable(
      writer,
      content.fields.map((field) => memberOf(field, payload.fields.get(field.wire))),
    );
  const { declaration, use } = resolveUse(shelf.declarations, content.use);
  if (declaration?.kind === "object") return objectText(writer, declaration);
  if (use.kind === "list") {
    const item = resolveUse(shelf.declarations, use.item);
    const type = typeMarkdown(payload.item ?? payload.type, writer.modelHref);
    const text = item.declaration?.kind === "object" ? objectText(writer, item.declaration) : "";
    return [`A list of ${type}.`, text].filter((part) => part !== "").join("\n\n");
  }
  const type = typeMarkdown(payload.type, writer.modelHref);
  return `Its type is ${type}.`;
}

function objectText(writer: Writer, declaration: ObjectDeclaration): string {
  const { library, shelf, language } = writer;
  const { properties } = publishedModel(library, { shelf, language: language.id }, declaration.id);
  const sent = declaration.properties.filter((property) => property.access !== "answer");
  const model = link(codeSpan(language.modelName(shelf, declaration.id)), writer.modelHref(declaration.id));
  if (sent.length === 0) return `${model} may have any properties.`;
  return `The properties of ${model}:\n\n${membersTable(
    writer,
    sent.map((property) => memberOf(property, properties.get(property.wire)?.sent)),
  )}`;
}

interface Member {
  readonly wire: string;
  readonly type: TypeText;
  readonly isRequired: boolean;
  readonly description: string;
}

function memberOf(property: Property | FormField, type: TypeText | undefined): Member {
  const { wire, required, description } = property;
  return { wire, type: published(type, `a type of ${wire}`), isRequired: required, description };
}

function membersTable(writer: Writer, members: readonly Member[]): string {
  return markdownTable([
    ["Property", "Type", "Required", "Description"],
    ...members.map((member) => [
      code(member.wire) || plainText(member.wire, true),
      typeMarkdown(member.type, writer.modelHref),
      member.isRequired ? "True" : "(optional)",
      writer.cell(member.description),
    ]),
  ]);
}
