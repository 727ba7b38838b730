import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEngine } from "../powershell/engine.mjs";
import { generateModule, realSpecs, type GeneratedModule } from "../powershell/generated.ts";
import { wireProblems } from "../powershell/wire-check.ts";
import { wireCases } from "../powershell/wire-cases.ts";
import { runWireCases } from "../powershell/wire-run.ts";

const engine = findEngine();
if (engine === undefined) process.stdout.write("skipped: PowerShell tests need pwsh or dotnet on the PATH\n");

describe.skipIf(engine === undefined)("the PowerShell module of the real specs", () => {
  let generated: GeneratedModule;
  beforeAll(async () => {
    generated = await generateModule(realSpecs("2025-05-20"));
  });
  afterAll(() => {
    generated.remove();
  });

  it(
    "reaches every operation with one request, to its own address, with everything it was given",
    { timeout: 600_000 },
    async () => {
      if (engine === undefined) return;
      const results = await runWireCases(wireCases(generated.model, generated.names), {
        engine,
        manifest: generated.manifest("IscSdk"),
      });
      expect(new Set(results.map(({ wireCase }) => `${wireCase.version} ${wireCase.key}`)).size).toBe(1261);
      expect(wireProblems(generated.model, results)).toEqual([]);
    },
  );
});
