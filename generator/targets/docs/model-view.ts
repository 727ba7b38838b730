import { withIntegers } from "../../model/long-integers.ts";
import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { assertNever } from "../../model/assert-never.ts";
import { published, type ModelPublication, type TypeText } from "../../contract/publication.ts";
import type { Alternatives, Declaration, ObjectDeclaration, Presence, Property } from "../../model/model.ts";
import { limitTexts } from "./limits.ts";
import { otherLanguages } from "./languages/index.ts";
import { modelAddress, publishedModel } from "./library.ts";
import { cutExample, cutNote } from "./response-examples.ts";
import { fitVariant, isList, isRecord } from "./samples.ts";
import { ALIAS_REASONS } from "./alias-reasons.ts";
import { code, nameInCell } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** The values for the template of a model's page. */
export interface ModelView {
  readonly description: string;
  /** The heading of the model's structure, as on the published pages. */
  readonly heading: string;
  readonly content: string;
  readonly examples: readonly { readonly title: string; readonly block: string }[];
  readonly more: readonly { readonly title: string; readonly text: string }[];
}

/** The values of the template for a model page. */
export function modelView(writer: Writer, declaration: Declaration): ModelView {
  const { library, shelf, language, snippets } = writer;
  const own = publishedModel(library, { shelf, language: language.id }, declaration.id);
  const { heading, content } = contentOf(writer, declaration, own);
  const sections = [
    { title: "Other names", text: otherNames(writer, declaration) },
    { title: "Used by", text: usedBy(writer, declaration) },
    { title: "See also", text: seeAlso(writer, declaration) },
  ];
  const marks = declaration.deprecated ? "**Deprecated.**" : "";
  const texts = [
    marks,
    writer.blocks(declaration.description || proseTitle(declaration)),
    formsText(writer, declaration),
  ];
  return {
    description: texts.filter((text) => text !== "").join("\n\n"),
    heading,
    content,
    examples: [
      ...language
        .modelSnippets(library, shelf, declaration)
        .map(({ title, code: text }) => ({ title, block: snippets.block(language.code, text) })),
      ...(declaration.kind === "union" ? variantExamples(writer, declaration, own.members) : []),
    ],
    more: sections.filter((section) => section.text !== ""),
  };
}

/** States the name of the request form, if the form has its own name. */
function formsText({ library, language, shelf }: Writer, declaration: Declaration): string {
  const { input } = publishedModel(library, { shelf, language: language.id }, declaration.id);
  if (input === undefined) return "";
  return `Requests use ${codeSpan(input.name)}: it omits read-only properties, and its enumerations accept only documented values.`;
}

function contentOf(
  writer: Writer,
  declaration: Declaration,
  own: ModelPublication,
): { readonly heading: string; readonly content: string } {
  switch (declaration.kind) {
    case "object":
      return { heading: "Properties", content: propertiesTable(writer, declaration, own) };
    case "enum":
      return {
        heading: "Enum",
        content: declaration.values
          .map(({ value, description }) => {
            const text = description === "" ? "" : `: ${writer.cell(description)}`;
            return `- ${codeSpan(String(value)) || '(empty text: "")'}${text}`;
          })
          .join("\n"),
      };
    case "union":
      return {
        heading: "Variants",
        content: `${variantsSentence(declaration)}\n\n${membersText(writer, declaration, own.members)}`,
      };
    case "alias":
      return {
        heading: "Value",
        content: `Its type is ${writer.type(published(own.of, "what an alias stands for"))}.`,
      };
    default:
      return assertNever(declaration);
  }
}

function variantsSentence({ tag }: Alternatives): string {
  return `A value is one of these variants${tag === undefined ? "" : `; its property ${codeSpan(tag)} says which`}.`;
}

/** An example in JSON for each variant that is a non-empty object or list. */
function variantExamples(
  { shelf }: Writer,
  { members, tag }: Alternatives,
  types: readonly TypeText[],
): ModelView["examples"] {
  return members.flatMap((member, index) => {
    let isCut = false;
    const onCut = (): void => void (isCut = true);
    const { declarations } = shelf;
    const value = fitVariant(member, tag, { declarations, side: "answer", depth: VARIANT_DEPTH, onCut });
    if (!(isRecord(value) || isList(value)) || Object.keys(value).length === 0) return [];
    const { text } = published(types[index], "a variant");
    const example = cutExample(value, isCut);
    return [{ title: `${codeSpan(text)} as JSON${cutNote(example)}`, block: example.block }];
  });
}

const VARIANT_DEPTH = 2;

function membersText(writer: Writer, { members, tag }: Alternatives, types: readonly TypeText[]): string {
  return members
    .map((member, index) => {
      const values = member.tagValues.map((value) => codeSpan(value)).join(", ");
      const when = tag === undefined || values === "" ? "" : `, when ${codeSpan(tag)} is ${values}`;
      return `- ${writer.type(published(types[index], "a member"))}${when}`;
    })
    .join("\n");
}

/** The rule that requires one of several lists of properties. */
function presenceText({ lists, isExclusive }: Presence): string {
  const options = lists.map((list) => `- ${list.map((wire) => code(wire)).join(" and ")}`);
  return `${isExclusive ? "Exactly" : "At least"} one of these is required:\n\n${options.join("\n")}`;
}

