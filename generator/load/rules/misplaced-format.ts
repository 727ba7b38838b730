import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";

const code = "misplaced-format";

const formatAsType = defineDiagnostic<{ type: string; format: string }>({
  code,
  message: ({ type }) => `"${type}" is a format, not a type`,
  action: ({ format }) => `read as a string of format ${format}`,
});

const binaryAsType = defineDiagnostic<{ type: string }>({
  code,
  message: ({ type }) => `"${type}" is not a type`,
  action: () => "read as binary content",
});

const otherWordForType = defineDiagnostic<{ type: string; meant: string }>({
  code,
  message: ({ type }) => `"${type}" is not a type`,
  action: ({ meant }) => `read as ${meant}`,
});

const unknownType = defineDiagnostic<{ type: string }>({
  code,
  severity: "warning",
  message: ({ type }) => `"${type}" is not a type`,
  action: () => "read as a schema that accepts any value",
});

const STRING_FORMATS = new Set([
  "date-time",
  "date",
  "time",
  "uuid",
  "email",
  "uri",
  "url",
  "password",
  "byte",
  "hostname",
  "ipv4",
  "ipv6",
]);
const TYPE_SYNONYMS: Readonly<Record<string, string>> = {
  int: "integer",
  int32: "integer",
  int64: "integer",
  long: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  str: "string",
  text: "string",
  list: "array",
  map: "object",
  dict: "object",
};
const TYPES = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);

export const misplacedFormat: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report }) => {
    const type = node["type"];
    if (typeof type !== "string" || TYPES.has(type)) return;
    const tokens = ["type"];
    const lower = type.toLowerCase();
    if (STRING_FORMATS.has(lower)) {
      node["type"] = "string";
      node["format"] ??= lower;
      report(formatAsType, { type, format: lower }, tokens);
    } else if (lower === "file" || lower === "binary") {
      node["type"] = "string";
      node["format"] = "binary";
      report(binaryAsType, { type }, tokens);
    } else if (TYPES.has(lower) || TYPE_SYNONYMS[lower] !== undefined) {
      const meant = TYPES.has(lower) ? lower : (TYPE_SYNONYMS[lower] ?? lower);
      node["type"] = meant;
      report(otherWordForType, { type, meant }, tokens);
    } else {
      delete node["type"];
      report(unknownType, { type }, tokens);
    }
  },
};
