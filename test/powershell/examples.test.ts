import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSnippets } from "../docs/snippets.mjs";
import { emitAll, type Emitted } from "../support/emit-all.ts";
import { importText, startServer, type EngineServer } from "./engine.mjs";
import { bindExamples, readHelpExamples, withAllParameters, type Example } from "./examples.mjs";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

describe.skipIf(engine === undefined)("examples with values of every kind", () => {
  let emitted: Emitted;
  let folder: string;
  let docs: string;
  let service: MockServer;
  let server: EngineServer;
  beforeAll(async () => {
    if (engine === undefined) return;
    emitted = await emitAll({ beta: "test/cases/examples-are-bound/input/root.yaml" });
    folder = emitted.write("powershell");
    docs = emitted.write("docs");
    for (const name of ["file.txt", "content.bin", "content.txt"]) writeFileSync(join(folder, name), "content");
    service = await startMockServer();
    server = startServer(engine, { SAIL_BASE_URL: service.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
    const imported = await server.run(
      `$null = $ExecutionContext.SessionState.Path.SetLocation('${folder}'); ${importText(`${folder}/IscSdk/IscSdk.psd1`)}`,
      { session: "main" },
    );
    expect([imported.thrown, imported.errors]).toEqual([undefined, []]);
  });
  afterAll(async () => {
    await server.stop();
    await service.stop();
    for (const path of [folder, docs]) rmSync(path, { recursive: true, force: true });
  });

  it("are bound by the engine in the help, and each of a cmdlet sends one request", async () => {
    const examples = await readHelpExamples(server, { session: "main", modules: ["IscSdk.Beta"] });
    const { problems, requests } = await bindExamples(examples, { server, session: "main", service });
    expect(problems).toEqual([]);
    expect(examples.length).toBeGreaterThan(8);
    const isHelper = ({ name }: Example): boolean => /^(?:Initialize|ConvertFrom)-/u.test(name);
    expect(requests.filter((entry) => entry.count !== (isHelper(entry) ? 0 : 1))).toEqual([]);
  });

  it("are bound by the engine on the pages", async () => {
    const snippets = readSnippets(docs, "powershell")
      .filter(({ page }) => page.includes("/beta/"))
      .flatMap(({ page, code }) => withAllParameters(code).map((text) => ({ name: page, code: text })));
    const { problems } = await bindExamples(snippets, { server, session: "main", service });
    expect(problems).toEqual([]);
    expect(snippets.length).toBeGreaterThan(8);
  });

  it("make models whose properties an object cannot hold", async () => {
    const names =
      "$names = (Get-Command Initialize-BetaCases).Parameters.Values | Where-Object Name -match 'count|value'";
    const made = await server.run(
      `${names}; $all = @{}; $names.Name | ForEach-Object { $all[$_] = $all.Count }; (Initialize-BetaCases @all).Keys.Count; Initialize-BetaCases -Count 1 | ConvertTo-Json -Compress`,
      { session: "main" },
    );
    expect([made.output, made.errors]).toEqual([[4, '{"count":1}'], []]);
  });

  it("would be found out if they did not bind", async () => {
    const codes = [
      "Get-BetaThing -Nothing 1",
      "Get-BetaThing -Value2fa a -Greatest [double] '9223372036854776000'",
      "try {\n    Get-BetaThing -Value2fa a -Greatest 'x'\n} catch {\n    Write-Host \"Get-BetaThing failed with HTTP status \"\n}",
      "Get-BetaThing -Value2fa",
      "",
    ];
    const examples = codes.map((code) => ({ name: "bad", code }));
    const { problems } = await bindExamples(examples, { server, session: "main", service });
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });
});
