import { powershellKey, powershellString, powershellVariable } from "../../emit/powershell/escape-powershell.ts";
import { powershellArgument } from "../../emit/powershell/literal-powershell.ts";
import { cleanLine, exactJson } from "../../text/characters.ts";
import type { Declaration, ObjectDeclaration, Property, TypeUse } from "../../model/model.ts";
import { sampleOf } from "../../model/sample.ts";
import { objectOf, resolveUse, withoutNull } from "../../model/uses.ts";
import { declarationNames } from "../../names/table.ts";
import { reservedParameter } from "./naming/reserved.ts";
import type { ModelParameterNames } from "./naming/table.ts";
import { completion } from "./completion.ts";
import { powershellLiteral } from "./literal.ts";
import { helpComment } from "./help.ts";
import { modelTypeName, parameterType, valueKind } from "./types.ts";
import type { VersionModule } from "./module-names.ts";

/** A helper function: its name, its old names and its text. */
export interface ModelHelper {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly text: string;
  /** The named parameters. Empty for a helper that reads JSON. */
  readonly parameters: readonly ModelParameterNames[];
}

/** The helpers of a model. One reads the model from JSON. For an object, a second one makes it from parameters. */
export function modelHelpers(module: VersionModule, declaration: Declaration): readonly ModelHelper[] {
  const names = declarationNames(module.names, declaration.id).powershell;
  const helpers = [convertHelper(module, declaration)];
  const object = objectOf(module.declarations, { kind: "ref", id: declaration.id });
  if (object !== undefined) {
    const parameters =
      object === declaration ? names.parameters : declarationNames(module.names, object.id).powershell.parameters;
    helpers.push(initializeHelper(module, declaration, { object, parameters }));
  }
  return helpers;
}

/** The names of a model's helpers. */
export function helperNames(module: VersionModule, declaration: Declaration): readonly string[] {
  const { name } = declarationNames(module.names, declaration.id).powershell;
  const isObject = objectOf(module.declarations, { kind: "ref", id: declaration.id }) !== undefined;
  return [convertName(module, name), ...(isObject ? [initializeName(module, name)] : [])];
}

function convertName({ prefix }: VersionModule, name: string): string {
  return `ConvertFrom-${prefix}JsonTo${name}`;
}

function initializeName({ prefix }: VersionModule, name: string): string {
  return `Initialize-${prefix}${name}`;
}

function convertHelper(module: VersionModule, declaration: Declaration): ModelHelper {
  const { name, aliases } = declarationNames(module.names, declaration.id).powershell;
  const cmdlet = convertName(module, name);
  const sample = sampleOf(module.declarations, { kind: "ref", id: declaration.id }, "answer");
  const type = modelTypeName(module, declaration);
  const help = helpComment([
    { keyword: "SYNOPSIS", text: `Reads ${article(name)} ${name} from JSON text.` },
    { keyword: "DESCRIPTION", text: summaryOf(declaration) },
    { keyword: "PARAMETER Json", text: "JSON text. Null and empty text give null; unknown keys are kept." },
    { keyword: "EXAMPLE", text: `${cmdlet} -Json ${shortJson(sample)}` },
  ]);
  const text = [
    `function ${cmdlet} {`,
    help,
    `    [CmdletBinding()]`,
    `    [OutputType(${powershellString(type)})]`,
    `    param([Parameter(Position = 0, ValueFromPipeline)] [string] $Json)`,
    "    begin { $lines = [System.Collections.Generic.List[string]]::new() }",
    "    process { $lines.Add($Json) }",
    `    end { & $script:Isc.Read $PSCmdlet ${powershellString(type)} $lines }`,
    `}`,
  ].join("\n");
  return { name: cmdlet, aliases: aliases.map((alias) => convertName(module, alias.name)), text, parameters: [] };
}

