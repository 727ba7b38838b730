import type { ModelName } from "./assign-models.ts";
import type { OperationName } from "./assign-operations.ts";
import type { ModelKeys } from "./model-key.ts";
import type { HeldNames } from "./settle.ts";
import type { EventNames, TagNames } from "./table.ts";

/** What one version's things are called, before the table is laid out. */
export interface VersionNaming {
  readonly keys: ModelKeys;
  readonly operations: ReadonlyMap<string, OperationName>;
  readonly models: ReadonlyMap<string, ModelName>;
  /** Names of the request forms, by declaration. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly arguments: ReadonlyMap<string, string>;
  readonly filters: ReadonlyMap<string, string>;
  readonly sorters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, TagNames>;
  readonly events: ReadonlyMap<string, EventNames>;
  /** Every type name of the version with its holder. */
  readonly types: HeldNames;
  /** Names of the models' pages, by the models' names. */
  readonly modelPages: ReadonlyMap<string, string>;
  /** Names of files with a mark that the ledger does not have yet, by their key there. */
  readonly markedFiles: ReadonlyMap<string, string>;
}
