import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { exactValue } from "../exact-number.ts";
import { isExactInteger } from "../../text/exact-integer.ts";
import type { RepairRule, RuleContext } from "../rule.ts";
import { UNION_KEYWORDS } from "../grammar-lookups.ts";
import { isObject, type RawObject } from "../tree.ts";
import { acceptsNull, coerce, holdsInfinity, isOfType, soleType, statedTypes, typeOfValue } from "../schema-types.ts";

const code = "enum-values";

const unstatedNull = defineDiagnostic({
  code,
  message: () => "an enumeration lists null but is not nullable",
  action: () => "read as nullable",
});

const listedNull = defineDiagnostic({
  code,
  severity: "note",
  message: () => "a nullable enumeration lists null as a value",
  action: () => "null is removed from the values; the schema stays nullable",
});

const unlistedNull = defineDiagnostic({
  code,
  severity: "note",
  message: () => "an enumeration is nullable but does not list null",
  action: () => "null is accepted",
});

const compoundValues = defineDiagnostic({
  code,
  severity: "warning",
  message: () => "an enumeration without a type lists arrays or objects",
  action: () => "those values are ignored",
});

const severalTypes = defineDiagnostic({
  code,
  severity: "note",
  message: () => "an enumeration has values of several types",
  action: () => "read as a union of one enumeration for each type",
});

const noType = defineDiagnostic<{ type: string }>({
  code,
  message: () => "an enumeration states no type",
  action: ({ type }) => `read as ${type}, the type of its values`,
});

const wrongValue = defineDiagnostic<{ value: unknown; type: string }>({
  code,
  severity: "warning",
  message: ({ type, value }) =>
    `the value ${holdsInfinity(value) ? String(value) : JSON.stringify(value)} is not of the type ${type}`,
  action: () => "the value is ignored",
});

const convertedValue = defineDiagnostic<{ value: unknown; type: string; fitting: unknown }>({
  code,
  message: ({ type, value }) => `the value ${JSON.stringify(value)} is not of the type ${type}`,
  action: ({ fitting }) => `read as ${JSON.stringify(fitting)}`,
});

const convertedConstant = defineDiagnostic<{ value: unknown; fitting: unknown }>({
  code,
  message: ({ value }) => `the constant ${JSON.stringify(value)} is not of the type string`,
  action: ({ fitting }) => `read as ${JSON.stringify(fitting)}`,
});

const repeatedValue = defineDiagnostic<{ value: unknown }>({
  code,
  message: ({ value }) => `the value ${JSON.stringify(value)} is listed twice`,
  action: () => "the repetition is ignored",
});

const emptyValue = defineDiagnostic({
  code,
  severity: "note",
  message: () => "an enumeration lists the empty string",
  action: () => "the value is kept",
});

const doubtfulValue = defineDiagnostic<{ value: string }>({
  code,
  severity: "note",
  message: ({ value }) => `the value ${JSON.stringify(value)} looks like a spelling mistake`,
  action: () => "the value is kept; if the service uses another spelling, correct the spec",
});

export const enumValues: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, context) => {
    keepConstant(node, context);
    keepTitledConstants(node, context);
    const values: unknown = node["enum"];
    if (!Array.isArray(values)) return;
    const { report, isVersion31 } = context;
    const tokens = ["enum"];
    const wanted = soleType(node);
    const isNumeric = values.every((value) => typeof value === "number" || value === null);
    let list: unknown[] = values.map((value: unknown, index) => {
      const type = wanted ?? (isNumeric ? "integer" : undefined);
      const exact = type === undefined ? value : exactValue(value, { type, tokens: ["enum", index], context });
      if (exact !== value && type === "string") report(convertedValue, { value, type, fitting: exact }, tokens);
      return exact;
    });
    // Digits of large integers among numbers are integers too.
    if (wanted === undefined && isNumeric && list.some(isExactInteger)) node["type"] = "integer";
    if (list.includes(null)) {
      list = list.filter((value) => value !== null);
      if (!acceptsNull(node)) {
        node["nullable"] = true;
        if (!isVersion31) report(unstatedNull, {}, tokens);
      } else if (!isVersion31) {
        report(listedNull, {}, tokens);
      }
    } else if (node["nullable"] === true) {
      report(unlistedNull, {}, tokens);
    }
    // Without a single type, only scalars can be compared, so lists and objects are left out.
    const scalars = list.filter((value) => typeof value !== "object");
    if (soleType(node) === undefined && scalars.length > 0 && scalars.length < list.length) {
      report(compoundValues, {}, tokens);
      list = scalars;
    }
    const types = new Set(list.map(typeOfValue));
    const stated = statedTypes(node);
    if (mixes(types) && (stated.length > 1 || (isVersion31 && stated.length === 0)) && node["oneOf"] === undefined) {
      splitByType(node, values, context);
      report(severalTypes, {}, tokens);
      return;
    }
    if (soleType(node) === undefined && list.length > 0 && !types.has("object") && !types.has("array")) {
      const type =
        types.size === 1
          ? [...types][0]
          : [...types].every((entry) => entry === "integer" || entry === "number")
            ? "number"
            : "string";
      const nullable = acceptsNull(node);
      node["type"] = type;
      if (nullable) node["nullable"] = true;
      if (!isVersion31) report(noType, { type: String(type) }, tokens);
    }
    const type = soleType(node);
    const kept = new Set<unknown>();
    for (const value of list) {
      const fitting = holdsInfinity(value)
        ? undefined
        : type === undefined || isOfType(value, type)
          ? value
          : coerce(value, type);
      if (fitting === undefined) {
        report(wrongValue, { value, type: type ?? "value" }, tokens);
      } else if (kept.has(fitting)) {
        report(repeatedValue, { value: fitting }, tokens);
      } else {
        if (fitting !== value) report(convertedValue, { value, type: String(type), fitting }, tokens);
        kept.add(fitting);
      }
    }
    for (const value of kept) {
      if (value === "") report(emptyValue, {}, tokens);
      else if (typeof value === "string" && /^\s|[\s,;]$/u.test(value)) report(doubtfulValue, { value }, tokens);
    }
    node["enum"] = [...kept];
  },
};

