import { defineConfig } from "vitest/config";
import { rawTypes } from "./bundle-options.mjs";

/** `npm run test:real`: the real specs in ../shared/specs; fails where they are absent. */
export default defineConfig({
  plugins: [rawTypes],
  test: {
    include: ["test/real/**/*.test.ts"],
    // Every page and snippet of the real specs takes ten minutes: npm run test:real:docs.
    exclude: process.env["ISC_REAL_DOCS"] === undefined ? ["test/real/docs.test.ts"] : [],
    globalSetup: ["test/support/setup.ts", "test/support/engine.ts", "test/support/require-shared.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
    // All files share what a thread loads, for loading takes a third of the time.
    isolate: false,
    server: { deps: { inline: [/openapi-typescript/u] } },
    maxWorkers: 2,
  },
});
