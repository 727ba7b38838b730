import { describe, expect, it } from "vitest";
import { fuzzRuns } from "./fuzz.mjs";
import { breakText } from "./mutate-text.ts";
import { createRandom, seedOf } from "./random.ts";

/** A small size of `npm run fuzz`; CONTRIBUTING.md says how a finding is repeated and shrunk. */
describe("broken input", () => {
  it("ends in output that its readers take or in findings with a place, and touches nothing else", async () => {
    const told: string[] = [];
    const { failures, results, summary } = await fuzzRuns({
      runs: 16,
      seed: 1,
      shrink: false,
      tell: (line) => void told.push(line),
    });
    expect(failures.length, told.join("\n")).toBe(0);
    expect(results.map(({ run }) => run)).toEqual(Array.from({ length: 16 }, (_, run) => run));
    // Runs that all stop early, or write nothing, would prove little.
    expect(results.filter(({ exitCode, files }) => exitCode === 0 && files > 0).length, summary).toBeGreaterThan(5);
    expect(results.filter(({ exitCode }) => exitCode === 1).length, summary).toBeGreaterThan(0);
    expect(new Set(results.flatMap(({ codes }) => codes)).size, summary).toBeGreaterThan(8);
    expect(results.filter(({ checks }) => checks.includes("compiled")).length, summary).toBe(1);
  });

  it("is the same for a seed, whatever steps are left out", () => {
    const texts = (seed: number): (string | Buffer)[] =>
      Array.from({ length: 20 }, (_, step) => breakText("a: 1\nb: [c]\n", createRandom(seedOf(seed, step))));
    expect(texts(1)).toEqual(texts(1));
    expect(texts(1)).not.toEqual(texts(2));
  });
});
