import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "./migrated.ts";
import { engine, startScenario, type Scenario } from "./scenario.ts";

interface MigrationCase {
  readonly what: string;
  readonly before: string;
  /** Absent: nothing changes. */
  readonly after?: string;
  /** The severities of the entries that change nothing, with a part of their messages. */
  readonly left?: readonly (readonly [string, string])[];
}

const error = (text: string): readonly [string, string] => ["Error", text];
const warning = (text: string): readonly [string, string] => ["Warning", text];

const CASES: readonly MigrationCase[] = [
  { what: "a cmdlet", before: "Remove-Beta -Id x", after: "Remove-BetaSource -Id x" },
  {
    what: "today's names",
    before:
      "Remove-BetaSource -Id x; Get-BetaRoles -Filters 'a' | Remove-BetaRole -Confirm:$false; Start-BetaLauncher -Id 1",
  },
  {
    what: "in any case, quoted, in a block",
    before: "1 | % { & 'remove-beta' -id $_ }",
    after: "1 | % { & 'Remove-BetaSource' -id $_ }",
  },
  {
    what: "a module's name before it",
    before: "PSSailpoint.Beta\\Get-BetaRoles -Limit 3",
    after: "IscSdk.Beta\\Get-BetaRoles -Limit 3",
  },
  {
    what: "a parameter, with its value or behind a colon",
    before: "New-BetaRole -Role $r; New-BetaRole -Role:$r -Confirm:$false",
    after: "New-BetaRole -Body $r; New-BetaRole -Body:$r -Confirm:$false",
  },
  { what: "the version before a parameter", before: "New-BetaRole -BetaRole $r", after: "New-BetaRole -Body $r" },
  { what: "an abbreviation", before: "Get-BetaRoles -Fil x", after: "Get-BetaRoles -Filters x" },
  { what: "a parameter that nobody has", before: "New-BetaRole -Rolle $r", left: [error("no parameter -Rolle")] },
  {
    what: "what is sent by itself",
    before: "Enable-V2024AccountsForIdentities -XSailPointExperimental true `\n    -IdentitiesAccountsBulkRequest $b",
    after: "Enable-V2024AccountsForIdentities `\n    -Body $b",
  },
  {
    what: "values by position",
    before: "Get-BetaRoles me 50 0 $true 'a eq 1'",
    after: "Get-BetaRoles -ForSubadmin me -Limit 50 -Offset 0 -Count $true -Filters 'a eq 1'",
  },
  { what: "values by position that stand as they did", before: "Update-BetaRole $id $patch" },
  {
    what: "the commands of a module",
    before: "Get-Command -Module PSSailpoint.Beta; gcm Remove-Beta -Module PSSailpoint",
    after: "Get-Command -Module IscSdk.Beta; gcm Remove-BetaSource -Module IscSdk",
  },
  {
    what: "the experimental mark by position",
    before: "Send-V2024IdentityVerificationAccountToken true $id $body",
    after: "Send-V2024IdentityVerificationAccountToken -Id $id -Body $body",
  },
  { what: "values by position that fit today alone", before: "Send-V2024IdentityVerificationAccountToken $id $body" },
  { what: "too many values", before: "Get-BetaIdentity a b c", left: [error("more values")] },
  {
    what: "a splatted table, and what is put into it later",
    before:
      "$p = @{\n  Role = $r # the role\n}\n$p['Role'] = 1; $p.Role = 2; $p.Add('Role', 3); $p.Count\nNew-BetaRole @p",
    after:
      "$p = @{\n  Body = $r # the role\n}\n$p['Body'] = 1; $p.Body = 2; $p.Add('Body', 3); $p.Count\nNew-BetaRole @p",
  },
  {
    what: "a table with what is sent by itself",
    before:
      "$p = [ordered]@{ XSailPointExperimental = 'true'; IdentitiesAccountsBulkRequest = $b }\nEnable-V2024AccountsForIdentities @p",
    after: "$p = [ordered]@{ Body = $b }\nEnable-V2024AccountsForIdentities @p",
  },
  {
    what: "a table of another function",
    before: "function One { $p = @{ Role = 1 }; $p }\nfunction Two { $p = @{ Role = 2 }; New-BetaRole @p }",
    after: "function One { $p = @{ Role = 1 }; $p }\nfunction Two { $p = @{ Body = 2 }; New-BetaRole @p }",
  },
  {
    what: "a table that goes to two cmdlets",
    before: "$p = @{ Role = 1 }\nNew-BetaRole @p; Get-BetaRoles @p",
    after: "$p = @{ Body = 1 }\nNew-BetaRole @p; Get-BetaRoles @p",
    left: [error("no parameter Role")],
  },
  { what: "a table from elsewhere", before: "param($p)\nNew-BetaRole @p", left: [warning("Role is Body now")] },
  {
    what: "another version's cmdlet",
    before: "Get-Roles -Limit 3; Get-V2025Role x",
    after: "Get-V2024Roles -Limit 3; Get-V2024Role x",
  },
  {
    what: "a function of the script with a name of ours",
    before: "function Get-Identity { 1 }\nGet-Identity -Limit 3",
  },
  {
    what: "a call of a name that another script gives to a function",
    before: "Get-Identity -Id 1",
    left: [warning("case")],
  },
  {
    what: "the body of an error's response",
    before:
      "try { Get-BetaRoles } catch { Write-Host $_.ErrorDetails; ($_.ErrorDetails.Message | ConvertFrom-Json).trackingId; ConvertFrom-Json $PSItem.ErrorDetails }",
    after:
      "try { Get-BetaRoles } catch { Write-Host $_.ErrorDetails; ($_.Exception.Body | ConvertFrom-Json).trackingId; ConvertFrom-Json $PSItem.Exception.Body }",
  },
  {
    what: "the type of an error",
    before:
      "try { Get-BetaRoles } catch [Microsoft.PowerShell.Commands.HttpResponseException] { 1 }\ntry { irm URL } catch [Microsoft.PowerShell.Commands.HttpResponseException] { 2 }",
    after:
      "try { Get-BetaRoles } catch [System.Net.Http.HttpRequestException] { 1 }\ntry { irm URL } catch [Microsoft.PowerShell.Commands.HttpResponseException] { 2 }",
  },
  {
    what: "the body of an error that may be another's",
    before:
      "try { Get-BetaRoles; irm URL } catch { $_.ErrorDetails.Message | ConvertFrom-Json }\ntry { irm URL } catch { $_.ErrorDetails.Message | ConvertFrom-Json; $_.ErrorDetails.RecommendedAction }\ntry { Get-BetaRoles } catch { if ($_.ErrorDetails.Message -match 'x') { 1 } }",
    left: [warning("Exception.Body: look"), warning("Exception.Body: look")],
  },
  { what: "a cmdlet that is nowhere", before: "Get-BetaNothing 1", left: [error("Find-IscCmdlet '*Nothing*'")] },
  {
    what: "helpers, of the version that the file calls",
    before: "$r = ConvertFrom-JsonToRole -Json $t\nNew-BetaRole $r\nInitialize-BetaDelete202Response -Id 1",
    after: "$r = ConvertFrom-BetaJsonToRole -Json $t\nNew-BetaRole $r\nInitialize-BetaDeleteSource202Response -Id 1",
  },
  {
    what: "a helper without a model",
    before: "$r = ConvertFrom-JsonToRequestBody -Json $t",
    after: "$r = ConvertFrom-Json -NoEnumerate -InputObject $t",
  },
  { what: "a model that is nowhere", before: "Initialize-BetaNothing -A 1", left: [error("no model")] },
  {
    what: "imports",
    before:
      "Import-Module PSSailpoint\nImport-Module -Name 'PSSailpoint.V2024' -RequiredVersion 1.2.3\nipmo @{ ModuleName = 'PSSailpoint'; ModuleVersion = '1.0' }, Pester\nInstall-Module PSSailpoint -MaximumVersion 2.0 -Force",
    after:
      "Import-Module IscSdk\nImport-Module -Name 'IscSdk.V2024' -RequiredVersion '0.1.0'\nipmo @{ ModuleName = 'IscSdk'; ModuleVersion = '0.1.0' }, Pester\nInstall-Module IscSdk -Force",
  },
  {
    what: "an import by a variable",
    before: "$m = 'PSSailpoint'\nImport-Module $m",
    after: "$m = 'IscSdk'\nImport-Module $m",
  },
  {
    what: "an import by path",
    before: "Import-Module ./modules/PSSailpoint/PSSailpoint.psd1",
    left: [error("named by its path")],
  },
  {
    what: "#Requires",
    before:
      '#Requires -Version 7.4\n#Requires -Modules Pester, PSSailpoint, @{ ModuleName="PSSailpoint.Beta"; ModuleVersion="1.0" }\n1',
    after:
      "#Requires -Version 7.4\n#Requires -Modules Pester, IscSdk, @{ ModuleName = 'IscSdk.Beta'; ModuleVersion = '0.1.0' }\n1",
  },
  { what: "using module", before: "using module PSSailpoint\n1", after: "using module IscSdk\n1" },
  {
    what: "Invoke-Paginate",
    before:
      "$a = Invoke-Paginate -Function 'Get-BetaIdentities' -Increment 100 -Limit 500 -InitialOffset 0 -Parameters @{\n    Filters = 'a'\n    'Sorters' = 'n' + $x\n}",
    after: "$a = Get-BetaIdentities -Limit 100 -First 500 -Filters 'a' -Sorters ('n' + $x)",
  },
  {
    what: "Invoke-Paginate with an offset, without a limit",
    before: "Invoke-Paginate Get-BetaRoles -InitialOffset $o | % id",
    after: "Get-BetaRoles -Skip $o -First (10000 - $o) | % id",
  },
  {
    what: "Invoke-Paginate with a table",
    before: "$p = @{ Filters = 'a' }\nInvoke-Paginate -Function 'Get-Roles' -Limit 9 -Parameters $p",
    after: "$p = @{ Filters = 'a' }\nGet-V2024Roles -First 9 @p",
  },
  {
    what: "Invoke-Paginate that must stay",
    before: "Invoke-Paginate -Function 'Get-Roles' -WithHttpInfo",
    after: "Invoke-Paginate -Function 'Get-V2024Roles' -WithHttpInfo",
    left: [warning("WithHttpInfo has no other form")],
  },
  {
    what: "Invoke-Paginate of who knows what",
    before: "Invoke-Paginate -Function $f",
    left: [warning("decided when the script runs")],
  },
  {
    what: "Set-DefaultConfiguration with a client, or a token",
    before:
      "Set-DefaultConfiguration -BaseUrl $u -ClientId $i -ClientSecret $s -Experimental $true\nSet-DefaultConfiguration -Token $t -ConsumerV 1",
    after: "Connect-Isc -BaseUrl $u -ClientId $i -ClientSecret $s\nConnect-Isc -Token $t",
  },
  {
    what: "Set-DefaultConfiguration with anything else",
    before: "Set-DefaultConfiguration -MaximumRetryCount 3\nSet-DefaultConfiguration -Token $t -RetryIntervalSeconds 3",
    left: [["Information", "RetryIntervalSeconds"]],
  },
  {
    what: "comments and messages",
    before:
      "# Update-BetaRole -Id $i -JsonPatchOperation $b\n<#\n.EXAMPLE\nPS> Remove-Beta -Id 1\nRemove-Beta is what we call.\n#>\nWrite-Host \"calling Remove-Beta $(Remove-Beta -Id 1)\"; throw 'Remove-Beta failed'",
    after:
      "# Update-BetaRole -Id $i -Body $b\n<#\n.EXAMPLE\nPS> Remove-BetaSource -Id 1\nRemove-BetaSource is what we call.\n#>\nWrite-Host \"calling Remove-BetaSource $(Remove-BetaSource -Id 1)\"; throw 'Remove-BetaSource failed'",
  },
  {
    what: "texts that may be data",
    before: "$x = @{ call = 'Remove-Beta' }; $m = 'PSSailpoint'",
    left: [warning("Remove-Beta is Remove-BetaSource"), warning("published module")],
  },
  {
    what: "code for another process, and the name of the module in Pester's commands",
    before:
      'pwsh -NoProfile -Command "Import-Module PSSailpoint; Get-BetaRoles"\nInModuleScope PSSailpoint.Beta { Get-BetaRoles }\nMock -ModuleName PSSailpoint Get-BetaRoles { 1 }',
    left: [warning("a text that loads"), warning("IscSdk.Beta here"), warning("published module")],
  },
  {
    what: "a call by a variable with one name",
    before: "$c = 'Remove-Beta'\n& $c -Id 1",
    after: "$c = 'Remove-BetaSource'\n& $c -Id 1",
  },
  {
    what: "a table that goes to a function of the script too",
    before: "$p = @{ Role = 1 }\nNew-BetaRole @p; Invoke-Other @p",
    after: "$p = @{ Body = 1 }\nNew-BetaRole @p; Invoke-Other @p",
    left: [warning("make a table for each")],
  },
  {
    what: "parameters in the code of a mock",
    before: "Mock New-BetaRole { $Role.name; $other } -ParameterFilter { $Role -ne $null }",
    left: [warning("this parameter is $Body"), warning("this parameter is $Body")],
  },
  {
    what: "calls by an alias of the script",
    before: "Set-Alias nr New-BetaRole\nnr -Role $r\nNew-Alias -Name rb -Value Remove-Beta -Force; rb -Id 1",
    after: "Set-Alias nr New-BetaRole\nnr -Body $r\nNew-Alias -Name rb -Value Remove-BetaSource -Force; rb -Id 1",
  },
  {
    what: "defaults of parameters",
    before:
      "$PSDefaultParameterValues['New-BetaRole:Role'] = $r\n$PSDefaultParameterValues += @{ 'Remove-Beta:Id' = 'x'; '*-BetaRole:Role' = 1; 'New-BetaRole:Nothing' = 1 }",
    after:
      "$PSDefaultParameterValues['New-BetaRole:Body'] = $r\n$PSDefaultParameterValues += @{ 'Remove-BetaSource:Id' = 'x'; '*-BetaRole:Role' = 1; 'New-BetaRole:Nothing' = 1 }",
    left: [warning("a pattern for names"), error("no parameter -Nothing")],
  },
  {
    what: "calls that are decided later",
    before: "& $name -Id 1\nInvoke-Expression 'Remove-Beta -Id 1'\n. ./other.ps1\n$b = { 1 }; & $b",
    left: [warning("decided when"), warning("Remove-Beta is Remove-BetaSource"), warning("another script")],
  },
  { what: "a script that does not parse", before: "Remove-Beta -Id 'x\n", left: [error("does not parse")] },
];

