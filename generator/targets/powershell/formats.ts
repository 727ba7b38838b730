import { isXmlText, xmlText } from "../../emit/powershell/escape-powershell.ts";
import type { ObjectDeclaration, TypeUse } from "../../model/model.ts";
import { objectOf, resolveUse } from "../../model/uses.ts";
import type { VersionModule } from "./module-names.ts";
import { modelTypeName } from "./types.ts";

/** One view for all types that show the same columns: the engine reads each view at import. */
export interface FormatView {
  readonly name: string;
  readonly types: readonly string[];
  readonly columns: readonly string[];
}

/** Properties that tell one item of a list from another, the most telling first. */
const TELLING = [
  "id",
  "name",
  "displayName",
  "alias",
  "email",
  "emailAddress",
  "type",
  "status",
  "state",
  "enabled",
  "description",
  "created",
  "modified",
];
const MOST_COLUMNS = 4;

/** A table view for the items of every list, of their most telling plain properties. */
export function formatViews(module: VersionModule): readonly FormatView[] {
  const views = new Map<string, { readonly columns: readonly string[]; readonly types: Set<string> }>();
  for (const operation of module.version.operations) {
    const uses: readonly TypeUse[] =
      operation.paging !== undefined
        ? [operation.paging.item]
        : operation.success.kind === "value"
          ? operation.success.uses.flatMap((use) => itemOf(module, use))
          : [];
    for (const use of uses) {
      const declaration = objectOf(module.declarations, use);
      if (declaration === undefined) continue;
      const columns = columnsOf(module, declaration);
      const type = modelTypeName(module, declaration);
      if (columns.length < 2) continue;
      const view = views.get(columns.join("\n")) ?? { columns, types: new Set() };
      views.set(columns.join("\n"), view);
      view.types.add(type);
    }
  }
  return [...views.values()]
    .map(({ columns, types }) => ({ types: [...types].sort().map(xmlText), columns: columns.map(xmlText) }))
    .map((view) => ({ ...view, name: view.types[0] ?? "" }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function itemOf(module: VersionModule, use: TypeUse): readonly TypeUse[] {
  const resolved = resolveUse(module.declarations, use).use;
  return resolved.kind === "list" ? [resolved.item] : [];
}

function columnsOf(module: VersionModule, declaration: ObjectDeclaration): readonly string[] {
  const plain = declaration.properties
    .filter((property) => {
      // A column names its property exactly or shows nothing.
      if (!isXmlText(property.wire)) return false;
      const resolved = resolveUse(module.declarations, property.use);
      return resolved.declaration === undefined ? resolved.use.kind === "scalar" : resolved.declaration.kind === "enum";
    })
    .map((property) => property.wire);
  const telling = TELLING.filter((wire) => plain.includes(wire));
  return [...telling, ...plain.filter((wire) => !telling.includes(wire))].slice(0, MOST_COLUMNS);
}
