import type { ApiModel, ApiVersion, Declaration, DeclarationId, Operation, TypeUse } from "../../model/model.ts";
import { shapeClasses } from "../../model/shape.ts";
import { indexDeclarations, reachFrom, referencesOf } from "../../model/uses.ts";
import { declarationNames, tagNames, versionNames, type NameTable, type VersionNames } from "../../names/table.ts";

/** Where one declaration is printed. */
export interface Home {
  /** Module path below `src/` without extension: `beta/models/roles`, `shared/roles`. */
  readonly module: string;
  readonly isShared: boolean;
}

/** Which module prints which declaration. Decided from the model alone; public names and import paths do not depend on it. */
export interface Layout {
  readonly homeOf: (version: string, id: DeclarationId) => Home;
  /** The declarations a module prints, sorted by name. For shared modules those of the last version that has them. */
  readonly modules: ReadonlyMap<string, readonly { readonly version: string; readonly declaration: Declaration }[]>;
}

/**
 * A declaration lives with the first tag (by name) that reaches it; one of equal name, shape and use in several
 * versions lives in `shared/` once.
 */
export function planLayout(model: ApiModel, names: NameTable): Layout {
  const shared = findShared(model, names);
  const homes = new Map<string, Map<DeclarationId, Home>>();
  const modules = new Map<string, { version: string; declaration: Declaration }[]>();
  const sharedHomes = new Map<string, string>();
  const sharedIndexes = new Map<string, number>();
  for (const version of model.versions) {
    const table = versionNames(names, version.label);
    const groups = groupByTag(version, table);
    const own = new Map<DeclarationId, Home>();
    homes.set(version.label, own);
    for (const declaration of version.declarations) {
      const { name } = declarationNames(table, declaration.id).typescript;
      const group = groups.get(declaration.id) ?? "other";
      const isShared = shared.get(version.label)?.has(declaration.id) === true;
      let module = `${table.typescript.module}/models/${group}`;
      if (isShared) {
        module = sharedHomes.get(name) ?? `shared/${group}`;
        sharedHomes.set(name, module);
      }
      own.set(declaration.id, { module, isShared });
      const list = modules.get(module) ?? [];
      modules.set(module, list);
      // The last version's documentation is the newest.
      const index = isShared ? sharedIndexes.get(name) : undefined;
      if (isShared && index === undefined) sharedIndexes.set(name, list.length);
      list[index ?? list.length] = { version: version.label, declaration };
    }
  }
  for (const list of modules.values()) {
    const nameOf = (entry: { version: string; declaration: Declaration }): string =>
      declarationNames(versionNames(names, entry.version), entry.declaration.id).typescript.name;
    list.sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  }
  return {
    modules,
    homeOf: (version, id) => {
      const home = homes.get(version)?.get(id);
      if (home === undefined) throw new Error(`no module prints ${id} of ${version}`);
      return home;
    },
  };
}

/** By version: the declarations that every mention in TypeScript could share with another version's. */
function findShared(model: ApiModel, names: NameTable): Map<string, Set<DeclarationId>> {
  const shared = new Map(model.versions.map((version) => [version.label, new Set<DeclarationId>()]));
  if (model.versions.length < 2) return shared;
  const classOf = shapeClasses(
    model.versions.map((version) => ({ key: version.label, declarations: version.declarations })),
  );
  const byName = new Map<string, { version: string; declaration: Declaration }[]>();
  for (const version of model.versions) {
    const table = versionNames(names, version.label);
    for (const declaration of version.declarations) {
      const { name, input } = declarationNames(table, declaration.id).typescript;
      const forms = `${declaration.inRequest} ${declaration.inAnswer} ${declaration.requestFormDiffers}`;
      const key = `${name} ${input} ${classOf(version.label, declaration.id)} ${forms}`;
      const group = byName.get(key);
      if (group === undefined) byName.set(key, [{ version: version.label, declaration }]);
      else group.push({ version: version.label, declaration });
    }
  }
  const candidates = new Map<string, { version: string; declaration: Declaration }[]>();
  for (const group of byName.values()) {
    if (group.length > 1) for (const entry of group) candidates.set(`${entry.version} ${entry.declaration.id}`, group);
  }
  // What refers to something that is not shared cannot be shared: repeat until nothing falls out.
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const group of new Set(candidates.values())) {
      const isFine = group.every(({ version, declaration }) =>
        referencesOf(declaration).every((id) => candidates.has(`${version} ${id}`)),
      );
      if (isFine) continue;
      isStable = false;
      for (const { version, declaration } of group) candidates.delete(`${version} ${declaration.id}`);
    }
  }
  for (const group of new Set(candidates.values()))
    for (const { version, declaration } of group) shared.get(version)?.add(declaration.id);
  return shared;
}

/** The module segment of the first tag that reaches each declaration. */
function groupByTag(version: ApiVersion, table: VersionNames): Map<DeclarationId, string> {
  const declarations = indexDeclarations(version);
  const groups = new Map<DeclarationId, string>();
  const reached = new Set<DeclarationId>();
  const assign = (uses: readonly TypeUse[], group: string): void => {
    for (const id of reachFrom(declarations, uses, reached)) groups.set(id, group);
  };
  for (const tag of version.tags) {
    const uses = version.operations.filter((operation) => operation.tag === tag.wire).flatMap(operationUses);
    assign(uses, tagNames(table, tag.wire).typescript.module);
  }
  assign(
    version.events.flatMap((event) => [event.payload, ...(event.reply === undefined ? [] : [event.reply])]),
    "events",
  );
  return groups;
}

/** Every use an operation mentions. */
export function operationUses(operation: Operation): readonly TypeUse[] {
  return [
    ...operation.parameters.map((parameter) => parameter.use),
    ...(operation.body?.contents.flatMap((content) => [content.use, ...content.fields.map((field) => field.use)]) ??
      []),
    ...operation.answers.flatMap((answer) => [
      ...answer.contents.map((content) => content.use),
      ...answer.headers.map((header) => header.use),
    ]),
  ];
}
