import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operationNames, versionNames } from "../../generator/names/table.ts";
import { crossModels } from "./crossing.ts";
import { echoService, engine, listService, startScenario, type Scenario } from "./scenario.ts";

describe.skipIf(engine === undefined)("PowerShell cmdlets", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.close());
  const sent = (): readonly string[] =>
    scenario.mock.state.requests.map((request) => `${request.method} ${request.url}`);
  const bodies = (): readonly string[] => scenario.mock.state.requests.map((request) => request.body);

  it("takes an id by position, by value and by property name", async () => {
    const answer = await scenario.run(
      "Get-BetaIdentity a; 'b','c' | Get-BetaIdentity; [pscustomobject]@{ id = 'd' } | Get-BetaIdentity",
      echoService,
    );
    expect(answer.errors).toEqual([]);
    expect(sent()).toEqual([
      "GET /beta/identities/a",
      "GET /beta/identities/b",
      "GET /beta/identities/c",
      "GET /beta/identities/d",
    ]);
  });

  it("sends nothing for pipeline input that is no id or an object of another model", async () => {
    const service = listService("/beta/identities", 2);
    const wrong = await scenario.run("Get-BetaIdentities | Remove-BetaRole", service);
    expect(sent()).toEqual(["GET /beta/identities"]);
    expect(wrong.errors.map((error) => error.id)).toEqual([
      "InputOfAnotherType,Remove-BetaRole",
      "InputOfAnotherType,Remove-BetaRole",
    ]);
    const numbers = await scenario.run("1, @{ name = 'x' }, [datetime]'2025-01-01' | Get-BetaIdentity", echoService);
    expect(sent()).toEqual([]);
    expect(numbers.errors.map((error) => error.id)).toEqual(
      Array.from({ length: 3 }, () => "InputNotAnId,Get-BetaIdentity"),
    );
  });

  it("takes the id of an object that stands where an id is meant", async () => {
    const answer = await scenario.run(
      `$role = (Get-BetaRoles -Limit 1)[0]
      Remove-BetaRole $role; Remove-BetaRole -Id $role; Remove-BetaRole @{ Id = 'x' }; @{ id = 'y' } | Remove-BetaRole
      Get-BetaRoleAssignment -IdentityId @{ id = 'i' } -AssignmentId @{ id = 'a' }
      [pscustomobject]@{ id = 'c' } | Get-BetaRoleAssignment -IdentityId p
      [pscustomobject]@{ identityId = 'q'; assignmentId = 'd' } | Get-BetaRoleAssignment
      'e' | Get-BetaRoleAssignment -IdentityId p`,
      listService("/beta/roles", 1),
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(sent()).toEqual([
      "GET /beta/roles?limit=1",
      "DELETE /beta/roles/id0",
      "DELETE /beta/roles/id0",
      "DELETE /beta/roles/x",
      "DELETE /beta/roles/y",
      "GET /beta/identities/i/role-assignments/a",
      "GET /beta/identities/p/role-assignments/c",
      "GET /beta/identities/q/role-assignments/d",
      "GET /beta/identities/p/role-assignments/e",
    ]);
  });

  it("sends nothing for an object of another type, a list, or what Select-Object has made of one", async () => {
    const calls = [
      "Remove-BetaRole (Get-BetaIdentities)[0]",
      "Remove-BetaRole (Get-BetaIdentities)",
      "Remove-BetaRole ([uri]'http://x')",
      "Remove-BetaRole ([pscustomobject]@{ PSTypeName = 'My.Row'; id = 'x' })",
      "[pscustomobject]@{ PSTypeName = 'Selected.System.Management.Automation.PSCustomObject'; id = 'x' } | Remove-BetaRole",
      "[pscustomobject]@{ PSTypeName = 'Deserialized.IscSdk.BetaIdentity'; id = 'x' } | Remove-BetaRole",
      "[pscustomobject]@{ PSTypeName = 'CSV:IscSdk.BetaIdentity'; id = 'x' } | Remove-BetaRole",
      "[System.Threading.Thread]::CurrentThread | Remove-BetaRole",
      "[pscustomobject]@{ id = 'a'; type = 'x' } | Get-BetaReassignmentConfigurationEvaluation -IdentityId i",
      "'x' | Get-BetaReassignmentConfigurationEvaluation -IdentityId i",
    ];
    const answer = await scenario.run(
      calls
        .map((call) => `try { ${call} -ErrorAction Stop; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`)
        .join("\n"),
      listService("/beta/identities", 2),
    );
    expect(answer.output).toEqual([
      "InputOfAnotherType",
      "InvalidPathArgument",
      "InvalidPathArgument",
      ...Array.from({ length: 5 }, () => "InputOfAnotherType"),
      "InputObjectNotBound",
      "InputObjectNotBound",
    ]);
    expect(new Set(sent())).toEqual(new Set(["GET /beta/identities"]));
  });

  it("removes nothing by an object of a model that the path does not hold", async () => {
    expect(await crossModels(scenario, "IscSdk.Beta")).toEqual(CROSSED);
  });

  it("pipes roles into what changes them, and shows it with -WhatIf", async () => {
    const shown = await scenario.run("Get-BetaRoles -First 2 | Remove-BetaRole -WhatIf", listService("/beta/roles", 3));
    expect(sent()).toEqual(["GET /beta/roles?limit=2"]);
    expect(shown.host).toEqual([
      'What if: Performing the operation "Remove-BetaRole" on target "DELETE /beta/roles/id0".',
      'What if: Performing the operation "Remove-BetaRole" on target "DELETE /beta/roles/id1".',
    ]);
    await scenario.run("Get-BetaRoles -First 2 | Remove-BetaRole", listService("/beta/roles", 3));
    expect(sent()).toEqual(["GET /beta/roles?limit=2", "DELETE /beta/roles/id0", "DELETE /beta/roles/id1"]);
  });

  it("obeys $WhatIfPreference of the calling script, and asks with -Confirm", async () => {
    const function_ = await scenario.run(
      "function Test-It { [CmdletBinding(SupportsShouldProcess)] param() Remove-BetaRole x } Test-It -WhatIf",
      echoService,
    );
    expect(function_.host.join()).toContain("What if");
    expect(sent()).toEqual([]);
    const asked = await scenario.run("Remove-BetaRole x -Confirm; Remove-BetaRole y -Confirm", echoService, {
      answers: ["N", "Y"],
    });
    expect(asked.prompts).toHaveLength(2);
    expect(sent()).toEqual(["DELETE /beta/roles/y"]);
    const quiet = await scenario.run("Remove-BetaRole z", echoService);
    expect(quiet.prompts).toEqual([]);
  });

  it("takes a body as hashtable, object and JSON text, under its published name too", async () => {
    await scenario.run(
      "New-BetaRole -Body @{ name = 'a' }; New-BetaRole -Role ([pscustomobject]@{ name = 'b' }); New-BetaRole '{\"name\":\"c\"}'",
      echoService,
    );
    expect(bodies()).toEqual(['{"name":"a"}', '{"name":"b"}', '{"name":"c"}']);
  });

  it("lets null, 0, $false and empty lists reach the wire", async () => {
    await scenario.run(
      "New-BetaRole -Body ([ordered]@{ name = $null; count = 0; enabled = $false; list = @(); one = @('x') })",
      echoService,
    );
    expect(bodies()).toEqual(['{"name":null,"count":0,"enabled":false,"list":[],"one":["x"]}']);
    await scenario.run("Get-BetaRoles -Offset 0 -Count $false -Filters $null", listService("/beta/roles", 0));
    expect(sent()).toEqual(["GET /beta/roles?offset=0&count=false&filters="]);
  });

  it("keeps a JSON Patch with one operation a list", async () => {
    await scenario.run(
      '$one = [ordered]@{ op = \'replace\'; path = \'/name\'; value = \'x\' }\nUpdate-BetaRole r -Body $one\nUpdate-BetaRole r -Body @($one)\nUpdate-BetaRole r -JsonPatchOperation \'{"op":"replace","path":"/name","value":"x"}\'',
      echoService,
    );
    expect(bodies()).toEqual(Array.from({ length: 3 }, () => '[{"op":"replace","path":"/name","value":"x"}]'));
    expect(scenario.mock.state.requests[0]?.headers["content-type"]).toBe("application/json-patch+json");
  });

  it("completes known values and takes others", async () => {
    const answer = await scenario.run(
      "$line = 'Get-BetaIdentities -DefaultFilter '; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.CompletionText; Get-BetaIdentities -DefaultFilter 'NEW_ONE'",
      listService("/beta/identities", 0),
    );
    expect(answer.output).toEqual(expect.arrayContaining(["CORRELATED_ONLY", "NONE"]));
    expect(sent()).toEqual(["GET /beta/identities?defaultFilter=NEW_ONE"]);
  });

  it("gives typed objects, and sends back what was read and not assigned", async () => {
    const body = `{"id":"x","created":"2025-05-20T12:30:00.120+02:00","n":[1.10,1.0,0.1234567890123456789012345],"big":12345678901234567890123,"far":[1e400,1E5,1e-30,-0,-0.0,123456789012345678901234567890.5],"at":"/Date(0)/","one":[[1]],"none":[],"odd":{"a":1,"A":2}}`;
    const answer = await scenario.run(
      "$role = Get-BetaRole x; $role.created.GetType().FullName; $role.n[0].GetType().Name; $role.PSTypeNames[0]; (Get-Command Get-BetaRole).OutputType.Name[0]; $null = New-BetaRole $role; $null = New-BetaRole @{ far = $role.far[0], ($role.far[1] + 0) }; try { New-BetaRole @{ far = @([double]::NaN) } } catch { $_.Exception.Message }",
      () => ({ body }),
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      "System.String",
      "Decimal",
      "IscSdk.BetaRole",
      "IscSdk.BetaRole",
      "-Body.far[0] is NaN, which is not a number of JSON; nothing was sent",
    ]);
    expect(bodies().slice(1)).toEqual([body, '{"far":[1e400,100000.0]}']);
  });

  it("makes a dictionary of the one object whose keys differ in case only, with a warning", async () => {
    const answer = await scenario.run(
      "$x = Get-BetaRoles; $x[0].GetType().Name; $x[0]['id']; $x[0]['ID']; $x[0].PSObject.TypeNames[0]; $x[1].GetType().Name; $x[1].id",
      () => ({ body: '[{"id":"a","ID":"b"},{"id":"c"}]' }),
    );
    expect(answer.output).toEqual(["OrderedDictionary", "a", "b", "IscSdk.BetaRole", "PSCustomObject", "c"]);
    expect(answer.warnings).toHaveLength(1);
  });

  it.each([
    ["lists of the engine's own", "$script:namer = $null"],
    ["a list of each, where the engine has no such field", "$script:namer = Build-Namer 'none'"],
  ])("names the items of a long list, each for itself: %s", async (_, namer) => {
    const answer = await scenario.run(
      `& (Get-Module IscSdk.Beta) { ${namer} }; ` +
        "$x = Get-BetaRoles; ($x | Where-Object { $_.PSTypeNames[0] -eq 'IscSdk.BetaRole' }).Count; $x[0].PSTypeNames.Insert(0, 'Mine'); $x[1].PSObject.TypeNames.Clear(); $x[0].PSTypeNames -join ' '; $x[1].PSTypeNames.Count; $x[2].PSTypeNames -join ' '; (Get-BetaRoles)[0].PSTypeNames[0]; @(Get-BetaIdentities)[59].PSTypeNames[0]",
      () => ({ body: JSON.stringify(Array.from({ length: 60 }, (_, index) => ({ id: String(index) }))) }),
    );
    const own = "IscSdk.BetaRole System.Management.Automation.PSCustomObject System.Object";
    expect(answer.output).toEqual([60, `Mine ${own}`, 0, own, "IscSdk.BetaRole", "IscSdk.BetaIdentity"]);
  });

  it("takes payloads of common habits, and sends no half and no secret", async () => {
    const answer = await scenario.run(
      `$file = [System.IO.Path]::GetTempFileName(); [System.IO.File]::WriteAllText($file, "{\`n \`"name\`": \`"a\`"\`n}")
      $null = New-BetaRole ([string[]] [System.IO.File]::ReadAllLines($file)); $null = New-BetaRole ([System.IO.FileInfo] $file)
      $null = New-BetaRole @{ on = [switch] $true; list = @([switch] $false) }; $null = '{"name":"p"}' | New-BetaRole
      [System.IO.File]::ReadAllLines($file) | ConvertFrom-BetaJsonToRole | ForEach-Object name; '{"name":"q"}', '{"name":"r"}' | ConvertFrom-BetaJsonToRole | ForEach-Object name
      $ring = @{}; $ring['self'] = $ring; $deep = 1; 1..120 | ForEach-Object { $deep = @{ a = $deep } }
      $secret = [System.Net.NetworkCredential]::new('', 'geheim').SecurePassword
      $line = '"x"' | ForEach-Object { $_.PSObject.Properties.Add([psnoteproperty]::new('ReadCount', 2)); $_ }
      foreach ($bad in $ring, $deep, @{ a = @(@{ password = $secret }) }) { try { New-BetaRole $bad } catch { $_.Exception.Message } }
      foreach ($bad in $line, $null) { try { $bad | New-BetaRole -ErrorAction Stop; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }`,
      () => ({ body: {} }),
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(bodies().map((body) => JSON.parse(body) as unknown)).toEqual([
      { name: "a" },
      { name: "a" },
      { on: true, list: [false] },
      { name: "p" },
    ]);
    expect(answer.output).toEqual([
      "a",
      "q",
      "r",
      expect.stringContaining("-Body contains itself, or is nested more than 100 times"),
      expect.stringContaining("-Body contains itself, or is nested more than 100 times"),
      expect.stringContaining("-Body.a[0].password is a SecureString"),
      "InputIsALine",
      "InputIsNothing",
    ]);
  });

  it("gives Response, StatusCode and Headers with -WithHttpInfo, and nothing for a 204", async () => {
    const answer = await scenario.run(
      "$x = Get-BetaIdentity x -WithHttpInfo; $x.Response.id; $x.StatusCode; $x.Headers['X-One']",
      () => ({ headers: { "X-One": "1" }, body: { id: "x" } }),
    );
    expect(answer.output).toEqual(["x", 200, "1"]);
    const nothing = await scenario.run("Remove-BetaRole x", () => ({ status: 204 }));
    expect(nothing.output).toEqual([]);
  });

  it("sends files by path, relative to PowerShell's location", async () => {
    await scenario.run(
      "[System.IO.File]::WriteAllText('FOLDER/ü p.txt', 'hällo'); Push-Location FOLDER -ErrorAction Ignore; New-BetaFormDefinitionFileRequest -Id f -File 'FOLDER/ü p.txt'",
      echoService,
    );
    const [request] = scenario.mock.state.requests;
    expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/u);
    expect(request?.body).toContain('Content-Disposition: form-data; name="file"; filename="ü p.txt"');
    expect(request?.body).toContain("hällo");
    const missing = await scenario.run("New-BetaFormDefinitionFileRequest -Id f -File 'FOLDER/none.txt'", echoService);
    expect(missing.errors[0]?.id).toBe("FileNotFound,New-BetaFormDefinitionFileRequest");
    expect(sent()).toEqual([]);
  });

  it("gives CSV as text, ZIP as bytes, and saves either", async () => {
    const csv = await scenario.run(
      "Export-BetaNonEmployeeRecords x; (Export-BetaNonEmployeeRecords x -OutFile FOLDER).Name; [System.IO.File]::ReadAllText('FOLDER/é.csv')",
      () => ({
        headers: { "content-type": "text/csv", "content-disposition": "attachment; filename*=UTF-8''..%2F%C3%A9.csv" },
        body: "a,é\n",
      }),
    );
    expect(csv.output).toEqual(["a,é\n", "é.csv", "a,é\n"]);
    const zip = await scenario.run(
      "$bytes = Export-BetaNonEmployeeRecords x; $bytes.GetType().Name; $bytes.Length; (Export-BetaNonEmployeeRecords x -OutFile FOLDER/x.zip).Length",
      () => ({ headers: { "content-type": "application/zip" }, body: Buffer.from([80, 75, 3, 4, 255]) }),
    );
    expect(zip.output).toEqual(["Byte[]", 5, 5]);
    const latin = await scenario.run("Export-BetaNonEmployeeRecords x", () => ({
      headers: { "content-type": "text/csv; charset=iso-8859-1" },
      body: Buffer.from([0xe9]),
    }));
    expect(latin.output).toEqual(["é"]);
    const nowhere = await scenario.run("Export-BetaNonEmployeeRecords x -OutFile FOLDER/none/x.zip", () => ({
      headers: { "content-type": "application/zip" },
      body: Buffer.from([80]),
    }));
    expect(nowhere.errors[0]?.id ?? nowhere.thrown?.id).toBe("OutFileFolderNotFound,Export-BetaNonEmployeeRecords");
    expect(sent()).toEqual([]);
  });

  it.each([200, 500])("gives a download of status %i up when a piece does not come", async (status) => {
    const answer = await scenario.run(
      "Connect-Isc URL -Token 't' -TimeoutSec 1 -MaximumRetryCount 0; foreach ($more in @{}, @{ OutFile = 'FOLDER/half.csv' }) { try { Export-BetaNonEmployeeRecords x @more } catch { $_.FullyQualifiedErrorId } }; @([System.IO.Directory]::GetFiles('FOLDER', 'half*')).Count; Disconnect-Isc",
      () => ({ status, headers: { "content-type": "text/csv" }, body: "a,b", stalls: true }),
    );
    const id = "Timeout,Export-BetaNonEmployeeRecords";
    expect(answer.output).toEqual([id, id, 0]);
    expect(answer.milliseconds).toBeLessThan(15_000);
  });

  it("accepts the experimental parameter, hides it, and always sends the header", async () => {
    const operation = scenario.generated.model.versions
      .flatMap((version) => version.operations.map((entry) => ({ version, entry })))
      .find(({ entry }) => entry.constantHeaders.length > 0 && entry.method === "get" && !entry.path.includes("{"));
    if (operation === undefined) throw new Error("the embedded specs have no experimental list");
    const { cmdlet } = operationNames(
      versionNames(scenario.generated.names, operation.version.label),
      operation.entry.key,
    ).powershell;
    const answer = await scenario.run(
      `${cmdlet} -XSailPointExperimental 'false'; ${cmdlet}; (Get-Command ${cmdlet}).Parameters['XSailPointExperimental'].Attributes.DontShow -contains $true`,
      () => ({ body: [] }),
    );
    expect(answer.errors).toEqual([]);
    expect(answer.output.at(-1)).toBe(true);
    expect(scenario.mock.state.requests.map((request) => request.headers["x-sailpoint-experimental"])).toEqual([
      "true",
      "true",
    ]);
  });

  it("warns once of an old name, and not of the other version's", async () => {
    const answer = await scenario.run(
      "Sync-BetahronizeAttributesForIdentity -IdentityId x; Sync-BetahronizeAttributesForIdentity -IdentityId x; Sync-BetaAttributesForIdentity -IdentityId x",
      echoService,
    );
    expect(answer.warnings).toEqual([
      "Sync-BetahronizeAttributesForIdentity is an old name of Sync-BetaAttributesForIdentity and will go away: call Sync-BetaAttributesForIdentity",
    ]);
    expect(sent()).toHaveLength(3);
  });

  it("refuses a path argument that would address something else", async () => {
    const answer = await scenario.run("'..', '.' | Get-BetaIdentity; Get-BetaIdentity 'a/../b'", echoService);
    expect(answer.errors.map((error) => error.id)).toEqual([
      "InvalidPathArgument,Get-BetaIdentity",
      "InvalidPathArgument,Get-BetaIdentity",
    ]);
    expect(sent()).toEqual(["GET /beta/identities/a%2F..%2Fb"]);
  });

  it("makes and reads models as the published module does", async () => {
    const answer = await scenario.run(
      "Initialize-BetaRole -Name 'x' -Description $null -Entitlements @() -Enabled $false | ConvertTo-Json -Compress; $r = ConvertFrom-BetaJsonToRole -Json '{\"id\":\"a\",\"unknown\":1}'; $r.PSTypeNames[0]; $r.unknown; $null -eq (ConvertFrom-BetaJsonToRole -Json $null); $null -eq (ConvertFrom-BetaJsonToRole -Json '')",
    );
    expect(answer.output).toEqual([
      '{"name":"x","description":null,"entitlements":[],"enabled":false}',
      "IscSdk.BetaRole",
      1,
      true,
      true,
    ]);
  });

  it("saves files inside the folder, asks before it writes over one, and shows how far it is", async () => {
    const names = ["C:evil.csv", "..\\\\x.csv", "../../y.csv", "a:b.csv", "CON.csv", "dot. ."];
    let at = 0;
    const answer = await scenario.run(
      `$folder = [System.IO.Directory]::CreateDirectory('FOLDER/saved').FullName
      foreach ($n in 1..6) { (Export-BetaNonEmployeeRecords x -OutFile $folder -Force).FullName.Substring($folder.Length + 1) }
      $file = "$folder/kept.csv"; [System.IO.File]::WriteAllText($file, 'kept')
      foreach ($n in 1..2) { try { $null = Export-BetaNonEmployeeRecords x -OutFile $file } catch { $_.FullyQualifiedErrorId }; [System.IO.File]::ReadAllText($file) }
      [System.IO.File]::WriteAllText($file, 'kept'); $null = Export-BetaNonEmployeeRecords x -OutFile $file -Force; [System.IO.File]::ReadAllText($file)`,
      () => ({
        headers: {
          "content-type": "text/csv",
          "content-disposition": `attachment; filename="${names[at++] ?? "z.csv"}"`,
        },
        body: "new",
      }),
      { answers: ["N", "Y"] },
    );
    expect(answer.output).toEqual([
      "C_evil.csv",
      "x.csv",
      "y.csv",
      "a_b.csv",
      "_CON.csv",
      "dot",
      "OutFileExists,Export-BetaNonEmployeeRecords",
      "kept",
      "new",
      "new",
    ]);
    expect(answer.prompts).toHaveLength(2);
    // Nothing was sent for the file that was kept.
    expect(sent()).toHaveLength(8);
    const list = listService("/beta/roles", 8);
    const slow = await scenario.run(
      "@(Get-BetaRoles -All -Limit 2).Count; $ProgressPreference = 'SilentlyContinue'; @(Get-BetaRoles -All -Limit 4).Count",
      async (request, state) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        return list(request, state);
      },
    );
    expect(slow.output).toEqual([8, 8]);
    expect(slow.progress.join("\n")).toMatch(/Get-BetaRoles.*4 items/u);
  });

  it("makes typed models: lists stay lists, by property name too, and nothing where a value is of another kind", async () => {
    const json = "ForEach-Object { ConvertTo-Json -InputObject $_ -Compress -Depth 5 }";
    const made = async (script: string): Promise<readonly unknown[]> =>
      (await scenario.run(`${script} | ${json}`)).output;
    expect(await made("Initialize-BetaRole -Segments x -AccessProfiles @{ id = 1 }")).toEqual([
      '{"segments":["x"],"accessProfiles":[{"id":1}]}',
    ]);
    expect(await made("Initialize-BetaRole -Id a -Segments 5, $null -Enabled true -Description 7")).toEqual([
      '{"id":"a","segments":["5",null],"enabled":true,"description":"7"}',
    ]);
    expect(await made("Initialize-BetaRole -Segments $null")).toEqual(['{"segments":null}']);
    // The second object has no name: that of the first is not its own.
    expect(
      await made(
        "[pscustomobject]@{ id = '1'; name = 'n' }, [pscustomobject]@{ id = '2' } | Initialize-BetaRole -Description d",
      ),
    ).toEqual(['{"description":"d","name":"n","id":"1"}', '{"description":"d","id":"2"}']);
    const failed = await scenario.run(
      "'True', 'maybe', 'False' | ForEach-Object { [pscustomobject]@{ enabled = $_ } } | Initialize-BetaRole -ErrorAction SilentlyContinue | ForEach-Object enabled; try { Initialize-BetaRole -Id @{} } catch { \"$_\" }",
    );
    expect(failed.output).toEqual([
      true,
      false,
      "Initialize-BetaRole takes text for -Id, not an object of type Hashtable",
    ]);
  });
});

/** Each model that a `Remove-` cmdlet of the embedded specs takes, read against the paths by hand. */
const CROSSED: readonly string[] = [
  "DELETE /beta/identities/IscSdk.BetaIdentity",
  "DELETE /beta/identities/IscSdk.V2024Identity",
  "DELETE /beta/roles/IscSdk.BetaRole",
  "DELETE /beta/roles/IscSdk.V2024Role",
];
