import type { RepairRule } from "../rule.ts";

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
  id: "unknown-format",
  on: ["schema"],
  title: "A format is one lower-case word",
  why: "`UUID` and `uuid (if user is Org Admin)` mean uuid; a validator that meets the text as it is knows no such format.",
  apply: ({ node }, { report }) => {
    const format = node["format"];
    if (typeof format !== "string" || KNOWN.has(format)) return;
    const word = /^[a-z][a-z0-9-]*/u.exec(format.trim().toLowerCase())?.[0];
    if (word === undefined || word === format || !KNOWN.has(word)) return;
    node["format"] = word;
    report({ message: `the format "${format}" is not a known one`, action: `read as ${word}`, tokens: ["format"] });
  },
};
