import type { ApiVersion } from "../model/model.ts";
import type { ModelName } from "./assign-models.ts";
import { ledgerEntryOf } from "./assign-models.ts";
import type { OperationName } from "./assign-operations.ts";
import type { VersionLedger } from "./ledger.ts";
import type { ModelKeys } from "./model-key.ts";
import { settle, type HeldNames } from "./settle.ts";

export interface SecondaryNames {
  readonly inputs: ReadonlyMap<string, string>;
  readonly arguments: ReadonlyMap<string, string>;
  readonly filters: ReadonlyMap<string, string>;
  readonly sorters: ReadonlyMap<string, string>;
}

export interface SecondaryNaming {
  readonly version: ApiVersion;
  readonly ledger: VersionLedger;
  readonly keys: ModelKeys;
  readonly operations: ReadonlyMap<string, OperationName>;
  readonly models: ReadonlyMap<string, ModelName>;
  /** Names of all models; gains what is named here. */
  readonly types: HeldNames;
}

/** Types that accompany a model or an operation: request forms, arguments, filter and sorter fields. They yield to models. */
export function secondaryNames(naming: SecondaryNaming): SecondaryNames {
  const { version, operations, types } = naming;
  const inputs = requestForms(naming);
  const ofOperations = (word: string, long: string): ReadonlyMap<string, string> => {
    const requests = version.operations.map(({ key }) => {
      const base = operations.get(key)?.typeBase ?? "";
      return { id: key, rank: "", candidates: [base + word, base + long, `${base}Operation${long}`] };
    });
    return namesOf(settle(requests, types, (key) => `a type of ${key}`).names);
  };
  return {
    inputs,
    arguments: ofOperations("Args", "Arguments"),
    filters: ofOperations("Filters", "FilterFields"),
    sorters: ofOperations("Sorters", "SorterFields"),
  };
}

function requestForms({ version, ledger, keys, models, types }: SecondaryNaming): ReadonlyMap<string, string> {
  const requests = version.declarations.map((declaration) => {
    const name = models.get(declaration.id)?.name ?? "";
    const entry = ledgerEntryOf(ledger, declaration, keys);
    const locked = entry === undefined ? [] : [entry.input ?? `${entry.name}Input`];
    return {
      id: declaration.id,
      rank: entry === undefined ? "1" : "0",
      candidates: [...locked, `${name}Input`, `${name}RequestForm`, `${name}WritableForm`],
    };
  });
  return namesOf(settle(requests, types, (id) => `the request form of ${id}`).names);
}

function namesOf(settled: ReadonlyMap<string, { readonly name: string }>): ReadonlyMap<string, string> {
  return new Map([...settled].map(([id, { name }]) => [id, name]));
}
