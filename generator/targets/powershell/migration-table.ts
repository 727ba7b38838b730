import type { PowerShellConfig } from "../../config/config.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { Operation } from "../../model/model.ts";
import { operationNames, type AliasName } from "../../names/table.ts";
import { jsonText } from "../../text/characters.ts";
import { cmdletShape, EXPERIMENTAL_PARAMETER, type CmdletShape } from "./cmdlet-shape.ts";
import type { Former } from "./former.ts";
import type { ModelHelper } from "./models.ts";
import type { VersionModule } from "./module-names.ts";
import { publishedPositions } from "./published-positions.ts";

/** The module that scripts come from. */
const PUBLISHED_MODULE = "PSSailpoint";

const MIGRATION_FORMAT = 1;

/** A cmdlet as a script is moved to it. Lists that would be empty are absent. */
interface MigratedCmdlet {
  readonly name: string;
  /** Names that warn: the published one, and earlier ones of this module. */
  readonly old?: readonly string[];
  /** Names of other versions, which stay. */
  readonly also?: readonly string[];
  /** Every parameter with its former names. */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  /** Further names of parameters, which stay: objects bind by them. */
  readonly others?: Readonly<Record<string, string>>;
  /** Parameters that are taken and sent nowhere. */
  readonly ignored?: readonly string[];
  /** What the published cmdlet took without names, by today's names, and how many of them were mandatory. */
  readonly positions?: readonly string[];
  readonly mandatory?: number;
  /** What this cmdlet takes without names. */
  readonly taken?: readonly string[];
  /** A list by offset and limit: Invoke-Paginate can become -First. */
  readonly isPaged?: true;
  readonly former?: MigratedFormer;
}

/** The other operation that the published name meant: without all of `lacks`, or with the payload `body`; else no call tells. */
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
  /** Of the module, without a prerelease. */
  readonly version: string;
  readonly helpers: readonly ModelHelper[];
}

/** `migration.json`: what New-IscMigrationPlan reads, one line for each cmdlet and helper. */
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

function listed(key: string, list: readonly string[]): object {
  return list.length === 0 ? {} : { [key]: list };
}

function tabled(entries: readonly (readonly [string, readonly string[]])[]): {
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
} {
  return entries.length === 0 ? {} : { parameters: Object.fromEntries(entries) };
}
