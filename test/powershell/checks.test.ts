import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indexDeclarations, objectOf } from "../../generator/model/uses.ts";
import { declarationNames, operationNames, versionNames } from "../../generator/names/table.ts";
import { cmdletExamples } from "../../generator/targets/powershell/examples.ts";
import { versionModule } from "../../generator/targets/powershell/module-names.ts";
import { cmdletParameters } from "../../generator/targets/powershell/parameters.ts";
import { DEFAULT_CONFIG } from "../../generator/config/config.ts";
import { engine, startScenario, type Scenario } from "./scenario.ts";

describe.skipIf(engine === undefined)("the generated PowerShell files", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.close());

  it("parse, call nothing but the engine and two cmdlets of Utility, and export names that exist, with help", async () => {
    const checks = join(import.meta.dirname, "checks.ps1");
    const answer = await scenario.run(`& '${checks}' -Folder FOLDER -Modules IscSdk.Beta, IscSdk.V2024`, undefined, {
      session: "checks",
      timeout: 500,
    });
    expect(answer.thrown).toBeUndefined();
    expect(answer.errors).toEqual([]);
    expect(answer.output.slice(0, -1)).toEqual([]);
  });

  it("would be found out if they broke a rule of cmdlet design", async () => {
    const folder = join(scenario.generated.folder, "bad");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "bad.ps1"),
      `function Frobnicate-Thing { [CmdletBinding(ConfirmImpact = 'High')] param([Parameter(Mandatory)] [string] $A = 'x', [switch] $B = $true, [int] [string] $C, [string] $Verbose) Write-Output $global:x; throw 'bare' }
      function Remove-A_B { [CmdletBinding(SupportsShouldProcess)] param() }
      function Get-That { [CmdletBinding()] param() $PSCmdlet.ShouldProcess('x') }
      function Set-Thing { param() }`,
    );
    const checks = join(import.meta.dirname, "checks.ps1");
    const answer = await scenario.run(`& '${checks}' -Folder '${folder}' -Modules @()`, undefined, { session: "bad" });
    const found = answer.output.map((line) => String(line).replace(/^.*bad\.ps1: /u, ""));
    expect(found).toEqual([
      "Frobnicate-Thing: no approved verb",
      "Frobnicate-Thing -A: mandatory with a default",
      "Frobnicate-Thing -B: a switch with a default",
      "Frobnicate-Thing -C: two types",
      "Frobnicate-Thing -Verbose: a common parameter",
      "Frobnicate-Thing: ConfirmImpact without SupportsShouldProcess",
      "Remove-A_B: characters that a name must not have",
      "Remove-A_B: says ShouldProcess and does not ask",
      "Get-That: asks ShouldProcess and does not say so",
      "Set-Thing: changes without ShouldProcess",
      "writes or reads the global variable global:x",
      "throws a bare string: throw 'bare'",
      "calls Write-Output",
      "checked 0 functions",
    ]);
    rmSync(folder, { recursive: true });
  });

  it("export exactly the operations, their aliases, and the helpers of every model", async () => {
    const { model, names } = scenario.generated;
    for (const version of model.versions) {
      const own = versionNames(names, version.label);
      const { prefix } = own.powershell;
      const declarations = indexDeclarations(version);
      const cmdlets = version.operations.map((operation) => operationNames(own, operation.key).powershell);
      const helpers = version.declarations.flatMap((declaration) => {
        const { name } = declarationNames(own, declaration.id).powershell;
        const isObject = objectOf(declarations, { kind: "ref", id: declaration.id }) !== undefined;
        return [`ConvertFrom-${prefix}JsonTo${name}`, ...(isObject ? [`Initialize-${prefix}${name}`] : [])];
      });
      const answer = await scenario.run(
        `(Get-Module IscSdk.${prefix}).ExportedFunctions.Keys; '-'; (Get-Module IscSdk.${prefix}).ExportedAliases.Keys`,
      );
      const at = answer.output.indexOf("-");
      const sorted = (list: readonly unknown[]): readonly string[] => list.map(String).sort();
      expect(sorted(answer.output.slice(0, at))).toEqual(sorted([...cmdlets.map((entry) => entry.cmdlet), ...helpers]));
      const modelAliases = version.declarations.flatMap((declaration) => {
        const { aliases } = declarationNames(own, declaration.id).powershell;
        const isObject = objectOf(declarations, { kind: "ref", id: declaration.id }) !== undefined;
        return aliases.flatMap((alias) => [
          `ConvertFrom-${prefix}JsonTo${alias.name}`,
          ...(isObject ? [`Initialize-${prefix}${alias.name}`] : []),
        ]);
      });
      expect(sorted(answer.output.slice(at + 1))).toEqual(
        sorted([...cmdlets.flatMap((entry) => entry.aliases.map((alias) => alias.name)), ...modelAliases]),
      );
    }
  });

  it("show examples that run", async () => {
    const { model, names, folder } = scenario.generated;
    for (const name of ["file.txt", "content.bin"]) writeFileSync(join(folder, name), "content");
    const failures: string[] = [];
    for (const version of model.versions) {
      const module = versionModule(version, names, DEFAULT_CONFIG.powershell);
      for (const operation of version.operations) {
        for (const { code } of cmdletExamples(module, operation, cmdletParameters(module, operation))) {
          const answer = await scenario.run(code.replaceAll("'./", "'FOLDER/"), () => ({
            headers: { "x-total-count": "0" },
            body: [],
          }));
          if (answer.errors.length > 0 || answer.thrown !== undefined)
            failures.push(`${code}: ${answer.thrown?.message ?? answer.errors[0]?.message ?? ""}`);
          else if (scenario.mock.state.requests.length !== 1)
            failures.push(`${code}: ${String(scenario.mock.state.requests.length)} requests`);
        }
      }
    }
    expect(failures).toEqual([]);
  });

  it("show examples of model helpers that run, and give what OutputType says", async () => {
    const answer = await scenario.run(`
      $count = 0
      foreach ($module in Get-Module IscSdk.Beta, IscSdk.V2024) {
        foreach ($function in $module.ExportedFunctions.Values) {
          if ($function.Name -notmatch '^(ConvertFrom|Initialize)-') { continue }
          foreach ($example in $function.ScriptBlock.Ast.GetHelpContent().Examples) {
            $count++
            $made = @(& ([scriptblock]::Create($example -replace '^PS > ')))[0]
            if ($made -is [System.Management.Automation.PSCustomObject] -and $made.PSTypeNames[0] -ne $function.OutputType[0].Name) { "$($function.Name) gives $($made.PSTypeNames[0])" }
          }
        }
      }
      $count`);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toHaveLength(1);
    expect(answer.output[0]).toBeGreaterThan(200);
  });

  it("explain themselves in about_ topics", async () => {
    const answer = await scenario.run(
      "(Get-Help about_IscSdk) -match 'CONNECTING'; (Get-Help about_IscSdk.Beta) -match 'cmdlets with the prefix Beta'",
    );
    expect(answer.errors).toEqual([]);
    expect(answer.output).toEqual([true, true]);
  });
});
