import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { format } from "prettier";
import { afterAll, describe, expect, it } from "vitest";
import { readAssets } from "../../../generator/commands/assets.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { closeFormatter } from "../../../generator/emit/typescript/format-pool.ts";
import { callCode, plainCode } from "../../../generator/emit/typescript/code.ts";
import { printWithLibrary } from "../../../generator/emit/typescript/print-library.ts";
import { printStructure } from "../../../generator/emit/typescript/print-structure.ts";
import { createTypeScriptFiles } from "../../../generator/emit/typescript/print-typescript.ts";
import type { SourceFile, Statement } from "../../../generator/emit/typescript/structures.ts";
import { keywordType, literalType, referenceType } from "../../../generator/emit/typescript/type-doc.ts";
import { NO_OVERRIDES } from "../../../generator/names/overrides/overrides.ts";
import { runPipeline } from "../../../generator/pipeline.ts";
import type { Target } from "../../../generator/targets/target.ts";
import { unformatted } from "../../support/format.ts";
import { runCli } from "../../support/generated.ts";
import { addModules } from "../../../generator/targets/typescript/index.ts";

/** The structures of every module that the embedded specs and the golden cases give. */
async function structuresOf(base: string, roots: Record<string, string>): Promise<Map<string, SourceFile>> {
  const structures = new Map<string, SourceFile>();
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

  it("knows every structure of the embedded specs", async () => {
    const roots = { beta: "sailpoint-api.beta.yaml", v2024: "sailpoint-api.v2024.yaml" };
    const structures = await structuresOf(resolve("specs"), roots);
    expect(structures.size).toBeGreaterThan(50);
    expect([...structures].filter(([, structure]) => printStructure(structure) === undefined)).toEqual([]);
  });

  it.each([
    "enumerations-are-open-and-closed",
    "hostile",
    "properties-beside-typed-additional-ones",
    "union-decided-by-a-sibling",
    "wire-names-stay",
  ])("prints every module of the case %s as ts-morph and prettier do", async (name) => {
    const structures = await structuresOf(resolve("test/cases", name, "input"), { beta: "root.yaml" });
    expect(structures.size).toBeGreaterThan(5);
    const library = await printWithLibrary([...structures].map(([path, structure]) => ({ path, structure })));
    for (const [path, structure] of structures)
      expect(printStructure(structure)).toBe(await format(library.get(path) ?? "", { parser: "typescript" }));
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

  it("writes the files of the embedded specs as ts-morph and prettier do", () => {
    const run = runCli(["generate", "--check", "--target", "typescript", "--printer", "ts-morph"]);
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
  });

  const long = "AccessRequestPostApprovalRequestedItemsStatusItemOfEveryOrganisation";
  const unknown: readonly [string, Statement, string][] = [
    ["an enumeration", { kind: "Enum", name: "A", members: [{ name: "B" }] }, "enum A {\n  B,\n}\n"],
    [
      "a decorated class",
      { kind: "Class", name: "A", decorators: [{ name: "b", arguments: [] }] },
      "@b()\nclass A {}\n",
    ],
    [
      "several type parameters",
      { kind: "Function", name: "a", typeParameters: [{ name: "T" }, { name: "U" }], statements: [] },
      "function a<T, U>() {}\n",
    ],
    [
      "two declarations in one",
      {
        kind: "VariableStatement",
        declarationKind: "const",
        declarations: [
          { name: "a", initializer: plainCode("1") },
          { name: "b", initializer: plainCode("2") },
        ],
      },
      "const a = 1,\n  b = 2;\n",
    ],
    [
      "a long beginning of data",
      {
        kind: "VariableStatement",
        declarationKind: "const",
        declarations: [{ name: long, type: keywordType("number"), initializer: plainCode("1234567890") }],
      },
      `const ${long}: number = 1234567890;\n`,
    ],
    [
      "a quoted name of another script",
      { kind: "Interface", name: "A", properties: [{ name: '"é"', type: keywordType("string") }] },
      "interface A {\n  é: string;\n}\n",
    ],
  ];

  it.each(unknown)("leaves %s to ts-morph and prettier", async (_, statement, text) => {
    const structure: SourceFile = { kind: "SourceFile", statements: [statement] };
    expect(printStructure(structure)).toBeUndefined();
    const files = createTypeScriptFiles();
    files.add("a.ts", structure);
    expect(await files.finish()).toEqual([{ path: "a.ts", content: text }]);
  });

  const constant = (name: string, parts: readonly string[]): Statement => ({
    kind: "VariableStatement",
    declarationKind: "const",
    declarations: [
      {
        name,
        type: referenceType("Mock", [literalType("日本語")]),
        initializer: callCode({ callee: "listOperations", parts, isPure: true }),
      },
    ],
  });

  it.each([
    ["a call of nothing", constant("operations", [])],
    ["a call of one", constant("operations", ["getTheRoleOfEveryIdentity"])],
    ["a call of a short one", constant("operationsOfAllRoles", ["getTheRoleOfIdentity"])],
    ["a call of one that is not short", constant("operationsOfAllRoles", ["getTheRoleOfIdentitys"])],
    ["a call of two", constant("operations", ["getRole", "getRoles"])],
    ["an empty interface", { kind: "Interface", name: long, isExported: true }],
    ["an empty class", { kind: "Class", name: long, extends: referenceType(long), isExported: true }],
    [
      "one long import",
      { kind: "ImportDeclaration", moduleSpecifier: `./${long}.js`, isTypeOnly: true, namedImports: [{ name: long }] },
    ],
    [
      "several imports",
      {
        kind: "ImportDeclaration",
        moduleSpecifier: "./models/access-requests-of-every-organisation.js",
        namedImports: [{ name: "Role", alias: "SdkRole", isTypeOnly: true }, { name: "Roles" }],
      },
    ],
    // A head that fits only without the equals sign breaks in its type.
    ...[36, 37, 40, 41].map((length): [string, Statement] => [
      `data behind a type of ${String(length)} characters`,
      {
        kind: "VariableStatement",
        declarationKind: "const",
        isExported: true,
        declarations: [
          {
            name: "exportSpConfigJob",
            type: referenceType("Job", [referenceType("A".repeat(length - 20)), referenceType("B".repeat(20))]),
            initializer: plainCode("{\n  start: 1,\n}"),
          },
        ],
      },
    ]),
    [
      "a short list of exports",
      { kind: "ExportDeclaration", moduleSpecifier: "./roles.js", namedExports: [{ name: "A" }, { name: "B" }] },
    ],
  ] satisfies [string, Statement][])("prints %s as prettier does", async (_, statement) => {
    const structure: SourceFile = { kind: "SourceFile", statements: [plainCode("// Generated."), statement] };
    const library = (await printWithLibrary([{ path: "a.ts", structure }])).get("a.ts") ?? "";
    expect(printStructure(structure)).toBe(await format(library, { parser: "typescript" }));
  });
});
