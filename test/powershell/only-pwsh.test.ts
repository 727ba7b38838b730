import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findComplete } from "./engine.mjs";
import { engine, listService, startScenario, type Scenario } from "./scenario.ts";

/** What only a complete PowerShell can show: the engine alone lacks the commands, or the program that starts a job. */
const complete = findComplete();

interface Showing {
  readonly what: string;
  readonly script: string;
  readonly output: readonly unknown[];
  /** The requests it may take, where that is the point. */
  readonly requests?: number;
}

const SHOWINGS: readonly Showing[] = [
  {
    what: "Start-Job imports the module and takes the environment's connection",
    script:
      "$job = Start-Job { Import-Module IscSdk; @(Get-BetaRoles -Limit 3).Count }; Receive-Job -Job $job -Wait -AutoRemoveJob",
    output: [3],
  },
  {
    what: "Start-ThreadJob has the module by autoload",
    script: "Start-ThreadJob { @(Get-BetaRoles -Limit 3).Count } | Receive-Job -Wait -AutoRemoveJob",
    output: [3],
  },
  {
    what: "names of connections work in ForEach-Object -Parallel and thread jobs, and a task's own connection is no one else's",
    script: `Connect-Isc URL -Token a -Name A; Connect-Isc URL/b -Token b -Name B
      $import = { Import-Module 'FOLDER/IscSdk/IscSdk.psd1' }
      $null = 1 | ForEach-Object -Parallel { Import-Module 'FOLDER/IscSdk/IscSdk.psd1'; Connect-Isc URL/c -Token c -Name C }
      1 | ForEach-Object -Parallel { Import-Module 'FOLDER/IscSdk/IscSdk.psd1'; @(Get-BetaRoles -Limit 1 -Connection A).Count; @(Get-BetaRoles -Limit 1 -ErrorAction Ignore).Count }
      Start-ThreadJob { Import-Module 'FOLDER/IscSdk/IscSdk.psd1'; @(Get-BetaRoles -Limit 2 -Connection A).Count } | Receive-Job -Wait -AutoRemoveJob
      Switch-IscConnection A; 1 | ForEach-Object -Parallel { Import-Module 'FOLDER/IscSdk/IscSdk.psd1'; @(Get-BetaRoles -Limit 3).Count }; Disconnect-Isc`,
    // B's path has no list.
    output: [1, 0, 2, 3],
  },
  {
    what: "-Connection completes the names of connections, here and nowhere else",
    script:
      "function Test-Other { param($Connection) } Connect-Isc URL -Token a -Name 'Alpha'; Connect-Isc URL -Token a -Name 'al pha'; foreach ($line in 'Get-BetaRoles -Connection al', 'Switch-IscConnection al', 'Test-Other -Connection Al') { @((TabExpansion2 $line $line.Length).CompletionMatches.CompletionText) -join ' ' }; Disconnect-Isc",
    output: ["Alpha 'al pha'", "Alpha 'al pha'", ""],
  },
  {
    what: "the members of what a cmdlet gives are completed, and no object has them for it",
    script: `foreach ($line in '(Get-BetaRole -Id x).', 'Get-BetaRoles | Where-Object ', 'Get-BetaRoles | ForEach-Object { $_.') {
        $found = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        @('id', 'name', 'owner').Where({ $_ -cin $found }) -join ' '
      }
      (ConvertFrom-BetaJsonToRole '{"id":"1"}').PSObject.Properties.Name`,
    output: ["id name owner", "id name owner", "id name owner", "id"],
  },
  {
    what: "Import-Module -Force says that connections end",
    script:
      "Connect-Isc URL -Token a -Name A; $said = Import-Module 'FOLDER/IscSdk/IscSdk.psd1' -Force 3>&1; \"$said\" -match 'connections end \\(A\\)'; @(Get-IscConnection A).Count",
    output: [true, 0],
  },
  {
    what: "Select-Object -First stops the pages",
    script: "@(Get-BetaRoles -All -Limit 50 | Select-Object -First 10).Count",
    output: [10],
    requests: 1,
  },
  {
    what: "Select-Object -First over two pages stops after the second",
    script: "@(Get-BetaRoles -All -Limit 50 | Select-Object -First 60).Count",
    output: [60],
    requests: 2,
  },
  {
    what: "a list shows as a table of its telling columns",
    script:
      "$text = Get-BetaRoles -Limit 2 | Out-String -Width 200; $text -match '(?m)^id\\s+name'; $text -match '(?m)^id0\\s+Item 0'; $text -notmatch 'accessProfiles'",
    output: [true, true, true],
  },
  {
    what: "a view shows the name of what an item refers to, and the Select set gives flat columns",
    script:
      '$p = ConvertFrom-BetaJsonToRole \'{"id":"1","name":"n","owner":{"id":"2","name":"Ada"},"enabled":true,"segments":[]}\'; $text = $p | Out-String -Width 200; $text -match \'(?m)^id\\s+name\\s+enabled\\s+requestable\\s+owner\'; $text -match \'(?m)^1\\s+n\\s+True\\s+Ada\'; ($p | Select-Object Select | ConvertTo-Csv)[0]; $p | ConvertTo-Json -Compress',
    output: [
      true,
      true,
      '"id","name","enabled"',
      '{"id":"1","name":"n","owner":{"id":"2","name":"Ada"},"enabled":true,"segments":[]}',
    ],
  },
  {
    what: "connections show as a table, without secrets",
    script:
      "Connect-Isc URL -ClientId c -ClientSecret (ConvertTo-SecureString 'very secret' -AsPlainText -Force) -Name Shown; $text = Get-IscConnection | Format-Table | Out-String -Width 200; $list = Get-IscConnection | Format-List * -Force | Out-String; Disconnect-Isc Shown; $text -match 'Shown'; \"$text$list\" -notmatch 'very secret'",
    output: [true, true],
  },
  {
    what: "Connect-Isc takes the SecureString of ConvertTo-SecureString and a token as text",
    script:
      "$c = Connect-Isc URL -Token (ConvertTo-SecureString 'abc' -AsPlainText -Force) -PassThru; @(Get-BetaRoles -Limit 1 -Connection $c).Count; Disconnect-Isc",
    output: [1],
  },
  {
    what: "objects go through Sort-, Group-, Measure- and Export-Csv",
    script:
      "$roles = Get-BetaRoles -Limit 5; ($roles | Sort-Object name -Descending)[0].name; ($roles | Measure-Object).Count; ($roles | Select-Object id, name | ConvertTo-Csv -NoTypeInformation).Count",
    output: ["Item 4", 5, 6],
  },
  {
    what: "the preferences of the session do not break a call",
    script:
      "& { $VerbosePreference = 'Continue'; $InformationPreference = 'Continue'; @(Get-BetaRoles -Limit 1 4>$null).Count }",
    output: [1],
  },
  {
    what: "Get-Module -ListAvailable reads the manifest",
    script:
      "$m = Get-Module -ListAvailable IscSdk.Beta; $m.Version.ToString(); $m.ExportedFunctions.ContainsKey('Get-BetaRoles'); $m.Tags -contains 'SailPoint'",
    output: ["0.1.0", true, true],
  },
];

if (complete === undefined && engine !== undefined)
  process.stdout.write(
    `skipped, for they need a complete pwsh: ${SHOWINGS.map(({ what }) => what).join("; ")}; see test/powershell/only-pwsh.test.ts\n`,
  );

describe.skipIf(complete === undefined)("a complete PowerShell", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario(complete);
  });
  afterAll(() => scenario.close());

  it.each(SHOWINGS)("$what", async ({ script, output, requests }) => {
    const answer = await scenario.run(script, listService("/beta/roles", 300), { timeout: 500 });
    expect([answer.thrown?.message, answer.errors.map((error) => error.message)]).toEqual([undefined, []]);
    expect(answer.output).toEqual(output);
    if (requests !== undefined) expect(scenario.mock.state.requests).toHaveLength(requests);
  });
});
