import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEngine } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { wireProblems } from "./wire-check.ts";
import { wireCases } from "./wire-cases.ts";
import { runWireCases } from "./wire-run.ts";

const engine = findEngine();
if (engine === undefined) process.stdout.write("skipped: PowerShell tests need pwsh or dotnet on the PATH\n");

describe.skipIf(engine === undefined)("every operation on the wire", () => {
  let generated: GeneratedModule;
  beforeAll(async () => {
    generated = await generateModule();
  });
  afterAll(() => {
    generated.remove();
  });

  it("sends one request, to the operation's own address, without a placeholder", { timeout: 300_000 }, async () => {
    if (engine === undefined) return;
    const results = await runWireCases(wireCases(generated.model, generated.names), {
      engine,
      manifest: generated.manifest("IscSdk"),
    });
    expect(results.length).toBeGreaterThan(0);
    expect(wireProblems(generated.model, results)).toEqual([]);
  });
});
