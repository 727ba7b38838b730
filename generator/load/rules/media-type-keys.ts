import type { RepairRule } from "../rule.ts";

const KEYS = new Set(["schema", "example", "examples", "encoding"]);

export const mediaTypeKeys: RepairRule = {
  id: "media-type-keys",
  on: ["mediaType"],
  title: "A media type holds schema, example, examples and encoding",
  why: "`description` there makes validators reject the document.",
  apply: ({ node }, { report }) => {
    for (const key of Object.keys(node)) {
      if (KEYS.has(key) || key.startsWith("x-")) continue;
      delete node[key];
      report({ message: `a media type has no key "${key}"`, action: "ignored", tokens: [key] });
    }
  },
};
