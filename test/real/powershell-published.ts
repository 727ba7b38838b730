import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { GeneratedModule } from "../powershell/generated.ts";
import { fullCall, operationOf, positionalCalls, publishedCmdlets } from "../powershell/published-calls.ts";
import { publishedProblems } from "../powershell/published-run.ts";
import { engine } from "../powershell/scenario.ts";
import type { ModuleSession } from "../powershell/session.ts";
import { publishedSamples, sampleCalls } from "./published-samples.ts";
import { hasAllReal } from "../support/generated.ts";

/** Of one in so many cmdlets the calls by position and with all of a sample; `ISC_REAL_ALL=1` makes them for each. */
const EVERY = hasAllReal() ? 1 : 3;

/** What the published module exports, against what the project's table says of it. */
export function describePublishedTable(): void {
  describe("the table of published cmdlets", () => {
    it.each(["beta", "v2024"])("is what the inventory says (%s)", (version) => {
      const rows = readFileSync(resolve(`../shared/naming/published-parameters-${version}.tsv`), "utf8");
      const facts = rows
        .trimEnd()
        .split("\n")
        .slice(1)
        .map((line) => line.split("\t").slice(0, 6))
        .map(([cmdlet, method, path, name = "", , type]) => [
          cmdlet,
          method,
          path,
          ...(name.length > 1 ? [name, type] : []),
        ]);
      const own = publishedCmdlets(version).flatMap(({ cmdlet, method, path, parameters }) =>
        parameters.length === 0
          ? [[cmdlet, method, path]]
          : parameters.map(({ name, type }) => [cmdlet, method, path, name, type]),
      );
      const text = (entries: readonly unknown[][]): readonly string[] => entries.map((entry) => entry.join(" ")).sort();
      expect(text(own)).toEqual(text(facts));
    });
  });
}

/** The calls of the published module, in an engine that has imported the module of the real specs. */
export function describePublished(generated: () => GeneratedModule, session: () => ModuleSession): void {
  describe.skipIf(engine === undefined)("published calls of the real specs", () => {
    it.each([
      ["beta", "Beta", 559],
      ["v2024", "V2024", 702],
    ])("send the published request, or are refused (%s)", { timeout: 600_000 }, async (version, prefix, count) => {
      const { model } = generated();
      const cmdlets = publishedCmdlets(version);
      expect(cmdlets.filter((published) => operationOf(model, published) !== undefined)).toHaveLength(count);
      const samples = publishedSamples(version);
      if (samples === undefined) process.stdout.write("skipped: the published samples are not on this machine\n");
      const calls = cmdlets.flatMap((published, index) => {
        const source = samples?.get(`${published.method} ${published.path}`);
        const own = source === undefined ? [] : sampleCalls(model, { published, prefix, source });
        if (samples !== undefined && own.length === 0) throw new Error(`${published.cmdlet} has no sample`);
        return [fullCall(model, published), ...(index % EVERY === 0 ? own : own.slice(0, 1))];
      });
      const positional = positionalCalls(model, cmdlets).filter((_, index) => index % EVERY === 0);
      expect(await publishedProblems([...calls, ...positional], { session: session(), model })).toEqual([]);
    });
  });
}
