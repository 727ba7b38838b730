import { defineConfig } from "vitest/config";

/** `npm test`: everything that needs nothing but the checkout. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "test/workflows/**", "test/tools/**", "**/node_modules/**"],
    globalSetup: ["test/support/setup.ts"],
    // Stops what hangs. Nothing is timed: a machine with other work takes many times as long.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