describe.skipIf(engine === undefined)("scripts of the published module", () => {
  let scenario: Scenario;
  let entries: readonly Entry[];
  let again: readonly Entry[];
  const path = (name: string): string => join(scenario.generated.folder, "scripts", name);
  const run = async (script: string): Promise<readonly Entry[]> => {
    const answer = await scenario.run(script);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    return answer.output as readonly Entry[];
  };
  beforeAll(async () => {
    scenario = await startScenario();
    mkdirSync(path(""));
    for (const [index, { before }] of CASES.entries()) writeFileSync(path(`case${String(index)}.ps1`), before);
    entries = await run("Invoke-IscMigration -Path FOLDER/scripts");
    again = await run("Invoke-IscMigration -Path FOLDER/scripts");
  });
  afterAll(() => scenario.close());

  it.each(CASES.map((entry, index) => ({ ...entry, index })))(
    "moves or names $what",
    ({ before, after, left, index }) => {
      const file = path(`case${String(index)}.ps1`);
      const own = entries.filter((entry) => entry.File === file);
      expect(readFileSync(file, "utf8")).toBe(after ?? before);
      const stays = own.filter(({ IsDone }) => !IsDone);
      expect(stays.map(({ Severity, Message }) => [Severity, Message])).toEqual(
        (left ?? []).map(([severity, text]) => [severity, expect.stringContaining(text)]),
      );
      expect(own.some(({ IsDone }) => IsDone)).toBe(after !== undefined);
      expect(again.filter((entry) => entry.File === file && entry.IsDone)).toEqual([]);
    },
  );

  it("keeps byte order marks, line ends and the bytes of old code pages, and asks first", async () => {
    const text = "# ä\r\nRemove-Beta -Id 'ä'\r\n\tRemove-Beta";
    const files: readonly (readonly [string, (text: string) => Buffer])[] = [
      ["utf8.ps1", (value) => Buffer.from(value)],
      ["mark.psm1", (value) => Buffer.from(`\uFEFF${value}`)],
      ["utf16.ps1", (value) => Buffer.from(`\uFEFF${value}`, "utf16le")],
      ["latin.ps1", (value) => Buffer.from(value, "latin1")],
    ];
    mkdirSync(path("bytes"));
    for (const [name, encode] of files) writeFileSync(path(`bytes/${name}`), encode(text));
    writeFileSync(
      path("bytes/own.psd1"),
      "@{ RequiredModules = @('Pester', @{ ModuleName = 'PSSailpoint'; ModuleVersion = '1.0' }); PowerShellVersion = '5.1' }",
    );
    const planned = await run("New-IscMigrationPlan -Path FOLDER/scripts/bytes/*.ps1");
    expect(planned.map(({ Line, Old, New, Severity }) => [Line, Old, New, Severity])).toEqual(
      Array.from({ length: 3 }).flatMap(() => [
        [2, "Remove-Beta -Id 'ä'", "Remove-BetaSource -Id 'ä'", "Information"],
        [3, "Remove-Beta", "Remove-BetaSource", "Information"],
      ]),
    );
    const asked = await run(
      "Invoke-IscMigration -Path FOLDER/scripts/bytes -WhatIf; & { $WhatIfPreference = $true; Invoke-IscMigration -Path FOLDER/scripts/bytes }",
    );
    expect(asked.some(({ IsDone }) => IsDone)).toBe(false);
    for (const [name, encode] of files) expect(readFileSync(path(`bytes/${name}`))).toEqual(encode(text));
    const done = await run("'FOLDER/scripts/bytes' | Invoke-IscMigration -Confirm:$false");
    expect(done.filter(({ IsDone }) => !IsDone).map(({ Message }) => Message)).toEqual([
      expect.stringContaining("PowerShellVersion"),
    ]);
    const moved = text.replaceAll("Remove-Beta", "Remove-BetaSource");
    for (const [name, encode] of files) expect(readFileSync(path(`bytes/${name}`))).toEqual(encode(moved));
    expect(readFileSync(path("bytes/own.psd1"), "utf8")).toContain(
      "@('Pester', @{ ModuleName = 'IscSdk'; ModuleVersion = '0.1.0' })",
    );
  });

  it.each([
    ["no such file", "New-IscMigrationPlan -Path FOLDER/nothing.ps1", "NoFile,New-IscMigrationPlan"],
    ["no script", "Invoke-IscMigration -LiteralPath FOLDER/IscSdk/LICENSE", "NoScript,Invoke-IscMigration"],
  ])("refuses %s", async (_, script, id) => {
    const answer = await scenario.run(script);
    expect(
      [...answer.errors, ...(answer.thrown === undefined ? [] : [answer.thrown])].map((found) => found.id),
    ).toEqual([id]);
  });

  it("looks below a folder when it is asked to", async () => {
    mkdirSync(path("deep/.git"), { recursive: true });
    for (const name of ["deep/one.ps1", "deep/.git/two.ps1"]) writeFileSync(path(name), "Remove-Beta 1");
    const found = await run(
      "New-IscMigrationPlan FOLDER/scripts/dee*; New-IscMigrationPlan FOLDER/scripts/dee* -Recurse",
    );
    expect(found.map(({ File }) => File)).toEqual([path("deep/one.ps1")]);
  });
});
