import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { expandRoots } from "../../../generator/load/expand-roots.ts";
import { temporaryFolder } from "../../support/generated.ts";

describe("roots as patterns", () => {
  let base: string;
  beforeAll(() => {
    base = temporaryFolder("roots");
    for (const name of ["b", "a", ".hidden"]) {
      mkdirSync(join(base, "apis", name), { recursive: true });
      writeFileSync(join(base, "apis", name, "openapi.yaml"), "");
    }
    writeFileSync(join(base, "odd[1].yaml"), "");
  });

  it.each([
    ["apis/*/openapi.yaml", ["apis/a/openapi.yaml", "apis/b/openapi.yaml"]],
    ["apis/{a,b}/openapi.yaml", ["apis/a/openapi.yaml", "apis/b/openapi.yaml"]],
    ["apis/a/openapi.yaml", ["apis/a/openapi.yaml"]],
    ["missing.yaml", ["missing.yaml"]],
    ["odd[1].yaml", ["odd[1].yaml"]],
    ["https://x.example/*.yaml", ["https://x.example/*.yaml"]],
  ])("%s is %j", async (root, files) => {
    expect(await expandRoots([root], { base, version: "v1" })).toEqual({ value: files, diagnostics: [] });
  });

  it("names a pattern that fits nothing, and takes a file that two fit once", async () => {
    const none = await expandRoots(["apis/*/nothing.yaml"], { base, version: "v1" });
    expect(none.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["no-roots", "error"]]);
    const both = await expandRoots(["apis/a/*.yaml", "apis/*/openapi.yaml"], { base, version: "v1" });
    expect(both.value).toEqual(["apis/a/openapi.yaml", "apis/b/openapi.yaml"]);
  });
});
