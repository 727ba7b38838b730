import { describe, expect, it } from "vitest";
import { declaredDifferences } from "../../support/declared-types.ts";
import { surfaceOf } from "../../support/generated.ts";

describe("the declarations of the embedded specs' package", () => {
  const surface = surfaceOf("generated");

  it("say of every operation and model what the surface says", () => {
    const { compared, differences } = declaredDifferences("generated/typescript", surface);
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(surface.operations.length + surface.models.length);
  });

  it("are seen to differ in one type", () => {
    const [first, ...operations] = surface.operations;
    const typescript = first?.targets["typescript"];
    if (first === undefined || typescript === undefined) throw new Error("no operation");
    const changed = { ...typescript, signature: typescript.signature.replace("Call<", "Call<null | ") };
    const models = surface.models.map((model) => ({
      ...model,
      targets: Object.fromEntries(
        Object.entries(model.targets).map(([name, own]) => [name, { ...own, type: `${own.type} | null` }]),
      ),
    }));
    const targets = { ...first.targets, typescript: changed };
    const other = { ...surface, operations: [{ ...first, targets }, ...operations], models };
    const { differences } = declaredDifferences("generated/typescript", other);
    expect(differences.length).toBe(1 + surface.models.length);
  });
});
