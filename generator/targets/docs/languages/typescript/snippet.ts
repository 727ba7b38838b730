import type { Doc } from "prettier";
import { docText } from "../../../../emit/escape.ts";
import { cleanLine, shorten } from "../../../../text/characters.ts";
import { plainForm } from "../../../../model/forms.ts";
import type { Declaration, Json } from "../../../../model/model.ts";
import { isNeverSent } from "../../../../model/sendable.ts";
import { declarationNames, tagNames } from "../../../../names/table.ts";
import type { CallAt, ModelAt } from "../../language.ts";
import type { Entry, Library, Shelf } from "../../library.ts";
import { FILE_CONTENT, fitValue, isRecord } from "../../samples.ts";
import { typescriptParameters, type TypeScriptParameter } from "./parameters.ts";
import { literalOf, printValue } from "./value.ts";
import { argumentsDoc } from "../../../../emit/typescript/code.ts";
import { pretty } from "../../../../emit/typescript/literal.ts";
import { callStatement, constantStatement } from "../../../../emit/typescript/statement.ts";
import { literalType, referenceType, unionType } from "../../../../emit/typescript/type-doc.ts";

/**
 * A program that calls the operation once, with every argument except deprecated and never-sent ones. A comment lists
 * the optional arguments.
 */
export function typescriptOperationSnippet(library: Library, shelf: Shelf, entry: Entry): string {
  const { operation } = entry;
  const { root } = shelf.names.typescript;
  const api = `isc.${shelf.names.typescript.property}.${tagNames(shelf.names, operation.tag).typescript.property}`;
  const parameters = typescriptParameters(library, shelf, entry).filter(
    ({ parameter }) =>
      parameter === undefined || parameter.required || !(parameter.deprecated || isNeverSent(parameter)),
  );
  const optional = parameters.filter((parameter) => !parameter.isRequired).map(({ name }) => name);
  return [
    `import { ${root} } from "${library.config.typescript.name}";`,
    `import { loadConfig } from "${library.config.typescript.name}/node";`,
    "",
    `const isc = new ${root}(await loadConfig());`,
    `const api = ${api};`,
    "",
    `// ${docText(shorten(cleanLine(operation.summary), 200)) || entry.names.typescript.method}`,
    ...(optional.length === 0 ? [] : [`// Optional: ${docText(optional.join(", "))}`]),
    ...callOf(entry, parameters),
  ].join("\n");
}

function callOf(entry: Entry, parameters: readonly TypeScriptParameter[]): readonly string[] {
  const { operation } = entry;
  if (operation.paging !== undefined) {
    const head = "for await (const item of ";
    return [`${head}${callText(entry, parameters, { used: head.length })}) {`, "  console.log(item);", "}"];
  }
  switch (operation.success.kind) {
    case "nothing":
      return [`await ${callText(entry, parameters, { used: 6 })};`];
    case "download":
      return [
        `const file = await ${callText(entry, parameters, { used: 19 })};`,
        "console.log(file.fileName, await file.text());",
      ];
    case "stream": {
      const head = "for await (const item of await ";
      const shown = operation.success.framing === "events" ? "item.event, item.data" : "item";
      return [`${head}${callText(entry, parameters, { used: head.length })}) {`, `  console.log(${shown});`, "}"];
    }
    case "text":
    case "total":
    case "value":
      return [`const result = await ${callText(entry, parameters, { used: 21 })};`, "console.log(result);"];
  }
}

function callText(
  entry: Entry,
  parameters: readonly TypeScriptParameter[],
  { used, api = "api" }: { readonly used: number; readonly api?: string },
): string {
  const { method } = entry.names.typescript;
  const entries = parameters.map((parameter): readonly [string, Json] => [parameter.name, parameter.value()]);
  if (entries.length === 0) return `${api}.${method}()`;
  // The literal is built key by key, because the marker for file content is recognized by identity.
  const object = pretty(
    { kind: "object", entries: entries.map(([name, value]) => [name, literalOf(value)]) },
    { indent: "", used: used + api.length + method.length + 4 },
  );
  return `${api}.${method}(${object})`;
}

