import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { fullCall, operationOf, positionalCalls, publishedCmdlets } from "./published-calls.ts";
import { runPublishedCalls } from "./published-run.ts";
import { engine } from "./scenario.ts";

/** The ten names that the published module defines twice, as small specs of the two versions. */
const DOUBLED = ["beta", "v2024"].map((version) => ({
  version,
  roots: [join(import.meta.dirname, "published", `doubled.${version}.yaml`)],
}));

describe("the table of published cmdlets", () => {
  it("has every cmdlet of both versions, the doubled ones twice", () => {
    const all = ["beta", "v2024"].flatMap(publishedCmdlets);
    expect(all).toHaveLength(1261);
    const names = all.map(({ cmdlet }) => cmdlet.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toHaveLength(10);
  });
});

describe.skipIf(engine === undefined).each([
  ["the embedded specs", undefined],
  ["the names that were defined twice", DOUBLED],
] as const)("published calls of %s", (_, specs) => {
  let generated: GeneratedModule;
  beforeAll(async () => {
    generated = await generateModule(specs);
  });
  afterAll(() => {
    generated.remove();
  });

  it("send the published request, or are refused", async () => {
    if (engine === undefined) return;
    const { model } = generated;
    const cmdlets = model.versions
      .flatMap(({ label }) => publishedCmdlets(label))
      .filter((published) => operationOf(model, published) !== undefined);
    expect(cmdlets.length).toBeGreaterThanOrEqual(20);
    const calls = [...cmdlets.map((published) => fullCall(model, published)), ...positionalCalls(model, cmdlets)];
    expect(await runPublishedCalls(calls, { engine, model, manifest: generated.manifest("IscSdk") })).toEqual([]);
  });
});
