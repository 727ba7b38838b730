import { codeSpan, link, plainText } from "../../emit/markdown/escape-markdown.ts";
import { markdownTable } from "../../emit/markdown/markdown-table.ts";
import { relativeUrl, type Address } from "./address.ts";
import type { Language } from "./language.ts";
import { modelAddress, operationTarget, type Library, type Shelf } from "./library.ts";
import { code } from "./type-name.ts";
import { compareText } from "../../model/order.ts";

/** Old names with the new ones, by version: operations, then models. */
export function migrationTables(library: Library, language: Language): string {
  const from: Address = [language.id, "migration"];
  return library.shelves
    .flatMap((shelf) => [
      `## Names of ${plainText(shelf.version.label)}`,
      ...language.migrationNotes(shelf, from),
      operationsTable(shelf, language, from),
      modelsTable(shelf, language, from),
    ])
    .join("\n\n");
}

function operationsTable(shelf: Shelf, language: Language, from: Address): string {
  const rows = [...shelf.entries.values()].flatMap((entry) => {
    const href = relativeUrl(from, operationTarget(shelf, language.id, entry));
    return language
      .operationAliases(entry)
      .filter((alias) => alias.reason !== "otherVersion")
      .map((alias) => [code(alias.name), link(codeSpan(language.operationName(entry), true), href)]);
  });
  if (rows.length === 0) return "No operation was renamed.";
  rows.sort((left, right) => compareText(left[0] ?? "", right[0] ?? ""));
  return `These ${language.callsWord} have a new name. The old names still work and warn once:\n\n${markdownTable([["Old", "Now"], ...rows])}`;
}

function modelsTable(shelf: Shelf, language: Language, from: Address): string {
  const rows = shelf.version.declarations.flatMap((declaration) => {
    const href = relativeUrl(from, { page: modelAddress(shelf, language.id, declaration.id) });
    return language
      .modelAliases(shelf, declaration.id)
      .map((alias) => [code(alias.name), link(codeSpan(language.modelName(shelf, declaration.id), true), href)]);
  });
  if (rows.length === 0) return "No model was renamed.";
  rows.sort((left, right) => compareText(left[0] ?? "", right[0] ?? ""));
  return `These models have a new name:\n\n${markdownTable([["Old", "Now"], ...rows])}`;
}
