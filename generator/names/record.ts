import { ledgerId } from "./bounds.ts";
import type { ApiVersion, Declaration, Operation } from "../model/model.ts";
import type { VersionNaming } from "./version-naming.ts";
import { capitalFirst } from "./assign-operations.ts";
import { fingerprint } from "./fingerprint.ts";
import {
  copyRecord,
  entryOf,
  hold,
  type LedgerAddition,
  type LedgerAliases,
  type LedgerOperation,
  type LedgerParameter,
  type VersionLedger,
} from "./ledger.ts";
import { modelSpelling } from "./model-name.ts";
import { isKnown } from "./moves.ts";
import { argumentNames, cmdletParameters, parameterKeys } from "./parameters.ts";
import { publishedBodyNames } from "./published-body.ts";
import type { HeldNames } from "./settle.ts";
import { parameterKey } from "./table.ts";
import { publishedCamelize } from "./words.ts";

/** The ledger with everything the run named for the first time, and a list of that. Nothing that it had is changed. */
export function recordVersion(
  version: ApiVersion,
  ledger: VersionLedger,
  naming: VersionNaming,
): { readonly ledger: VersionLedger; readonly additions: readonly LedgerAddition[] } {
  const additions: LedgerAddition[] = [];
  const add = (kind: LedgerAddition["kind"], what: string, name: string): void =>
    void additions.push({ version: version.label, kind, what, name });
  const parameters = copyRecord(ledger.parameters);
  const operations = copyRecord(ledger.operations);
  for (const operation of version.operations) {
    recordParameters(operation, naming, parameters, add);
  }
  for (const operation of version.operations) {
    if (entryOf(operations, operation.key) !== undefined) continue;
    const named = naming.operations.get(operation.key);
    if (named === undefined) continue;
    operations[operation.key] = newOperation(operation, { version, naming, parameters });
    add("operation", operation.key, named.cmdlet);
  }
  const models = copyRecord(ledger.models);
  for (const declaration of version.declarations) {
    if (isKnown(ledger, declaration, naming.keys)) continue;
    const named = naming.models.get(declaration.id);
    if (named === undefined) continue;
    const input = naming.inputs.get(declaration.id);
    const key = naming.keys.keyOf(declaration);
    const aliases = componentAliases(declaration, naming.types);
    models[key] = {
      name: named.name,
      ...(input === undefined || input === `${named.name}Input` ? {} : { input }),
      ...(Object.keys(aliases).length === 0 ? {} : { aliases }),
      ...(named.why === "place" ? {} : { why: codeOf(named.why) }),
      print: fingerprint(declaration),
      seen: version.label,
    };
    add("model", key, named.name);
  }
  const tags = copyRecord(ledger.tags);
  for (const [wire, { typescript }] of naming.tags) {
    if (entryOf(tags, wire) !== undefined) continue;
    tags[wire] = { class: typescript.class, module: typescript.module, property: typescript.property };
    add("tag", wire, typescript.class);
  }
  const events = copyRecord(ledger.events);
  for (const [wire, { typescript }] of naming.events) {
    if (entryOf(events, wire) !== undefined) continue;
    events[wire] = typescript.name;
    add("event", wire, typescript.name);
  }
  const files = copyRecord(ledger.files);
  for (const [key, name] of naming.markedFiles) {
    files[key] = name;
    add("file", key, name);
  }
  return { ledger: { ...ledger, operations, models, parameters, tags, events, files }, additions };
}

/** A root's own name for a file is an alias of the file's, unless it is the name of something else. */
function componentAliases({ place }: Declaration, types: HeldNames): LedgerAliases {
  const aliases = copyRecord<LedgerAliases[string]>({});
  if (place.kind !== "file") return aliases;
  for (const key of place.componentKeys) {
    const alias = modelSpelling(publishedCamelize(key));
    if (types.has(alias.toLowerCase())) continue;
    hold(types, alias, `an alias of ${place.file}`);
    aliases[alias] = "published";
  }
  return aliases;
}

/** The code a reason begins with: the ledger has codes, the overrides file has the sentences. */
export function codeOf(why: string): string {
  return why.split(":")[0] ?? why;
}

function newOperation(
  operation: Operation,
  at: { version: ApiVersion; naming: VersionNaming; parameters: Readonly<Record<string, LedgerParameter>> },
): LedgerOperation {
  const { version, naming, parameters } = at;
  const named = naming.operations.get(operation.key);
  if (named === undefined) throw new Error(`the naming stage made no name for ${operation.key}`);
  const body = publishedBodyNames(operation, { version, naming, recorded: [] });
  const own = ownParameters(operation, named.cmdlet, parameters);
  return {
    id: ledgerId(operation.wireId),
    cmdlet: named.cmdlet,
    method: named.method,
    ...(named.typeBase === capitalFirst(named.method) ? {} : { types: named.typeBase }),
    ...(named.why === "as-written" ? {} : { why: codeOf(named.why) }),
    ...(body.length === 0 ? {} : { body }),
    ...(Object.keys(own).length === 0 ? {} : { parameters: own }),
    seen: version.label,
  };
}

/** What the rules call an operation's parameters. */
function ruleParameters(
  operation: Operation,
  cmdlet: string,
): ReadonlyMap<string, { wire: string; parameter: LedgerParameter }> {
  const noun = cmdlet.slice(cmdlet.indexOf("-") + 1);
  const cmdlets = new Map(
    cmdletParameters(operation, { noun, publishedBody: [] }).map((parameter) => [
      parameterKey(parameter.in, parameter.wire ?? ""),
      parameter.name,
    ]),
  );
  const names = argumentNames(operation);
  return new Map(
    parameterKeys(operation).map(({ key, wire }) => [
      key,
      { wire, parameter: { argument: names.get(key) ?? "", cmdlet: cmdlets.get(key) ?? "" } },
    ]),
  );
}

/** Adds the names of wire names that no operation has had yet. */
function recordParameters(
  operation: Operation,
  naming: VersionNaming,
  into: Record<string, LedgerParameter>,
  add: (kind: LedgerAddition["kind"], what: string, name: string) => void,
): void {
  for (const { wire, usual } of parameterKeys(operation)) {
    if (entryOf(into, wire) !== undefined) continue;
    into[wire] = usual;
    add("parameter", wire, usual.cmdlet);
  }
}

/** Parameters whose names in this operation are not the usual ones of their wire names. */
function ownParameters(
  operation: Operation,
  cmdlet: string,
  usual: Readonly<Record<string, LedgerParameter>>,
): Record<string, LedgerParameter> {
  const own = copyRecord<LedgerParameter>({});
  for (const [key, { wire, parameter }] of ruleParameters(operation, cmdlet)) {
    const known = entryOf(usual, wire);
    if (known === undefined) continue;
    const isUsual =
      known.cmdlet === parameter.cmdlet && (parameter.argument === "" || known.argument === parameter.argument);
    if (!isUsual) own[key] = { argument: parameter.argument || known.argument, cmdlet: parameter.cmdlet };
  }
  return own;
}
