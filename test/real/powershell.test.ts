import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackage, generateReal, hasAllReal, surfaceOf } from "../support/generated.ts";
import { crossModels } from "../powershell/crossing.ts";
import { bindExamples, readHelpExamples } from "../powershell/examples.mjs";
import { generateModule, realSpecs, type GeneratedModule } from "../powershell/generated.ts";
import { engine } from "../powershell/scenario.ts";
import { emptyLists, openSession, type ModuleSession } from "../powershell/session.ts";
import { wireProblems } from "../powershell/wire-check.ts";
import { wireCases } from "../powershell/wire-cases.ts";
import { UPLOADS, wireResults } from "../powershell/wire-run.ts";
import { runTypeScriptCases, wireDifferences } from "../powershell/wire-typescript.ts";
import { describeHelpers } from "./powershell-helpers.ts";
import { describePublished, describePublishedTable } from "./powershell-published.ts";
import { describeSeeds } from "./powershell-seeds.ts";

/** Where the default looks at a sample, `ISC_REAL_ALL=1` looks at everything. */
const isAll = hasAllReal();
const HELPER = /^(?:Initialize-(?:Beta|V2024)|ConvertFrom-\w+JsonTo)/u;

// All tests share one module and one engine: to make it, to import it and to compile its functions takes most of the time.
let generated: GeneratedModule;
let session: ModuleSession | undefined;
const opened = (): ModuleSession => {
  if (session === undefined) throw new Error("no PowerShell");
  return session;
};
beforeAll(async () => {
  generated = await generateModule(realSpecs("2025-05-20"));
  if (engine !== undefined) session = await openSession(engine, generated.manifest("IscSdk"));
});
afterAll(async () => {
  await session?.close();
  generated.remove();
});

describe.skipIf(engine === undefined)("the PowerShell module of the real specs", () => {
  it(
    "reaches every operation with one request, to its own address, with everything it was given, as TypeScript does",
    { timeout: 600_000 },
    async () => {
      const cases = wireCases(generated.model, generated.names);
      const results = await wireResults(cases, opened());
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
    if (!isAll) context.skip("ISC_REAL_ALL=1 runs it");
    const { mock, run } = opened();
    // Read against the paths by hand: `p` stands for the other parameters, `n` for the name of an object.
    const requests = await crossModels(
      {
        mock,
        run: (script, service) => {
          mock.reset(service);
          return run(script);
        },
      },
      "IscSdk.Beta",
    );
    await expect(`${requests.join("\n")}\n`).toMatchFileSnapshot("removed-by-objects.txt");
  });

  it("shows examples in its help that the engine binds, each with one request", { timeout: 600_000 }, async () => {
    for (const name of ["file.txt", "content.bin"]) writeFileSync(join(generated.folder, name), "content");
    const { server, name, mock, run } = opened();
    await run(
      `$null = $ExecutionContext.SessionState.Path.SetLocation('${generated.folder}'); $ConfirmPreference = 'None'`,
    );
    mock.reset(emptyLists);
    const modules = ["IscSdk.Beta", "IscSdk.V2024"];
    const all = await readHelpExamples(server, { session: name, modules });
    // Helpers are of a few kinds: one in five tells. Those of the embedded specs are all run by npm test.
    const examples = all.filter((example, index) => isAll || !HELPER.test(example.name) || index % 5 === 0);
    const { problems, requests } = await bindExamples(examples, { server, session: name, service: mock });
    expect(problems).toEqual([]);
    const calls = requests.filter((example) => !HELPER.test(example.name));
    expect(new Set(calls.map((example) => example.name)).size).toBe(1261);
    expect(calls.filter(({ count }) => count !== 1)).toEqual([]);
  });

  it(
    "exports names that exist and answer, in files that parse, with help in a sample",
    { timeout: 600_000 },
    async () => {
      const checks = join(import.meta.dirname, "../powershell/checks.ps1");
      // ISC_HELP_EVERY=1 looks at the help of all, which takes minutes.
      const every = process.env["ISC_HELP_EVERY"] ?? "199";
      const answer = await opened().server.run(
        `& '${checks}' -Folder '${generated.folder}' -Modules IscSdk.Beta, IscSdk.V2024 -HelpEvery ${every} -EngineEvery ${isAll ? "1" : "40"}`,
        { session: opened().name, timeout: 590 },
      );
      expect([answer.thrown?.message, answer.errors.map((error) => error.message)]).toEqual([undefined, []]);
      expect(answer.output.slice(0, -1)).toEqual([]);
    },
  );
});

describePublishedTable();
describePublished(() => generated, opened);
describeSeeds(opened);
describeHelpers(() => generated);
