import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importText, startServer, type EngineServer, type ScriptAnswer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

/** What becomes of names of the published module and of other versions: what they did, or an error that tells the name. */
describe.skipIf(engine === undefined)("old names", () => {
  let generated: GeneratedModule;
  let mock: MockServer;
  let server: EngineServer;
  const sent = (): readonly string[] => mock.state.requests.map(({ method, path }) => `${method} ${path}`);
  const run = async (script: string): Promise<ScriptAnswer> => {
    mock.reset();
    return server.run(`$ConfirmPreference = 'None'\n${script}`, { session: "main" });
  };
  beforeAll(async () => {
    if (engine === undefined) return;
    generated = await generateModule(
      ["beta", "v2024"].map((version) => ({
        version,
        roots: [join(import.meta.dirname, "published", `doubled.${version}.yaml`)],
      })),
    );
    mock = await startMockServer(() => ({ body: [{ id: "a" }] }));
    server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "own", SAIL_CLIENT_SECRET: "secret" });
    await server.run(importText(generated.manifest("IscSdk")), { session: "main" });
  });
  afterAll(async () => {
    await server.stop();
    await mock.stop();
    generated.remove();
  });

  it.each([
    [
      "Get-BetaNonEmployeeApproval -RequestedFor me",
      "GET /beta/non-employee-approvals",
      "Get-BetaNonEmployeeApprovals",
    ],
    ["Get-V2024ScheduledSearch", "GET /v2024/scheduled-searches", "Get-V2024ScheduledSearches"],
    [
      "Get-BetaAccessModelMetadataAttributeValue iscPrivacy",
      "GET /beta/access-model-metadata/attributes/iscPrivacy/values",
      "Get-BetaAccessModelMetadataAttributeValues",
    ],
    [
      "Update-BetaSubscription -Id s -SubscriptionPutRequest @{ name = 'a' }",
      "PUT /beta/trigger-subscriptions/s",
      "Set-BetaSubscription",
    ],
  ])("%s does what it did, and warns once", async (script, request, name) => {
    const first = await run(script);
    expect([first.thrown, first.errors, sent()]).toEqual([undefined, [], [request]]);
    expect(first.warnings.map((warning) => warning.includes(`call ${name}`))).toEqual([true]);
    expect((await run(script)).warnings).toEqual([]);
  });

  it.each([
    ["Get-BetaNonEmployeeApproval -Id x", ["GET /beta/non-employee-approvals/x"]],
    [
      "'x', 'y' | Get-BetaNonEmployeeApproval",
      ["GET /beta/non-employee-approvals/x", "GET /beta/non-employee-approvals/y"],
    ],
    [
      "Update-BetaSubscription s @(@{ op = 'replace'; path = '/name'; value = 'a' })",
      ["PATCH /beta/trigger-subscriptions/s"],
    ],
    ["@() | Get-BetaNonEmployeeApproval", []],
  ])("%s is the operation of the name", async (script, requests) => {
    const answer = await run(script);
    expect([answer.thrown, answer.errors, answer.warnings, sent()]).toEqual([undefined, [], [], requests]);
  });

  it.each([
    ["Get-BetaNonEmployeeApproval me", "Get-BetaNonEmployeeApprovals"],
    ["Get-V2024AccessModelMetadataAttributeValue iscPrivacy true", "Get-V2024AccessModelMetadataAttributeValues"],
    ["Update-BetaSubscription s @{ name = 'a' }", "Set-BetaSubscription"],
    ['Update-BetaSubscription -Id s -Body \'{ "name": "a" }\'', "Set-BetaSubscription"],
    ["Update-V2024Subscription s true @{ name = 'a' }", "Set-V2024Subscription"],
    ["Update-BetaNonEmployeeSchemaAttribute a s @{ op = 'replace' }", "JSON Patch"],
    ["Update-BetaNonEmployeeSchemaAttribute a s @(1)", "JSON Patch"],
    ["Get-ScheduledSearches", "Get-V2024ScheduledSearches"],
    ["Get-V2025ScheduledSearches -Limit 1", "Get-V2024ScheduledSearches"],
    ["Invoke-Paginate -Function Get-ScheduledSearches", "Get-V2024ScheduledSearches"],
    ["$null | Get-BetaNonEmployeeApproval", "Id"],
  ])("%s is refused and told the name", async (script, text) => {
    const answer = await run(script);
    expect(sent()).toEqual([]);
    expect(
      [...answer.errors, ...(answer.thrown === undefined ? [] : [answer.thrown])].map(({ message }) => message),
    ).toEqual([expect.stringContaining(text)]);
  });

  it("are moved in scripts where a call tells which of two operations it means", async () => {
    const lines = [
      ["Get-BetaNonEmployeeApproval -RequestedFor me", "Get-BetaNonEmployeeApprovals -RequestedFor me"],
      ["Get-BetaNonEmployeeApproval me", "Get-BetaNonEmployeeApprovals -RequestedFor me"],
      ["Get-BetaNonEmployeeApproval -Id x", "Get-BetaNonEmployeeApproval -Id x"],
      ["$x | Get-BetaNonEmployeeApproval", "$x | Get-BetaNonEmployeeApproval"],
      ["Update-BetaSubscription -Id s -SubscriptionPutRequest $b", "Set-BetaSubscription -Id s -Body $b"],
      ["Update-BetaSubscription s @{ name = 'a' }", "Set-BetaSubscription s @{ name = 'a' }"],
      ["Update-BetaSubscription s @(@{ op = 'replace' })", "Update-BetaSubscription s @(@{ op = 'replace' })"],
      ["Update-BetaSubscription s $b", "Update-BetaSubscription s $b"],
    ] as const;
    const file = join(generated.folder, "doubled.ps1");
    writeFileSync(file, lines.map(([before]) => before).join("\n"));
    const answer = await run(`Invoke-IscMigration '${file}' | % { if (-not $_.IsDone) { $_.Line, $_.Severity } }`);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(readFileSync(file, "utf8").split("\n")).toEqual(lines.map(([, after]) => after));
    expect(answer.output).toEqual([4, "Error", 8, "Error"]);
  });

  it("are left alone where nobody here has the name", async () => {
    const answer = await run("try { Get-Nonsense } catch { $_.FullyQualifiedErrorId }");
    expect(answer.output).toEqual(["CommandNotFoundException"]);
  });

  it("find their cmdlets, the newest version first", async () => {
    const answer = await run(
      "(Find-IscCmdlet Get-Seds).Name; (Find-IscCmdlet *ScheduledSearch*).Count -gt 1; @(Find-IscCmdlet Get-Nothing).Count",
    );
    expect(answer.output).toEqual(["Get-V2024Seds", "Get-BetaSeds", true, 0]);
  });

  it("of helpers need no version: the newest has them", async () => {
    const answer = await run(
      "(ConvertFrom-JsonToThing '{}').PSTypeNames[0]; (Initialize-Thing -Name a).PSTypeNames[0]; (Get-Module IscSdk).ExportedAliases.Count -gt 4",
    );
    expect([answer.thrown, answer.output]).toEqual([undefined, ["IscSdk.V2024Thing", "IscSdk.V2024Thing", true]]);
  });

  it("of the client's credentials work, and show no secret", async () => {
    const answer = await run(`
      Get-IDNAccessToken
      Set-ClientCredentialOverride -ClientId other -ClientSecret hidden
      Get-ClientCredentialOverride
      $null = Get-BetaSeds
      Clear-ClientCredentialOverride
      (Get-ClientCredentialOverride).IsOverrideSet`);
    expect(answer.output).toEqual([
      expect.stringMatching(/^token-/u),
      { IsOverrideSet: true, ClientId: "other" },
      false,
    ]);
    expect(mock.state.tokens.at(-1)?.body).toContain("client_id=other&client_secret=hidden");
    expect(JSON.stringify(answer)).not.toContain("hidden");
    await run("$null = Get-BetaSeds");
    expect(mock.state.tokens).toEqual([]);
  });

  it("are asked of whoever was there before, who is alone again when the module is gone", async () => {
    if (engine === undefined) return;
    const answer = await server.run(
      `$global:asked = @()
      $ExecutionContext.InvokeCommand.CommandNotFoundAction = { param($from, $lookup) $global:asked += $lookup.CommandName }
      Import-Module '${generated.manifest("IscSdk.V2024")}'
      try { Get-Seds } catch { $_.Exception.Message -match 'Get-V2024Seds' }
      try { ConvertFrom-JsonToThing '{}' } catch { $_.Exception.Message -match 'ConvertFrom-V2024JsonToThing' }
      Remove-Module IscSdk.V2024
      try { Get-Seds } catch { $_.Exception.Message -match 'Get-V2024Seds' }
      $global:asked`,
      { session: "other" },
    );
    expect(answer.output).toEqual([true, true, false, "Get-Seds", "ConvertFrom-JsonToThing", "Get-Seds"]);
  });
});
