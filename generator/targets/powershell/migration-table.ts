import type { PowerShellConfig } from "../../config/config.ts";
import type { OutputFile } from "../../emit/output.ts";
import { LAST_OF_V3 } from "../../migration/published/last-of-v3.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames, type AliasName } from "../../names/table.ts";
import { jsonText } from "../../text/characters.ts";
import { cmdletShape, EXPERIMENTAL_PARAMETER, type CmdletShape } from "./cmdlet-shape.ts";
import type { Former } from "./former.ts";
import type { ModelHelper } from "./models.ts";
import type { VersionModule } from "./module-names.ts";
import { publishedPositions } from "./published-positions.ts";

/** The published module, which scripts migrate from. */
const PUBLISHED_MODULE = "PSSailpoint";

const MIGRATION_FORMAT = 1;

/** A cmdlet in the migration table. Empty lists are absent. */
interface MigratedCmdlet {
  readonly name: string;
  /** The published name and former names of this module. They cause a warning. */
  readonly old?: readonly string[];
  /** Names from other versions. They stay. */
  readonly also?: readonly string[];
  /** The name in the published v3, if the other rules for names do not lead to it. */
  readonly v3?: readonly string[];
  /** Every parameter with its former names. */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  /** Aliases of parameters that stay, because objects bind by them. */
  readonly others?: Readonly<Record<string, string>>;
  /** Parameters that are accepted and never sent. */
  readonly ignored?: readonly string[];
  /** The published cmdlet's positional parameters by their current names, and the number of mandatory ones. */
  readonly positions?: readonly string[];
  readonly mandatory?: number;
  /** The positional parameters of this cmdlet. */
  readonly taken?: readonly string[];
  /** A list with offset and limit: Invoke-Paginate can become -First. */
  readonly isPaged?: true;
  readonly former?: MigratedFormer;
}

/**
 * The other operation of the published name. A call means it if the call has none of the parameters `lacks`, or if it
 * has the request body parameter `body`. If both are absent, calls of the two operations are indistinguishable.
 */
interface MigratedFormer {
  readonly cmdlet: string;
  readonly lacks?: readonly string[];
  readonly body?: string;
}

interface MigratedHelper {
  readonly name: string;
  readonly old?: readonly string[];
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
}

interface MigrationInput {
  readonly config: PowerShellConfig;
  /** The version of the module, without a prerelease. */
  readonly version: string;
  readonly helpers: readonly ModelHelper[];
}

/** `migration.json` for New-IscMigrationPlan, with one line for each cmdlet and helper. */
export function migrationFile(module: VersionModule, { config, version, helpers }: MigrationInput): OutputFile {
  const head = {
    format: MIGRATION_FORMAT,
    published: PUBLISHED_MODULE,
    family: config.name,
    module: module.name,
    prefix: module.prefix,
    api: module.version.label,
    version,
  };
  const lines = (entries: readonly object[]): string => `[\n${entries.map((entry) => jsonText(entry)).join(",\n")}\n]`;
  const cmdlets = module.version.operations.map((operation) => migratedCmdlet(module, operation));
  return {
    path: "migration.json",
    content: `${jsonText(head).slice(0, -1)},\n"cmdlets":${lines(cmdlets)},\n"helpers":${lines(helpers.map(migratedHelper))}}\n`,
  };
}

function migratedCmdlet(module: VersionModule, operation: Operation): MigratedCmdlet {
  const names = operationNames(module.names, operation.key).powershell;
  const shape = cmdletShape(module, operation);
  const published = publishedPositions(module, operation, shape);
  const ignored = [
    ...names.kept.filter(({ wire }) => wire === undefined).map(({ name }) => name),
    ...shape.own.filter((own) => own.name === EXPERIMENTAL_PARAMETER).map(({ name }) => name),
  ];
  const taken = shape.parameters
    .filter(({ position }) => position !== undefined)
    .sort((left, right) => (left.position ?? 0) - (right.position ?? 0))
    .map(({ name }) => name);
  const { paging } = operation;
  const binding = names.parameters.flatMap(({ name, bindsBy }) => (bindsBy === undefined ? [] : [[bindsBy, name]]));
  const kept = names.kept.flatMap(({ name, wire }) => (wire === undefined ? [] : [[name, []] as const]));
  return {
    name: names.cmdlet,
    ...listed("old", namesOf(names.aliases, false)),
    ...listed("also", namesOf(names.aliases, true)),
    ...listed("v3", v3Names(operation.key, [names.cmdlet, ...names.aliases.map(({ name }) => name)], module.prefix)),
    ...tabled([...names.parameters.map(({ name, aliases }) => [name, aliases] as const), ...kept]),
    ...(binding.length === 0 ? {} : { others: Object.fromEntries(binding) }),
    ...listed("ignored", ignored),
    ...listed("positions", published.names),
    ...(published.mandatory === 0 ? {} : { mandatory: published.mandatory }),
    ...listed("taken", taken),
    ...(paging?.style === "offset" ? { isPaged: true } : {}),
    ...(shape.former === undefined ? {} : { former: formerOfCalls(shape, shape.former) }),
  };
}

function formerOfCalls({ parameters }: CmdletShape, { cmdlet, told }: Former): MigratedFormer {
  switch (told.by) {
    case "path":
      return {
        cmdlet,
        lacks: parameters
          .filter(({ place, wire }) => place === "path" && told.wires.includes(wire))
          .map(({ name }) => name),
      };
    case "body":
      return { cmdlet, body: told.name };
    case "nothing":
      return { cmdlet };
  }
}

function migratedHelper({ name, aliases, parameters }: ModelHelper): MigratedHelper {
  const renamed = parameters.filter((entry) => entry.aliases.length > 0);
  return { name, ...listed("old", aliases), ...tabled(renamed.map((entry) => [entry.name, entry.aliases])) };
}

function namesOf(aliases: readonly AliasName[], isOfOtherVersion: boolean): readonly string[] {
  return aliases.filter(({ reason }) => (reason === "otherVersion") === isOfOtherVersion).map(({ name }) => name);
}

/** A name of v3 with the prefix of the module, such as `Get-V2024Account`, needs no entry. */
function v3Names(key: string, known: readonly string[], prefix: string): readonly string[] {
  const taken = new Set(known.map((name) => name.toLowerCase()));
  return LAST_OF_V3.filter((one) => one.key === key)
    .map(({ cmdlet }) => cmdlet)
    .filter((cmdlet) => !taken.has(cmdlet.replace("-", `-${prefix}`).toLowerCase()));
}

function listed(key: string, list: readonly string[]): object {
  return list.length === 0 ? {} : { [key]: list };
}

function tabled(entries: readonly (readonly [string, readonly string[]])[]): {
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
} {
  return entries.length === 0 ? {} : { parameters: Object.fromEntries(entries) };
}
