import { defineConfig } from "vitest/config";

/** `npm test`: everything that needs nothing but the checkout. */
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**", "test/tools/**", "**/node_modules/**"],
    globalSetup: ["test/support/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
