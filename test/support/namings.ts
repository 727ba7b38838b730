import { withDefaults } from "../../generator/config/read-config.ts";
import type { TargetNaming } from "../../generator/names/target-naming.ts";
import { namingsOf } from "../../generator/targets/registry.ts";

/** What the targets know of their names, with PowerShell prefixes by version. */
export function namings(prefixes: ReadonlyMap<string, string> = new Map()): readonly TargetNaming[] {
  const versions = Object.fromEntries([...prefixes].map(([label, prefix]) => [label, { prefix, guid: "" }]));
  const config = withDefaults({}, ".");
  return namingsOf({ ...config, powershell: { ...config.powershell, versions } });
}
