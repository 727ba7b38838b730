import { defineConfig } from "vitest/config";
import { rawTypes } from "./bundle-options.mjs";
import { LEFT_OUT, runsAll } from "./test/support/left-out.ts";

const INCLUDE = ["test/**/*.test.ts"];
const EXCLUDE = ["test/real/**", "test/workflows/**", "test/tools/**", "**/node_modules/**"];
/** Files that change modules or globals for themselves, or measure their own heap. All others share what they load, for loading takes a third of the time. */
const ALONE = [
  "test/runtime/config.test.ts",
  "test/runtime/faults.test.ts",
  "test/unit/emit/markdown-growth.test.ts",
  "test/unit/load/grammar.test.ts",
  "test/unit/write/faults.test.ts",
  "test/fuzz/fuzz.test.ts",
  "test/diff/table.test.ts",
];

const OUT = runsAll() ? [] : LEFT_OUT.map(({ folder }) => `${folder}/**`);

const INLINE: RegExp[] = [/openapi-typescript/u];

// Stops what hangs. Nothing is timed: a machine with other work takes many times as long.
const COMMON = {
  testTimeout: 600_000,
  hookTimeout: 600_000,
  pool: "threads",
  // `isWhole` in test/support/whole.ts reads it.
  env: { ISC_WHOLE: runsAll() ? "yes" : "no" },
  // So that the plugin below sees its imports.
  server: { deps: { inline: INLINE } },
} as const;

/** `npm run test:all`: everything that needs nothing but the checkout. `npm test` leaves out what test/support/left-out.ts lists. */
export default defineConfig({
  test: {
    globalSetup: ["test/support/setup.ts", runsAll() ? "test/support/engine.ts" : "test/support/tell-left-out.ts"],
    maxWorkers: 2,
    projects: [
      {
        plugins: [rawTypes],
        test: { ...COMMON, name: "shared", include: INCLUDE, exclude: [...EXCLUDE, ...ALONE, ...OUT], isolate: false },
      },
      { plugins: [rawTypes], test: { ...COMMON, name: "alone", include: ALONE, exclude: OUT } },
    ],
  },
});
