import { diagnose, defineDiagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type {
  ApiVersion,
  Declaration,
  DeclarationId,
  FilterField,
  FilterGrammar,
  FilterOperator,
  FilterValueType,
  Operation,
  Parameter,
  SorterGrammar,
  TypeUse,
} from "../model/model.ts";
import { indexDeclarations, objectOf, resolveUse } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

const unreadFilterLine = defineDiagnostic<{ line: string }>({
  code: "filter-line",
  message: ({ line }) => `this line of the filter's description does not have the form \`**name**: *eq, in*\`: ${line}`,
  action: () => "what can be read is used; other fields of the line are missing from the typed filter",
});

const OPERATORS: readonly FilterOperator[] = [
  "eq",
  "ne",
  "in",
  "sw",
  "co",
  "ca",
  "gt",
  "ge",
  "lt",
  "le",
  "isnull",
  "pr",
];

/**
 * Reads from the descriptions of the query parameters which fields an operation filters and sorts by. The type of a
 * field comes from the listed item.
 */
export const filters: VersionPass = {
  id: "filters",
  title: "Operations know the fields they filter and sort by, with operators and types.",
  run: (version) => {
    const declarations = indexDeclarations(version);
    const diagnostics: Diagnostic[] = [];
    const operations = version.operations.map((operation) =>
      addGrammars(version, operation, { declarations, diagnostics }),
    );
    return { value: { ...version, operations }, diagnostics };
  },
};

interface Tools {
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  readonly diagnostics: Diagnostic[];
}

function addGrammars(version: ApiVersion, operation: Operation, tools: Tools): Operation {
  const filter = operation.parameters.find(
    (parameter) => parameter.place === "query" && /filtering is supported for/iu.test(parameter.description),
  );
  const sorter = operation.parameters.find(
    (parameter) => parameter.place === "query" && /sorting is supported for/iu.test(parameter.description),
  );
  if (filter === undefined && sorter === undefined) return operation;
  const item = itemOf(operation, tools.declarations);
  const parsed = filter === undefined ? undefined : parseFilters(version, filter, { ...tools, item });
  return {
    ...operation,
    ...(parsed === undefined || parsed.fields.length === 0 ? {} : { filters: parsed }),
    ...(sorter === undefined ? {} : withSorters(sorter)),
  };
}

function withSorters(parameter: Parameter): { sorters?: SorterGrammar } {
  const sorters = parseSorters(parameter);
  return sorters.fields.length === 0 ? {} : { sorters };
}

/**
 * The item that the operation lists: the item of its paging, else the item of the list it returns, else the item of the
 * first list among the properties of the object it returns.
 */
function itemOf(operation: Operation, declarations: ReadonlyMap<DeclarationId, Declaration>): TypeUse | undefined {
  if (operation.paging !== undefined) return operation.paging.item;
  const [use] = operation.success.kind === "value" ? operation.success.uses : [];
  if (use === undefined) return undefined;
  const resolved = resolveUse(declarations, use);
  if (resolved.use.kind === "list") return resolved.use.item;
  if (resolved.declaration?.kind !== "object") return undefined;
  for (const property of resolved.declaration.properties) {
    const inner = resolveUse(declarations, property.use).use;
    if (inner.kind === "list") return inner.item;
  }
  return undefined;
}

function parseFilters(
  version: ApiVersion,
  parameter: Parameter,
  tools: Tools & { readonly item: TypeUse | undefined },
): FilterGrammar {
  const text = parameter.description.slice(parameter.description.search(/filtering is supported for/iu));
  const fields: FilterField[] = [];
  const remarks: string[] = [];
  let composites: FilterGrammar["composites"];
  for (const line of text
    .split("\n")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .slice(1)) {
    const field = /^(?:[-*]\s+)?\*\*\s*([^*]+?)\s*\*\*\s*(:?)\s*\*([^*]+)\*\s*(.*)$/u.exec(line);
    if (field !== null) {
      const [, name = "", colon, list = "", rest = ""] = field;
      const wire = name.replace(/:$/u, "");
      const operators = list
        .split(",")
        .map((entry) => entry.trim().toLowerCase())
        .filter((entry): entry is FilterOperator => OPERATORS.includes(entry as FilterOperator));
      if (colon === "") report(version, parameter, tools.diagnostics, line);
      if (operators.length > 0) fields.push({ wire, operators, ...valueOf(wire, tools) });
      if (rest !== "") remarks.push(rest);
      continue;
    }
    const [, composite] = /composite operators?[^*]*((?:\*[^*]+\*[\s,]*(?:and|or)?\s*)+)/iu.exec(line) ?? [];
    if (composite !== undefined) {
      // An "and" between two operators is no operator.
      const named = composite.replaceAll(/\*\s+(?:and|or)\s+\*/gu, "* *");
      composites = (["and", "or", "not"] as const).filter((word) => new RegExp(`\\b${word}\\b`, "u").test(named));
      continue;
    }
    if (/^\*\*/u.test(line)) report(version, parameter, tools.diagnostics, line);
    remarks.push(line);
  }
  return { parameter: parameter.wire, fields, ...(composites === undefined ? {} : { composites }), remarks };
}

function report(version: ApiVersion, parameter: Parameter, diagnostics: Diagnostic[], line: string): void {
  diagnostics.push(diagnose(unreadFilterLine, { line }, { version: version.label, origin: parameter.origin }));
}

function valueOf(
  wire: string,
  { declarations, item }: { declarations: Tools["declarations"]; item: TypeUse | undefined },
): Pick<FilterField, "valueType" | "values"> {
  let use = item;
  for (const segment of wire.split(".")) {
    if (use === undefined) break;
    use = step(declarations, use, segment);
  }
  if (use === undefined) return { valueType: "unknown", values: [] };
  const resolved = resolveUse(declarations, use);
  const listed = resolved.use.kind === "list" ? resolveUse(declarations, resolved.use.item) : resolved;
  if (listed.declaration?.kind === "enum") {
    const values = listed.declaration.values.map((value) => String(value.value));
    return { valueType: listed.declaration.scalar === "string" ? "string" : "number", values };
  }
  return { valueType: scalarType(listed.use), values: [] };
}

/**
 * Follows one segment of a field's path: the property of that name. In a union, the property of the first member that
 * has it.
 */
function step(declarations: Tools["declarations"], use: TypeUse, segment: string): TypeUse | undefined {
  const resolved = resolveUse(declarations, use);
  if (resolved.use.kind === "list") return step(declarations, resolved.use.item, segment);
  if (resolved.declaration?.kind === "union") {
    for (const member of resolved.declaration.members) {
      const found = step(declarations, member.use, segment);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return objectOf(declarations, use)?.properties.find((property) => property.wire === segment)?.use;
}

function scalarType(use: TypeUse): FilterValueType {
  if (use.kind === "literal") {
    if (use.value === null) return "unknown";
    return typeof use.value === "boolean" ? "boolean" : typeof use.value === "number" ? "number" : "string";
  }
  if (use.kind !== "scalar") return "unknown";
  switch (use.scalar) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return "number";
    case "binary":
      return "unknown";
    case "string":
      return use.format === "date-time" || use.format === "date" ? "date-time" : "string";
  }
}

function parseSorters(parameter: Parameter): SorterGrammar {
  const start = parameter.description.search(/sorting is supported for/iu);
  const text = parameter.description.slice(start);
  const paragraph = text.split(/\n\s*\n/u)[0] ?? "";
  const found =
    /:\s*((?:\*\*[^*]+\*\*[\s,]*(?:and\s+)?)+)/u.exec(paragraph) ??
    /:\s*((?:\*\*[^*]+\*\*[\s,]*(?:and\s+)?)+)/u.exec(text);
  const fields = (found?.[1] ?? "")
    .replaceAll("**", ",")
    .split(/[,\s]+/u)
    .filter((entry) => /^[\w.$-]+$/u.test(entry) && entry !== "and");
  const remainder = text.slice(paragraph.length).trim();
  return { parameter: parameter.wire, fields: [...new Set(fields)], remarks: remainder === "" ? [] : [remainder] };
}