function initializeHelper(
  module: VersionModule,
  declaration: Declaration,
  at: { object: ObjectDeclaration; parameters: readonly ModelParameterNames[] },
): ModelHelper {
  const { name, aliases } = declarationNames(module.names, declaration.id).powershell;
  const cmdlet = initializeName(module, name);
  const type = modelTypeName(module, at.object);
  const namesOf = new Map(at.parameters.map((entry) => [entry.wire, entry]));
  const properties = at.object.properties.flatMap((property) => {
    const names = namesOf.get(property.wire);
    return names === undefined ? [] : [{ property, names }];
  });
  const [first] = properties;
  const sample =
    first === undefined
      ? ""
      : ` -${first.names.name} ${powershellArgument(powershellLiteral(sampleOf(module.declarations, first.property.use, "request")))}`;
  const help = helpComment([
    { keyword: "SYNOPSIS", text: `Creates ${article(name)} ${name}.` },
    { keyword: "DESCRIPTION", text: summaryOf(declaration) },
    ...properties.map(({ property, names }) => ({
      keyword: `PARAMETER ${names.name}`,
      text: cleanLine(property.description) || `The property ${property.wire}.`,
    })),
    { keyword: "EXAMPLE", text: `${cmdlet}${sample}` },
  ]);
  const all = properties.map((entry) => entry.names);
  const taken = takenNames(all);
  const parameters = properties.map(({ property, names }) => {
    const { values } = parameterType(module, property.use, false);
    const spellings = [...names.aliases, ...wireAlias(names, taken)];
    const parts = [
      "[Parameter(ValueFromPipelineByPropertyName)]",
      ...(spellings.length === 0 ? [] : [`[Alias(${spellings.map(powershellString).join(", ")})]`]),
      ...(values.length === 0
        ? []
        : [`[ArgumentCompletions(${values.map((value) => powershellString(completion(value))).join(", ")})]`]),
      // `[object[]]` makes PowerShell wrap a single value in a list. It converts nothing else: null stays null, and 1.5
      // does not become 2.
      ...(isList(module, property.use) ? ["[object[]]"] : []),
      powershellVariable(names.name),
    ];
    return `        ${parts.join(" ")}`;
  });
  // Only names that the runtime cannot derive are listed. The runtime derives a name by lower-casing the first letter.
  const pairs = properties.flatMap(({ property, names }) =>
    wireOf(names.name) === property.wire ? [] : [`${powershellKey(names.name)} = ${powershellString(property.wire)}`],
  );
  const kinds = kindTexts(module, properties);
  const more = [pairs, kinds].slice(0, kinds.length > 0 ? 2 : pairs.length > 0 ? 1 : 0);
  const text = [
    `function ${cmdlet} {`,
    help,
    `    [CmdletBinding()]`,
    `    [OutputType(${powershellString(type)})]`,
    ...(parameters.length === 0 ? ["    param()"] : ["    param(", parameters.join(",\n"), "    )"]),
    // The parameters that were passed by name. PowerShell keeps values bound from one piped object while it binds the
    // next.
    "    begin { $Isc = @($PSBoundParameters.get_Keys()) }",
    `    process { & $script:Isc.Make $PSCmdlet ${powershellString(type)} $Isc $PSItem${more.map((entries) => (entries.length === 0 ? " @{}" : ` @{ ${entries.join("; ")} }`)).join("")} }`,
    `}`,
  ].join("\n");
  return { name: cmdlet, aliases: aliases.map((alias) => initializeName(module, alias.name)), text, parameters: all };
}

interface HelperProperty {
  readonly property: Property;
  readonly names: ModelParameterNames;
}

/** The parameters grouped by kind of value: `text = 'Id', 'Name'`. */
function kindTexts(module: VersionModule, properties: readonly HelperProperty[]): readonly string[] {
  const found = properties.map(({ property, names }) => ({
    kind: propertyKind(module, property.use),
    name: names.name,
  }));
  return PROPERTY_KINDS.flatMap((kind) => {
    const own = found.filter((entry) => entry.kind === kind).map(({ name }) => powershellString(name));
    return own.length === 0 ? [] : [`${powershellKey(kind)} = ${own.join(", ")}`];
  });
}

const PROPERTY_KINDS = ["text", "integer", "number", "boolean", "date"].flatMap((kind) => [kind, `${kind}[]`]);

/** The kind of a property's value. Brackets mark a list with items of that kind. */
function propertyKind(module: VersionModule, use: TypeUse): string {
  const plain = listOf(module, use);
  if (plain === undefined) return valueKind(module, use);
  return plain.positions === undefined ? `${valueKind(module, plain.item)}[]` : "any";
}

function isList(module: VersionModule, use: TypeUse): boolean {
  return listOf(module, use) !== undefined;
}

function listOf(module: VersionModule, use: TypeUse): Extract<TypeUse, { kind: "list" }> | undefined {
  const plain = resolveUse(module.declarations, withoutNull(use)).use;
  return plain.kind === "list" ? plain : undefined;
}

/**
 * The wire name as an alias, if it differs from the parameter's name. Piped objects have the property under its wire
 * name.
 */
function wireAlias({ wire }: ModelParameterNames, taken: TakenNames): readonly string[] {
  const plain = wire.toLowerCase();
  const isTaken = taken.names.has(plain) || (taken.wires.get(plain) ?? 0) > 1;
  if (isTaken || reservedParameter(wire) !== undefined) return [];
  return /^[\w.$@:-]+$/u.test(wire) ? [wire] : [];
}

/** The names of a helper's parameters in lower case, because the engine ignores case. */
interface TakenNames {
  /** Names and aliases. */
  readonly names: ReadonlySet<string>;
  /** How many properties have a wire name. */
  readonly wires: ReadonlyMap<string, number>;
}

function takenNames(all: readonly ModelParameterNames[]): TakenNames {
  const wires = new Map<string, number>();
  for (const { wire } of all) wires.set(wire.toLowerCase(), (wires.get(wire.toLowerCase()) ?? 0) + 1);
  return {
    names: new Set(all.flatMap(({ name, aliases }) => [name, ...aliases].map((text) => text.toLowerCase()))),
    wires,
  };
}

function article(name: string): string {
  return /^[AEIO]/u.test(name) ? "an" : "a";
}

/** The property name that the runtime derives from a parameter's name. */
function wireOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function summaryOf(declaration: Declaration): string {
  return cleanLine(declaration.description || declaration.title) || "A model of the service.";
}

/** An example in JSON. A long one is replaced by an empty object, which the helper reads as well. */
function shortJson(sample: unknown): string {
  const text = exactJson(sample);
  return powershellString(text.length <= 300 ? text : "{}");
}
