import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { compactTable } from "../../emit/markdown/markdown-table.ts";
import { relativeUrl, type Address } from "./address.ts";
import type { Language } from "./language.ts";
import { modelAddress, operationTarget, type Library, type Shelf } from "./library.ts";
import { code } from "./type-name.ts";
import { formerNames, type FormerNameLists } from "../../migration/former-names.ts";
import { compareText } from "../../model/order.ts";
import { guideAddress, guideTitle, type VersionGuide } from "./version-guide/pages.ts";

/** The tables of old and new names by version: first operations, then models. */
export function migrationTables(library: Library, language: Language): string {
  const from: Address = [language.id, "migration"];
  return library.shelves
    .flatMap((shelf) => {
      const former = formerNames(library.surface, { version: shelf.version.label, target: language.id });
      const input = { former, shelf, language, from };
      return [
        `## Names of ${plainText(shelf.version.label)}`,
        ...language.migrationNotes(shelf, from),
        operationsTable(input),
        modelsTable(input),
      ];
    })
    .join("\n\n");
}

/** Links to the guides from one version to the next. Returns an empty list without such guides. */
export function versionGuideLinks(guides: readonly VersionGuide[], language: Language): readonly string[] {
  if (guides.length === 0) return [];
  const page: Address = [language.id, "migration"];
  const links = guides.map((guide) => {
    const href = relativeUrl(page, { page: guideAddress(language, guide) });
    return `- ${link(plainText(guideTitle(guide)), href)}`;
  });
  return ["## From version to version", links.join("\n")];
}

interface TableInput {
  readonly former: FormerNameLists;
  readonly shelf: Shelf;
  readonly language: Language;
  readonly from: Address;
}

function operationsTable({ former, shelf, language, from }: TableInput): string {
  const rows = former.operations.flatMap(({ entry: key, old }) => {
    const entry = shelf.entries.get(key);
    if (entry === undefined) return [];
    const href = relativeUrl(from, operationTarget(shelf, language.id, entry));
    return [[code(old), link(codeSpan(language.operationName(entry), true), href)]];
  });
  if (rows.length === 0) return "No operation was renamed.";
  rows.sort((left, right) => compareText(left[0] ?? "", right[0] ?? ""));
  return `These ${language.callsWord} have a new name. The old names still work and warn once:\n\n${compactTable([["Old", "Now"], ...rows])}`;
}

function modelsTable({ former, shelf, language, from }: TableInput): string {
  const rows = former.models.map(({ entry: id, old }) => {
    const href = relativeUrl(from, { page: modelAddress(shelf, language.id, id) });
    return [code(old), link(codeSpan(language.modelName(shelf, id), true), href)];
  });
  if (rows.length === 0) return "No model was renamed.";
  rows.sort((left, right) => compareText(left[0] ?? "", right[0] ?? ""));
  return `These models have a new name:\n\n${compactTable([["Old", "Now"], ...rows])}`;
}
