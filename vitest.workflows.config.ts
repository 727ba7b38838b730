import { defineConfig } from "vitest/config";
import { rawTypes } from "./bundle-options.mjs";

/** `npm run test:workflows`: pull from repositories with a history, and the steps of the workflows with local stand-ins. */
export default defineConfig({
  plugins: [rawTypes],
  test: {
    include: ["test/workflows/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["test/support/setup.ts", "test/support/engine.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
    server: { deps: { inline: [/openapi-typescript/u] } },
    maxWorkers: 1,
  },
});
