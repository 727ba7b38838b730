import { createHash } from "node:crypto";
import type { Contract } from "../../contract/contract.ts";
import { surfaceFiles } from "../../contract/surface-text.ts";
import type { PowerShellConfig } from "../../config/config.ts";
import { powershellCommentLine, powershellString } from "../../emit/powershell/escape-powershell.ts";
import type { OutputFile } from "../../emit/output.ts";
import type { Render } from "../../emit/render.ts";
import { compareText } from "../../model/order.ts";
import { operationNames } from "../../names/table.ts";
import { newestFirst } from "../../names/rules/newest.ts";
import { sortFiles } from "../target.ts";
import { cmdletShape } from "./cmdlet-shape.ts";
import { completedTypes, formatViews, selectSets } from "./formats.ts";
import { migrationFile } from "./migration-table.ts";
import type { ModuleFiles } from "./module-files.ts";
import type { VersionModule } from "./module-names.ts";

/** The values that the package files of every module share. */
export interface ModulePackageInput {
  readonly config: PowerShellConfig;
  readonly contract: Contract;
  readonly render: Render;
  /** The files of the runtime, by path inside the module. */
  readonly runtime: readonly OutputFile[];
  readonly license: string;
  /** The changelog of all modules. Absent before the first release. */
  readonly changelog: string | undefined;
  /** The custom scripts by their paths in the umbrella module, and the functions that they declare. */
  readonly custom: { readonly files: readonly OutputFile[]; readonly functions: readonly string[] };
}

/** Functions of the runtime that a module exports, so that PowerShell finds them before the module is imported. */
export const RUNTIME_FUNCTIONS = [
  "Connect-Isc",
  "Disconnect-Isc",
  "Switch-IscConnection",
  "Get-IscConnection",
  "Get-DefaultConfiguration",
  "Set-DefaultConfiguration",
  "Invoke-Paginate",
  "Invoke-PaginateSearch",
  "Find-IscCmdlet",
  "Invoke-IscRequest",
  "Get-IDNAccessToken",
  "Set-ClientCredentialOverride",
  "Get-ClientCredentialOverride",
  "Clear-ClientCredentialOverride",
  "New-IscMigrationPlan",
  "Invoke-IscMigration",
];

/** The module of a version: scripts, runtime, format views, help topics and manifest. */
export function versionPackage(
  module: VersionModule,
  made: ModuleFiles,
  input: ModulePackageInput,
): readonly OutputFile[] {
  const { render } = input;
  const { name, prefix } = module;
  const format = `${name}.format.ps1xml`;
  const types = `${name}.types.ps1xml`;
  const helperAliases = made.helpers.flatMap((helper) =>
    helper.aliases.map((alias) => ({ name: alias, cmdlet: helper.name })),
  );
  const aliases = [...made.cmdletAliases, ...helperAliases].map((alias) => `${alias.name}=${alias.cmdlet}`);
  const patterns = [`ConvertFrom-${prefix}JsonTo*`, `Initialize-${prefix}*`];
  const files: OutputFile[] = [
    ...made.files,
    ...input.runtime,
    {
      path: `${name}.psm1`,
      content: render("powershell/version.psm1.hbs", {
        name: powershellString(name),
        plain: name,
        build: powershellString(buildOf(input.runtime)),
        search: powershellString(made.search),
        prefix: powershellString(prefix),
        files: made.files.map((file) => powershellString(file.path)).join(", "),
        aliases: `@(${listText(aliases)})`,
      }),
    },
    { path: format, content: render("powershell/format.ps1xml.hbs", { views: formatViews(module) }) },
    {
      path: types,
      content: render("powershell/types.ps1xml.hbs", { sets: selectSets(module), completed: completedTypes(module) }),
    },
    {
      path: `en-US/about_${name}.help.txt`,
      content: render("powershell/about_version.help.txt.hbs", {
        name,
        prefix,
        title: powershellCommentLine(module.version.title),
        count: made.cmdlets.length,
        tags: module.version.tags.map((tag) => powershellCommentLine(tag.wire)),
      }),
    },
    testFile(input, name, bareCmdlets(module)[0]),
    migrationFile(module, { config: input.config, version: plainVersion(input.config), helpers: made.helpers }),
    ...surfaceFiles(input.contract.surface, { target: "powershell", version: module.version.label }),
    { path: "LICENSE", content: input.license },
    ...changelogFiles(input),
  ];
  const manifest = manifestText(input, {
    name,
    guid: module.guid,
    description: `Cmdlets for SailPoint Identity Security Cloud, ${module.version.label}.`,
    functions: [...patterns, ...RUNTIME_FUNCTIONS, ...made.cmdlets],
    aliases: [...(helperAliases.length === 0 ? [] : patterns), ...made.cmdletAliases.map((alias) => alias.name)],
    formats: [format],
    types: [types],
    requires: [],
    files,
  });
  return [...files, { path: `${name}.psd1`, content: manifest }].map((file) => ({
    ...file,
    path: `${name}/${file.path}`,
  }));
}

