import { fileStem } from "../../../names/rules/grammar.ts";
import { entryOf, type VersionLedger } from "../../../names/ledger/ledger.ts";
import { parameterKey, type OperationNames, type VersionNames } from "../../../names/table.ts";
import type {
  HeldName,
  SettledNames,
  SettledVersion,
  TargetNaming,
  TargetTable,
} from "../../../names/target-naming.ts";
import type { Declaration, Operation } from "../../../model/model.ts";
import { compareText } from "../../../model/order.ts";
import { aliasNames, modelAliases } from "../../../names/settling/alias-names.ts";
import { labelFolder } from "../../../names/rules/label-folder.ts";
import { pascalCase, splitWords, startsWithDigit } from "../../../names/rules/words.ts";
import { argumentKey, clientProperty, declaredType, methodName } from "./grammar.ts";
import { companionBase, COMPANIONS, operationScopes } from "./operations.ts";
import { argumentNames, usualArgument } from "./parameters.ts";
import { TYPESCRIPT_CLIENT_MEMBERS, TYPESCRIPT_FOLDERS, TYPESCRIPT_TYPES } from "./reserved.ts";
import type {
  FormerCallNames,
  FormerTagNames,
  TypeScriptDeclarationNames,
  TypeScriptOperationNames,
  TypeScriptTagNames,
} from "./table.ts";
import { tagModuleFiles, tagScopes } from "./tags.ts";

const TARGET = "typescript";

/** The class name of the client of all versions. */
const ROOT_CLIENT = "IscClient";

/** The naming of the TypeScript package. */
export const typescriptNaming: TargetNaming = {
  target: TARGET,
  reservedTypes: TYPESCRIPT_TYPES,
  reservedFolders: TYPESCRIPT_FOLDERS,
  fields: {
    operation: {
      method: { holds: "name", grammar: methodName, isRequired: true },
      types: { holds: "name", grammar: declaredType },
      methodAliases: { holds: "aliases", grammar: methodName },
      formerCalls: { holds: "aliasesByTag", grammar: methodName },
    },
    model: { input: { holds: "name", grammar: declaredType } },
    tag: {
      class: { holds: "name", grammar: declaredType, isRequired: true },
      module: { holds: "name", grammar: fileStem, isRequired: true },
      property: { holds: "name", grammar: clientProperty, isRequired: true },
    },
    parameter: { argument: { holds: "name", grammar: argumentKey, isRequired: true } },
  },
  scopes: [
    ...operationScopes,
    {
      of: "model",
      name: "input",
      field: "input",
      grammar: declaredType,
      isType: true,
      // The name of a request form gives way to model names, including old ones. It is therefore settled in every run.
      locked: () => undefined,
      recorded: (name, { model }) => (name === `${model}Input` ? {} : { input: name }),
      request: (_declaration, { entry, model }) => ({
        candidates: [
          ...(entry === undefined ? [] : [entry.input ?? `${entry.name}Input`]),
          `${model}Input`,
          `${model}RequestForm`,
          `${model}WritableForm`,
        ],
        rank: entry === undefined ? "1" : "0",
      }),
    },
    ...tagScopes,
  ],
  files: [tagModuleFiles],
  parameters: {
    name: "argument",
    field: "argument",
    grammar: argumentKey,
    usual: usualArgument,
    ofOperation: (operation) => argumentNames(operation),
  },
  heldTypes,
  labelNames: (label) => [`property ${propertyOf(label)}`, `client ${clientOf(label)}`],
  table: typescriptTable,
};

function* heldTypes(ledger: VersionLedger): Iterable<HeldName> {
  for (const [id, entry] of Object.entries(ledger.models))
    yield [entry.input ?? `${entry.name}Input`, `the request form of ${id}`];
  for (const [key, entry] of Object.entries(ledger.operations))
    for (const { word } of COMPANIONS) yield [companionBase(entry) + word, `a type of ${key}`];
  for (const [tag, entry] of Object.entries(ledger.tags)) yield [entry.class, `the class of ${tag}`];
}

function folderOf(label: string): string {
  return labelFolder(label, TYPESCRIPT_FOLDERS);
}

