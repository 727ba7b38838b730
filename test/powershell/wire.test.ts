import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackage, surfaceOf, runCli, temporaryFolder } from "../support/generated.ts";
import { findEngine } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { wireProblems } from "./wire-check.ts";
import { wireCases, type WireCase } from "./wire-cases.ts";
import { runWireCases, UPLOADS, type WireResult } from "./wire-run.ts";
import { runTypeScriptCases, wireDifferences } from "./wire-typescript.ts";

const engine = findEngine();
if (engine === undefined) process.stdout.write("skipped: PowerShell tests need pwsh or dotnet on the PATH\n");

describe.skipIf(engine === undefined)("every operation on the wire", () => {
  let generated: GeneratedModule;
  let cases: readonly WireCase[];
  let results: readonly WireResult[];
  beforeAll(async () => {
    if (engine === undefined) return;
    generated = await generateModule();
    cases = wireCases(generated.model, generated.names);
    results = await runWireCases(cases, { engine, manifest: generated.manifest("IscSdk") });
  });
  afterAll(() => {
    generated.remove();
  });

  it("sends one request, to the operation's own address, without a placeholder", () => {
    expect(results.length).toBeGreaterThan(72);
    expect(wireProblems(generated.model, results)).toEqual([]);
  });

  it("sends what the TypeScript client sends for the same values", async () => {
    const out = temporaryFolder("wire");
    expect(runCli(["generate", "--target", "typescript", "--out", out]).exitCode).toBe(0);
    const dist = buildPackage(join(out, "typescript"));
    const typescript = await runTypeScriptCases(cases, { dist, surface: surfaceOf(out), files: UPLOADS });
    expect(wireDifferences(results, typescript)).toEqual([]);
  });

  it("is noticed when it differs in any part", async () => {
    const [first] = results;
    const [request] = first?.requests ?? [];
    if (first === undefined || request === undefined) throw new Error("no result");
    const others = [
      { method: "TRACE" },
      { url: `${request.url}/more` },
      { search: "?more=1" },
      { headers: { ...request.headers, accept: "text/other" } },
      { headers: { ...request.headers, authorization: "Basic x" } },
    ];
    for (const other of others)
      expect(wireDifferences([first], [{ requests: [{ ...request, ...other }], error: undefined }])).toHaveLength(1);
    expect(wireDifferences([first], [{ requests: [], error: "nothing sent" }])[0]).toContain("nothing sent");
  });
});
