import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ScriptAnswer } from "./engine.mjs";
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

  it.each([
    [
      "cut in a body",
      "\nfunction Get-One {\n    1\n}\n\nfunction Get-Two {\n    2",
      "'function Get-Two {' has no end there",
    ],
    ["cut in a name", "\nfunction Get-One {\n    1\n}\n\nfunction Get-T", "'function Get-T' has no beginning there"],
    [
      "with its brace in the next line",
      "\nfunction Get-One\n{ {\n    1\n}\n",
      "'function Get-One' has no beginning there",
    ],
    [
      "without a last brace",
      "\nfunction Get-One {\n    1\n\nfunction Get-Two {\n    2\n}\n",
      "'function Get-One {' has no end there",
    ],
  ])("say what to do about a file %s", async (_, text, problem) => {
    const answer = await load(text);
    expect([answer.thrown, answer.output]).toEqual([undefined, []]);
    expect(answer.errors.map((error) => error.message)).toEqual([
      `${join(scenario.generated.folder, "edited.ps1")} is cut short or changed: ${problem}. Install the module Other again.`,
    ]);
  });

  it("need no line end behind the last one", async () => {
    const answer = await load("\nfunction Get-One {\n    1\n}\n\nfunction Get-Two {\n    2\n}");
    expect([answer.thrown, answer.errors, answer.output]).toEqual([undefined, [], ["Get-One", "Get-Two"]]);
  });

  /** The names of the functions that a module of one file has. */
  function load(text: string): Promise<ScriptAnswer> {
    writeFileSync(join(scenario.generated.folder, "edited.ps1"), text);
    writeFileSync(
      join(scenario.generated.folder, "Other.psm1"),
      "& (Get-Module IscSdk.Runtime) { param($Module, $File) Import-FunctionFile $Module $File } $ExecutionContext.SessionState.Module ([System.IO.Path]::Combine($PSScriptRoot, 'edited.ps1'))",
    );
    return scenario.run("(Import-Module 'FOLDER/Other.psm1' -PassThru -Force).ExportedFunctions.Keys");
  }
});
