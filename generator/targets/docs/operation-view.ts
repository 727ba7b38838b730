import { codeSpan, headingText, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import type { Operation } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";
import { SECTIONS } from "./headings.ts";
import type { Entry } from "./library.ts";
import { answerTypeText, byStatus } from "./answers.ts";
import type { ExtraSection } from "./extra-section.ts";
import { limitsSentence } from "./limits.ts";
import { moreSections } from "./operation-more.ts";
import type { ParameterRow } from "./parameter-row.ts";
import { code, EMPTY_BODY, typeCell } from "./type-name.ts";
import { NO_DESCRIPTION, type Writer } from "./writer.ts";

/** The values for the template of one operation. Every text is Markdown. */
export interface OperationView {
  readonly anchor: string;
  /** The anchors that links to former ids use. */
  readonly formerAnchors: readonly string[];
  readonly description: string;
  readonly apiSpec: string;
  readonly sections: typeof SECTIONS;
  readonly parameters: string;
  readonly returnType: string;
  readonly responses: string;
  readonly contentType: string;
  readonly accept: string;
  readonly example: string;
  readonly more: readonly ExtraSection[];
}

/** The values of the template for an operation. */
export function operationView(writer: Writer, entry: Entry): OperationView {
  const { operation } = entry;
  const { library, shelf, language } = writer;
  const reference = `${library.config.docs.apiReference}/${shelf.version.label}/${entry.names.docs.anchor}`;
  return {
    anchor: headingText(entry.names.docs.anchor),
    formerAnchors: entry.names.docs.formerAnchors,
    description: writer.blocks(operation.description) || plainText(operation.summary) || NO_DESCRIPTION,
    apiSpec: link("API Spec", reference),
    sections: SECTIONS,
    parameters: parametersTable(writer, language.parameters(library, shelf, entry)),
    returnType: returnText(writer, entry),
    responses: responsesTable(writer, entry),
    contentType: contentTypes(operation),
    accept: acceptTypes(operation),
    example: writer.snippets.block(language.code, language.operationSnippet(library, shelf, entry)),
    more: moreSections(writer, entry),
  };
}

const PLACE_LABELS: Readonly<Record<ParameterRow["place"], string>> = {
  path: "Path",
  query: "Query",
  header: "Header",
  cookie: "Cookie",
  body: "Body",
  form: "Form",
};

function parametersTable(writer: Writer, rows: readonly ParameterRow[]): string {
  if (rows.length === 0) return "This operation takes no parameters.";
  return compactTable([
    ["Param Type", "Name", "Data Type", "Required", "Description"],
    ...rows.map((row) => [
      PLACE_LABELS[row.place],
      plainText(row.name, true),
      writer.type(row.type),
      requiredText(writer, row),
      descriptionOf(writer, row),
    ]),
  ]);
}

/** `True` or `(optional)`, followed by the default. */
function requiredText({ language }: Writer, row: ParameterRow): string {
  const text = row.default === undefined ? undefined : language.defaultText(row.default);
  const stated = text === undefined ? "" : ` (default to ${plainText(text, true).replaceAll("\\$", "$")})`;
  return `${row.isRequired ? "True" : "(optional)"}${stated}`;
}

function descriptionOf(writer: Writer, row: ParameterRow): string {
  const marks = row.parameter?.deprecated === true ? "**Deprecated.** " : "";
  const known = row.type.known?.map((value) => code(String(value))).join(", ") ?? "";
  const values = known === "" ? "" : `<br />Known values: ${known}`;
  const bounds = limitsSentence(row.limits);
  return `${marks}${writer.cell(row.description)}${values}${bounds === "" ? "" : `<br />${bounds}`}`;
}

/** The type of the first successful response by status code, as on the published pages. */
function returnText(writer: Writer, entry: Entry): string {
  const { operation } = entry;
  const [first] = [...successAnswers(operation.answers)].sort(byStatus);
  const type = first === undefined ? undefined : answerTypeText(writer, entry, first);
  return type === undefined ? EMPTY_BODY : writer.type(type);
}

function responsesTable(writer: Writer, entry: Entry): string {
  const { operation } = entry;
  if (operation.answers.length === 0) return "No responses are documented.";
  return compactTable([
    ["Code", "Description", "Data Type"],
    ...[...operation.answers]
      .sort(byStatus)
      .map((answer) => [
        plainText(answer.status, true),
        writer.cell(answer.description),
        typeCell(answerTypeText(writer, entry, answer)),
      ]),
  ]);
}

function contentTypes(operation: Operation): string {
  const types = operation.body?.contents.map((content) => content.mediaType) ?? [];
  return types.length === 0 ? "Not defined" : [...new Set(types)].map((type) => plainText(type)).join(", ");
}

function acceptTypes(operation: Operation): string {
  const types = operation.answers.flatMap((answer) => answer.contents.map((content) => content.mediaType));
  return types.length === 0 ? "Not defined" : [...new Set(types)].map((type) => plainText(type)).join(", ");
}

/** The table at the top of a page, with every operation and its endpoint. */
export function methodsTable(writer: Writer, entries: readonly Entry[]): string {
  return compactTable([
    ["Method", "HTTP request", "Description"],
    ...entries.map((entry) => [
      link(`**${plainText(writer.language.operationName(entry), true)}**`, `#${entry.anchor}`),
      `**${entry.operation.method.toUpperCase()}** ${codeSpan(entry.operation.requestPath, true)}`,
      plainText(entry.operation.summary, true) || NO_DESCRIPTION,
    ]),
  ]);
}
