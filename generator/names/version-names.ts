import type { ApiVersion, Declaration, Operation } from "../model/model.ts";
import type { VersionNaming } from "./version-naming.ts";
import { ledgerEntryOf } from "./assign-models.ts";
import { entryOf, type LedgerAliases, type VersionLedger } from "./ledger.ts";
import { modelParameters } from "./model-parameters.ts";
import { argumentNames, cmdletParameters, type LockedParameters } from "./parameters.ts";
import { publishedUnderOthers, withFormer, type FormerInput } from "./former.ts";
import { withPrefix } from "./prefix.ts";
import type { Overrides } from "./overrides.ts";
import { publishedBodyNames } from "./published-body.ts";
import { publishedParameters } from "./published-parameters.ts";
import type { AliasName, DeclarationNames, OperationNames, VersionNames } from "./table.ts";
import { fileStemOf } from "./file-stem.ts";
import { TYPESCRIPT_CLIENT_MEMBERS } from "./reserved.ts";
import { pascalCase, publishedKebab, splitWords, startsWithDigit } from "./words.ts";

export interface VersionParts {
  readonly version: ApiVersion;
  readonly prefix: string;
  readonly naming: VersionNaming;
  /** As it is after the run: it has an entry for everything. */
  readonly ledger: VersionLedger;
  readonly overrides: Overrides;
}

/** Lays a version's names out as the table that the targets read. */
export function buildVersionNames(parts: VersionParts): VersionNames {
  const { version, prefix, naming } = parts;
  const anchors = anchorsOf(version, naming);
  const formers = publishedUnderOthers(version, parts.ledger);
  const client = clientOf(version.label);
  return {
    label: version.label,
    typescript: { module: moduleOf(version.label), property: propertyOf(version.label), client },
    powershell: { prefix },
    tags: naming.tags,
    operations: new Map(
      version.operations.map((operation) => [
        operation.key,
        operationNamesOf(operation, { ...parts, formers, anchor: anchors.get(operation.key) ?? "" }),
      ]),
    ),
    declarations: new Map(
      version.declarations.map((declaration) => [declaration.id, declarationNamesOf(declaration, parts)]),
    ),
    events: naming.events,
  };
}

/** Folders and subpaths of the package that a version's label must not take. */
const TAKEN_MODULES = new Set(["core", "shared", "client", "index", "node", "mock", "webhooks", "openapi"]);

/** `v2024` stays one word: users know the label as it is. */
function moduleOf(label: string): string {
  const module = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
  if (TAKEN_MODULES.has(module)) return `${module}-api`;
  return fileStemOf(label, { wanted: module, fallback: "version" });
}

/**
 * Two labels that would share a folder, a property, a class or a PowerShell module: `Beta` and `beta`, `1.0` and `1-0`,
 * `v1` and `1`, or two of one prefix. `prefixes` are those that the configuration states.
 */
export function clashingLabels(
  labels: readonly string[],
  prefixes: ReadonlyMap<string, string>,
): readonly [string, string] | undefined {
  const taken = new Map<string, string>();
  for (const label of new Set(labels)) {
    const names = [
      `module ${moduleOf(label)}`,
      `property ${propertyOf(label)}`,
      `client ${clientOf(label)}`,
      `prefix ${prefixOf(label, prefixes)}`,
    ].map((name) => name.toLowerCase());
    const first = names.map((name) => taken.get(name)).find((other) => other !== undefined);
    if (first !== undefined) return [first, label];
    for (const name of names) taken.set(name, label);
  }
  return undefined;
}

/** What the cmdlets of a version have before their noun: the configuration's, or the label in PascalCase. */
export function prefixOf(label: string, prefixes: ReadonlyMap<string, string>): string {
  return prefixes.get(label) ?? pascalCase(splitWords(label));
}

