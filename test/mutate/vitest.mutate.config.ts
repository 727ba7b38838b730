import { defineConfig } from "vitest/config";

/** The tests that run the mutated rooms in this process. A test that starts the built command would not see a mutant. */
export default defineConfig({
  test: {
    include: [
      "test/unit/{names,passes,diagnostics,commands,model,contract}/**/*.test.ts",
      "test/cases/**/*.test.ts",
      "test/contract/**/*.test.ts",
    ],
    env: { ISC_MUTANTS: "1" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
  },
});
