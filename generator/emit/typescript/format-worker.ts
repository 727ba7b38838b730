import { parentPort } from "node:worker_threads";
import type { Plugin } from "prettier";
import { format } from "prettier/standalone";
import estree from "prettier/plugins/estree";
import type { FormatParser, FormatRequest, FormatResponse } from "./format-pool.ts";

/** The parsers, each loaded when the first text needs it. */
const PLUGINS: Readonly<Record<FormatParser, () => Promise<Plugin>>> = {
  typescript: async () => (await import("prettier/plugins/typescript")).default as Plugin,
  markdown: async () => (await import("prettier/plugins/markdown")).default as Plugin,
};

/** Formats the chunks of a request. The option applies only to Markdown, and `docs/.prettierrc` has it too. */
async function formatAll({ id, chunks }: FormatRequest): Promise<FormatResponse> {
  const results: string[] = [];
  for (const { text, parser } of chunks) {
    try {
      const plugins = [estree as Plugin, await PLUGINS[parser]()];
      results.push(await format(text, { parser, plugins, proseWrap: "never" }));
    } catch (error) {
      return {
        id,
        error: `${error instanceof Error ? error.message : String(error)}\nwhile formatting:\n${text.slice(0, 2000)}`,
      };
    }
  }
  return { id, results };
}

void PLUGINS.typescript();
void PLUGINS.markdown();
parentPort?.on("message", (request: FormatRequest) => {
  void formatAll(request).then((response) => parentPort?.postMessage(response));
});