function propertyOf(label: string): string {
  const property = folderOf(label).replaceAll(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  if (TYPESCRIPT_CLIENT_MEMBERS.has(property)) return `${property}Api`;
  return startsWithDigit(property) ? `v${property}` : property;
}

/** The class name of a version's client: `BetaClient`. {@link ROOT_CLIENT} is the client of all versions. */
function clientOf(label: string): string {
  const name = pascalCase(splitWords(label));
  const client = `${startsWithDigit(name) ? "V" : ""}${name}Client`;
  return client === ROOT_CLIENT ? `${name}VersionClient` : client;
}

function typescriptTable(at: SettledVersion): TargetTable {
  const { version, folder } = at;
  const descriptors = descriptorsOf(at);
  const live = new Set(version.tags.map(({ wire }) => wire));
  const formerTags = version.operations
    .flatMap(({ key }) => formerCallsOf(key, at))
    .filter(({ wire }, index, all) => !live.has(wire) && all.findIndex((other) => other.wire === wire) === index)
    .map(({ names: _names, ...tag }): FormerTagNames => tag)
    .sort((left, right) => compareText(left.module, right.module));
  return {
    version: {
      root: ROOT_CLIENT,
      module: folder,
      property: propertyOf(version.label),
      client: clientOf(version.label),
      formerTags,
    } satisfies VersionNames["typescript"],
    tag: ({ wire }): TypeScriptTagNames => ({
      class: at.nameOf(TARGET, "class", wire),
      module: at.nameOf(TARGET, "module", wire),
      property: at.nameOf(TARGET, "property", wire),
    }),
    operation: (operation) => operationNamesOf(operation, at, descriptors),
    declaration: (declaration) => declarationNamesOf(declaration, at),
    event: ({ wire }): { readonly name: string } => ({ name: at.eventOf(wire) }),
  };
}

function operationNamesOf(
  operation: Operation,
  at: SettledVersion,
  descriptors: ReadonlyMap<string, string>,
): TypeScriptOperationNames {
  const { ledger } = at;
  const { key } = operation;
  const entry = entryOf(ledger.operations, key);
  const method = at.nameOf(TARGET, "method", key);
  return {
    method,
    aliases: aliasNames(entry?.methodAliases),
    formerCalls: formerCallsOf(key, at),
    descriptor: descriptorOf(method),
    ownDescriptor: descriptors.get(key) ?? "",
    arguments: at.nameOf(TARGET, "arguments", key),
    filters: at.nameOf(TARGET, "filters", key),
    sorters: at.nameOf(TARGET, "sorters", key),
    parameters: argumentNames(
      operation,
      (parameter, wire) => (entryOf(entry?.parameters ?? {}, parameter) ?? entryOf(ledger.parameters, wire))?.argument,
    ),
  };
}

/** The classes of former tags that keep the operation as a deprecated method. */
function formerCallsOf(key: string, { ledger }: SettledVersion): readonly FormerCallNames[] {
  return Object.entries(entryOf(ledger.operations, key)?.formerCalls ?? {}).flatMap(([wire, calls]) => {
    const tag = entryOf(ledger.tags, wire);
    const names = aliasNames(calls);
    if (tag === undefined || names.length === 0) return [];
    const { class: name, module, property } = tag;
    return [{ wire, class: name, module, property, names }];
  });
}

/** The name of the constant that describes a method for mocks. */
export function descriptorOf(method: string): string {
  return `${method}Operation`;
}

/** The names of the descriptors. The tag precedes the name if several tags have a method of that name. */
function descriptorsOf(at: SettledNames): ReadonlyMap<string, string> {
  const { operations } = at.version;
  const plain = operations.map(({ key }) => descriptorOf(at.nameOf(TARGET, "method", key)));
  const counts = new Map<string, number>();
  for (const name of plain) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    operations.map(({ key, tag }, index) => {
      const name = plain[index] ?? "";
      const long = `${at.nameOf(TARGET, "property", tag)}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      return [key, counts.get(name) === 1 ? name : long];
    }),
  );
}

function declarationNamesOf(declaration: Declaration, at: SettledVersion): TypeScriptDeclarationNames {
  return {
    name: at.modelOf(declaration.id) ?? "",
    input: at.nameOf(TARGET, "input", declaration.id),
    aliases: modelAliases(declaration, at),
  };
}

/** The argument key of a parameter. */
export function argumentName({ typescript }: OperationNames, place: string, wire: string): string {
  const name = typescript.parameters.get(parameterKey(place, wire));
  if (name === undefined) throw new Error(`the naming stage made no name for parameter ${place} ${wire}`);
  return name;
}
