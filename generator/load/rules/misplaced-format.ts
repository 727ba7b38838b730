import type { RepairRule } from "../rule.ts";

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
  id: "misplaced-format",
  on: ["schema"],
  title: "`type` names a JSON Schema type, `format` refines it",
  why: "`type: date-time` (a webhook's example input) means a string of that format.",
  apply: ({ node }, { report }) => {
    const type = node["type"];
    if (typeof type !== "string" || TYPES.has(type)) return;
    const tokens = ["type"];
    const lower = type.toLowerCase();
    if (STRING_FORMATS.has(lower)) {
      node["type"] = "string";
      node["format"] ??= lower;
      report({ message: `"${type}" is a format, not a type`, action: `read as a string of format ${lower}`, tokens });
    } else if (lower === "file" || lower === "binary") {
      node["type"] = "string";
      node["format"] = "binary";
      report({ message: `"${type}" is not a type`, action: "read as binary content", tokens });
    } else if (TYPES.has(lower) || TYPE_SYNONYMS[lower] !== undefined) {
      const meant = TYPES.has(lower) ? lower : (TYPE_SYNONYMS[lower] ?? lower);
      node["type"] = meant;
      report({ message: `"${type}" is not a type`, action: `read as ${meant}`, tokens });
    } else {
      delete node["type"];
      report({ message: `"${type}" is not a type`, action: "the place accepts anything", tokens, severity: "warning" });
    }
  },
};