/** Pester tests that users run at the installed module. `sample` is a cmdlet that needs no parameters. */
function testFile({ render }: ModulePackageInput, name: string, sample: string | undefined): OutputFile {
  return {
    path: `tests/${name}.Tests.ps1`,
    content: render("powershell/tests.ps1.hbs", {
      plain: powershellString(name),
      manifest: powershellString(`${name}.psd1`),
      sample: sample === undefined ? false : powershellString(sample),
      bare: sample ?? "",
    }),
  };
}

/** A hash of the runtime's files. The modules of a session share the runtime of the module that was imported first. */
function buildOf(runtime: readonly OutputFile[]): string {
  const hash = createHash("sha256");
  for (const { path, content } of sortFiles(runtime)) hash.update(`${path}\n${content}\n`);
  return hash.digest("hex").slice(0, 16);
}

/** The module that imports all versions. */
export function umbrellaPackage(
  modules: readonly { readonly module: VersionModule; readonly made: ModuleFiles }[],
  input: ModulePackageInput,
): readonly OutputFile[] {
  const { config, render } = input;
  const { name } = config;
  const newest = newestFirst(modules, ({ module }) => module.version.label);
  const names = modules.map(({ module }) => powershellString(module.name)).join(", ");
  const files: OutputFile[] = [
    {
      path: `${name}.psm1`,
      content: render("powershell/umbrella.psm1.hbs", {
        plain: name,
        names: `@(${names})`,
        helpers: versionlessHelpers(newest),
        custom: input.custom.files.map((file) => powershellString(file.path)),
      }),
    },
    {
      path: `en-US/about_${name}.help.txt`,
      content: render("powershell/about_umbrella.help.txt.hbs", {
        name,
        list: newest.flatMap(({ module }) => pagedCmdlets(module))[0] ?? false,
        newest: newest.map(({ module }) => module.prefix).join(", "),
        modules: modules.map(({ module, made }) => ({
          name: module.name,
          prefix: module.prefix,
          count: made.cmdlets.length,
        })),
      }),
    },
    testFile(input, name, newest.flatMap(({ module }) => bareCmdlets(module))[0]),
    { path: "LICENSE", content: input.license },
    ...input.custom.files,
    ...changelogFiles(input),
  ];
  const manifest = manifestText(input, {
    name,
    guid: config.guid,
    description: "Cmdlets for SailPoint Identity Security Cloud: imports the modules of all versions.",
    functions: [...RUNTIME_FUNCTIONS, ...input.custom.functions],
    aliases: ["ConvertFrom-JsonTo*", "Initialize-*"],
    formats: [],
    types: [],
    requires: modules.map(({ module }) => requiredModule(module, config)),
    files,
  });
  return [...files, { path: `${name}.psd1`, content: manifest }].map((file) => ({
    ...file,
    path: `${name}/${file.path}`,
  }));
}

function pagedCmdlets({ version, names }: VersionModule): readonly string[] {
  return version.operations
    .filter(({ paging }) => paging !== undefined)
    .map(({ key }) => operationNames(names, key).powershell.cmdlet)
    .sort(compareText);
}

/** The list cmdlets without required parameters. */
function bareCmdlets(module: VersionModule): readonly string[] {
  const { version, names } = module;
  return version.operations
    .filter(({ paging }) => paging !== undefined)
    .filter((operation) => cmdletShape(module, operation).parameters.every(({ isRequired }) => !isRequired))
    .map(({ key }) => operationNames(names, key).powershell.cmdlet)
    .sort(compareText);
}

