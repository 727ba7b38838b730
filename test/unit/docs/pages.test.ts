import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { docsTarget } from "../../../generator/targets/docs/index.ts";
import { compareFacts } from "../../docs/compare-facts.ts";
import { emitDocs, runChecker, specArguments, writeEmitted, writeFiles, type EmittedDocs } from "../../docs/emit.ts";
import { SEED_FACTS } from "../../docs/seed-facts.ts";
import { emitAll } from "../../support/emit-all.ts";
import { buildPackage } from "../../support/generated.ts";
import { itWhole } from "../../support/whole.ts";

/** The machine that runs this may be busy. */
vi.setConfig({ testTimeout: 600_000 });

const specs = specArguments({ beta: "specs/sailpoint-api.beta.yaml", v2024: "specs/sailpoint-api.v2024.yaml" });
let emitted: EmittedDocs;
/** The emitted pages, package and module of the embedded specs. */
let folder: string;
let checks: Readonly<Record<"compiled" | "run" | "overlays" | "powershell", ReturnType<typeof runChecker>>>;
beforeAll(async () => {
  emitted = await emitDocs();
  folder = writeEmitted(emitted, "docs");
  // Two of the checkers need the built package, and would both build it.
  buildPackage(join(folder, "typescript"));
  // The checkers are processes: they work while this one emits the pages of the cases.
  checks = {
    compiled: runChecker("check-typescript.mjs", [folder]),
    run: runChecker("run-typescript.mjs", [folder, ...specs]),
    overlays: runChecker("apply-overlays.mjs", [folder, ...specs]),
    powershell: runChecker("check-powershell.mjs", [folder, ...specs]),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the pages of the embedded specs", () => {
  it("are those that another run wrote", () => {
    // The committed output is of another process, and often of another machine.
    const paths = readdirSync("generated/docs", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const docs = [...emitted.files].filter(([path]) => path.startsWith("docs/"));
    expect(paths.map((path) => path.slice("generated/".length).replaceAll("\\", "/")).sort()).toEqual(
      docs.map(([path]) => path).sort(),
    );
    for (const [path, text] of docs)
      expect(readFileSync(join("generated", path), "utf8"), `${path}: run npm run generate`).toBe(text);
  });

  it.each(SEED_FACTS.map((fact) => [fact.page, fact.anchor, fact] as const))(
    "state the facts of the published page: %s %s",
    (page, _, fact) => {
      expect(compareFacts(fact, emitted.files.get(`docs/${page}`) ?? "", emitted.names)).toEqual([]);
    },
  );

  itWhole("have TypeScript that compiles strictly against the package, and runs", async () => {
    const [compiled, run] = await Promise.all([checks.compiled, checks.run]);
    expect(compiled).toMatchObject({ exitCode: 0 });
    expect(run.text).toContain(" 0 problems");
  });

  it("come with overlays that apply to the specs", async () => {
    expect((await checks.overlays).text).toContain(" 0 problems");
  });

  itWhole("have PowerShell that parses and runs", async (context) => {
    const { exitCode, text } = await checks.powershell;
    if (exitCode === 3) context.skip("neither PowerShell nor .NET is here");
    expect(text).toContain(" 0 problems");
  });

  it("show old names and redirect old models", () => {
    const roles = emitted.files.get("docs/powershell/beta/methods/identities.md") ?? "";
    expect(roles).toContain("`Sync-BetahronizeAttributesForIdentity`");
    const redirects = JSON.parse(emitted.files.get("docs/redirects.json") ?? "[]") as { from: string; to: string }[];
    expect(redirects.some(({ from }) => from.includes("/models/"))).toBe(true);
  });

  it("never show what docs/corrections.md corrects", () => {
    for (const [path, text] of emitted.files) {
      if (!path.startsWith("docs/") || !path.endsWith(".md")) continue;
      // Only the guide on moving over tells of the helpers without a version.
      if (!path.endsWith("/powershell/migration.md")) expect(text, path).not.toMatch(/ConvertFrom-JsonTo/u);
      expect(text, path).not.toMatch(/&#39;|X-SailPoint-Experimental \||\]https?:\/\//u);
    }
  });
});

describe("the pages of every spec", () => {
  const inputs = "test/cases";
  const every = readdirSync(inputs, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  // All of them take the checker some minutes of CPU.
  const isEvery = process.env["ISC_REAL_DOCS"] !== undefined;
  const cases = isEvery ? every : every.filter((_, index) => index % 4 === 0);
  if (!isEvery)
    process.stdout.write("skipped: the pages of three golden cases in four; npm run test:real:docs reads them\n");
  const top = mkdtempSync(join(tmpdir(), "isc-sdkgen-case-pages-"));
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  itWhole("compile as MDX, are prettier's, and every link and anchor resolves", async () => {
    // The checker's tools are a package of their own: `npm ci --prefix test/docs`.
    expect(existsSync("test/docs/node_modules"), "run npm ci --prefix test/docs").toBe(true);
    const folders = [folder];
    for (const { name } of cases) {
      const root = ["root.yaml", "root.json"]
        .map((file) => join(inputs, name, "input", file))
        .find((path) => existsSync(path));
      const { files } = await emitAll({ beta: root ?? "" }, [docsTarget]);
      folders.push(join(top, name));
      writeFiles(files, join(top, name));
    }
    // One process: its tools take longer to load than the pages of a case to be read, and equal pages are read once.
    const { exitCode, text } = await runChecker("check.mjs", folders);
    const bad = text.split("\n").filter((line) => !/(?: 0 problems| s|^)$/u.test(line));
    expect(bad).toEqual([]);
    expect(text.match(/ 0 problems$/gmu)).toHaveLength(folders.length);
    expect(exitCode).toBe(0);
  });
});
