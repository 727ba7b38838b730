import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { rawTypes } from "./bundle-options.mjs";

/** Starts the file that takes a third of the time first, so that both workers end together. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification): boolean => moduleId.endsWith("/powershell.test.ts");
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

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
    sequence: { sequencer: LongestFirst },
    server: { deps: { inline: [/openapi-typescript/u] } },
    maxWorkers: 2,
  },
});
