import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { schemeText } from "../../model/security.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { errorNameOf } from "../../contract/contract.ts";
import type { Operation } from "../../model/model.ts";
import { bodySection } from "./body-section.ts";
import { hasAccess, hasState, isErrorStatus, SECTIONS } from "./headings.ts";
import { headingSlug } from "./address.ts";
import { jobSection } from "./job-section.ts";
import { LANGUAGES, otherLanguages } from "./languages/index.ts";
import { publicationIn, shelfOf, type Entry } from "./library.ts";
import { answerTypeText, byStatus } from "./answers.ts";
import type { ExtraSection } from "./extra-section.ts";
import { responseSection } from "./response-examples.ts";
import { filtersSection, pagingSection, sortersSection } from "./reading-sections.ts";
import { code, EMPTY_BODY } from "./type-name.ts";
import type { Writer } from "./writer.ts";

/** The sections after the example, in the order of `operationHeadings`. */
export function moreSections(writer: Writer, entry: Entry): readonly ExtraSection[] {
  const { operation } = entry;
  const sections: (ExtraSection | undefined)[] = [
    responseSection(writer, entry),
    namesSection(writer, entry),
    hasState(operation) ? { title: SECTIONS.state, text: stateText(writer, operation) } : undefined,
    hasAccess(operation) ? { title: SECTIONS.access, text: accessText(writer, operation) } : undefined,
    pagingSection(writer, entry),
    filtersSection(writer, entry),
    sortersSection(writer, entry),
    bodySection(writer, entry),
    jobSection(writer, entry),
    operation.answers.some(isErrorStatus) ? { title: SECTIONS.errors, text: errorsText(writer, entry) } : undefined,
    { title: SECTIONS.more, text: seeAlso(writer, entry) },
  ];
  return sections.filter((section) => section !== undefined);
}

/**
 * The aliases in the language of the page. If the anchor of an operation on the page equals the anchor of this section,
 * the pages of all languages show the aliases of all languages. Without this rule, the numeric suffixes of anchors
 * would differ between languages.
 */
function namesSection({ language }: Writer, { names, page }: Entry): ExtraSection | undefined {
  const named = LANGUAGES.filter((own) => own.hasOtherNames(names));
  if (named.length === 0) return undefined;
  const isCounted = page.entries.some((entry) => entry.names.docs.anchor === NAMES_ANCHOR);
  const shown = isCounted ? named : named.filter((own) => own === language);
  if (shown.length === 0) return undefined;
  const rows = shown.flatMap((own) => own.otherNames(names));
  return { title: SECTIONS.names, text: compactTable([["Name", "Stands for", "Why"], ...rows]) };
}

const NAMES_ANCHOR = headingSlug(SECTIONS.names);

function stateText(writer: Writer, operation: Operation): string {
  const parts: string[] = [];
  if (operation.experimental)
    parts.push(
      "**Experimental.** This operation may change in ways that break callers. The SDK sends the header that experimental operations require.",
    );
  const { deprecation } = operation;
  if (deprecation !== undefined) {
    const { replacement } = deprecation;
    const shelf = replacement === undefined ? undefined : shelfOf(writer.library, replacement.version);
    const entry = replacement === undefined ? undefined : shelf?.entries.get(replacement.key);
    const use =
      shelf === undefined || entry === undefined
        ? ""
        : ` Use ${writer.operationLink(shelf, entry)} of ${plainText(shelf.version.label)} instead.`;
    parts.push(`**Deprecated.**${use}`);
    const text = writer.blocks(deprecation.text);
    if (text !== "") parts.push(text);
  }
  return parts.join("\n\n");
}

