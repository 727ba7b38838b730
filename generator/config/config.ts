import type { DiagnosticCode } from "../diagnostics/catalog.ts";

/** The configuration of a run: `isc-sdkgen.config.json` with its defaults filled in. Paths are as written there. */
export interface Config {
  /** Folder of the config file: relative paths start here. */
  readonly base: string;
  /** By version label. */
  readonly specs: Readonly<Record<string, SpecConfig>>;
  readonly references: ReferencesConfig;
  /** OpenAPI Overlay documents for every version, applied before those of the version; default: none. */
  readonly overlays: readonly string[];
  readonly pull: PullConfig;
  readonly out: string;
  /** The names ledger; absent: none. */
  readonly names?: string;
  /** Name overrides; absent: none. */
  readonly overrides?: string;
  /** The table of jobs: operations that can be waited for; absent: none. */
  readonly jobs?: string;
  readonly typescript: TypeScriptConfig;
  readonly powershell: PowerShellConfig;
  readonly docs: DocsConfig;
  readonly lint: LintConfig;
  readonly custom: CustomConfig;
}

export interface SpecConfig {
  readonly roots: readonly string[];
  /** The folder references may not leave; default: the roots' common folder. */
  readonly top?: string;
  /** The roots are a part of the API: the ledger's other entries are not gone. */
  readonly partial?: boolean;
  /** What the ledger calls this state of the spec, where something goes or comes back; default: the version it states. */
  readonly label?: string;
  /** OpenAPI Overlay documents for this version, in the order of their application. */
  readonly overlays?: readonly string[];
}

export interface ReferencesConfig {
  /** Folders and http(s) URLs that references may name though they lie outside the folder of their spec. */
  readonly allow: readonly string[];
}

/** Where `pull` brings the specs from. */
export interface PullConfig {
  /** URL (https, ssh, file) or path of a git repository. */
  readonly source: string;
  /** A branch, a tag or a full hash. */
  readonly ref: string;
  /** The folder of the repository that is copied; absent: the one that has the roots. */
  readonly folder?: string;
  /** Where the specs go; absent: the folder of the roots. */
  readonly to?: string;
  /** The file that says which commit the specs are of. */
  readonly lock: string;
}

/** What an integer of 64 bits is to a TypeScript program. */
export const INT64_TYPES = ["number", "bigint", "string"] as const;
export type Int64Type = (typeof INT64_TYPES)[number];

export interface TypeScriptConfig {
  /** The npm package's name. */
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  /** The package's changelog, which `release` writes and every run puts into the package where it exists. */
  readonly changelog: string;
  /** URL of the repository, for package.json; absent: none is stated. */
  readonly repository?: string;
  /** Type and codec of integers of 64 bits. A number loses digits beyond 2^53. */
  readonly int64: Int64Type;
}

export interface PowerShellConfig {
  /** The umbrella module; version modules are `<name>.<Prefix>`. */
  readonly name: string;
  readonly version: string;
  readonly author: string;
  readonly companyName: string;
  readonly licenseUri: string;
  readonly projectUri: string;
  readonly guid: string;
  /** The modules' changelog; see `TypeScriptConfig`. */
  readonly changelog: string;
  /** By version label; a version without an entry gets the PascalCase of its label and a GUID made from its name. */
  readonly versions: Readonly<Record<string, { readonly prefix: string; readonly guid: string }>>;
  /** Cmdlets whose ConfirmImpact is High. */
  readonly confirmHigh: readonly string[];
}

export interface DocsConfig {
  /** Path of the SDK documentation in the site: `/tools/sdk`. */
  readonly slugBase: string;
  /** Where the API reference lives: `https://developer.sailpoint.com/docs/api`. */
  readonly apiReference: string;
}

/** Folders of hand-written code that goes into the packages; absent: none. */
export interface CustomConfig {
  readonly typescript?: string;
  readonly powershell?: string;
}

/** What `lint` makes of a code's findings; errors that stop a run stay errors. */
export const LINT_LEVELS = ["error", "warning", "note", "off"] as const;
export type LintLevel = (typeof LINT_LEVELS)[number];

export interface LintConfig {
  readonly severities: Readonly<Partial<Record<DiagnosticCode, LintLevel>>>;
  /** The accepted findings; absent: none. */
  readonly baseline?: string;
}

/** PowerShell prefixes that the configuration states, by version label. */
export function prefixesOf({ powershell }: Config): ReadonlyMap<string, string> {
  return new Map(Object.entries(powershell.versions).map(([label, { prefix }]) => [label, prefix]));
}

export const DEFAULT_CONFIG: Omit<Config, "base" | "specs" | "names" | "overrides" | "jobs"> = {
  out: "generated",
  references: { allow: [] },
  overlays: [],
  pull: { source: "https://github.com/sailpoint-oss/api-specs.git", ref: "HEAD", lock: "specs.lock.json" },
  typescript: {
    name: "isc-sdk",
    version: "0.1.0",
    license: "MIT",
    description: "Typed client for SailPoint Identity Security Cloud.",
    changelog: "changelogs/typescript.md",
    int64: "number",
  },
  powershell: {
    name: "IscSdk",
    version: "0.1.0",
    author: "isc-sdkgen",
    companyName: "isc-sdkgen",
    licenseUri: "https://opensource.org/license/mit",
    projectUri: "https://www.npmjs.com/package/isc-sdk",
    guid: "6e0d3b0e-2a4c-4a57-9b6f-0f3f5f1d7c11",
    changelog: "changelogs/powershell.md",
    versions: {},
    confirmHigh: [],
  },
  docs: { slugBase: "/tools/sdk", apiReference: "https://developer.sailpoint.com/docs/api" },
  lint: { severities: {} },
  custom: {},
};
