import { fileStemOf } from "./file-stem.ts";
import type { ReservedNames } from "./reserved.ts";

/** The folder of a version. `v2024` stays one word, because users know the label like that. */
export function labelFolder(label: string, reserved: ReservedNames): string {
  const folder = label
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
  if (reserved.has(folder)) return `${folder}-api`;
  return fileStemOf(label, { wanted: folder, fallback: "version" });
}
