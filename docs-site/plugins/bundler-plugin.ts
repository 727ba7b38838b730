import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

interface BundlerOptions {
  /** Where compiled pages lie. */
  readonly pagesFolder: string;
}

/** Tells the bundler where pages come from, and that a room is one route. */
export default function bundlerPlugin(context: LoadContext, { pagesFolder }: BundlerOptions): Plugin {
  rmSync(pagesFolder, { recursive: true, force: true });
  mkdirSync(pagesFolder, { recursive: true });
  const generated = ["routes.js", "routesChunkNames.json"].map((name) => join(context.generatedFilesDir, name));
  return {
    name: "reference-bundler",
    configureWebpack(_config, isServer, { currentBundler }) {
      const { DefinePlugin } = currentBundler.instance;
      const source = join(context.siteDir, `src/reading/page-source-${isServer ? "server" : "browser"}.ts`);
      return {
        resolve: { alias: { "@page-source": source } },
        plugins: isServer ? [new DefinePlugin({ PAGES_FOLDER: JSON.stringify(pagesFolder) })] : [],
        module: {
          rules: [
            {
              test: (file: string) => generated.includes(file),
              enforce: "pre",
              use: [{ loader: join(context.siteDir, "plugins/slim-routes.mjs") }],
            },
          ],
        },
      };
    },
  };
}
