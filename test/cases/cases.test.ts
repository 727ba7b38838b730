import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readAssets } from "../../generator/commands/assets.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import { locateDiagnostics } from "../../generator/diagnostics/locate.ts";
import { closeFormatter } from "../../generator/emit/format-pool.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";

/** Golden cases: a minimal input, and beside it the findings, the names and the TypeScript it gives. */
const folder = resolve("test/cases");
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Update with `npx vitest run test/cases -u`, and read the diff. */
describe("golden cases", () => {
  afterAll(closeFormatter);

  it.each(cases)("%s", async (name) => {
    const input = join(folder, name, "input");
    const root = existsSync(join(input, "root.json")) ? "root.json" : "root.yaml";
    const result = await runPipeline({
      specs: [{ version: "beta", roots: [join(input, root)] }],
      base: input,
      config: withDefaults({}, input),
      ledger: undefined,
      overrides: NO_OVERRIDES,
      frozen: false,
      retire: false,
      targets: [typescriptTarget],
      companions: new Set(["typescript"]),
      assets: await readAssets(resolve(".")),
      onStage: () => undefined,
    });
    const diagnostics = locateDiagnostics(result.diagnostics, result.trees).map(
      (diagnostic) =>
        `${diagnostic.origin?.file ?? ""}:${diagnostic.line ?? 0}:${diagnostic.column ?? 0} ${diagnostic.severity} ${diagnostic.code} #${diagnostic.origin?.pointer ?? ""}\n    ${diagnostic.message}\n    ${diagnostic.action}\n`,
    );
    const files = result.outputs?.flatMap((output) => output.files) ?? [];
    const sources = files.filter((file) => /typescript\/src\/beta\/(?:apis|models)\//u.test(file.path));
    const surface = JSON.parse(files.find((file) => file.path === "surface.json")?.content ?? "{}") as {
      operations?: {
        method: string;
        path: string;
        typescript: { class: string; method: string };
        powershell: { cmdlet: string };
      }[];
      models?: { id: string; typescript: string }[];
    };
    const names = [
      ...(surface.operations ?? []).map(
        (entry) =>
          `${entry.method} ${entry.path}: ${entry.typescript.class}.${entry.typescript.method}, ${entry.powershell.cmdlet}`,
      ),
      ...(surface.models ?? []).map((entry) => `${entry.id}: ${entry.typescript}`),
    ];
    const expected = join(folder, name, "expected");
    await expect(diagnostics.join("")).toMatchFileSnapshot(join(expected, "diagnostics.txt"));
    await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(join(expected, "names.txt"));
    await expect(sources.map((file) => `// ${file.path}\n${file.content}`).join("\n")).toMatchFileSnapshot(
      join(expected, "typescript.txt"),
    );
  });
});
