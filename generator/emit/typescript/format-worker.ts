import { parentPort } from "node:worker_threads";
import type { Plugin } from "prettier";
import { format } from "prettier/standalone";
import estree from "prettier/plugins/estree";
import type { FormatRequest, FormatResponse } from "./format-pool.ts";

/** Loaded while the calling thread makes the first texts. */
const typescript = import("prettier/plugins/typescript");

/** Formats the texts of a request. */
async function formatAll({ id, texts }: FormatRequest): Promise<FormatResponse> {
  const plugins = [estree as Plugin, (await typescript).default as Plugin];
  const results: string[] = [];
  for (const text of texts) {
    try {
      results.push(await format(text, { parser: "typescript", plugins }));
    } catch (error) {
      return {
        id,
        error: `${error instanceof Error ? error.message : String(error)}\nwhile formatting:\n${text.slice(0, 2000)}`,
      };
    }
  }
  return { id, results };
}

parentPort?.on("message", (request: FormatRequest) => {
  void formatAll(request).then((response) => parentPort?.postMessage(response));
});
