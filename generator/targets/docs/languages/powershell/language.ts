import { codeSpan } from "../../../../emit/markdown/escape-markdown.ts";
import { powershellString } from "../../../../emit/powershell/escape-powershell.ts";
import { powershellArgument } from "../../../../emit/powershell/literal-powershell.ts";
import type { Codec, Json } from "../../../../model/model.ts";
import { declarationNames, type OperationNames } from "../../../../names/table.ts";
import { ALIAS_REASONS } from "../../alias-reasons.ts";
import { onceBy, type GuideTexts, type Language } from "../../language.ts";
import { publishedCall } from "../../library.ts";
import { code } from "../../type-name.ts";
import { powershellEventSnippet } from "./event.ts";
import { formerCall } from "./former-call.ts";
import { formerTable } from "./former-table.ts";
import { powershellParameters } from "./parameters.ts";
import { powershellCall, powershellModelPart, powershellModelSnippets, powershellOperationSnippet } from "./snippet.ts";
import { powershellShapes } from "./shapes.ts";
import { powershellValue } from "./value.ts";

const LABEL = "PowerShell";

/** The argument for a request body that is not JSON. */
const BODY_TEXTS: Partial<Record<Codec, string>> = {
  bytes: "the path of a file, or bytes",
  text: "a text",
  stream: "a list, each of whose items is sent as JSON",
};

const guide: GuideTexts = {
  product: ({ powershell }) => ({ module: powershell.name }),
  call: (_shelf, { names }) => ({ cmdlet: names.powershell.cmdlet }),
  job: (library, shelf, entry) => ({ call: powershellCall({ library, shelf, entry, isShown: () => false }) }),
  list: (_entry, { filter, sorter }) => ({
    filter: filter === undefined ? undefined : { powershell: powershellString(filter.text) },
    sorterText: sorter === undefined ? undefined : powershellString(sorter),
  }),
  single: ({ names }, value) => {
    const [own] = names.powershell.parameters;
    return { parameters: `-${own?.name ?? "Id"} ${powershellArgument(powershellValue(value))}` };
  },
};

export const powershellLanguage: Language = {
  id: "powershell",
  label: LABEL,
  sidebarClass: "powershellsdk",
  code: "powershell",
  callsWord: "cmdlets",
  programWord: "script",
  product: ({ powershell }) => powershell,
  operationName: ({ names }) => names.powershell.cmdlet,
  acceptArgument: "-Accept",
  callPath: (_shelf, { names }) => names.powershell.cmdlet,
  operationAliases: ({ names }) => names.powershell.aliases,
  hasOtherNames: ({ powershell }) =>
    powershell.aliases.length > 0 ||
    powershell.former !== undefined ||
    powershell.kept.length > 0 ||
    powershell.parameters.some((parameter) => parameter.aliases.length > 0),
  otherNames,
  parameters: powershellParameters,
  defaultText,
  queryArgument: ({ names }, wire) => {
    const own = names.powershell.parameters.find((parameter) => parameter.in === "query" && parameter.wire === wire);
    return own === undefined ? wire : `-${own.name}`;
  },
  pagingText: (name) =>
    `${codeSpan(`${name} -All`)} reads every page; ${codeSpan(`${name} -First 100`)} returns the first 100 items.`,
  jobText: (library, shelf, entry) =>
    publishedCall(library, { shelf, language: "powershell" }, entry).signature.includes("[-Wait]")
      ? `${codeSpan(`${entry.names.powershell.cmdlet} -Wait`)} waits for the job.`
      : "",
  bodyText: ({ names }, content) => {
    const own = names.powershell.parameters.find((parameter) => parameter.in === "body");
    if (own === undefined) return "Each field has its own parameter.";
    const given = [own.name, ...own.aliases].map((name) => codeSpan(`-${name}`)).join(" or ");
    return `Pass the request body as ${given}: ${BODY_TEXTS[content.codec] ?? "a hashtable, an object or JSON text"}.`;
  },
  otherFormsText: () => "",
  modelName: (shelf, id) => declarationNames(shelf.names, id).powershell.name,
  modelAliases: (shelf, id) => declarationNames(shelf.names, id).powershell.aliases,
  operationSnippet: onceBy(powershellOperationSnippet),
  modelSnippets: (_library, shelf, declaration) => powershellModelSnippets(shelf, declaration),
  eventSnippet: ({ shelf, declaration, value }) => powershellEventSnippet(shelf, declaration, value),
  migrationNotes: formerTable,
  published: {
    host: /\.identitynow(?:-demo)?\.com$/u,
    name: "PSSailpoint",
    nameInV3: ({ cmdlet }) => cmdlet,
  },
  shapeTables: powershellShapes,
  guide,
  versionGuide: {
    notes: (from, to) => [
      ...(from.module === to.module ? [] : [`The module ${codeSpan(from.module)} becomes ${codeSpan(to.module)}.`]),
      ...(from.prefix === to.prefix
        ? []
        : [
            `Names of cmdlets and helpers begin with ${codeSpan(to.prefix ?? "")} in place of ${codeSpan(from.prefix ?? "")}, behind the verb.`,
          ]),
    ],
    callName: ({ name }) => name,
    call: powershellCall,
    model: powershellModelPart,
  },
};

/**
 * A default value in the published notation: strings in double quotes, booleans as variables. Lists and objects have
 * none.
 */
function defaultText(value: Json): string | undefined {
  if (value === null || typeof value === "object") return undefined;
  if (typeof value === "boolean") return value ? "$true" : "$false";
  return typeof value === "string" ? `"${value}"` : String(value);
}

function otherNames({ powershell }: OperationNames): readonly (readonly string[])[] {
  const { cmdlet, aliases, former, kept, parameters } = powershell;
  return [
    ...aliases.map(({ name, reason }) => [code(name), code(cmdlet), ALIAS_REASONS[reason]]),
    ...(former === undefined
      ? []
      : [
          [
            code(formerCall(powershell, former)),
            former.told.by === "nothing" ? "nothing: it is refused" : code(former.cmdlet),
            "what the published name did",
          ],
        ]),
    ...kept.map(({ name, wire }) => [
      code(`-${name}`),
      wire === undefined ? "nothing: it is ignored" : `${code(wire)} in the query`,
      "a parameter of the published cmdlet",
    ]),
    ...parameters.flatMap((parameter) =>
      parameter.aliases.map((alias) => [code(`-${alias}`), code(`-${parameter.name}`), "an alias of the parameter"]),
    ),
  ];
}
