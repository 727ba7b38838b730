import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { GenerateResult } from "../../../generator/commands/generate-result.ts";
import { generate } from "../../../generator/commands/generate.ts";
import type { Config } from "../../../generator/config/config.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { DEFAULT_TARGETS, TARGETS } from "../../../generator/targets/registry.ts";
import type { Target } from "../../../generator/targets/target.ts";
import { temporaryFolder } from "../../support/generated.ts";

const targets = TARGETS.filter(({ name }) => DEFAULT_TARGETS.includes(name));

// Comments make the spec so large that it is worth a second thread.
const SPEC = `openapi: 3.0.3
info: { title: Things, version: "1" }
paths:
  /things:
    get:
      operationId: listThings
      summary: Lists the things.
      tags: [Things]
      responses: { "200": { description: OK } }
${`# ${"x".repeat(998)}\n`.repeat(1001)}`;

/** Every file and folder below a folder. */
function contents(folder: string): Readonly<Record<string, string>> {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), entry.isFile() ? readFileSync(path, "utf8") : ""];
    }),
  );
}

const CORES = availableParallelism();
if (CORES < 2) process.stdout.write("skipped: runs with a second thread; this machine has one core\n");

describe.skipIf(CORES < 2)("a run that stages its files while targets work", () => {
  let base: string;

  beforeEach(() => {
    base = temporaryFolder("early-staging");
    write({ "spec.yaml": SPEC });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(base, path, ".."), { recursive: true });
      writeFileSync(join(base, path), text);
    }
  }

  function run(
    out: string,
    more: { readonly isParallel?: boolean; readonly config?: Config; readonly targets?: readonly Target[] } = {},
  ): Promise<GenerateResult> {
    return generate({
      config: withDefaults({}, base),
      cwd: base,
      specs: [{ version: "v1", root: "spec.yaml" }],
      out,
      targets,
      check: false,
      force: false,
      frozen: false,
      retire: false,
      printer: "documents",
      isParallel: true,
      names: { names: "none", overrides: "none" },
      packageRoot: resolve("."),
      process: { pid: process.pid, isAlive: () => false, state: join(base, "state") },
      onStage: () => undefined,
      isShown: () => true,
      ...more,
    });
  }

  const stagesOf = ({ summary }: GenerateResult): readonly string[] => summary.stages.map(({ stage }) => stage);

  it("writes what one thread writes, counts the same files, and writes nothing twice", async () => {
    const early = await run("early");
    const late = await run("late", { isParallel: false });
    expect([stagesOf(early).includes("stage"), stagesOf(late).includes("stage")]).toEqual([true, false]);
    expect([early.exitCode, early.touched, early.summary.files]).toEqual([0, late.touched, late.summary.files]);
    expect(contents(join(base, "early"))).toEqual(contents(join(base, "late")));
    const again = await run("early");
    expect([stagesOf(again).includes("stage"), again.touched]).toEqual([true, { files: [], hasLedger: false }]);
  });

  it("leaves nothing where custom code is wrong, which the second thread finds", async () => {
    write({ "custom/mine.ts": 'import { Nothing } from "../nothing.js";\nexport { Nothing };\n' });
    const failed = await run("new/out", { config: withDefaults({ custom: { typescript: "custom" } }, base) });
    expect([failed.exitCode, stagesOf(failed).includes("stage")]).toEqual([1, true]);
    expect(failed.diagnostics.map(({ code }) => code)).toContain("custom-code");
    expect(existsSync(join(base, "new"))).toBe(false);
  });

  it("leaves the output as it was where a target throws after its first files were staged", async () => {
    write({ "out/mine.md": "mine" });
    const before = contents(join(base, "out"));
    const broken: Target = {
      name: "docs",
      run: () => Promise.reject(new Error("not called")),
      batches: async function* () {
        yield [{ path: "docs/index.md", content: "new" }];
        while (!existsSync(join(base, "out/.isc-sdkgen/staged/0"))) await new Promise((done) => setTimeout(done, 5));
        throw new Error("a bug");
      },
    };
    await expect(run("out", { targets: [...targets.filter(({ name }) => name !== "docs"), broken] })).rejects.toThrow(
      "a bug",
    );
    expect(contents(join(base, "out"))).toEqual(before);
  });
});
