import { codeSpan, link, plainText } from "../../emit/escape-markdown.ts";
import { markdownTable } from "../../emit/markdown-table.ts";
import { relativeUrl, type Address } from "./address.ts";
import type { Language } from "./language.ts";
import { currentCall, formerCall } from "./former-call.ts";
import { modelAddress, operationTarget, type Entry, type Library, type Shelf } from "./library.ts";
import { code } from "./type-name.ts";
import { compareText } from "../../model/order.ts";

/** Old names with the new ones, by version: operations, then models. */
export function migrationTables(library: Library, language: Language): string {
  const from: Address = [language.id, "migration"];
  return library.shelves
    .flatMap((shelf) => [
      `## Names of ${plainText(shelf.version.label)}`,
      ...(language.id === "powershell" ? formerTable(shelf, language, from) : []),
      operationsTable(shelf, language, from),
      modelsTable(shelf, language, from),
    ])
    .join("\n\n");
}

/** Names that the published module gave to two operations, and what each call of them does. */
function formerTable(shelf: Shelf, language: Language, from: Address): readonly string[] {
  const rows = [...shelf.entries.values()].flatMap((entry) => {
    const { former } = entry.names.powershell;
    const other = former === undefined ? undefined : shelf.entries.get(former.key);
    if (former === undefined || other === undefined) return [];
    const { powershell } = entry.names;
    const isRefused = former.told.by === "nothing";
    const request = ({ operation }: Entry): string =>
      codeSpan(`${operation.method.toUpperCase()} ${operation.requestPath}`, true);
    const now = (target: Entry): string =>
      link(
        codeSpan(language.operationName(target), true),
        relativeUrl(from, operationTarget(shelf, language.id, target)),
      );
    return [
      [
        code(formerCall(powershell, former)),
        isRefused ? "nothing: the call is an error" : request(other),
        now(other),
        "did this; warns now",
      ],
      [
        code(currentCall(powershell, former)),
        isRefused ? "nothing: the call is an error" : request(entry),
        now(entry),
        "could not be called",
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    `The published module defined these names twice, and ran the second definition. The names still do what they did. Pass the id or the body by its parameter name where the table shows one; without the parameter name the call is an error:\n\n${markdownTable([["Call", "Sends", "Name now", "In the published module"], ...rows])}`,
  ];
}

function operationsTable(shelf: Shelf, language: Language, from: Address): string {
  const rows = [...shelf.entries.values()].flatMap((entry) => {
    const aliases = language.id === "powershell" ? entry.names.powershell.aliases : entry.names.typescript.aliases;
    const href = relativeUrl(from, operationTarget(shelf, language.id, entry));
    return aliases
      .filter((alias) => alias.reason !== "otherVersion")
      .map((alias) => [code(alias.name), link(codeSpan(language.operationName(entry), true), href)]);
  });
  if (rows.length === 0) return "No operation was renamed.";
  rows.sort((left, right) => compareText(left[0] ?? "", right[0] ?? ""));
  const word = language.id === "powershell" ? "cmdlets" : "methods";
  return `These ${word} have a new name. The old names still work and warn once:\n\n${markdownTable([["Old", "Now"], ...rows])}`;
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
