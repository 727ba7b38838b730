import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackage, generateReal, surfaceOf } from "../support/generated.ts";
import { crossModels } from "../powershell/crossing.ts";
import { importText, findEngine, startServer } from "../powershell/engine.mjs";
import { bindExamples, readHelpExamples } from "../powershell/examples.mjs";
import { startMockServer } from "../powershell/mock-server.mjs";
import { generateModule, realSpecs, type GeneratedModule } from "../powershell/generated.ts";
import { wireProblems } from "../powershell/wire-check.ts";
import { wireCases } from "../powershell/wire-cases.ts";
import { runWireCases, UPLOADS } from "../powershell/wire-run.ts";
import { runTypeScriptCases, wireDifferences } from "../powershell/wire-typescript.ts";

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
    "reaches every operation with one request, to its own address, with everything it was given, as TypeScript does",
    { timeout: 600_000 },
    async () => {
      if (engine === undefined) return;
      const cases = wireCases(generated.model, generated.names);
      const results = await runWireCases(cases, { engine, manifest: generated.manifest("IscSdk") });
      expect(new Set(results.map(({ wireCase }) => `${wireCase.version} ${wireCase.key}`)).size).toBe(1261);
      expect(wireProblems(generated.model, results)).toEqual([]);
      const { out } = generateReal("2025-05-20");
      const dist = buildPackage(join(out, "typescript"));
      const typescript = await runTypeScriptCases(cases, { dist, surface: surfaceOf(out), files: UPLOADS });
      expect(wireDifferences(results, typescript)).toEqual([]);
    },
  );

  it("removes nothing by an object of a model that the path does not hold", { timeout: 600_000 }, async (context) => {
    // npm test crosses the embedded specs.
    if (process.env["ISC_REAL_ALL"] === undefined) context.skip("ISC_REAL_ALL=1 runs it");
    if (engine === undefined) return;
    const mock = await startMockServer();
    const server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
    const run: Parameters<typeof crossModels>[0]["run"] = (script, service) => {
      mock.reset(service);
      return server.run(script, { session: "main" });
    };
    try {
      await run(`Import-Module '${generated.manifest("IscSdk.Beta")}'`);
      // Read against the paths by hand: `p` stands for the other parameters, `n` for the name of an object.
      const requests = await crossModels({ mock, run }, "IscSdk.Beta");
      await expect(`${requests.join("\n")}\n`).toMatchFileSnapshot("removed-by-objects.txt");
    } finally {
      await server.stop();
      await mock.stop();
    }
  });

  it("shows examples in its help that the engine binds, each with one request", { timeout: 600_000 }, async () => {
    if (engine === undefined) return;
    for (const name of ["file.txt", "content.bin"]) writeFileSync(join(generated.folder, name), "content");
    const service = await startMockServer(() => ({ headers: { "x-total-count": "0" }, body: [] }));
    const server = startServer(engine, {
      SAIL_BASE_URL: service.url,
      SAIL_CLIENT_ID: "id",
      SAIL_CLIENT_SECRET: "secret",
    });
    try {
      await server.run(
        `$null = $ExecutionContext.SessionState.Path.SetLocation('${generated.folder}'); $ConfirmPreference = 'None'; ${importText(generated.manifest("IscSdk"))}`,
        { session: "main" },
      );
      const modules = ["IscSdk.Beta", "IscSdk.V2024"];
      const examples = await readHelpExamples(server, { session: "main", modules });
      const { problems, requests } = await bindExamples(examples, { server, session: "main", service });
      expect(problems).toEqual([]);
      const calls = requests.filter(({ name }) => !/^(?:Initialize-(?:Beta|V2024)|ConvertFrom-\w+JsonTo)/u.test(name));
      expect(new Set(calls.map(({ name }) => name)).size).toBe(1261);
      expect(calls.filter(({ count }) => count !== 1)).toEqual([]);
    } finally {
      await server.stop();
      await service.stop();
    }
  });

  it(
    "exports names that exist and answer, in files that parse, with help in a sample of 30",
    { timeout: 600_000 },
    async () => {
      if (engine === undefined) return;
      const server = startServer(engine);
      try {
        const checks = join(import.meta.dirname, "../powershell/checks.ps1");
        // ISC_HELP_EVERY=1 looks at the help of all, which takes minutes.
        const every = process.env["ISC_HELP_EVERY"] ?? "199";
        const answer = await server.run(
          `& '${checks}' -Folder '${generated.folder}' -Modules IscSdk.Beta, IscSdk.V2024 -HelpEvery ${every}`,
          { timeout: 590 },
        );
        expect([answer.thrown?.message, answer.errors.map((error) => error.message)]).toEqual([undefined, []]);
        expect(answer.output.slice(0, -1)).toEqual([]);
      } finally {
        await server.stop();
      }
    },
  );
});
