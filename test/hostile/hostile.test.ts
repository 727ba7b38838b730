import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeFormatter } from "../../generator/emit/typescript/format-pool.ts";
import { startServer, type EngineServer } from "../powershell/engine.mjs";
import { engine } from "../powershell/scenario.ts";
import { createMdxParser, codeIn, type ParseMdx } from "../support/mdx.ts";
import { emitAll, type Emitted } from "../support/emit-all.ts";
import { createNewFiles, POWERSHELL_CHECK, pwnedNames } from "../support/pwned.ts";
import { hostileSpec, TRICKS } from "./spec.ts";

vi.setConfig({ testTimeout: 300_000 });

describe("hostile text in every place of a spec", () => {
  let parse: ParseMdx;
  let server: EngineServer | undefined;
  const newFiles = createNewFiles();
  const folder = mkdtempSync(join(tmpdir(), "isc-hostile-"));
  beforeAll(async () => {
    parse = await createMdxParser();
    if (engine !== undefined) server = startServer(engine);
    writeFileSync(join(folder, "check.ps1"), POWERSHELL_CHECK);
  });
  afterAll(async () => {
    await server?.stop();
    await closeFormatter();
    rmSync(folder, { recursive: true, force: true });
  });

  const cases = Object.keys(TRICKS).flatMap((name, index) => [[name, index % 2 === 0 ? "3.0.3" : "3.1.0"] as const]);

  it.each(cases)("stays text in all output: %s (%s)", async (name, version) => {
    const trick = TRICKS[name] ?? "";
    const spec = join(folder, "spec.json");
    writeFileSync(spec, JSON.stringify(hostileSpec(trick, version)));
    const emitted: Emitted = await emitAll({ beta: spec });
    const files = [...emitted.files];
    // Without pages, sources and modules there would be nothing to prove.
    for (const kind of [
      /^docs\/.*\.md$/u,
      /^typescript\/src\/beta\/.*\.ts$/u,
      /^powershell\/.*\.ps1$/u,
      /openapi\/beta\.ts$/u,
    ])
      expect(files.filter(([path]) => kind.test(path)).length).toBeGreaterThan(0);
    expect(files.some(([, text]) => text.includes("pwned")) || !trick.includes("pwned")).toBe(true);

    const unseen = newFiles(emitted);
    const problems = unseen.flatMap(([path, text]) => {
      if (/\.[mc]?ts$|\.mjs$/u.test(path)) return pwnedNames(path, text);
      if (path.endsWith(".json")) return JSON.parse(text) === undefined ? [path] : [];
      if (path.startsWith("docs/") && path.endsWith(".md")) {
        try {
          return codeIn(parse(text)).map((code) => `${path}: ${code}`);
        } catch (error) {
          return [`${path}: ${String(error)}`];
        }
      }
      return [];
    });
    const untidy = unseen
      .filter(([, text]) =>
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u.test(text),
      )
      .map(([path]) => path);
    expect({ problems, untidy }).toEqual({ problems: [], untidy: [] });

    if (server === undefined) return;
    const modules = emitted.write("powershell", new Map(unseen));
    try {
      const checked = await server.run(`& '${join(folder, "check.ps1")}' '${modules}'`, { session: "main" });
      expect(checked.thrown).toBeUndefined();
      expect(checked.output).toEqual(["done"]);
    } finally {
      rmSync(modules, { recursive: true, force: true });
    }
  });
});
