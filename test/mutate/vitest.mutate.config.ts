import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take seconds: whole runs of the pipeline, of commands, and of histories. Most mutants are seen without them. */
const SLOW = /test\/cases\/|test\/unit\/(?:commands|contract|model)\/|random-histories|stability/u;

/** Runs the slow files last, because the run of a mutant ends with the first test that fails. */
class SlowLast extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (SLOW.test(moduleId.replaceAll("\\", "/")) ? 1 : 0);
    return Promise.resolve([...files].sort((one, other) => rank(one) - rank(other)));
  }
}

/** The tests that run the mutated rooms in this process: one that starts the built command or a compiler would not see a mutant. */
export default defineConfig({
  test: {
    include: ["test/unit/{names,passes,diagnostics,commands,model,contract}/**/*.test.ts", "test/cases/**/*.test.ts"],
    env: { ISC_MUTANTS: "1" },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "threads",
    // Files share what they load: loading takes longer than most tests.
    isolate: false,
    sequence: { sequencer: SlowLast },
  },
});
