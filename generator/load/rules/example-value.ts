import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { withWrittenNumbers } from "../written-numbers.ts";
import { exactValue } from "../exact-number.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { shownValue } from "../shown-value.ts";
import { child, isObject } from "../tree.ts";
import type { Visit } from "../walk.ts";
import { acceptsNull, coerce, holdsInfinity, isOfType, soleType } from "../schema-types.ts";

const code = "example-value";

const infiniteExample = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "the example contains a number that JSON cannot represent (infinite, or not a number)",
  action: () => "the example is ignored",
});

const convertedExample = defineDiagnostic<{ example: unknown; type: string; fitting: unknown }>({
  code,
  message: ({ example, type }) => `the example ${shownValue(example)} is not of the type ${type}`,
  action: ({ fitting }) => `read as ${JSON.stringify(fitting)}`,
});

const listAsText = defineDiagnostic<{ example: string }>({
  code,
  message: ({ example }) => `the example ${shownValue(example)} is a string, not an array`,
  action: () => "read as an array",
});

const objectAsText = defineDiagnostic({
  code,
  message: () => "the example is a string that contains an object",
  action: () => "read as that object",
});

const wrongExample = defineDiagnostic<{ example: unknown; type: string }>({
  code,
  message: ({ example, type }) => `the example ${shownValue(example)} is not of the type ${type}`,
  action: () => "the example is ignored",
});

export const exampleValue: RepairRule = {
  id: code,
  on: ["schema", "parameter", "header", "mediaType"],
  apply: (visit, context) => {
    keepDigits(visit, context);
    if (visit.kind === "schema" || visit.kind === "parameter") repairExample(visit, context);
  },
};

/**
 * Keeps the digits of long integers and the texts of strings in examples that are objects or lists, or whose schema has
 * several types. The scalar of a schema with one type is brought into its form below.
 */
function keepDigits({ cursor, node, kind }: Visit, context: RuleContext): void {
  const schema = kind === "schema" ? cursor : child(cursor, "schema");
  const stated = context.follow(schema)?.value;
  const hasNoSoleType = isObject(stated) && soleType(stated) === undefined;
  const type = isObject(stated) ? soleType(stated) : undefined;
  const onText = (example: number, fitting: string, tokens: readonly (string | number)[]): void =>
    context.report(convertedExample, { example, type: "string", fitting }, tokens);
  // The one example of a schema with one type is brought into its form below; here are the members of a list or map.
  const keepMember = (value: unknown, tokens: readonly (string | number)[]): unknown => {
    if (typeof value !== "number" || type === undefined)
      return withWrittenNumbers(value, { schema, tokens, context, onText });
    const fitting = exactValue(value, { type, tokens, context });
    if (fitting !== value && type === "string") onText(value, String(fitting), tokens);
    return fitting;
  };
  const keep = (holder: Record<string, unknown>, key: string, tokens: readonly (string | number)[]): void => {
    const isScalarOfUnion = typeof holder[key] === "number" && hasNoSoleType;
    if (typeof holder[key] === "object" || isScalarOfUnion)
      holder[key] = withWrittenNumbers(holder[key], { schema, tokens, context, onText });
  };
  keep(node, "example", ["example"]);
  const { examples } = node;
  if (kind === "schema" && Array.isArray(examples))
    node["examples"] = examples.map((value: unknown, index) => keepMember(value, ["examples", index]));
  else if (isObject(examples))
    for (const [name, entry] of Object.entries(examples))
      if (isObject(entry) && Object.hasOwn(entry, "value"))
        entry["value"] = keepMember(entry["value"], ["examples", name, "value"]);
}

/** Brings an example into the form of its schema, or removes it. */
function repairExample(visit: Visit, context: RuleContext): void {
  const { report, follow } = context;
  const { node, kind } = visit;
  if (!Object.hasOwn(node, "example")) return;
  const example = node["example"];
  if (holdsInfinity(example)) {
    delete node["example"];
    report(infiniteExample, {}, ["example"]);
    return;
  }
  const schema = kind === "parameter" ? schemaOf(visit, follow) : node;
  const type = schema === undefined ? undefined : soleType(schema);
  const exact = exactValue(example, { type, tokens: ["example"], context });
  if (exact !== example && type !== "string") node["example"] = exact;
  if (schema === undefined || type === undefined || isOfType(example, type) || (isObject(example) && "$ref" in example))
    return;
  if (example === null && acceptsNull(schema)) return;
  const fitting =
    example === null ? undefined : type === "string" && typeof exact === "string" ? exact : coerce(exact, type);
  if (fitting !== undefined) {
    node["example"] = fitting;
    report(convertedExample, { example, type, fitting }, ["example"]);
    return;
  }
  if (type === "array" && typeof example === "string") {
    // The example of a list may be its serialised text: JSON, or values separated by commas.
    const parsed = parseJson(example);
    node["example"] = Array.isArray(parsed) ? parsed : example.split(",").map((entry) => entry.trim());
    report(listAsText, { example }, ["example"]);
    return;
  }
  if (type === "object" && typeof example === "string" && isObject(parseJson(example))) {
    node["example"] = parseJson(example);
    report(objectAsText, {}, ["example"]);
    return;
  }
  delete node["example"];
  report(wrongExample, { example, type }, ["example"]);
}

function schemaOf(
  visit: Parameters<RepairRule["apply"]>[0],
  follow: Parameters<RepairRule["apply"]>[1]["follow"],
): Record<string, unknown> | undefined {
  const { cursor, node } = visit;
  const schema = follow({ file: cursor.file, pointer: `${cursor.pointer}/schema`, value: node["schema"] });
  return schema !== undefined && isObject(schema.value) ? schema.value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