/**
 * The names of the model helpers without a version prefix, grouped by verb. Each refers to the newest version that has
 * the model or an alias of it.
 */
function versionlessHelpers(
  newest: readonly { readonly module: VersionModule; readonly made: ModuleFiles }[],
): readonly { readonly alias: string; readonly target: string; readonly lines: string }[] {
  const taken = new Set<string>();
  return newest.flatMap(({ module, made }) =>
    (
      [
        ["ConvertFrom-JsonTo", `ConvertFrom-${module.prefix}JsonTo`],
        ["Initialize-", `Initialize-${module.prefix}`],
      ] as const
    ).flatMap(([alias, target]) => {
      const models = made.helpers
        .flatMap((helper) => [helper.name, ...helper.aliases])
        .filter((name) => name.startsWith(target))
        .map((name) => name.slice(target.length))
        .filter((model) => !taken.has((alias + model).toLowerCase()))
        .sort(compareText);
      for (const model of models) taken.add((alias + model).toLowerCase());
      return models.length === 0
        ? []
        : [{ alias: powershellString(alias), target: powershellString(target), lines: wrapped(models) }];
    }),
  );
}

/** Names joined to lines of limited length, as array items. */
function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const name of names) {
    const last = lines.at(-1);
    if (last === undefined || last.length + name.length > 110) lines.push(name);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return listText(lines);
}

function changelogFiles({ changelog }: ModulePackageInput): readonly OutputFile[] {
  return changelog === undefined ? [] : [{ path: "CHANGELOG.md", content: changelog }];
}

interface ManifestParts {
  readonly name: string;
  readonly guid: string;
  readonly description: string;
  readonly functions: readonly string[];
  readonly aliases: readonly string[];
  readonly formats: readonly string[];
  readonly types: readonly string[];
  /** The entries of RequiredModules. */
  readonly requires: readonly string[];
  readonly files: readonly OutputFile[];
}

function manifestText({ config, render, changelog }: ModulePackageInput, parts: ManifestParts): string {
  const [, prerelease] = config.version.split("-");
  const fileList = [`${parts.name}.psd1`, ...parts.files.map((file) => file.path)].sort();
  return render("powershell/manifest.psd1.hbs", {
    rootModule: powershellString(`${parts.name}.psm1`),
    moduleVersion: powershellString(plainVersion(config)),
    guid: powershellString(parts.guid),
    author: powershellString(config.author),
    companyName: powershellString(config.companyName),
    copyright: powershellString(`(c) ${config.companyName}`),
    description: powershellString(parts.description),
    functions: listText(parts.functions),
    aliases: listText(parts.aliases),
    requires: parts.requires.length === 0 ? false : parts.requires.join(",\n        "),
    types: parts.types.map(powershellString).join(", "),
    formats: parts.formats.map(powershellString).join(", "),
    fileList: listText(fileList),
    releaseNotes: powershellString(
      changelog === undefined
        ? "CHANGELOG.md of the project tells what changed."
        : "CHANGELOG.md of the module tells what changed.",
    ),
    licenseUri: powershellString(config.licenseUri),
    projectUri: powershellString(config.projectUri),
    prerelease: prerelease === undefined ? false : powershellString(prerelease),
  });
}

/**
 * The entry for a version's module in the umbrella module's RequiredModules. It requires the same release.
 * RequiredModules cannot express a prerelease, so a prerelease is required by name only, and the umbrella module checks
 * the version.
 */
function requiredModule({ name, guid }: VersionModule, config: PowerShellConfig): string {
  if (config.version.includes("-")) return powershellString(name);
  return `@{ ModuleName = ${powershellString(name)}; RequiredVersion = ${powershellString(plainVersion(config))}; GUID = ${powershellString(guid)} }`;
}

/**
 * Array items, one per line. The commas make them one expression; without commas PowerShell would run each line as a
 * statement.
 */
function listText(items: readonly string[]): string {
  return items.map(powershellString).join(",\n        ");
}

function plainVersion(config: PowerShellConfig): string {
  return config.version.split("-")[0] ?? config.version;
}
