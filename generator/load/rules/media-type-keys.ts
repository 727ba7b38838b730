import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import { GRAMMAR } from "../grammar.ts";
import type { RepairRule } from "../rule.ts";

const code = "media-type-keys";

const strayKey = defineDiagnostic<{ key: string }>({
  code,
  message: ({ key }) => `"${key}" is not a key of a media type object`,
  action: () => "the key is ignored",
});

const KEYS: ReadonlySet<string> = new Set(Object.keys(GRAMMAR.mediaType));

export const mediaTypeKeys: RepairRule = {
  id: code,
  on: ["mediaType"],
  apply: ({ node }, { report }) => {
    for (const key of Object.keys(node)) {
      if (KEYS.has(key) || key.startsWith("x-")) continue;
      delete node[key];
      report(strayKey, { key }, [key]);
    }
  },
};
