import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openapiTypesTarget } from "../../generator/targets/openapi-types.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { writeFiles } from "../docs/emit.ts";
import { caseLedger } from "../support/case-ledger.ts";
import { emitAll } from "../support/emit-all.ts";
import { temporaryFolder } from "../support/generated.ts";
import { typeCheck } from "./matrix.ts";

/** The whole package of each golden case, mocks and all: small inputs of every kind, where the real specs have one. */
describe("the packages of the golden cases", () => {
  const folder = "test/cases";
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const out = temporaryFolder("compile-cases");
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it("compile", async () => {
    for (const { name } of cases) {
      const root = ["root.yaml", "root.json"]
        .map((file) => join(folder, name, "input", file))
        .find((path) => existsSync(path));
      const ledger = caseLedger(join(folder, name, "input"));
      const { files } = await emitAll({ beta: root ?? "" }, [typescriptTarget, openapiTypesTarget], {}, ledger);
      writeFiles(files, join(out, name));
      expect(existsSync(join(out, name, "typescript/src/index.ts")), name).toBe(true);
    }
    // One program for all: a package's sources import only each other, and an error names its file.
    const sources = cases.map(({ name }) => `../${name}/typescript/src`);
    const complaints = typeCheck(out, { compiler: "7", modules: "nodenext", libraries: "dom" }, sources);
    expect(complaints).toBe("");
  });
});