function propertiesTable(writer: Writer, declaration: ObjectDeclaration, own: ModelPublication): string {
  const rest = own.rest === undefined ? "" : `Other properties have the type ${writer.type(own.rest)}.`;
  const besides = (declaration.alternatives ?? []).map(
    (entry, index) =>
      `It also has the properties of one of these variants${entry.tag === undefined ? "" : `; ${codeSpan(entry.tag)} says which`}:\n\n${membersText(writer, entry, own.alternatives[index] ?? [])}`,
  );
  besides.push(...(declaration.presence ?? []).map(presenceText));
  if (declaration.properties.length === 0)
    return (
      [rest, ...besides].filter((part) => part !== "").join("\n\n") ||
      "The spec lists no properties: the object may have any."
    );
  const table = compactTable([
    ["Name", "Type", "Description", "Notes"],
    ...declaration.properties.map((property) => {
      const { type, parameter } = published(own.properties.get(property.wire), `property ${property.wire}`);
      return [
        `**${nameInCell(shownName(property.wire, parameter))}**`,
        writer.type(type),
        writer.cell(property.description),
        notesOf(writer, property, parameter),
      ];
    }),
  ]);
  const decided =
    declaration.correlation === undefined
      ? ""
      : `The value of ${codeSpan(declaration.correlation.tag)} decides the type of ${codeSpan(declaration.correlation.property)}:\n\n${correlationTable(writer, declaration, own.cases)}`;
  return [table, rest, decided, ...besides].filter((part) => part !== "").join("\n\n");
}

function correlationTable(writer: Writer, declaration: ObjectDeclaration, types: readonly TypeText[]): string {
  return compactTable([
    [code(declaration.correlation?.tag ?? ""), code(declaration.correlation?.property ?? "")],
    ...(declaration.correlation?.cases ?? []).map((entry, index) => [
      code(entry.value),
      writer.type(published(types[index], "a case")),
    ]),
  ]);
}

/**
 * The name of a property in the table. The published pages write a property as the parameter that sets it. PowerShell
 * ignores case, so the two are equal unless the parameter was renamed: `-HostValue` sets `host`, and objects have no
 * property `HostValue`.
 */
function shownName(wire: string, parameter: string | undefined): string {
  return parameter?.toLowerCase() === wire.toLowerCase() ? parameter : wire;
}

function notesOf({ language, shelf }: Writer, property: Property, parameter: string | undefined): string {
  const { default: value, use } = property;
  const stated = value === undefined ? undefined : language.defaultText(withIntegers(shelf.declarations, use, value));
  const notes = [
    property.required ? "[required]" : "[optional]",
    ...(stated === undefined ? [] : [`[default to ${stated}]`]),
    ...(property.access === "answer" ? ["[read-only]"] : []),
    ...(property.access === "request" ? ["[write-only]"] : []),
    ...(property.use.kind === "nullable" ? ["[may be null]"] : []),
    ...(property.deprecated ? ["[deprecated]"] : []),
    ...(parameter === undefined || shownName(property.wire, parameter) === parameter ? [] : [`[set by -${parameter}]`]),
  ];
  const bounds = limitTexts(property.limits).map((text) => `\\[${text}\\]`);
  return [plainText(notes.join(" "), true).replaceAll("\\$", "$"), ...bounds].join(" ");
}

function otherNames({ language, shelf }: Writer, declaration: Declaration): string {
  const aliases = language.modelAliases(shelf, declaration.id);
  if (aliases.length === 0) return "";
  return aliases.map(({ name, reason }) => `- ${codeSpan(name)}: ${ALIAS_REASONS[reason]}`).join("\n");
}

/** The operations that refer to the model directly, and the models that refer to it. */
function usedBy(writer: Writer, declaration: Declaration): string {
  const { shelf } = writer;
  const entries = shelf.users.get(declaration.id) ?? [];
  // Almost every operation refers to an error model, so the list of operations is cut.
  const operations = entries.slice(0, MOST_USERS).map((entry) => writer.operationLink(shelf, entry));
  const models = (shelf.owners.get(declaration.id) ?? []).map(({ id }) => writer.modelLink(id));
  const rest = entries.length > MOST_USERS ? [`and ${String(entries.length - MOST_USERS)} more operations`] : [];
  return [...operations, ...models, ...rest].map((text) => `- ${text}`).join("\n");
}

const MOST_USERS = 40;

function seeAlso(writer: Writer, declaration: Declaration): string {
  const { shelf, language } = writer;
  const places = [declaration.id, ...declaration.also].map((id) => codeSpan(id)).join(", ");
  return [
    ...otherLanguages(language).map((other) => {
      const href = writer.href({ page: modelAddress(shelf, other.id, declaration.id) });
      return `- In ${other.label}: ${link(codeSpan(other.modelName(shelf, declaration.id)), href)}`;
    }),
    `- Spec: ${places}`,
  ].join("\n");
}

/** The title, if it has several words. A title of one word only repeats the model's name. */
function proseTitle({ title }: Declaration): string {
  return /\s/u.test(title.trim()) ? title : "";
}