/** The code in front of a guide's calls: imports and the client. */
export function typescriptPrelude({ config, shelves }: Library): string {
  const root = shelves[0]?.names.typescript.root ?? "";
  return [
    `import { ${root} } from "${config.typescript.name}";`,
    `import { loadConfig } from "${config.typescript.name}/node";`,
    "",
    `const isc = new ${root}(await loadConfig());`,
  ].join("\n");
}

/** A call on one line, or on several lines if its arguments need them. */
export function typescriptCall({ library, shelf, entry, isShown }: CallAt): string {
  const api = `isc.${shelf.names.typescript.property}.${tagNames(shelf.names, entry.operation.tag).typescript.property}`;
  const parameters = typescriptParameters(library, shelf, entry).filter(
    ({ place, parameter, isRequired }) =>
      isRequired ||
      (isShown({ place, wire: parameter?.wire ?? null }) && (parameter === undefined || !isNeverSent(parameter))),
  );
  return `await ${callText(entry, parameters, { used: 6, api })};`;
}

/** A model value with the selected properties. A model whose type is not a plain object is shown whole. */
export function typescriptModelPart({ library, shelf, declaration, properties }: ModelAt): string {
  const { name } = declarationNames(shelf.names, declaration.id).typescript;
  const isPlain =
    declaration.kind === "object" &&
    declaration.correlation === undefined &&
    (declaration.alternatives ?? []).length === 0;
  if (!isPlain) return typescriptModelSnippet(library, shelf, declaration).replace(/\nconsole\.log\([^\n]*$/u, "");
  const subpath = `${library.config.typescript.name}/${shelf.names.typescript.module}`;
  const value = fitValue({ kind: "ref", id: declaration.id }, undefined, {
    declarations: shelf.declarations,
    int64: library.config.typescript.int64,
    side: plainForm(declaration),
    depth: 2,
    shown: properties,
  });
  const shown = declaration.properties.filter(({ wire }) => properties.has(wire)).map(({ wire }) => wire);
  const head = `import type { ${name} } from "${subpath}";`;
  if (shown.length === 0 || !isRecord(value)) return `${head}\n\nlet value: ${name} | undefined;`;
  const part = Object.fromEntries(
    shown.flatMap((wire) => (Object.hasOwn(value, wire) ? [[wire, value[wire] ?? null]] : [])),
  );
  const type = referenceType("Pick", [referenceType(name), unionType(shown.map(literalType))]);
  return `${head}\n\n${constantStatement("value", type, { value: literalOf(part), isOpen: true })}`;
}

/** A snippet that uses a model's type. */
export function typescriptModelSnippet(library: Library, shelf: Shelf, declaration: Declaration): string {
  const { name } = declarationNames(shelf.names, declaration.id).typescript;
  const subpath = `${library.config.typescript.name}/${shelf.names.typescript.module}`;
  const isEnum = declaration.kind === "enum";
  const value = fitValue({ kind: "ref", id: declaration.id }, isEnum ? declaration.values[0]?.value : undefined, {
    declarations: shelf.declarations,
    int64: library.config.typescript.int64,
    side: plainForm(declaration),
    depth: isEnum ? 0 : 2,
  });
  const constant =
    isEnum && declaration.values.length === 0
      ? `const value: ${name} = Object.values(${name})[0];`
      : constantOf(name, value);
  const imported = `import ${isEnum ? "" : "type "}{ ${name} } from "${subpath}";`;
  const values: Doc = ["Object.values", argumentsDoc([name])];
  return [imported, "", constant, callStatement("console.log", ["value", ...(isEnum ? [values] : [])])].join("\n");
}

/** A constant of a model's type. */
function constantOf(name: string, value: Json): string {
  // Prettier breaks this expression in ways of its own.
  if (value === FILE_CONTENT) return `const value: ${name} = ${printValue(value, 0)};`;
  return constantStatement("value", referenceType(name), { value: literalOf(value), isOpen: isRecord(value) });
}
