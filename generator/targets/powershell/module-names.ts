import { createHash } from "node:crypto";
import type { PowerShellConfig } from "../../config/config.ts";
import type { ApiVersion, Declaration, DeclarationId } from "../../model/model.ts";
import { indexDeclarations } from "../../model/uses.ts";
import { versionNames, type NameTable, type VersionNames } from "../../names/table.ts";

/** The module of one version, with its lookup tables. */
export interface VersionModule {
  readonly version: ApiVersion;
  readonly names: VersionNames;
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** `Beta`. */
  readonly prefix: string;
  /** `IscSdk.Beta`. */
  readonly name: string;
  /** The common prefix of the type names of all modules: `IscSdk`. */
  readonly family: string;
  readonly guid: string;
}

/** The module of a version. */
export function versionModule(version: ApiVersion, table: NameTable, config: PowerShellConfig): VersionModule {
  const names = versionNames(table, version.label);
  const { prefix } = names.powershell;
  const name = `${config.name}.${prefix}`;
  return {
    version,
    names,
    declarations: indexDeclarations(version),
    prefix,
    name,
    family: config.name,
    guid: config.versions[version.label]?.guid ?? namedGuid(name),
  };
}

/**
 * A GUID derived from a name (RFC 9562, version 5). It is the same on every machine. It is used for modules without a
 * GUID in the configuration.
 */
export function namedGuid(name: string): string {
  const bytes = createHash("sha1")
    .update("6ba7b8109dad11d180b400c04fd430c8", "hex")
    .update(name, "utf8")
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
