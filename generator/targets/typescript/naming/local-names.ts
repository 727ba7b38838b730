import type { ApiVersion } from "../../../model/model.ts";
import { declarationNames, type VersionNames } from "../../../names/table.ts";

/** The names of all model types of a version. Imported runtime names are renamed if they clash. */
export function takenNames(version: ApiVersion, names: VersionNames): Set<string> {
  return new Set(
    version.declarations.flatMap((declaration) => {
      const own = declarationNames(names, declaration.id).typescript;
      return [own.name, own.input, ...own.aliases.map((alias) => alias.name)];
    }),
  );
}

/** The local name of a runtime import in a module where model types have the taken names. */
export function localRuntimeName(name: string, taken: ReadonlySet<string>): string {
  let local = name;
  while (taken.has(local)) local = `Sdk${local}`;
  return local;
}
