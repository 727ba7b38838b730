import type { ApiVersion } from "../../../model/model.ts";
import { declarationNames, type VersionNames } from "../../../names/table.ts";

/** Every name the version's models take: imported runtime names give way to them. */
export function takenNames(version: ApiVersion, names: VersionNames): Set<string> {
  return new Set(
    version.declarations.flatMap((declaration) => {
      const own = declarationNames(names, declaration.id).typescript;
      return [own.name, own.input, ...own.aliases.map((alias) => alias.name)];
    }),
  );
}

/** What a name of the runtime is called in a module that declares, or meets, models of some names. */
export function localRuntimeName(name: string, taken: ReadonlySet<string>): string {
  let local = name;
  while (taken.has(local)) local = `Sdk${local}`;
  return local;
}
