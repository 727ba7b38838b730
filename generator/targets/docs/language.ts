import type { Declaration, DeclarationId, Json } from "../../model/model.ts";
import { declarationNames, type AliasName } from "../../names/table.ts";
import type { LanguageId } from "./address.ts";
import type { Entry, Library, Shelf } from "./library.ts";
import type { ParameterRow } from "./parameter-row.ts";
import { powershellParameters } from "./powershell-parameters.ts";
import { powershellModelSnippets, powershellOperationSnippet } from "./powershell-snippet.ts";
import { typescriptParameters } from "./typescript-parameters.ts";
import { typescriptModelSnippet, typescriptOperationSnippet } from "./typescript-snippet.ts";

export interface TitledCode {
  readonly title: string;
  readonly code: string;
}

/** Everything in which the two references differ: names, types and code. */
export interface Language {
  readonly id: LanguageId;
  readonly label: string;
  readonly sidebarClass: string;
  /** Language of the code blocks. */
  readonly code: string;
  readonly operationName: (entry: Entry) => string;
  readonly parameters: (library: Library, shelf: Shelf, entry: Entry) => readonly ParameterRow[];
  readonly defaultText: (value: Json) => string | undefined;
  readonly modelName: (shelf: Shelf, id: DeclarationId) => string;
  readonly modelAliases: (shelf: Shelf, id: DeclarationId) => readonly AliasName[];
  readonly operationSnippet: (library: Library, shelf: Shelf, entry: Entry) => string;
  readonly modelSnippets: (library: Library, shelf: Shelf, declaration: Declaration) => readonly TitledCode[];
}

export const POWERSHELL: Language = {
  id: "powershell",
  label: "PowerShell",
  sidebarClass: "powershellsdk",
  code: "powershell",
  operationName: (entry) => entry.names.powershell.cmdlet,
  parameters: powershellParameters,
  defaultText: powershellDefault,
  modelName: (shelf, id) => declarationNames(shelf.names, id).powershell.name,
  modelAliases: (shelf, id) => declarationNames(shelf.names, id).powershell.aliases,
  operationSnippet: onceByEntry(powershellOperationSnippet),
  modelSnippets: (_library, shelf, declaration) => powershellModelSnippets(shelf, declaration),
};

export const TYPESCRIPT: Language = {
  id: "typescript",
  label: "TypeScript",
  sidebarClass: "typescriptsdk",
  code: "ts",
  operationName: (entry) => entry.names.typescript.method,
  parameters: typescriptParameters,
  defaultText: (value) => (value === null || typeof value === "object" ? undefined : JSON.stringify(value)),
  modelName: (shelf, id) => declarationNames(shelf.names, id).typescript.name,
  modelAliases: (shelf, id) => declarationNames(shelf.names, id).typescript.aliases,
  operationSnippet: onceByEntry(typescriptOperationSnippet),
  modelSnippets: (library, shelf, declaration) => [
    { title: "Use the type", code: typescriptModelSnippet(library, shelf, declaration) },
  ],
};

export const LANGUAGE_BY_ID: Readonly<Record<LanguageId, Language>> = {
  powershell: POWERSHELL,
  typescript: TYPESCRIPT,
};

/** The other of the two references: pages link to their counterparts. */
export function otherLanguage({ id }: Language): Language {
  return LANGUAGE_BY_ID[id === "powershell" ? "typescript" : "powershell"];
}

/** As published: texts in double quotes, truth as a variable; lists and objects have no default there. */
function powershellDefault(value: Json): string | undefined {
  if (value === null || typeof value === "object") return undefined;
  if (typeof value === "boolean") return value ? "$true" : "$false";
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** A snippet stands in a page and in an overlay, and is formatted before: it is made once. */
function onceByEntry(make: Language["operationSnippet"]): Language["operationSnippet"] {
  const made = new WeakMap<Entry, string>();
  return (library, shelf, entry) => {
    let snippet = made.get(entry);
    if (snippet === undefined) made.set(entry, (snippet = make(library, shelf, entry)));
    return snippet;
  };
}
