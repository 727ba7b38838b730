import { codeSpan } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { published, type TypeText } from "../../contract/publication.ts";
import type { BodyContent, FormField, Limits, ObjectDeclaration, Property } from "../../model/model.ts";
import { resolveUse } from "../../model/uses.ts";
import { SECTIONS } from "./headings.ts";
import { limitsSentence } from "./limits.ts";
import { publishedCall, publishedModel, type Entry } from "./library.ts";
import type { ExtraSection } from "./extra-section.ts";
import { code } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** Lists the properties of the request body on the operation's page. */
export function bodySection(writer: Writer, entry: Entry): ExtraSection | undefined {
  const { body } = entry.operation;
  const [content] = body?.contents ?? [];
  if (body === undefined || content === undefined) return undefined;
  const others = body.contents.slice(1).map((other) => codeSpan(other.mediaType));
  const parts = [
    writer.language.bodyText(entry, content),
    contentText(writer, entry, content),
    others.length === 0 ? "" : `The service also accepts ${others.join(", ")}.`,
    writer.language.otherFormsText(entry.operation, writer.shelf),
  ];
  return { title: SECTIONS.body, text: parts.filter((part) => part !== "").join("\n\n") };
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
    const type = writer.type(payload.item ?? payload.type);
    const text = item.declaration?.kind === "object" ? objectText(writer, item.declaration) : "";
    return [`A list of ${type}.`, text].filter((part) => part !== "").join("\n\n");
  }
  const type = writer.type(payload.type);
  return `Its type is ${type}.`;
}

function objectText(writer: Writer, declaration: ObjectDeclaration): string {
  const { library, shelf, language } = writer;
  const { properties } = publishedModel(library, { shelf, language: language.id }, declaration.id);
  const sent = declaration.properties.filter((property) => property.access !== "answer");
  const model = writer.modelLink(declaration.id);
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
  readonly limits: Limits;
}

function memberOf(property: Property | FormField, type: TypeText | undefined): Member {
  const { wire, required, description, limits } = property;
  return { wire, type: published(type, `a type of ${wire}`), isRequired: required, description, limits };
}

function membersTable(writer: Writer, members: readonly Member[]): string {
  return compactTable([
    ["Property", "Type", "Required", "Description"],
    ...members.map((member) => [
      code(member.wire),
      writer.type(member.type),
      member.isRequired ? "True" : "(optional)",
      [writer.cell(member.description), limitsSentence(member.limits)].filter((text) => text !== "").join("<br />"),
    ]),
  ]);
}
