import type { ApiModel, ApiVersion, Declaration, DeclarationId, Operation, TypeUse } from "../../model/model.ts";
import { shapeClasses } from "../../model/shape.ts";
import { indexDeclarations, reachFrom, referencesOf } from "../../model/uses.ts";
import { declarationNames, tagNames, versionNames, type NameTable, type VersionNames } from "../../names/table.ts";

/** The module of a declaration. */
export interface Home {
  /** Module path below `src/` without extension: `beta/models/roles`, `shared/roles`. */
  readonly module: string;
  readonly isShared: boolean;
}

/** The module of each declaration. It depends on the model alone. Public names and import paths do not depend on it. */
export interface Layout {
  readonly homeOf: (version: string, id: DeclarationId) => Home;
  /** The declarations of each module, sorted by name. A shared declaration is that of the last version that has it. */
  readonly modules: ReadonlyMap<string, readonly { readonly version: string; readonly declaration: Declaration }[]>;
}

/**
 * Plans the modules. A declaration belongs to the first tag by name that reaches it. A declaration with equal name,
 * shape and use in several versions is printed once, in `shared/`.
 */
export function planLayout(model: ApiModel, names: NameTable): Layout {
  const shared = findShared(model, names);
  const homes = new Map<string, Map<DeclarationId, Home>>();
  const modules = new Map<string, { version: string; declaration: Declaration }[]>();
  const listOf = (module: string): { version: string; declaration: Declaration }[] => {
    const list = modules.get(module) ?? [];
    modules.set(module, list);
    return list;
  };
  const sharedHomes = new Map<number, { readonly module: string; readonly index: number }>();
  /** For each shared module: the shape of each name that is declared or imported in it. */
  const meanings = new Map<string, Map<string, number>>();
  for (const version of model.versions) {
    const table = versionNames(names, version.label);
    const groups = groupByTag(version, table);
    const own = new Map<DeclarationId, Home>();
    homes.set(version.label, own);
    for (const declaration of version.declarations) {
      const group = groups.get(declaration.id) ?? "other";
      const shape = shared.get(version.label)?.get(declaration.id);
      if (shape === undefined) {
        const module = `${table.typescript.module}/models/${group}`;
        own.set(declaration.id, { module, isShared: false });
        listOf(module).push({ version: version.label, declaration });
        continue;
      }
      let home = sharedHomes.get(shape);
      if (home === undefined) {
        const mentioned = [declaration.id, ...referencesOf(declaration)].flatMap((id) => {
          const { name, input } = declarationNames(table, id).typescript;
          const meant = shared.get(version.label)?.get(id) ?? -1;
          return [[name, meant] as const, [input, meant] as const];
        });
        const fits = (path: string): boolean =>
          mentioned.every(([name, meant]) => (meanings.get(path)?.get(name) ?? meant) === meant);
        // If a name has another shape in that module, the label of the first version is added to the module's name.
        // Within one version a name has one shape.
        const module = [`shared/${group}`, `shared/${group}-${table.typescript.module}`].find(fits);
        if (module === undefined) throw new Error(`two shapes of one name of ${version.label} are shared`);
        home = { module, index: listOf(module).length };
        sharedHomes.set(shape, home);
        const known = meanings.get(module) ?? new Map<string, number>();
        meanings.set(module, known);
        for (const [name, meant] of mentioned) known.set(name, meant);
      }
      own.set(declaration.id, { module: home.module, isShared: true });
      // The last version has the newest description.
      listOf(home.module)[home.index] = { version: version.label, declaration };
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

/** The shared declarations by version and id, each with the number of its class. */
type SharedClasses = ReadonlyMap<string, ReadonlyMap<DeclarationId, number>>;

/**
 * Finds the declarations that versions share. They have equal names, shapes and forms, and so do all declarations that
 * they refer to. A name may have several shapes, each shared by some of the versions.
 */
function findShared(model: ApiModel, names: NameTable): SharedClasses {
  if (model.versions.length < 2) return new Map();
  const tables = new Map(model.versions.map(({ label }) => [label, versionNames(names, label)]));
  const markOf = (label: string, declaration: Declaration): string => {
    const table = tables.get(label) ?? versionNames(names, label);
    const { name, input } = declarationNames(table, declaration.id).typescript;
    const { inRequest, inAnswer, requestFormDiffers } = declaration;
    return `${name} ${input} ${String(inRequest)} ${String(inAnswer)} ${String(requestFormDiffers)}`;
  };
  const classOf = shapeClasses(
    model.versions.map((version) => ({ key: version.label, declarations: version.declarations })),
    markOf,
  );
  const versionsOf = new Map<number, Set<string>>();
  for (const { label, declarations } of model.versions)
    for (const { id } of declarations) {
      const own = classOf(label, id);
      versionsOf.set(own, (versionsOf.get(own) ?? new Set()).add(label));
    }
  // All members of a class refer to the same classes, so a shared declaration refers only to shared declarations.
  return new Map(
    model.versions.map(({ label, declarations }) => [
      label,
      new Map(
        declarations.flatMap(({ id }) => {
          const own = classOf(label, id);
          return (versionsOf.get(own)?.size ?? 0) > 1 ? [[id, own] as const] : [];
        }),
      ),
    ]),
  );
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

/** The types of an operation's parameters, bodies, responses and response headers. */
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