/**
 * Keeps the text of a constant that is a string (`1.10`), and the digits of an integer beyond 2^53. The type `integer`
 * distinguishes such digits from a string.
 */
function keepConstant(node: RawObject, context: RuleContext): void {
  const { const: value } = node;
  const type = soleType(node) ?? "integer";
  if (type === "string") {
    keepText(node, { tokens: ["const"], context });
    return;
  }
  if (typeof value !== "number" || type !== "integer") return;
  const exact = exactValue(value, { type, tokens: ["const"], context });
  if (exact === value) return;
  node["const"] = exact;
  if (statedTypes(node).length === 0) node["type"] = acceptsNull(node) ? ["integer", "null"] : "integer";
}

/** Makes a constant of a schema that is a string the text that the file writes. */
function keepText(
  schema: RawObject,
  { tokens, context }: { tokens: readonly (string | number)[]; context: RuleContext },
): void {
  const { const: value } = schema;
  if (typeof value !== "number" && typeof value !== "boolean") return;
  const exact = exactValue(value, { type: "string", tokens, context });
  const fitting = typeof exact === "string" ? exact : coerce(exact, "string");
  schema["const"] = fitting;
  context.report(convertedConstant, { value, fitting }, tokens);
}

/** Keeps the texts of `oneOf: [{ const: 1.0, title: First }]` where the type stands beside `oneOf`. */
function keepTitledConstants(node: RawObject, context: RuleContext): void {
  if (soleType(node) !== "string") return;
  for (const keyword of UNION_KEYWORDS) {
    const options = node[keyword];
    for (const [index, option] of Array.isArray(options) ? options.entries() : [])
      if (isObject(option) && statedTypes(option).length === 0)
        keepText(option, { tokens: [keyword, index, "const"], context });
  }
}

type ValueType = ReturnType<typeof typeOfValue>;

/** Whether scalars have types that no single JSON Schema type includes. */
function mixes(types: ReadonlySet<ValueType>): boolean {
  const kinds = new Set([...types].map((type) => (type === "integer" ? "number" : type)));
  return kinds.size > 1 && !kinds.has("object") && !kinds.has("array");
}

/** Splits an enumeration into alternatives, one enumeration for each type. */
function splitByType(node: RawObject, values: readonly unknown[], context: RuleContext): void {
  const groups = new Map<string, Set<unknown>>();
  const isLong = values.some(
    (value) => typeof value === "number" && !Number.isSafeInteger(value) && Number.isInteger(value),
  );
  for (const [index, value] of values.entries()) {
    if (typeof value === "object") continue;
    // The type `integer` distinguishes digits beyond 2^53 from strings. Fractions are then a group of their own.
    const type =
      typeof value !== "number" ? typeOfValue(value) : isLong && Number.isInteger(value) ? "integer" : "number";
    const exact = exactValue(value, { type: "integer", tokens: ["enum", index], context });
    groups.set(type, (groups.get(type) ?? new Set()).add(exact));
  }
  if (acceptsNull(node)) node["nullable"] = true;
  delete node["enum"];
  delete node["type"];
  node["oneOf"] = [...groups].map(([type, group]) => ({ type, enum: [...group] }));
}
