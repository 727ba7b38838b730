import { exactJson } from "../../../../text/characters.ts";
import { codeSpan } from "../../../../emit/markdown/escape-markdown.ts";
import { stringLiteral } from "../../../../emit/escape.ts";
import type { Declaration } from "../../../../model/model.ts";
import { otherForms } from "../../../../model/other-forms.ts";
import { declarationNames, parameterKey, tagNames } from "../../../../names/table.ts";
import { ALIAS_REASONS, FORMER_CALL } from "../../alias-reasons.ts";
import { onceBy, type FilterText, type GuideTexts, type Language } from "../../language.ts";
import { publishedCall, type Entry, type Library, type Shelf } from "../../library.ts";
import { code } from "../../type-name.ts";
import { typescriptEventSnippet } from "./event.ts";
import { typescriptParameters } from "./parameters.ts";
import {
  typescriptCall,
  typescriptModelPart,
  typescriptModelSnippet,
  typescriptOperationSnippet,
  typescriptPrelude,
} from "./snippet.ts";
import { publishedClass, typescriptShapes } from "./shapes.ts";
import { printValue } from "./value.ts";

const LABEL = "TypeScript";

/** How a call passes each additional form of a request body. */
const GIVEN_AS = {
  multipart: "`FormData`",
  form: "`URLSearchParams`",
  text: "a string",
  bytes: "bytes or a stream",
} as const;

function argumentOf({ names }: Entry, place: string, wire: string): string {
  return names.typescript.parameters.get(parameterKey(place, wire)) ?? wire;
}

const guide: GuideTexts = {
  product: ({ typescript }) => ({ package: typescript.name }),
  call: (shelf, { names, operation }) => ({
    api: `isc.${shelf.names.typescript.property}.${tagNames(shelf.names, operation.tag).typescript.property}`,
    method: names.typescript.method,
    oldClass: publishedClass(shelf, operation.tag),
    descriptor: names.typescript.descriptor,
    versionModule: shelf.names.typescript.module,
    tagModule: `${shelf.names.typescript.module}/${tagNames(shelf.names, operation.tag).typescript.module}`,
  }),
  job: (library, shelf, entry) => ({
    ...jobOf(library, shelf, entry),
    arguments: argumentsText(library, shelf, entry),
  }),
  list: (entry, { filter, sorter }) => {
    const { paging } = entry.operation;
    const isByPosition = paging?.style === "offset";
    return {
      limit: isByPosition ? argumentOf(entry, "query", paging.limit) : "limit",
      count: isByPosition && paging.count !== undefined ? argumentOf(entry, "query", paging.count) : undefined,
      filter: filter === undefined ? undefined : filterTexts(filter),
      sorters: sorter === undefined ? undefined : stringLiteral(sorter),
    };
  },
  single: (entry, value) => {
    const [parameter] = entry.operation.parameters;
    const key = parameter === undefined ? "id" : argumentOf(entry, parameter.place, parameter.wire);
    return { arguments: `{ ${key}: ${printValue(value, 0)} }` };
  },
};

/** The arguments object of a call, with the required arguments. */
function argumentsText(library: Library, shelf: Shelf, entry: Entry): string {
  const call = typescriptCall({ library, shelf, entry, isShown: () => false });
  return /\((\{[\s\S]*\})\);$/u.exec(call)?.[1] ?? "{}";
}

/** The constant for `waitFor` and the module that exports it. */
function jobOf(library: Library, shelf: Shelf, entry: Entry): { readonly name: string; readonly module: string } {
  const { typescript } = publishedCall(library, { shelf, language: "typescript" }, entry);
  const module = `${library.config.typescript.name}/jobs/${shelf.names.typescript.module}`;
  return { name: typescript?.jobs?.[0] ?? "", module };
}

function filterTexts({ field, operator, text }: FilterText): object {
  return { typescript: `(f) => f.${field}.${operator}("Eng")`, text: stringLiteral(text) };
}

export const typescriptLanguage: Language = {
  id: "typescript",
  label: LABEL,
  sidebarClass: "typescriptsdk",
  code: "ts",
  callsWord: "methods",
  programWord: "program",
  product: ({ typescript }) => typescript,
  operationName: ({ names }) => names.typescript.method,
  acceptArgument: "accept",
  callPath: (shelf, { names, operation }) =>
    [
      "isc",
      shelf.names.typescript.property,
      tagNames(shelf.names, operation.tag).typescript.property,
      names.typescript.method,
    ].join("."),
  operationAliases: ({ names }) => names.typescript.aliases,
  hasOtherNames: ({ typescript }) => typescript.aliases.length > 0 || typescript.formerCalls.length > 0,
  otherNames: ({ typescript }) => [
    ...typescript.aliases.map(({ name, reason }) => [code(name), code(typescript.method), ALIAS_REASONS[reason]]),
    ...typescript.formerCalls.flatMap(({ property, names }) =>
      names.map(({ name }) => [code(`${property}.${name}`), code(typescript.method), FORMER_CALL]),
    ),
  ],
  parameters: typescriptParameters,
  defaultText: (value) => (value === null || typeof value === "object" ? undefined : exactJson(value)),
  queryArgument: (entry, wire) => argumentOf(entry, "query", wire),
  pagingText: (name) =>
    `${codeSpan(`for await (const item of api.${name}(…))`)} reads every page; ${codeSpan("await")} returns the first.`,
  jobText: (library, shelf, entry) => {
    const { name, module } = jobOf(library, shelf, entry);
    return `${codeSpan(`waitFor(isc, ${name}, args)`)} waits for the job; import ${codeSpan(name)} from ${codeSpan(module)}.`;
  },
  bodyText: () => `Pass the request body as ${codeSpan("body")}.`,
  otherFormsText: ({ body }, shelf) => {
    const forms = (body === undefined ? [] : otherForms(body, shelf.declarations)).map(
      ({ codec, mediaType }) => `Pass ${GIVEN_AS[codec]} to send ${codeSpan(mediaType)}.`,
    );
    return forms.join(" ");
  },
  modelName: (shelf, id) => declarationNames(shelf.names, id).typescript.name,
  modelAliases: (shelf, id) => declarationNames(shelf.names, id).typescript.aliases,
  operationSnippet: onceBy(typescriptOperationSnippet),
  modelSnippets: onceBy((library, shelf, declaration: Declaration) => [
    { title: "Use the type", code: typescriptModelSnippet(library, shelf, declaration) },
  ]),
  eventSnippet: ({ event, value, ...at }) => typescriptEventSnippet(at, event, value),
  migrationNotes: () => [],
  published: {
    host: /\.identitynow(?:-demo)?\.com$/u,
    name: "sailpoint-api-client",
    nameInV3: ({ method }) => method,
  },
  shapeTables: typescriptShapes,
  guide,
  versionGuide: {
    notes: (from, to) => [
      ...(from.property === to.property
        ? []
        : [`The property ${codeSpan(`isc.${from.property ?? ""}`)} becomes ${codeSpan(`isc.${to.property ?? ""}`)}.`]),
      ...(from.module === to.module ? [] : [`The module ${codeSpan(from.module)} becomes ${codeSpan(to.module)}.`]),
    ],
    prelude: typescriptPrelude,
    callName: ({ property, name }) => (property === undefined ? name : `${property}.${name}`),
    call: typescriptCall,
    model: typescriptModelPart,
  },
};
