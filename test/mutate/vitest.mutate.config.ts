import { defineConfig } from "vitest/config";

/** The tests that run the mutated rooms in this process: one that starts the built command or a compiler would not see a mutant. */
export default defineConfig({
  test: {
    include: ["test/unit/{names,passes,diagnostics,commands,model,contract}/**/*.test.ts", "test/cases/**/*.test.ts"],
    env: { ISC_MUTANTS: "1" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
  },
});
