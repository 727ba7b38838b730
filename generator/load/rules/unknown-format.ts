import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";

const code = "unknown-format";

const otherSpelling = defineDiagnostic<{ format: string; word: string }>({
  code,
  message: ({ format }) => `the format "${format}" is not known`,
  action: ({ word }) => `read as ${word}`,
});

const KNOWN = new Set([
  "uuid",
  "date-time",
  "date",
  "int32",
  "int64",
  "float",
  "double",
  "byte",
  "binary",
  "email",
  "uri",
  "password",
]);

export const unknownFormat: RepairRule = {
  id: code,
  on: ["schema"],
  apply: ({ node }, { report }) => {
    const format = node["format"];
    if (typeof format !== "string" || KNOWN.has(format)) return;
    const word = /^[a-z][a-z0-9-]*/u.exec(format.trim().toLowerCase())?.[0];
    if (word === undefined || word === format || !KNOWN.has(word)) return;
    node["format"] = word;
    report(otherSpelling, { format, word }, ["format"]);
  },
};
