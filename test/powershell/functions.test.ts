import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engine, startScenario, type Scenario } from "./scenario.ts";

/** How a module's functions come about without the engine's parser: see runtime/functions.ps1. */
describe.skipIf(engine === undefined)("the functions of a module", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.close());

  it("are those that the parser finds in its files, word for word", async () => {
    const answer = await scenario.run(`
      foreach ($name in 'IscSdk.Beta', 'IscSdk.V2024') {
        $module = Get-Module $name
        $tokens = $problems = $null
        $found = 0
        foreach ($file in [System.IO.Directory]::GetFiles($module.ModuleBase, '*.ps1')) {
          foreach ($statement in [System.Management.Automation.Language.Parser]::ParseFile($file, [ref] $tokens, [ref] $problems).EndBlock.Statements) {
            $found++
            if ($statement -isnot [System.Management.Automation.Language.FunctionDefinitionAst]) { "$($statement.Extent.Text) is no function"; continue }
            $text = $statement.Body.Extent.Text
            if ("{$($module.ExportedFunctions[$statement.Name].Definition)}" -cne $text) { "$($statement.Name) is not what stands in its file" }
          }
        }
        if ($found -ne $module.ExportedFunctions.Count) { "$name has $($module.ExportedFunctions.Count) functions, its files $found" }
      }`);
    expect([answer.thrown, answer.errors, answer.output]).toEqual([undefined, [], []]);
  });

  it("are the same where the engine does not help, and with the line ends of Windows", async () => {
    const folder = join(scenario.generated.folder, "windows");
    mkdirSync(folder);
    const text = readFileSync(join(scenario.generated.folder, "IscSdk.Beta", "cmdlets.ps1"), "utf8");
    writeFileSync(join(folder, "cmdlets.ps1"), text.replaceAll("\n", "\r\n"));
    const answer = await scenario.run(`
      $runtime = Get-Module IscSdk.Runtime
      $expected = (Get-Module IscSdk.Beta).ExportedFunctions
      foreach ($plain in $true, $false) {
        $module = New-Module -Name Other -ScriptBlock { param($Runtime, $Plain) & $Runtime { param($Module, $Plain) Import-FunctionFile $Module 'FOLDER/windows/cmdlets.ps1' -Plain:$Plain } $ExecutionContext.SessionState.Module $Plain } -ArgumentList $runtime, $plain
        $module.ExportedFunctions.Count
        foreach ($function in $module.ExportedFunctions.Values) {
          if ($function.Definition -cne $expected[$function.Name].Definition) { "$($function.Name) differs" }
          if ($function.Parameters.Keys.Count -ne $expected[$function.Name].Parameters.Keys.Count) { "$($function.Name) has other parameters" }
        }
      }`);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const cmdlets = scenario.generated.model.versions.find((version) => version.label === "beta")?.operations.length;
    expect(answer.output).toEqual([cmdlets, cmdlets]);
  });
});