function propertyOf(label: string): string {
  const property = moduleOf(label).replaceAll(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
  if (TYPESCRIPT_CLIENT_MEMBERS.has(property)) return `${property}Api`;
  return startsWithDigit(property) ? `v${property}` : property;
}

/** `BetaClient`. `IscClient` is the client of all versions. */
function clientOf(label: string): string {
  const name = pascalCase(splitWords(label));
  if (name === "Isc") return "IscVersionClient";
  return `${startsWithDigit(name) ? "V" : ""}${name}Client`;
}

function operationNamesOf(
  operation: Operation,
  parts: VersionParts & Pick<FormerInput, "formers"> & { readonly anchor: string },
): OperationNames {
  const { version, prefix, naming, ledger, anchor } = parts;
  const named = naming.operations.get(operation.key);
  if (named === undefined) throw new Error(`the naming stage made no name for ${operation.key}`);
  const entry = entryOf(ledger.operations, operation.key);
  const noun = named.cmdlet.slice(named.cmdlet.indexOf("-") + 1);
  const published = publishedParameters(operation, parts);
  const locked: LockedParameters = (key, wire) =>
    entryOf(entry?.parameters ?? {}, key) ?? entryOf(ledger.parameters, wire);
  return {
    typescript: {
      method: named.method,
      aliases: aliasNames(entry?.methodAliases),
      arguments: naming.arguments.get(operation.key) ?? "",
      filters: naming.filters.get(operation.key) ?? "",
      sorters: naming.sorters.get(operation.key) ?? "",
      parameters: argumentNames(operation, locked),
    },
    powershell: {
      cmdlet: withPrefix(named.cmdlet, prefix),
      aliases: aliasNames(entry?.aliases).map(({ name, reason }) => ({ name: withPrefix(name, prefix), reason })),
      ...withFormer(operation, parts, {
        parameters: cmdletParameters(operation, {
          noun,
          publishedBody: publishedBodyNames(operation, { version, naming, recorded: entry?.body ?? [] }),
          locked,
          ...published,
        }),
        kept: published.kept,
      }),
    },
    docs: { anchor },
  };
}

function declarationNamesOf(declaration: Declaration, { naming, ledger }: VersionParts): DeclarationNames {
  const name = naming.models.get(declaration.id)?.name ?? "";
  const aliases = modelAliases(declaration, name, { naming, ledger });
  const slug = naming.modelPages.get(name) ?? "";
  return {
    typescript: { name, input: naming.inputs.get(declaration.id) ?? `${name}Input`, aliases },
    powershell: { name, aliases, parameters: modelParameters(declaration) },
    docs: {
      slug,
      redirects: aliases.map((alias) => pageOf(alias.name)).filter((redirect) => redirect !== slug),
    },
  };
}

function aliasNames(aliases: LedgerAliases | undefined): readonly AliasName[] {
  return Object.entries(aliases ?? {}).map(([name, reason]) => ({ name, reason }));
}

/** The ledger's aliases; names the root document gives a file are aliases too, where nothing else has them. */
function modelAliases(
  declaration: Declaration,
  name: string,
  { naming, ledger }: Pick<VersionParts, "naming" | "ledger">,
): readonly AliasName[] {
  const entry = ledgerEntryOf(ledger, declaration, naming.keys);
  return aliasNames(entry?.aliases).filter((alias) => alias.name.toLowerCase() !== name.toLowerCase());
}

/** Anchors as published; two operations of one id on one page are told apart by their methods. */
function anchorsOf(version: ApiVersion, naming: VersionNaming): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const placed = version.operations.map((operation) => ({
    operation,
    own: publishedKebab(operation.wireId),
    key: `${operation.tag} ${publishedKebab(operation.wireId)}`,
  }));
  for (const { key } of placed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map(
    placed.map(({ operation, own, key }) => {
      const isUsable = own !== "" && counts.get(key) === 1;
      return [
        operation.key,
        isUsable ? own : publishedKebab(naming.operations.get(operation.key)?.method ?? operation.method),
      ];
    }),
  );
}

/** Where the page of a former name was. */
function pageOf(name: string): string {
  return fileStemOf(name, { wanted: publishedKebab(name), fallback: "model" });
}
