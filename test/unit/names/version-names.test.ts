import { describe, expect, it } from "vitest";
import { modelTarget } from "../../../generator/targets/model-json.ts";
import { clashingLabels } from "../../../generator/names/settling/build-table.ts";
import { assign, operation, version } from "./make.ts";
import { namings } from "../../support/namings.ts";

describe("labels of versions", () => {
  it.each([
    ["folder", ["Beta", "beta"], {}],
    ["folder", ["1.0", "v2", "1-0"], {}],
    ["class", ["v1", "1"], {}],
    ["class", ["2024", "beta", "v2024"], {}],
    ["property", ["a-b", "aB"], {}],
    ["module", ["a1", "a-1"], {}],
    ["module", ["beta", "be-ta"], {}],
    ["module", ["beta", "v3"], { v3: "BETA" }],
  ] as const)("that would share a %s are told: %s", (_, labels, prefixes) => {
    const clash = clashingLabels(labels, namings(new Map(Object.entries(prefixes))));
    expect(clash).toEqual([labels[0], labels.at(-1)]);
  });

  it("that share nothing are fine, and one that is named twice is one", () => {
    expect(clashingLabels(["beta", "v2024", "v3", "1.0", "1.1", "constructor", "beta"], namings())).toBeUndefined();
    expect(clashingLabels(["a1", "a-2"], namings(new Map([["a-2", "Second"]])))).toBeUndefined();
  });

  it("that no system takes as a file's name are mended in the model's JSON too", async () => {
    const model = { versions: [version("con", { operations: [operation("GET /roles listRoles")] })] };
    const output = await modelTarget.run({ model, names: assign(model).value.table });
    expect(output.value.files.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^model\/con-[0-9a-f]{8}\.json$/u),
    ]);
  });
});
