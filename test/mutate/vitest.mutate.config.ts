import { configDefaults, defineConfig } from "vitest/config";

/**
 * The unit tests of the mutated rooms. Golden cases and the tests of commands see few further mutants, and every mutant
 * that survives runs all tests that reach it. Long histories are left out for the same reason.
 */
export default defineConfig({
  test: {
    include: ["test/unit/{names,passes,diagnostics}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "test/unit/names/{random-histories,stability}.test.ts"],
    env: { ISC_MUTANTS: "1" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
    // Files share what they load: loading takes longer than most tests.
    isolate: false,
  },
});
