import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openapiTypesTarget } from "../../generator/targets/openapi-types.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { writeFiles } from "../docs/emit.ts";
import { readSurface } from "../../generator/contract/read-surface.ts";
import { caseConfig, caseLedger } from "../support/case-ledger.ts";
import { emitAll } from "../support/emit-all.ts";
import { temporaryFolder } from "../support/generated.ts";
import { narrowingProgram, taggedModels } from "../support/tagged-unions.ts";
import { typeCheck } from "./matrix.ts";

const OTHER_TAGS: ReadonlySet<string> = new Set(["Door", "LongShape", "Great", "LongBase"]);

const PLACE_OF_ROOT = "../unions-that-narrow/typescript/src/index.js";
const PLACE = "../unions-that-narrow/typescript/src/beta/index.js";

/** The whole package of each golden case, mocks and all: small inputs of every kind, where the real specs have one. */
describe("the packages of the golden cases", () => {
  const folder = "test/cases";
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const out = temporaryFolder("compile-cases");
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it("compile", async () => {
    let narrowed = 0;
    for (const { name } of cases) {
      const root = ["root.yaml", "root.json"]
        .map((file) => join(folder, name, "input", file))
        .find((path) => existsSync(path));
      const input = join(folder, name, "input");
      const targets = [typescriptTarget, openapiTypesTarget];
      const { files } = await emitAll({ beta: root ?? "" }, targets, caseConfig(input), caseLedger(input));
      writeFiles(files, join(out, name));
      const { value: surface } = readSurface(files.get("typescript/surface.json") ?? "");
      // Of tags that are booleans or bigints a program is written by hand.
      const tagged = surface === undefined ? [] : taggedModels(surface).filter((model) => !OTHER_TAGS.has(model.name));
      narrowed += tagged.length;
      if (tagged.length > 0) {
        const program = narrowingProgram(tagged, (version) => `../typescript/src/${version}/index.js`);
        writeFiles(new Map([["check.mts", program]]), join(out, name, "narrow"));
      }
      expect(existsSync(join(out, name, "typescript/src/index.ts")), name).toBe(true);
    }
    // One program for all: a package's sources import only each other, and an error names its file.
    const sources = cases.map(({ name }) => `../${name}/typescript/src`);
    expect(narrowed).toBeGreaterThan(5);
    sources.push(...cases.map(({ name }) => `../${name}/narrow`), "../by-hand");
    const byHand = readFileSync("test/compile/consumer/unions-that-narrow.ts", "utf8");
    writeFiles(
      new Map([["by-hand/check.mts", byHand.replace("isc-sdk/beta", PLACE).replace("isc-sdk", PLACE_OF_ROOT)]]),
      out,
    );
    const complaints = typeCheck(out, { compiler: "7", modules: "nodenext", libraries: "dom" }, sources);
    expect(complaints).toBe("");
  });
});
