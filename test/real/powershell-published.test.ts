import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateModule, realSpecs, type GeneratedModule } from "../powershell/generated.ts";
import { fullCall, operationOf, positionalCalls, publishedCmdlets } from "../powershell/published-calls.ts";
import { runPublishedCalls } from "../powershell/published-run.ts";
import { engine } from "../powershell/scenario.ts";
import { publishedSamples, sampleCalls } from "./published-samples.ts";

/** What the published module exports, against what the project's table says of it. */
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

describe.skipIf(engine === undefined)("published calls of the real specs", () => {
  let generated: GeneratedModule;
  beforeAll(async () => {
    generated = await generateModule(realSpecs("2025-05-20"));
  });
  afterAll(() => {
    generated.remove();
  });

  it.each([
    ["beta", "Beta", 559],
    ["v2024", "V2024", 702],
  ])("send the published request, or are refused (%s)", { timeout: 600_000 }, async (version, prefix, count) => {
    if (engine === undefined) return;
    const { model } = generated;
    const cmdlets = publishedCmdlets(version);
    expect(cmdlets.filter((published) => operationOf(model, published) !== undefined)).toHaveLength(count);
    const samples = publishedSamples(version);
    if (samples === undefined) process.stdout.write("skipped: the published samples are not on this machine\n");
    const calls = cmdlets.flatMap((published) => {
      const source = samples?.get(`${published.method} ${published.path}`);
      const own = source === undefined ? [] : sampleCalls(model, { published, prefix, source });
      if (samples !== undefined && own.length === 0) throw new Error(`${published.cmdlet} has no sample`);
      return [fullCall(model, published), ...own];
    });
    expect(
      await runPublishedCalls([...calls, ...positionalCalls(model, cmdlets)], {
        engine,
        model,
        manifest: generated.manifest("IscSdk"),
      }),
    ).toEqual([]);
  });
});
