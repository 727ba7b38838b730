import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSurface } from "../../generator/contract/read-surface.ts";
import { readAssets } from "../../generator/commands/assets.ts";
import { withDefaults } from "../../generator/config/read-config.ts";
import { locateDiagnostics } from "../../generator/load/locate.ts";
import { closeFormatter } from "../../generator/emit/typescript/format-pool.ts";
import { NO_OVERRIDES } from "../../generator/names/overrides/overrides.ts";
import { runPipeline } from "../../generator/pipeline.ts";
import { TARGETS } from "../../generator/targets/registry.ts";
import { typescriptTarget } from "../../generator/targets/typescript/index.ts";
import { caseConfig, caseLedger } from "../support/case-ledger.ts";

/** Golden cases: a minimal input, and beside it the findings, the names and the TypeScript it gives. */
const folder = resolve("test/cases");
const cases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Cases about what every target prints; the others are about the model and show it in TypeScript. */
const OF_ALL_TARGETS: ReadonlySet<string> = new Set(["hostile", "examples-are-bound", "calls-of-a-former-tag-stay"]);

/** What a case of all targets shows besides: what the spec shaped, without runtimes and guides. */
const SHOWN: Readonly<Record<string, RegExp>> = {
  exports: /^typescript\/src\/beta\/(?!(?:client|mock|index|webhooks)\.)[^/]+\.ts$/u,
  "openapi-types": /^typescript\/src\/openapi\//u,
  powershell: /^powershell\/[^/]+\.Beta\/(?!runtime|LICENSE|surface\.schema)/u,
  docs: /^docs\/(?:(?!.*\/guides\/).*\.md|redirects\.json)$/u,
};

/** Update with `npx vitest run test/cases -u`, and read the diff. */
describe("golden cases", () => {
  afterAll(closeFormatter);

  it.each(cases)("%s", async (name) => {
    const input = join(folder, name, "input");
    const root = existsSync(join(input, "root.json")) ? "root.json" : "root.yaml";
    const targets = OF_ALL_TARGETS.has(name) ? TARGETS : [typescriptTarget];
    const result = await runPipeline({
      specs: [{ version: "beta", roots: [join(input, root)] }],
      base: input,
      config: withDefaults(caseConfig(input), input),
      ledger: caseLedger(input),
      overrides: NO_OVERRIDES,
      frozen: false,
      retire: false,
      targets,
      companions: new Set(targets.map((target) => target.name)),
      assets: await readAssets(resolve(".")),
      onStage: () => undefined,
    });
    const diagnostics = locateDiagnostics(result.diagnostics, result.trees).map(
      (diagnostic) =>
        `${diagnostic.origin?.file ?? ""}:${diagnostic.line ?? 0}:${diagnostic.column ?? 0} ${diagnostic.severity} ${diagnostic.code} #${diagnostic.origin?.pointer ?? ""}\n    ${diagnostic.message}\n    ${diagnostic.action}\n`,
    );
    const files = result.outputs?.flatMap((output) => output.files) ?? [];
    const sources = files.filter((file) => /typescript\/src\/beta\/(?:apis|models)\//u.test(file.path));
    const surface = readSurface(files.find((file) => file.path === "surface.json")?.content ?? "{}");
    if (result.outputs !== undefined) expect(surface.problems).toEqual([]);
    const names = [
      ...(surface.value?.operations ?? []).map(({ method, path, targets }) => {
        const [typescript, powershell] = [targets["typescript"], targets["powershell"]];
        return `${method.toUpperCase()} ${path}: ${typescript?.class}.${typescript?.name}, ${powershell?.name}`;
      }),
      ...(surface.value?.models ?? []).map(({ id, targets }) => `${id}: ${targets["typescript"]?.name}`),
    ];
    const expected = join(folder, name, "expected");
    await expect(diagnostics.join("")).toMatchFileSnapshot(join(expected, "diagnostics.txt"));
    await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(join(expected, "names.txt"));
    await expect(sources.map((file) => `// ${file.path}\n${file.content}`).join("\n")).toMatchFileSnapshot(
      join(expected, "typescript.txt"),
    );
    if (!OF_ALL_TARGETS.has(name)) return;
    for (const [kind, pattern] of Object.entries(SHOWN)) {
      const shown = files.filter((file) => pattern.test(file.path));
      expect(shown.length, kind).toBeGreaterThan(0);
      await expect(shown.map((file) => `// ${file.path}\n${file.content}`).join("\n")).toMatchFileSnapshot(
        join(expected, `${kind}.txt`),
      );
    }
  });
});
