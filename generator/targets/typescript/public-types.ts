import { hasTwoForms } from "../../model/forms.ts";
import type { ApiVersion, Operation } from "../../model/model.ts";
import { indexDeclarations, reachFrom } from "../../model/uses.ts";
import { declarationNames, type VersionNames } from "../../names/table.ts";
import { operationUses, type Layout } from "./layout.ts";
import { aliasModule } from "./model-file.ts";
import { hasConstant } from "./tagged-types.ts";

/** A name in the re-export of a module. */
export type ExportedName = {
  readonly name: string;
  /** A type is exported with `type`, because it has no value at run time. */
  readonly kind: "type" | "value";
  /** The exported name, if it differs. */
  readonly alias?: string;
};

/** The names of the models that operations reach, by the module that declares them. */
export function publicTypesOf(
  version: ApiVersion,
  operations: readonly Operation[],
  at: { names: VersionNames; layout: Layout },
): Map<string, ExportedName[]> {
  const declarations = indexDeclarations(version);
  const reached = reachFrom(declarations, operations.flatMap(operationUses));
  const exported = new Map<string, ExportedName[]>();
  for (const id of reached) {
    const declaration = declarations.get(id);
    if (declaration === undefined) continue;
    const own = declarationNames(at.names, id).typescript;
    const { module } = at.layout.homeOf(version.label, id);
    const list = exported.get(module) ?? [];
    exported.set(module, list);
    list.push({ name: own.name, kind: hasConstant(declarations, declaration) ? "value" : "type" });
    if (hasTwoForms(declaration)) list.push({ name: own.input, kind: "type" });
    addAliasNames(exported, own.aliases, aliasModule(at.names));
  }
  return exported;
}

/** Adds the old names of a type to the exports of the module of old names. */
export function addAliasNames(
  exported: Map<string, ExportedName[]>,
  aliases: readonly { readonly name: string }[],
  module: string,
): void {
  if (aliases.length === 0) return;
  const list = exported.get(module) ?? [];
  exported.set(module, list);
  list.push(...aliases.map(({ name }): ExportedName => ({ name, kind: "type" })));
}
