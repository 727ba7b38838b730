import type { ApiVersion, Declaration, Operation } from "../model/model.ts";
import type { VersionNaming } from "./assign.ts";
import { entryOf, type VersionLedger } from "./ledger.ts";
import { nameTags } from "./assign-tags.ts";
import { argumentNames, cmdletParameters } from "./parameters.ts";
import { publishedBodyNames } from "./published-body.ts";
import { hold, type LedgerAliases } from "./ledger.ts";
import { settle, type HeldNames, type NameRequest } from "./settle.ts";
import type { AliasName, DeclarationNames, EventNames, OperationNames, VersionNames } from "./table.ts";
import { camelCase, kebabCase, pascalCase, publishedKebab, splitWords } from "./words.ts";

export interface VersionParts {
  readonly version: ApiVersion;
  readonly prefix: string;
  readonly naming: VersionNaming;
  readonly ledger: VersionLedger;
}

/** Lays a version's names out as the table that the targets read. */
export function buildVersionNames(parts: VersionParts): VersionNames {
  const { version, prefix, naming, ledger } = parts;
  const modelHeld: HeldNames = new Map();
  for (const [id, { name }] of naming.models) hold(modelHeld, name, `the name of ${id}`);
  const inputs = secondary(modelHeld, version.declarations, (declaration) => {
    const name = naming.models.get(declaration.id)?.name ?? "";
    return [`${name}Input`, `${name}RequestInput`, `${name}WritableInput`];
  });
  const tags = nameTags(version, prefix, modelHeld);
  const events = nameEvents(version, modelHeld);
  const types = new Map((["Args", "Filters", "Sorters"] as const).map((word) => [word, operationTypes(modelHeld, version, naming, word)]));
  const anchors = anchorsOf(version, naming);
  const operations = new Map<string, OperationNames>();
  for (const operation of version.operations) {
    const named = naming.operations.get(operation.key);
    if (named === undefined) throw new Error(`the naming stage made no name for ${operation.key}`);
    const entry = entryOf(ledger.operations, operation.key);
    const [verb = "", noun = ""] = named.cmdlet.split("-");
    operations.set(operation.key, {
      typescript: {
        method: named.method,
        aliases: aliasNames(entry?.methodAliases),
        arguments: types.get("Args")?.get(operation.key) ?? "",
        filters: types.get("Filters")?.get(operation.key) ?? "",
        sorters: types.get("Sorters")?.get(operation.key) ?? "",
        parameters: argumentNames(operation),
      },
      powershell: {
        cmdlet: `${verb}-${prefix}${noun}`,
        aliases: aliasNames(entry?.aliases).map(({ name, reason }) => ({ name: withPrefix(name, prefix), reason })),
        parameters: cmdletParameters(operation, { noun, publishedBody: publishedBodyNames(operation, { version, naming, recorded: entry?.body ?? [] }) }),
      },
      docs: { anchor: anchors.get(operation.key) ?? publishedKebab(named.method) },
    });
  }
  const declarations = new Map<string, DeclarationNames>();
  for (const declaration of version.declarations) {
    const name = naming.models.get(declaration.id)?.name ?? "";
    const aliases = modelAliases(declaration, ledger);
    declarations.set(declaration.id, {
      typescript: { name, input: inputs.get(declaration.id) ?? `${name}Input`, aliases },
      powershell: { name, aliases },
      docs: { slug: publishedKebab(name), redirects: aliases.map((alias) => publishedKebab(alias.name)) },
    });
  }
  return {
    label: version.label,
    typescript: { module: kebabCase(splitWords(version.label)), client: `${pascalCase(splitWords(version.label))}Client` },
    powershell: { prefix },
    tags,
    operations,
    declarations,
    events,
  };
}

/** `Remove-Source` is Remove-BetaSource; `Remove-` (a published name without a noun) is Remove-Beta. */
export function withPrefix(cmdlet: string, prefix: string): string {
  const at = cmdlet.indexOf("-");
  return `${cmdlet.slice(0, at)}-${prefix}${cmdlet.slice(at + 1)}`;
}

function aliasNames(aliases: LedgerAliases | undefined): readonly AliasName[] {
  return Object.entries(aliases ?? {}).map(([name, reason]) => ({ name, reason }));
}

function modelAliases(declaration: Declaration, ledger: VersionLedger): readonly AliasName[] {
  return [declaration.id, ...declaration.also].flatMap((id) => aliasNames(entryOf(ledger.models, id)?.aliases));
}

function secondary<Item extends { readonly id: string }>(held: HeldNames, items: readonly Item[], candidates: (item: Item) => readonly string[]): ReadonlyMap<string, string> {
  const requests = items.map((item): NameRequest => ({ id: item.id, rank: "", candidates: candidates(item) }));
  return new Map([...settle(requests, held).names].map(([id, { name }]) => [id, name]));
}

function operationTypes(held: HeldNames, version: ApiVersion, naming: VersionNaming, word: "Args" | "Filters" | "Sorters"): ReadonlyMap<string, string> {
  const long = { Args: "Arguments", Filters: "FilterFields", Sorters: "SorterFields" }[word];
  return secondary(
    held,
    version.operations.map((operation) => ({ id: operation.key })),
    ({ id }) => {
      const base = naming.operations.get(id)?.typeBase ?? "";
      return [`${base}${word}`, `${base}${long}`, `${base}Operation${long}`];
    },
  );
}

function nameEvents(version: ApiVersion, held: HeldNames): ReadonlyMap<string, EventNames> {
  const names = secondary(
    held,
    version.events.map((event) => ({ id: event.wire })),
    ({ id }) => {
      const base = pascalCase(splitWords(id)).replace(/Event$/u, "");
      return [`${base}Event`, `${base}EventHook`, `${base}TriggerEvent`];
    },
  );
  return new Map([...names].map(([wire, name]) => [wire, { typescript: { name }, docs: { slug: publishedKebab(name) } }]));
}

/** Anchors as published; two operations of one id on one page are told apart by their methods. */
function anchorsOf(version: ApiVersion, naming: VersionNaming): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  const published = (operation: Operation): string => publishedKebab(operation.wireId);
  for (const operation of version.operations) counts.set(`${operation.tag} ${published(operation)}`, (counts.get(`${operation.tag} ${published(operation)}`) ?? 0) + 1);
  return new Map(
    version.operations.map((operation) => {
      const own = published(operation);
      const isUsable = own !== "" && counts.get(`${operation.tag} ${own}`) === 1;
      return [operation.key, isUsable ? own : publishedKebab(naming.operations.get(operation.key)?.method ?? camelCase([operation.method]))];
    }),
  );
}
