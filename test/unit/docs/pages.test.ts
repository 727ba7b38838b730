import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { docsTarget } from "../../../generator/targets/docs/index.ts";
import { emitDocs, runChecker, specArguments, writeEmitted, writeFiles, type EmittedDocs } from "../../docs/emit.ts";
import { emitAll } from "../../support/emit-all.ts";

/** The machine that runs this may be busy. */
vi.setConfig({ testTimeout: 300_000 });

const specs = specArguments({ beta: "specs/sailpoint-api.beta.yaml", v2024: "specs/sailpoint-api.v2024.yaml" });
let emitted: EmittedDocs;
let folder: string;
beforeAll(async () => {
  emitted = await emitDocs();
  folder = writeEmitted(emitted, "docs");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the pages of the embedded specs", () => {
  it("are the same in a second run", async () => {
    const again = await emitDocs();
    const docs = (files: ReadonlyMap<string, string>): readonly [string, string][] =>
      [...files].filter(([path]) => path.startsWith("docs/"));
    expect(docs(again.files)).toEqual(docs(emitted.files));
  });

  it("compile as MDX, are prettier's, and every link and anchor resolves", () => {
    // The checker's tools are a package of their own: `npm ci --prefix test/docs`.
    expect(existsSync("test/docs/node_modules"), "run npm ci --prefix test/docs").toBe(true);
    const { exitCode, text } = runChecker("check.mjs", [folder]);
    expect(text).toContain(" 0 problems");
    expect(exitCode).toBe(0);
  });

  it("have TypeScript that compiles strictly against the package, and runs", () => {
    expect(runChecker("check-typescript.mjs", [folder])).toMatchObject({ exitCode: 0 });
    const run = runChecker("run-typescript.mjs", [folder, ...specs]);
    expect(run.text).toContain(" 0 problems");
  });

  it("come with overlays that apply to the specs", () => {
    expect(runChecker("apply-overlays.mjs", [folder, ...specs]).text).toContain(" 0 problems");
  });

  it("have PowerShell that parses and runs", (context) => {
    const { exitCode, text } = runChecker("check-powershell.mjs", [folder, ...specs]);
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

describe("the pages of other specs", () => {
  const folder = "test/cases";
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const top = mkdtempSync(join(tmpdir(), "isc-sdkgen-case-pages-"));
  afterAll(() => rmSync(top, { recursive: true, force: true }));

  it("compile, and every link resolves", async () => {
    const folders: string[] = [];
    for (const { name } of cases) {
      const root = ["root.yaml", "root.json"]
        .map((file) => join(folder, name, "input", file))
        .find((path) => existsSync(path));
      const { files } = await emitAll({ beta: root ?? "" }, [docsTarget]);
      folders.push(join(top, name));
      writeFiles(files, join(top, name));
    }
    // One process: its tools take longer to load than the pages of a case to be read.
    const { text } = runChecker("check.mjs", folders);
    const bad = text.split("\n").filter((line) => !/(?: 0 problems| s|^)$/u.test(line));
    expect(bad).toEqual([]);
    expect(text.match(/ 0 problems$/gmu)).toHaveLength(cases.length);
  });
});