function accessText({ shelf }: Writer, operation: Operation): string {
  const lines: string[] = [];
  const known = new Map(shelf.version.schemes.map((scheme) => [scheme.name, scheme]));
  if (operation.anonymous) lines.push("- No credentials are needed.");
  for (const { schemes } of operation.security) {
    // Only bearer tokens have scopes.
    if (schemes.some(({ scheme }) => (known.get(scheme)?.kind ?? "bearer") !== "bearer")) {
      const asked = schemes.map(({ scheme }) => {
        const own = known.get(scheme);
        return `${codeSpan(scheme)}${own === undefined ? "" : `, ${plainText(schemeText(own))}`}`;
      });
      lines.push(`- **Credentials**: ${asked.join(" and ")}`);
      continue;
    }
    const texts = schemes.map(({ scheme, scopes }) =>
      scopes.length === 0
        ? `${codeSpan(scheme)} (no particular scope)`
        : `${codeSpan(scheme)} with ${scopes.map((scope) => codeSpan(scope)).join(", ")}`,
    );
    lines.push(`- **Scopes**: ${texts.join(" and ")}`);
  }
  const levels = operation.userLevels.map((level) => codeSpan(level)).join(", ");
  if (levels !== "") lines.push(`- **User levels**: ${levels}`);
  return lines.join("\n");
}

function errorsText(writer: Writer, entry: Entry): string {
  const { operation } = entry;
  const publication = publicationIn(writer.library, writer.language.id);
  const rows = operation.answers
    .filter(isErrorStatus)
    .sort(byStatus)
    .map((answer) => {
      const type = answerTypeText(writer, entry, answer);
      return [
        plainText(answer.status, true),
        code(errorNameOf(publication, answer.status)),
        type === undefined ? EMPTY_BODY : writer.type(type),
      ];
    });
  const guide = link("how to handle errors", writer.href({ page: [writer.language.id, "errors"] }));
  const { errorAnchor } = entry.page;
  const bodies = errorAnchor === undefined ? "" : ` and ${link("examples of the bodies", `#${errorAnchor}`)}`;
  return `${compactTable([["Code", "Error", "Body"], ...rows])}\n\nSee ${guide}${bodies}.`;
}

function seeAlso(writer: Writer, entry: Entry): string {
  const { library, shelf, language } = writer;
  const { operation } = entry;
  const lines = otherLanguages(language).map(
    (other) => `- In ${other.label}: ${writer.operationLink(shelf, entry, other)}`,
  );
  for (const version of library.shelves) {
    const same = version === shelf ? undefined : version.entries.get(operation.key);
    if (same !== undefined)
      lines.push(`- In ${plainText(version.version.label)}: ${writer.operationLink(version, same)}`);
  }
  for (const parameter of operation.parameters) {
    const sources = parameter.resourceOperations.flatMap((id) => shelf.byWireId.get(id) ?? []);
    if (sources.length > 0)
      lines.push(
        `- To find ${codeSpan(parameter.wire)}: ${sources.map((source) => writer.operationLink(shelf, source)).join(", ")}`,
      );
  }
  for (const answer of operation.answers) {
    for (const header of answer.headers) {
      const text = header.description === "" ? "" : `: ${writer.cell(header.description)}`;
      lines.push(`- Header of the ${plainText(answer.status)} response: ${codeSpan(header.wire)}${text}`);
    }
  }
  if (operation.others.length > 0 && operation.paging === undefined) {
    const types = operation.others.map(({ mediaType }) => codeSpan(mediaType)).join(", ");
    lines.push(`- The service can also return ${types}: request it with ${codeSpan(language.acceptArgument)}.`);
  }
  if (operation.path !== operation.requestPath)
    lines.push(
      `- The spec writes the path as ${codeSpan(operation.path)}; requests use ${codeSpan(operation.requestPath)}.`,
    );
  for (const parameter of operation.parameters) {
    if (parameter.wire !== parameter.declaredWire)
      lines.push(
        `- The spec declares ${codeSpan(parameter.declaredWire)} for the placeholder ${codeSpan(`{${parameter.wire}}`)} of the path.`,
      );
  }
  for (const note of operation.notes) lines.push(`- ${writer.cell(note)}`);
  lines.push(`- Spec: ${codeSpan(`${operation.origin.file}#${operation.origin.pointer}`)}`);
  return lines.join("\n");
}
