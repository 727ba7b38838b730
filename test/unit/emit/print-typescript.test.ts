import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { StructureKind as LibraryKind, VariableDeclarationKind as LibraryDeclarationKind } from "ts-morph";
import type { SourceFileStructure } from "ts-morph";
import { format } from "prettier";
import { afterAll, describe, expect, it } from "vitest";
import { readAssets } from "../../../generator/commands/assets.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { closeFormatter } from "../../../generator/emit/format-pool.ts";
import { printStructure } from "../../../generator/emit/print-structure.ts";
import { createTypeScriptFiles, printWithLibrary } from "../../../generator/emit/print-typescript.ts";
import { StructureKind, VariableDeclarationKind } from "../../../generator/emit/structures.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides.ts";
import { runPipeline } from "../../../generator/pipeline.ts";
import type { Target } from "../../../generator/targets/target.ts";
import { unformatted } from "../../support/format.ts";
import { addModules } from "../../../generator/targets/typescript/index.ts";

/** The structures of every module that the embedded specs and the golden cases give. */
async function structuresOf(base: string, roots: Record<string, string>): Promise<Map<string, SourceFileStructure>> {
  const structures = new Map<string, SourceFileStructure>();
  const collecting: Target = {
    name: "typescript",
    run: (input) => {
      addModules(input, (path, structure) => structures.set(path, structure));
      return Promise.resolve({ value: { target: "typescript", files: [] }, diagnostics: [] });
    },
  };
  await runPipeline({
    specs: Object.entries(roots).map(([version, root]) => ({ version, roots: [root] })),
    base,
    config: withDefaults({}, base),
    ledger: undefined,
    overrides: NO_OVERRIDES,
    frozen: false,
    retire: false,
    targets: [collecting],
    companions: new Set(["typescript"]),
    assets: await readAssets(resolve(".")),
    onStage: () => undefined,
  });
  return structures;
}

describe("the printer of structures", () => {
  afterAll(closeFormatter);

  it("calls the kinds by ts-morph's numbers", () => {
    expect(StructureKind).toEqual(
      Object.fromEntries(
        Object.keys(StructureKind).map((name) => [name, LibraryKind[name as keyof typeof LibraryKind]]),
      ),
    );
    expect(VariableDeclarationKind.Const).toBe(LibraryDeclarationKind.Const);
  });

  it.each([
    ["the embedded specs", resolve("specs"), { beta: "sailpoint-api.beta.yaml", v2024: "sailpoint-api.v2024.yaml" }],
    ...[
      "enumerations-are-open-and-closed",
      "hostile",
      "properties-beside-typed-additional-ones",
      "union-decided-by-a-sibling",
      "wire-names-stay",
    ].map((name): [string, string, Record<string, string>] => [
      name,
      resolve("test/cases", name, "input"),
      { beta: "root.yaml" },
    ]),
  ])("prints every module of %s as ts-morph does", async (_, base, roots) => {
    const structures = await structuresOf(base, roots);
    expect(structures.size).toBeGreaterThan(5);
    const library = await printWithLibrary(
      [...structures].map(([path, structure]) => ({ path: `${path}.ts`, structure })),
    );
    for (const [path, structure] of structures) {
      const own = printStructure(structure);
      if (own === undefined) throw new Error(`${path} holds a structure that is not known`);
      // ts-morph sets long texts its own way, prettier then removes the difference.
      expect(await format(own, { parser: "typescript" })).toBe(
        await format(library.get(`${path}.ts`) ?? "", { parser: "typescript" }),
      );
    }
  });

  it("has every file of the package as prettier would", async () => {
    const { checked, found } = await unformatted("generated/typescript");
    expect(found).toEqual([]);
    expect(checked).toBeGreaterThan(50);
  });

  it("leaves no white space at the end of a line, which prettier lets stand in comments", () => {
    const paths = readdirSync("generated/typescript/src", { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".ts") && !path.startsWith("openapi"),
    );
    expect(paths.length).toBeGreaterThan(50);
    expect(paths.filter((path) => /[ \t]$/mu.test(readFileSync(`generated/typescript/src/${path}`, "utf8")))).toEqual(
      [],
    );
  });

  it.each([
    ["an enumeration", { kind: LibraryKind.Enum, name: "A", members: [{ name: "B" }] }],
    ["a decorated class", { kind: LibraryKind.Class, name: "A", decorators: [{ name: "b", arguments: [] }] }],
    [
      "a property written by a function",
      { kind: LibraryKind.TypeAlias, name: "A", type: (w: { write: (text: string) => void }) => w.write("string") },
    ],
    [
      "two declarations in one",
      {
        kind: LibraryKind.VariableStatement,
        declarationKind: "const",
        declarations: [
          { name: "a", initializer: "1" },
          { name: "b", initializer: "2" },
        ],
      },
    ],
  ] as const)("leaves %s to ts-morph", async (_, statement) => {
    const structure = { kind: LibraryKind.SourceFile, statements: [statement] } as unknown as SourceFileStructure;
    expect(printStructure(structure)).toBeUndefined();
    const files = createTypeScriptFiles();
    files.add("a.ts", structure);
    const [file] = await files.finish();
    expect(file?.content).toMatch(/^(?:enum A|@b\(\)|type A = string|const a = 1)/u);
  });
});
