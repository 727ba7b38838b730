import type { OutputFile } from "../../emit/output.ts";
import type { Render } from "../../emit/render.ts";
import type { Library } from "./library.ts";
export async function guideFiles(_library: Library, _render: Render): Promise<readonly OutputFile[]> {
  return Promise.resolve([]);
}
