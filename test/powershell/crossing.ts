import type { Scenario } from "./scenario.ts";

/**
 * Gives every model's object to every `Remove-` cmdlet: through the pipeline, as a value, and as Select-Object makes it.
 * `module` names the modules whose cmdlets and types take part. Gives the requests that were sent, each of which tells the type by its id.
 */
export async function crossModels(
  scenario: Pick<Scenario, "run" | "mock">,
  module = "IscSdk.*",
): Promise<readonly string[]> {
  const answer = await scenario.run(CROSS.replace("MODULE", module), () => ({ status: 204 }));
  if (answer.thrown !== undefined) throw new Error(answer.thrown.message);
  const [calls] = answer.output;
  if (typeof calls !== "number" || calls < 100) throw new Error(`only ${String(calls)} calls were made`);
  return [...new Set(scenario.mock.state.requests.map(({ method, path }) => `${method} ${path}`))].sort();
}

const CROSS = String.raw`
  $modules = @(Get-Module MODULE | Where-Object { $_.ExportedFunctions.Count -gt 0 -and $_.Name -ne 'IscSdk.Runtime' })
  $types = [System.Collections.Generic.HashSet[string]]::new()
  foreach ($module in $modules) { foreach ($match in [regex]::Matches([System.IO.File]::ReadAllText("$($module.ModuleBase)/cmdlets.ps1"), "'(IscSdk\.\w+)'")) { $null = $types.Add($match.Groups[1].Value) } }
  $calls = 0
  foreach ($command in $modules.ExportedFunctions.Values) {
    if ($command.Verb -ne 'Remove') { continue }
    $given = @{ Confirm = $false; ErrorAction = 'Ignore' }
    $piped = ''
    foreach ($parameter in $command.ParameterSets[0].Parameters) {
      if ($parameter.ValueFromPipeline) { $piped = $parameter.Name }
      elseif ($parameter.IsMandatory) { $given[$parameter.Name] = 'p' }
    }
    if (-not $piped) { continue }
    foreach ($type in $types) {
      $one = [pscustomobject]@{ PSTypeName = $type; id = $type; name = 'n'; type = 't' }
      $selected = [pscustomobject]@{ PSTypeName = 'Selected.System.Management.Automation.PSCustomObject'; id = "selected $type" }
      try { $one | & $command @given } catch { }
      $named = @{ $piped = $one }
      try { & $command @given @named } catch { }
      $calls += 2
    }
    try { $selected | & $command @given } catch { }
  }
  $calls`;
