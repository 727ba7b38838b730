import { jsonText } from "../../text/characters.ts";
import { docLine, docText } from "../../emit/escape.ts";
import { withIntegers } from "../../model/long-integers.ts";
import type { Declaration, DeclarationId, Operation, Origin, Parameter, Property } from "../../model/model.ts";
import type { NameTable } from "../../names/table.ts";

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** A comment in ts-morph's format. A leading newline makes it a multi-line block. */
export type Comment = string;

/** A block comment of paragraphs and tags. Returns undefined for an empty comment. */
export function comment(paragraphs: readonly string[], tags: readonly string[] = []): Comment | undefined {
  const body = paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
  const text = [body, tags.join("\n")].filter((part) => part !== "").join("\n\n");
  if (text === "") return undefined;
  return text.includes("\n") || text.length > 74 ? `\n${text}` : text;
}

/** The tag with the place in the spec: `beta/paths/identity.yaml#/get`. */
export function placeTag(origin: Origin): string {
  return `@see ${docLine(`${origin.file}#${origin.pointer}`)}`;
}

/** The comment of a method: summary, description, marks, scopes and the place in the spec. */
export function operationComment(operation: Operation, replacement: string | undefined): Comment | undefined {
  const tags: string[] = [];
  if (operation.deprecation !== undefined) {
    const reason = replacement === undefined ? docLine(operation.deprecation.text) : `Use ${replacement}.`;
    tags.push(`@deprecated ${reason}`.trim());
  }
  if (operation.experimental) tags.push("@experimental");
  tags.push(placeTag(operation.origin));
  const scopes = operation.scopes.length === 0 ? "" : `Scopes: ${operation.scopes.map(code).join(", ")}`;
  const levels = operation.userLevels.length === 0 ? "" : `User levels: ${operation.userLevels.map(code).join(", ")}`;
  const description = docText(operation.description);
  const summary = docText(operation.summary);
  return comment(
    [summary, description === summary ? "" : description, scopes, levels, ...operation.notes.map(docText)],
    tags,
  );
}

function code(text: string): string {
  return `\`${docLine(text.replaceAll("`", "'"))}\``;
}

/** The comment of a parameter. `declarations` distinguish strings from the digits of an integer. */
export function parameterComment(parameter: Parameter, declarations: Declarations): Comment | undefined {
  const tags = [...defaultTag(parameter, declarations, docText), ...(parameter.deprecated ? ["@deprecated"] : [])];
  return comment([docText(parameter.description)], tags);
}

/** The JSDoc comment of a property; undefined if the spec says nothing about it. */
export function propertyComment(property: Property, declarations: Declarations): Comment | undefined {
  const tags = [...defaultTag(property, declarations, docLine), ...(property.deprecated ? ["@deprecated"] : [])];
  return comment([docText(property.description), formatNote(property)], tags);
}

function defaultTag(
  { default: value, use }: Pick<Parameter, "default" | "use">,
  declarations: Declarations,
  print: (text: string) => string,
): readonly string[] {
  return value === undefined ? [] : [`@defaultValue ${print(jsonText(withIntegers(declarations, use, value)))}`];
}

/** A note on the format, if TypeScript has no type for it. */
function formatNote(property: Property): string {
  const use = property.use.kind === "nullable" ? property.use.of : property.use;
  if (use.kind !== "scalar" || use.format === undefined) return "";
  if (use.format === "date-time") return "Date and time, ISO 8601.";
  if (use.format === "date") return "Date, ISO 8601.";
  return "";
}

/** The JSDoc comment of a declaration. `extra` is a paragraph after its description. */
export function declarationComment(declaration: Declaration, extra = ""): Comment | undefined {
  const title = declaration.description === "" ? declaration.title : "";
  return comment(
    [docText(declaration.description || title), extra],
    [...(declaration.deprecated ? ["@deprecated"] : []), placeTag(declaration.origin)],
  );
}

/** The replacement of a deprecated operation as code: `getRole` of `isc.v2024`. */
export function replacementText(operation: Operation, names: NameTable): string | undefined {
  const target = operation.deprecation?.replacement;
  if (target === undefined) return undefined;
  const table = names.versions.get(target.version);
  const own = table?.operations.get(target.key);
  if (table === undefined || own === undefined) return undefined;
  return `\`${own.typescript.method}\` of \`isc.${table.typescript.property}\``;
}
