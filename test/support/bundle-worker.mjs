import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "rolldown";
import { BUNDLE_OPTIONS } from "../../bundle-options.mjs";

const ROOT = join(import.meta.dirname, "../..");

/**
 * Bundles the runs of a tool with the generator, for plain Node cannot load what they are written in. Gives the file to
 * start; it is gone when the tool ends. A thread of formatters for every run would load prettier again, so texts are
 * formatted where the run is.
 * @param {{ readonly tool: string, readonly input: string, readonly external?: readonly RegExp[] }} worker
 * @returns {Promise<string>}
 */
export async function bundleWorker({ tool, input, external = [] }) {
  const folder = join(ROOT, ".cache", tool, String(process.pid));
  await build({
    cwd: ROOT,
    input: { worker: input },
    ...BUNDLE_OPTIONS,
    plugins: [
      {
        name: "format here",
        resolveId: (source) =>
          source.endsWith("/format-pool.ts") ? join(ROOT, "test/support/format-here.ts") : undefined,
      },
      ...BUNDLE_OPTIONS.plugins,
    ],
    external: [...BUNDLE_OPTIONS.external, ...external],
    output: { format: "esm", chunkFileNames: "[name].js", dir: folder, cleanDir: true },
    logLevel: "silent",
  });
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "worker.js");
}
