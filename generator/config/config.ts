import type { DiagnosticCode } from "../diagnostics/catalog.ts";

/**
 * The configuration of a run: `isc-sdkgen.config.json` with its defaults filled in. Paths are as written in the file.
 */
export interface Config {
  /** The folder of the configuration; relative paths start here. */
  readonly base: string;
  /** By version label. */
  readonly specs: Readonly<Record<string, SpecConfig>>;
  readonly references: ReferencesConfig;
  /** OpenAPI Overlay documents for every version, applied before the overlays of a single version; default: none. */
  readonly overlays: readonly string[];
  readonly pull: PullConfig;
  readonly out: string;
  /** The names ledger; absent: there is none. */
  readonly names?: string;
  /** Name overrides; absent: there are none. */
  readonly overrides?: string;
  /** The table of operations that a program can wait for; absent: there is none. */
  readonly jobs?: string;
  readonly typescript: TypeScriptConfig;
  readonly powershell: PowerShellConfig;
  readonly docs: DocsConfig;
  readonly lint: LintConfig;
  readonly custom: CustomConfig;
}

/** A value of `specs`: the files of one version, and how they are read. */
export interface SpecConfig {
  /** Paths of the roots, or patterns of paths. */
  readonly roots: readonly string[];
  /** The folder that references must not leave; default: the roots' common folder. */
  readonly top?: string;
  /** The roots are only a part of the API: ledger entries that are not in them do not count as removed. */
  readonly partial?: boolean;
  /**
   * The name of this state of the spec in the ledger, for entries that disappear or come back; default: the version
   * that the spec states.
   */
  readonly label?: string;
  /** OpenAPI Overlay documents for this version, in the order in which they are applied. */
  readonly overlays?: readonly string[];
}

/** The key `references`. By default the references of a spec must stay in the folder of the spec. */
export interface ReferencesConfig {
  /** Folders and http(s) URLs outside the folder of a spec that its references may name. */
  readonly allow: readonly string[];
}

/** The source and the destination of `pull`. */
export interface PullConfig {
  /** URL (https, ssh, file) or path of a git repository. */
  readonly source: string;
  /** A branch, a tag or a full hash. */
  readonly ref: string;
  /** The folder of the repository to copy; absent: the folder that has the roots. */
  readonly folder?: string;
  /** The folder for the specs; absent: the folder of the roots. */
  readonly to?: string;
  /** The file that records the commit of the specs. */
  readonly lock: string;
}

/** The type of a 64-bit integer in the TypeScript package. */
export const INT64_TYPES = ["number", "bigint", "string"] as const;

/** A value of `typescript.int64`. `bigint` and `string` keep every digit of a 64-bit integer. */
export type Int64Type = (typeof INT64_TYPES)[number];

/** The key `typescript`: the facts of the npm package, and the type of its 64-bit integers. */
export interface TypeScriptConfig {
  /** The npm package's name. */
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly description: string;
  /** The changelog of the package. `release` writes it, and every run copies an existing one into the package. */
  readonly changelog: string;
  /** URL of the repository, for package.json; absent: none is stated. */
  readonly repository?: string;
  /** The type and the codec of 64-bit integers. A number loses digits beyond 2^53. */
  readonly int64: Int64Type;
}

/** The key `powershell`: the facts of the modules' manifests, and the names of the version modules. */
export interface PowerShellConfig {
  /** The umbrella module; version modules are `<name>.<Prefix>`. */
  readonly name: string;
  readonly version: string;
  readonly author: string;
  readonly companyName: string;
  readonly licenseUri: string;
  readonly projectUri: string;
  /** The GUID of the umbrella module. */
  readonly guid: string;
  /** The modules' changelog; see `TypeScriptConfig`. */
  readonly changelog: string;
  /** By version label; a version without an entry gets the PascalCase of its label and a GUID made from its name. */
  readonly versions: Readonly<Record<string, { readonly prefix: string; readonly guid: string }>>;
  /** Cmdlets whose ConfirmImpact is High. */
  readonly confirmHigh: readonly string[];
}

/** The key `docs`: the path of the pages in a site, and the API reference that they link to. */
export interface DocsConfig {
  /** Path of the SDK documentation in the site: `/tools/sdk`. */
  readonly slugBase: string;
  /** The URL of the API reference: `https://developer.sailpoint.com/docs/api`. */
  readonly apiReference: string;
}

/** Folders of hand-written code that is copied into the packages; absent: there is none. */
export interface CustomConfig {
  readonly typescript?: string;
  readonly powershell?: string;
}

/** The severities that the configuration can give a code for `lint`. An error that stops a run stays an error. */
export const LINT_LEVELS = ["error", "warning", "note", "off"] as const;

/** A value of `lint.severities`. Findings of a code that is `off` are counted and not reported. */
export type LintLevel = (typeof LINT_LEVELS)[number];

/** The key `lint`: how `lint` weighs the findings of a run. */
export interface LintConfig {
  /** By code. A finding of any other code keeps its severity. */
  readonly severities: Readonly<Partial<Record<DiagnosticCode, LintLevel>>>;
  /** The file of accepted findings; absent: there is none. */
  readonly baseline?: string;
}

/** The PowerShell prefixes that the configuration states, by version label. */
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
