import { jsonText } from "../text/characters.ts";
import type { Json } from "../model/model.ts";
import { versionNames } from "../names/table.ts";
import type { Target, TargetInput } from "./target.ts";

/** The model as sorted JSON, for inspection and comparison. The other targets are made from it. */
export const modelTarget = {
  name: "model",
  run: ({ model, names }: Pick<TargetInput, "model" | "names">) => {
    const files = model.versions.map((version) => ({
      // A label is not a valid file name on every system: `con`.
      path: `model/${versionNames(names, version.label).typescript.module}.json`,
      content: `${jsonText(sortKeys(version as unknown as Json), 2)}\n`,
    }));
    return Promise.resolve({ value: { target: "model", files }, diagnostics: [] });
  },
} satisfies Target;

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sortKeys(item));
  if (typeof value !== "object" || value === null) return value;
  const record = value as Readonly<Record<string, Json>>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, sortKeys(record[key] ?? null)]),
  );
}
