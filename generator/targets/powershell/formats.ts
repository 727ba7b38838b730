import { isXmlText, xmlText } from "../../emit/powershell/escape-powershell.ts";
import { compareText } from "../../model/order.ts";
import type { ObjectDeclaration, Property, TypeUse } from "../../model/model.ts";
import { objectOf, resolveUse, withoutNull } from "../../model/uses.ts";
import { cmdletShape } from "./cmdlet-shape.ts";
import type { VersionModule } from "./module-names.ts";
import { modelTypeName } from "./types.ts";

/** A column of a view: a property, or the name of the object that a property refers to. */
export interface FormatColumn {
  readonly label: string;
  /** Absent for a plain property. */
  readonly script?: string;
}

/** A view for all types with the same columns. They share it because PowerShell reads each view at import. */
export interface FormatView {
  readonly name: string;
  readonly types: readonly string[];
  readonly columns: readonly FormatColumn[];
}

/** The plain properties of a type, for `Select-Object Select` in front of Export-Csv. */
export interface SelectSet {
  readonly type: string;
  readonly properties: readonly string[];
}

/**
 * Properties that identify an item in a list, the most useful first. A reference to an object is shown as the object's
 * name.
 */
const TELLING = [
  "id",
  "name",
  "displayName",
  "uniqueName",
  "nativeIdentity",
  "alias",
  "email",
  "emailAddress",
  "attribute",
  "sourceName",
  "source",
  "type",
  "status",
  "state",
  "completionStatus",
  "disabled",
  "enabled",
  "locked",
  "requestable",
  "deadline",
  "owner",
  "ownerName",
  "description",
  "created",
  "modified",
];
const MOST_COLUMNS = 5;
/** The largest number of properties in a set. Wider tables are hard to read. */
const MOST_SELECTED = 30;
/** The name of the property set. A type with a property of this name gets no set. */
const SELECT_SET = "Select";

/** The properties of a type for member completion: see `completedTypes`. */
export interface CompletedType {
  readonly type: string;
  readonly properties: readonly string[];
}

/** The suffix of a type name that declares the properties of a model. No object has such a type name. */
const PROPERTIES = "#Properties";

/**
 * The second name in `[OutputType()]` of a model's cmdlets. PowerShell completes the members of a cmdlet's output from
 * the type table, by the names in OutputType. If the table listed the properties under the model's own name, every
 * object would show them: as null where the service sent none. They would then be sent back with the object.
 */
export function completedTypeName(output: string): string {
  return `${output}${PROPERTIES}`;
}

/** The properties of each model that a cmdlet returns, for member completion. */
export function completedTypes(module: VersionModule): readonly CompletedType[] {
  const given = new Set(
    module.version.operations.flatMap((operation) =>
      cmdletShape(module, operation).outputs.flatMap(({ name, isModel }) => (isModel ? [name] : [])),
    ),
  );
  return [...module.declarations.values()]
    .flatMap((declaration) => {
      if (declaration.kind !== "object") return [];
      const name = modelTypeName(module, declaration);
      const properties = declaration.properties.map(({ wire }) => wire).filter(isXmlText);
      return given.has(name) && properties.length > 0
        ? [{ type: xmlText(completedTypeName(name)), properties: properties.map(xmlText) }]
        : [];
    })
    .sort((left, right) => compareText(left.type, right.type));
}

/** A table view for the items of every list, with the most useful columns. */
export function formatViews(module: VersionModule): readonly FormatView[] {
  const views = new Map<string, { readonly columns: readonly FormatColumn[]; readonly types: string[] }>();
  for (const declaration of listItems(module)) {
    const columns = columnsOf(module, declaration);
    if (columns.length < 2) continue;
    const key = columns.map(({ label, script }) => `${label} ${script ?? ""}`).join("\n");
    const view = views.get(key) ?? { columns, types: [] };
    views.set(key, view);
    view.types.push(modelTypeName(module, declaration));
  }
  return [...views.values()]
    .map(({ columns, types }) => ({
      types: types.sort(compareText).map(xmlText),
      columns: columns.map(({ label, script }) => ({
        label: xmlText(label),
        ...(script === undefined ? {} : { script: xmlText(script) }),
      })),
    }))
    .map((view) => ({ ...view, name: view.types[0] ?? "" }))
    .sort((left, right) => compareText(left.name, right.name));
}

/** The sets of plain properties for the items of every list. */
export function selectSets(module: VersionModule): readonly SelectSet[] {
  return listItems(module)
    .flatMap((declaration) => {
      const properties = ranked(plainProperties(module, declaration).map(({ wire }) => wire)).slice(0, MOST_SELECTED);
      const hasName = declaration.properties.some(({ wire }) => wire.toLowerCase() === SELECT_SET.toLowerCase());
      return properties.length === 0 || hasName
        ? []
        : [{ type: xmlText(modelTypeName(module, declaration)), properties: properties.map(xmlText) }];
    })
    .sort((left, right) => compareText(left.type, right.type));
}

/** The models that are items of lists, each once. */
function listItems(module: VersionModule): readonly ObjectDeclaration[] {
  const found = new Set<ObjectDeclaration>();
  for (const operation of module.version.operations) {
    const uses: readonly TypeUse[] =
      operation.paging !== undefined
        ? [operation.paging.item]
        : operation.success.kind === "value"
          ? operation.success.uses.flatMap((use) => itemOf(module, use))
          : [];
    for (const use of uses) {
      const declaration = objectOf(module.declarations, use);
      if (declaration !== undefined) found.add(declaration);
    }
  }
  return [...found];
}

function itemOf(module: VersionModule, use: TypeUse): readonly TypeUse[] {
  const resolved = resolveUse(module.declarations, use).use;
  return resolved.kind === "list" ? [resolved.item] : [];
}

function columnsOf(module: VersionModule, declaration: ObjectDeclaration): readonly FormatColumn[] {
  const plain = plainProperties(module, declaration).map(({ wire }) => wire);
  const references = declaration.properties.filter(
    ({ wire, use }) => TELLING.includes(wire) && !plain.includes(wire) && hasName(module, use),
  );
  const scripts = new Map(references.map(({ wire }) => [wire, `$_.${wire}.name`]));
  // `displayName` repeats `name`, and `source` repeats `sourceName`.
  const isRepeated = (wire: string): boolean =>
    (wire === "displayName" && plain.includes("name")) || (wire === "source" && plain.includes("sourceName"));
  const wires = ranked([...plain, ...scripts.keys()]).filter((wire) => !isRepeated(wire));
  return wires.slice(0, MOST_COLUMNS).map((label) => {
    const script = scripts.get(label);
    return script === undefined ? { label } : { label, script };
  });
}

/** First the properties of `TELLING`, then the others in the spec's order. */
function ranked(wires: readonly string[]): readonly string[] {
  const telling = TELLING.filter((wire) => wires.includes(wire));
  return [...telling, ...wires.filter((wire) => !telling.includes(wire))];
}

function plainProperties(module: VersionModule, declaration: ObjectDeclaration): readonly Property[] {
  return declaration.properties.filter((property) => {
    // A column must name its property exactly, so a name that XML cannot hold is left out.
    if (!isXmlText(property.wire)) return false;
    const resolved = resolveUse(module.declarations, property.use);
    return resolved.declaration === undefined ? resolved.use.kind === "scalar" : resolved.declaration.kind === "enum";
  });
}

/** Whether a property refers to an object with a name. */
function hasName(module: VersionModule, use: TypeUse): boolean {
  return objectOf(module.declarations, withoutNull(use))?.properties.some(({ wire }) => wire === "name") === true;
}
