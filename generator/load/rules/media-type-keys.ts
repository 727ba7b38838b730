import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { RepairRule } from "../rule.ts";

const code = "media-type-keys";

const strayKey = defineDiagnostic<{ key: string }>({
  code,
  message: ({ key }) => `a media type has no key "${key}"`,
  action: () => "ignored",
});

const KEYS = new Set(["schema", "example", "examples", "encoding"]);

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
