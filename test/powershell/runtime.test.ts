import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { echoService, engine, startScenario, type Scenario } from "./scenario.ts";

const SECRET = "function Get-Secure { param($Text) [System.Net.NetworkCredential]::new('', $Text).SecurePassword }\n";

describe.skipIf(engine === undefined)("PowerShell runtime", () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.close());

  it("works with nothing but the environment, asks for one token, and never with the secret in the URL", async () => {
    await scenario.run("Disconnect-Isc; 1..5 | ForEach-Object { $null = Get-BetaIdentity $_ }", echoService);
    expect(scenario.mock.state.tokens).toHaveLength(1);
    expect(scenario.mock.state.tokens[0]?.url).toBe("/oauth/token");
    expect(scenario.mock.state.tokens[0]?.body).toBe(
      "grant_type=client_credentials&client_id=client&client_secret=se%20cret%261",
    );
  });

  it("asks for a new token after a 401, once", async () => {
    let refused = 0;
    const answer = await scenario.run("Get-BetaIdentity x", (request) =>
      refused++ === 0 ? { status: 401, body: {} } : { body: { id: request.headers["authorization"] } },
    );
    expect(answer.errors).toEqual([]);
    expect(scenario.mock.state.tokens).toHaveLength(1);
    const still = await scenario.run("Get-BetaIdentity x", () => ({ status: 401, body: {} }));
    expect(still.errors[0]?.category).toBe("AuthenticationError");
    expect(scenario.mock.state.requests).toHaveLength(2);
  });

  it("talks to whom the last word names", async () => {
    const who = "(Get-BetaIdentity x).auth";
    const answer = await scenario.run(
      `${SECRET}Connect-Isc URL -Token 'one' -Name A; Set-DefaultConfiguration -Token 'two'; ${who}
      Set-DefaultConfiguration -BaseUrl 'URL/other' -Token 'three' -DefaultHeaders @{ 'X-A' = '1' } -MaximumRetryCount 7; ${who}
      (Get-IscConnection | ForEach-Object { "$($_.BaseUrl -replace '.*:[0-9]+') $($_.IsDefault)" }) -join ', '
      Switch-IscConnection A; ${who}; (Get-DefaultConfiguration).BaseUrl -replace '.*:[0-9]+'
      $c = Connect-Isc URL -Token 'four' -Name B -PassThru; ${who}; (Get-DefaultConfiguration).MaximumRetryCount; (Get-DefaultConfiguration).DefaultHeaders['X-A']
      ($c | Switch-IscConnection -PassThru).Name; (Get-BetaIdentity x -Connection a).auth
      Set-ClientCredentialOverride other (Get-Secure s); Switch-IscConnection A; ${who}
      Disconnect-Isc A; ${who}
      try { Switch-IscConnection Nowhere } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
      Set-DefaultConfiguration -BaseUrl URL -Token 'five'; Disconnect-Isc; (Get-IscConnection).ClientId; ${who} -replace '[0-9]+$'
      Connect-Isc URL -Credential ([pscredential]::new('c', (Get-Secure 's'))) -Name C; (Get-IscConnection C).ClientId
      Connect-Isc URL -ClientId 'd' -ClientSecret 'text' -Name C; (Get-IscConnection C).ClientId
      try { Connect-Isc URL -ClientId 'd' -ClientSecret @{ a = 1 } } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
      & (Get-Module IscSdk.Runtime) { $script:defaults.Clear() }; Disconnect-Isc`,
      echoService,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      "Bearer two",
      "Bearer three",
      " False, /other True",
      "Bearer one",
      "/",
      "Bearer four",
      7,
      "1",
      "B",
      "Bearer one",
      "Bearer one",
      "Bearer four",
      "NoSuchConnection",
      "client",
      "Bearer token-",
      "c",
      "d",
      "InvalidSecret",
    ]);
    expect(scenario.mock.state.requests[1]?.path).toBe("/other/beta/identities/x");
    expect(answer.warnings).toEqual([expect.stringContaining("Set-ClientCredentialOverride")]);
  });

  it("takes no secret along to another tenant", async () => {
    const answer = await scenario.run(
      `Connect-Isc 'https://a.example.com' -Token 'one'; Set-DefaultConfiguration -BaseUrl URL; (Get-BetaIdentity x).auth -replace '[0-9]+$'
      Set-DefaultConfiguration -Token 'two'; (Get-BetaIdentity x).auth
      Set-DefaultConfiguration -BaseUrl 'URL/b' -TokenUrl 'URL/oauth/token'; (Get-BetaIdentity x).auth -replace '[0-9]+$'; Disconnect-Isc`,
      echoService,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    // The environment's client, not the token of the other tenant.
    expect(answer.output).toEqual(["Bearer token-", "Bearer two", "Bearer token-"]);
  });

  it("waits as long as Retry-After says, and repeats a POST only when it had no effect", async () => {
    let calls = 0;
    const busy = await scenario.run("Get-BetaIdentity x", () =>
      calls++ === 0 ? { status: 429, headers: { "retry-after": "1" }, body: {} } : { body: { id: "x" } },
    );
    expect(busy.output).toHaveLength(1);
    expect(busy.milliseconds).toBeGreaterThan(900);
    await scenario.run("New-BetaRole @{ name = 'x' } -ErrorAction SilentlyContinue", () => ({ status: 502, body: {} }));
    expect(scenario.mock.state.requests).toHaveLength(1);
    await scenario.run("Reset-BetaIdentity x -ErrorAction SilentlyContinue", () => "close");
    expect(scenario.mock.state.requests).toHaveLength(1);
  });

  it.each([
    // What is no wait counts as absent: a 503 is then no sign that a POST had no effect.
    ["Infinity", 429, 2],
    ["NaN", 429, 2],
    ["-1", 429, 2],
    ["Infinity", 503, 1],
    ["-1", 503, 1],
    // Longer than the call may take.
    ["1e12", 429, 1],
    ["99999999999999999999", 503, 1],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 503, 1],
  ])("tells the service's error when Retry-After is %s (%i)", async (after, status, requests) => {
    const answer = await scenario.run(
      "Connect-Isc URL -Token 't' -MaximumRetryCount 1; try { New-BetaRole @{ name = 'x' } } catch { $_.FullyQualifiedErrorId }; Disconnect-Isc",
      () => ({ status, headers: { "retry-after": after }, body: {} }),
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual([`HttpStatus${String(status)},New-BetaRole`]);
    expect(scenario.mock.state.requests).toHaveLength(requests);
  });

  it("waits a part of a second, of up to half a minute, also before the fortieth attempt", async () => {
    const answer = await scenario.run(
      `& (Get-Module IscSdk.Runtime) { 1, 3, 40, 2000 | ForEach-Object { Get-Backoff @{ RetryIntervalSec = 0.5 } $_ 0.5 } }`,
    );
    expect([answer.thrown, answer.output]).toEqual([undefined, [0.25, 1, 15, 15]]);
  });

  it("throws for a single call, as the published examples rely on", async () => {
    const answer = await scenario.run(
      "try { Get-BetaIdentity x } catch { $_.Exception.Response.StatusCode.value__; $_.ErrorDetails.Message; $_.Exception.Body; $_.FullyQualifiedErrorId; [string] $_.CategoryInfo.Category; $_.Exception.Response.RequestMessage }",
      () => ({ status: 404, headers: { "slpt-request-id": "r1" }, body: { messages: [{ text: "not here" }] } }),
    );
    expect(answer.output).toEqual([
      404,
      // What the engine shows of an error that nobody catches.
      `GET ${scenario.mock.url}/beta/identities/x answered 404 not here (request r1)`,
      '{"messages":[{"text":"not here"}]}',
      "HttpStatus404,Get-BetaIdentity",
      "ObjectNotFound",
      null,
    ]);
  });

  it("says what to do instead, before anything is sent", async () => {
    const answer = await scenario.run(`function Show { param($Call) try { & $Call } catch { "$_" } }
      Show { Remove-BetaRole -Id a, b }
      Show { Invoke-IscRequest /x -OutFile FOLDER/no/x }
      (Find-IscCmdlet '*Role').Name -match '^(Get|Initialize)-BetaRole$'
      & (Get-Module IscSdk.Runtime) { Get-CauseText ([System.Exception]::new('no such host (h:443)', [System.Exception]::new('no such host'))) }`);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      "Remove-BetaRole takes text for -Id, not a list of 2; nothing was sent. Give several through the pipeline: 'a', 'b' | Remove-BetaRole",
      `there is no folder ${join(scenario.generated.folder, "no")} for -OutFile; nothing was sent`,
      "Get-BetaRole",
      "Initialize-BetaRole",
      "no such host (h:443)",
    ]);
    expect(scenario.mock.state.requests).toEqual([]);
  });

  it("goes on with the next object of a pipeline, and obeys -ErrorAction", async () => {
    const service = (request: { path: string }) =>
      request.path.endsWith("bad") ? { status: 404, body: {} } : { body: { id: "good" } };
    const piped = await scenario.run("'bad', 'good' | Get-BetaIdentity", service);
    expect([piped.errors.length, piped.output.length, piped.thrown]).toEqual([1, 1, undefined]);
    const stopped = await scenario.run("'bad', 'good' | Get-BetaIdentity -ErrorAction Stop", service);
    expect([stopped.output.length, stopped.thrown?.id]).toEqual([0, "HttpStatus404,Get-BetaIdentity"]);
    const single = await scenario.run(
      "Get-BetaIdentity bad -ErrorAction SilentlyContinue -ErrorVariable e; 'after'; $e.Count",
      service,
    );
    expect(single.output).toEqual(["after", 1]);
    const preference = await scenario.run(
      "& { $ErrorActionPreference = 'Stop'; 'bad', 'good' | Get-BetaIdentity }",
      service,
    );
    expect(preference.thrown?.id).toBe("HttpStatus404,Get-BetaIdentity");
  });

  it("leaves one record of each failure, in -ErrorVariable of the cmdlet and its callers, and in $Error", async () => {
    const calls = [
      "Get-BetaIdentity bad",
      "Get-BetaIdentity ' '",
      "Get-BetaIdentity x -Connection nobody",
      "Get-BetaRoles -Limit many",
      "Get-BetaRoles -All -Headers @{ 'a b' = 1 }",
      "New-BetaRole '{\"a\":'",
      "[pscustomobject]@{ PSTypeName = 'Other'; id = 1 } | Remove-BetaRole",
      "Initialize-BetaRole -Enabled maybe",
      "ConvertFrom-BetaJsonToRole '{'",
      "Connect-Isc ftp://x -Token t",
      "Switch-IscConnection nobody",
      "Invoke-IscRequest /../x",
      "Invoke-IscRequest /x -OutFile /no/such/folder/x",
      "Invoke-Paginate Get-BetaRoles -Parameters @{ Headers = @{ 'a b' = 1 } }",
      "Set-DefaultConfiguration -Token @{}",
    ];
    const answer = await scenario.run(
      calls
        .map(
          (call) =>
            `$Error.Clear(); $e = $null; function Test-It { [CmdletBinding()] param() ${call} -ErrorAction SilentlyContinue -ErrorVariable script:e }; Test-It -ErrorVariable outer; "$($e.Count) $($outer.Count) $($Error.Count) $([object]::ReferenceEquals($e[0].Exception, $Error[0].Exception))"
            $Error.Clear(); try { ${call} -ErrorAction Stop -ErrorVariable e } catch { }; "$($e.Count) $($Error.Count)"`,
        )
        .join("\n"),
      (request) => (request.path.endsWith("bad") ? { status: 404, body: {} } : { body: { id: "x" } }),
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual(calls.flatMap(() => ["1 1 1 True", "1 1"]));
  });

  it("serves several tenants side by side", async () => {
    const answer = await scenario.run(
      `${SECRET}Connect-Isc URL -Token 'one' -Name A; $b = Connect-Isc URL -ClientId c -ClientSecret (Get-Secure s) -Name B -PassThru; (Get-BetaIdentity x -Connection A).auth; (Get-BetaIdentity x -Connection $b).auth; (Get-BetaIdentity x).auth; (Get-IscConnection).Name; Disconnect-Isc B; (Get-BetaIdentity x).auth; Disconnect-Isc`,
      echoService,
    );
    const [one, own, byDefault, ...rest] = answer.output;
    expect(one).toBe("Bearer one");
    expect(own).toBe(byDefault);
    expect(own).toMatch(/^Bearer token-/u);
    expect(rest).toEqual(["A", "B", "Bearer one"]);
  });

  it("shows no secret in objects, errors, verbose and debug", async () => {
    const answer = await scenario.run(
      `${SECRET}$c = Connect-Isc URL -ClientId c -ClientSecret (Get-Secure ([string]::Join('', 'ge', 'heim'))) -PassThru; $c | ConvertTo-Json -Depth 5; try { Get-BetaIdentities -Filters 'name eq "Ada"' -Verbose -Debug } catch { $_ | ConvertTo-Json -Depth 3 -WarningAction Ignore }; Disconnect-Isc`,
      () => ({ status: 400, body: { messages: [{ text: "no" }] } }),
      { answers: ["A", "A", "A", "A"] },
    );
    const text = JSON.stringify(answer);
    expect(text).not.toContain("geheim");
    expect(text).not.toMatch(/Bearer token/u);
    expect(JSON.stringify([answer.verbose, answer.debug])).not.toContain("Ada");
    expect(answer.debug.join()).toContain("Authorization: [redacted]");
  });

  it("works in ForEach-Object -Parallel", async () => {
    const answer = await scenario.run(
      "Connect-Isc URL -Token 'shared'; 1..3 | ForEach-Object -Parallel { (Get-BetaIdentity \"p$_\").auth }; Disconnect-Isc",
      echoService,
      { timeout: 500 },
    );
    expect(answer.output).toEqual(["Bearer shared", "Bearer shared", "Bearer shared"]);
  });

  it("imports under strict mode and Stop, changes neither, and leaves nothing behind", async () => {
    const answer = await scenario.run(
      "Set-StrictMode -Version Latest; $ErrorActionPreference = 'Stop'; Import-Module 'FOLDER/IscSdk/IscSdk.psd1'; $ErrorActionPreference; try { $undefinedThing; 'lax' } catch { 'strict' }; Remove-Module IscSdk; @(Get-Module IscSdk*).Count; @(Get-Command Get-BetaIdentity, Connect-Isc, Initialize-BetaRole, Sync-BetahronizeAttributesForIdentity -ErrorAction Ignore | Where-Object Version -eq $null).Count; $null -eq [System.AppDomain]::CurrentDomain.GetData('IscSdk.Runtime')",
      echoService,
      { session: "strict" },
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual(["Stop", "strict", 0, 0, true]);
  });

  it("imports by a cmdlet's name alone, and each version on its own", async () => {
    const auto = await scenario.run(
      "$env:PSModulePath = 'FOLDER' + [System.IO.Path]::PathSeparator + $env:PSModulePath; (Get-BetaIdentity x).id; (Get-Module IscSdk.*).Name",
      echoService,
      { session: "auto" },
    );
    expect(auto.output).toEqual(["x", "IscSdk.Beta", "IscSdk.Runtime"]);
    const alone = await scenario.run(
      "Import-Module 'FOLDER/IscSdk.V2024/IscSdk.V2024.psd1'; (Get-V2024Identity x).id; Get-Command Get-BetaIdentity -Module IscSdk.Beta -ErrorAction Ignore | Where-Object ModuleName -eq x",
      echoService,
      { session: "alone" },
    );
    expect(alone.output).toEqual(["x"]);
  });

  it("keeps Get- and Set-DefaultConfiguration working", async () => {
    const answer = await scenario.run(
      "Set-DefaultConfiguration -MaximumRetryCount 0; (Get-DefaultConfiguration).MaximumRetryCount; (Get-DefaultConfiguration).BaseUrl; Get-BetaIdentity x -ErrorAction SilentlyContinue",
      () => ({ status: 503, body: {} }),
      { session: "auto" },
    );
    expect(answer.output).toEqual([0, `${scenario.mock.url}/`]);
    expect(scenario.mock.state.requests).toHaveLength(1);
  });

  it("sends default headers of any kind, the caller's own token too", async () => {
    const answer = await scenario.run(
      `Connect-Isc URL -Token 'own'
      Set-DefaultConfiguration -DefaultHeaders @{ 'Content-Type' = 'application/vnd.x+json'; Authorization = 'Bearer mine'; 'X-Job' = 'a' }
      $null = Get-BetaIdentity x
      $null = New-BetaRole @{ name = 'x' }
      Set-DefaultConfiguration -DefaultHeaders $null
      $null = Get-BetaIdentity x
      Disconnect-Isc`,
      echoService,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const seen = scenario.mock.state.requests.map(({ headers }) => [
      headers["content-type"],
      headers["authorization"],
      headers["x-job"],
    ]);
    expect(seen).toEqual([
      [undefined, "Bearer mine", "a"],
      ["application/vnd.x+json", "Bearer mine", "a"],
      [undefined, "Bearer own", undefined],
    ]);
  });

  it.each(["NaN", "Infinity", 1e300, -5, "soon"])("takes a token that says to end in %j", async (expires) => {
    const answer = await scenario.run(
      `${SECRET}Connect-Isc URL -ClientId 'odd ${String(expires)}' -ClientSecret (Get-Secure s) -TokenUrl 'URL/odd'; 1..2 | ForEach-Object { (Get-BetaIdentity x).auth }; Disconnect-Isc`,
      (request, state) =>
        request.path === "/odd" ? { body: { access_token: "t", expires_in: expires } } : echoService(request, state),
    );
    expect([answer.thrown, answer.errors, answer.output]).toEqual([undefined, [], ["Bearer t", "Bearer t"]]);
    expect(scenario.mock.state.requests.filter((request) => request.path === "/odd")).toHaveLength(1);
  });

  it("reads config.json in the working folder when the environment says nothing", async () => {
    const answer = await scenario.run(
      `Import-Module 'FOLDER/IscSdk.Beta/IscSdk.Beta.psd1'
      $names = 'SAIL_BASE_URL', 'SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'
      $values = $names.ForEach({ [System.Environment]::GetEnvironmentVariable($_) })
      $names.ForEach({ [System.Environment]::SetEnvironmentVariable($_, $null) })
      try {
        try { Get-BetaIdentity x } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        [System.IO.File]::WriteAllText('FOLDER/config.json', '{ "BaseURL": "URL/", "ClientId": "file", "ClientSecret": "s" }')
        $null = $ExecutionContext.SessionState.Path.SetLocation('FOLDER')
        (Get-BetaIdentity x).id
        (Get-IscConnection).ClientId
      }
      finally { for ($i = 0; $i -lt 3; $i++) { [System.Environment]::SetEnvironmentVariable($names[$i], $values[$i]) } }`,
      echoService,
      { session: "file" },
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual(["NotConnected", "x", "file"]);
  });

  it("sends a secret of the environment to no address of config.json", async () => {
    const answer = await scenario.run(
      `Import-Module 'FOLDER/IscSdk.Beta/IscSdk.Beta.psd1'
      $names = 'SAIL_BASE_URL', 'SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'
      $values = $names.ForEach({ [System.Environment]::GetEnvironmentVariable($_) })
      function Use-Variable { for ($i = 0; $i -lt 3; $i++) { [System.Environment]::SetEnvironmentVariable($names[$i], $args[$i]) } }
      [System.IO.File]::WriteAllText('FOLDER/config.json', '{ "BaseURL": "URL/file", "ClientId": "file", "ClientSecret": "s", "TokenURL": "URL/odd" }')
      $null = $ExecutionContext.SessionState.Path.SetLocation('FOLDER')
      try {
        Use-Variable 'URL' 'environment' 'hidden'
        (Connect-Isc -PassThru).ClientId; $null = Get-BetaIdentity x
        Use-Variable 'URL' 'environment' $null
        try { Connect-Isc } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        Use-Variable $null 'environment' 'hidden'
        (Connect-Isc -PassThru).ClientId
        try { Connect-Isc -ClientId given } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
      }
      finally { Use-Variable @values; Disconnect-Isc }`,
      echoService,
      { session: "places" },
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual(["environment", "NotConfigured", "file", "NotConfigured"]);
    expect(scenario.mock.state.requests.map((request) => request.path)).not.toContain("/odd");
  });

  it("says who it is, and adds headers and a limit of its own to one call", async () => {
    const answer = await scenario.run(
      `${SECRET}$null = Get-BetaIdentity x -Headers @{ 'X-A' = 1; Accept = 'text/x'; N = $null; 'X-Plain' = (Get-Secure 'hid') } -Debug
      $null = Get-BetaIdentity x -Headers @{ 'User-Agent' = 'mine' }
      foreach ($bad in @{ 'a b' = 1 }, @{ a = @{ b = 1 } }, @{ a = "x\`ny" }) { try { Get-BetaIdentity x -Headers $bad } catch { $_.FullyQualifiedErrorId } }
      Connect-Isc URL -Token t -MaximumRetryCount 0; try { Get-BetaIdentity slow -TimeoutSec 1 } catch { $_.Exception.Message -replace '^.* had', 'had' }; Disconnect-Isc`,
      (request) => (request.path.endsWith("slow") ? { delayMs: 5000 } : { body: {} }),
      { timeout: 20_000 },
    );
    const [first, second] = scenario.mock.state.requests;
    expect(first?.headers).toMatchObject({ "x-a": "1", accept: "text/x", "x-plain": "hid" });
    expect(first?.headers).not.toHaveProperty("n");
    expect(first?.headers["user-agent"]).toMatch(
      /^IscSdk\.Beta\/\d+\.\d+\.\d+ PowerShell\/7\.\S+ \((?:Linux|Windows|macOS)\)$/u,
    );
    expect(second?.headers["user-agent"]).toBe("mine");
    expect(answer.debug.join()).toContain("X-Plain: [redacted]");
    expect(answer.output).toEqual([
      ...Array.from({ length: 3 }, () => "InvalidHeader,Get-BetaIdentity"),
      "had no response in 1 s",
    ]);
  });

  it("sends any request by Invoke-IscRequest, to the connection's service alone", async () => {
    const answer = await scenario.run(
      `$(Invoke-IscRequest beta/things -Query ([ordered]@{ limit = 2; ids = 'a', 'b'; n = $null })).path
      (Invoke-IscRequest URL/beta/things?x=1 -WithHttpInfo).StatusCode
      Invoke-IscRequest /beta/bytes | ForEach-Object { $_.GetType().Name }
      Invoke-IscRequest /beta/x -Method post -Body @{ a = @(1) }
      Invoke-IscRequest /beta/x -Method PUT -Body 'a;b' -ContentType text/csv
      Invoke-IscRequest /beta/x -Method DELETE -WhatIf
      foreach ($bad in 'https://evil.example/beta', '/beta/../x', '/beta/%2e%2e/x', '', 'URL.evil.example/x') { try { Invoke-IscRequest $bad } catch { $_.FullyQualifiedErrorId } }`,
      (request) =>
        request.path === "/beta/bytes"
          ? { body: Buffer.from([1, 2]), headers: { "content-type": "application/zip" } }
          : request.path === "/beta/x"
            ? { status: 204 }
            : { body: [{ path: request.url }] },
    );
    expect(answer.output).toEqual([
      "/beta/things?limit=2&ids=a&ids=b",
      200,
      "Byte[]",
      "PathOfAnotherService,Invoke-IscRequest",
      "InvalidPathArgument,Invoke-IscRequest",
      "InvalidPathArgument,Invoke-IscRequest",
      "ParameterArgumentValidationErrorEmptyStringNotAllowed,Invoke-IscRequest",
      "PathOfAnotherService,Invoke-IscRequest",
    ]);
    expect(answer.host).toEqual(['What if: Performing the operation "Invoke-IscRequest" on target "DELETE /beta/x".']);
    expect(
      scenario.mock.state.requests
        .slice(3)
        .map((request) => [request.method, request.headers["content-type"], request.body]),
    ).toEqual([
      ["POST", "application/json", '{"a":[1]}'],
      ["PUT", "text/csv", "a;b"],
    ]);
  });

  it("takes the address of a tenant's page for that of its API, and says so", async () => {
    const answer = await scenario.run(
      `foreach ($url in 'https://acme.identitynow.com/ui/d/dashboard', 'https://acme.identitynow-demo.com/', 'https://acme.api.identitynow.com/v3', 'https://acme.api.identitynow.com', 'https://identitynow.com.example.org/x') { (Connect-Isc $url -Token t -PassThru).BaseUrl }; Disconnect-Isc`,
    );
    expect(answer.output).toEqual([
      "https://acme.api.identitynow.com",
      "https://acme.api.identitynow-demo.com",
      "https://acme.api.identitynow.com",
      "https://acme.api.identitynow.com",
      "https://identitynow.com.example.org/x",
    ]);
    expect(answer.warnings).toHaveLength(3);
    expect(answer.warnings[0]).toBe(
      "https://acme.identitynow.com/ui/d/dashboard is not the base URL of the API: requests go to https://acme.api.identitynow.com",
    );
  });

  it("is one module: the umbrella requires the versions of its release, which share a runtime of one build", async () => {
    const answer = await scenario.run(
      `$m = Get-Module IscSdk; $m.RequiredModules.Name; @(Get-Command -Module IscSdk).Count -gt 100; (Get-Command Get-BetaIdentity).HelpUri
      try { & (Get-Module IscSdk.Runtime) { Register-Module @{ Module = 'IscSdk.V9'; Search = ''; Prefix = 'V9'; Build = 'other' } } } catch { "$_" -replace ' .*' }`,
    );
    expect(answer.errors).toEqual([]);
    expect(answer.output).toEqual([
      "IscSdk.Beta",
      "IscSdk.V2024",
      true,
      "https://developer.sailpoint.com/docs/api/beta/get-identity",
      "IscSdk.V9",
    ]);
  });

  it("keeps a version that was imported by name when the umbrella goes", async () => {
    const answer = await scenario.run(
      `Import-Module IscSdk.Beta
      Import-Module IscSdk; Remove-Module IscSdk; (Get-Module IscSdk*).Name; Remove-Module IscSdk.Beta; @(Get-Module IscSdk*).Count`,
      undefined,
      { session: "keeps" },
    );
    expect(answer.output).toEqual(["IscSdk.Beta", "IscSdk.Runtime", 0]);
  });

  it("says why it is not there in the constrained language", async () => {
    const answer = await scenario.run(
      `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
      try { Import-Module IscSdk.Beta -ErrorAction Stop } catch { "$_" }`,
      undefined,
      { session: "constrained" },
    );
    expect(answer.output).toEqual([
      expect.stringMatching(/^IscSdk\.Beta needs the language mode FullLanguage, and this session has Constrained/u),
    ]);
  });

  it("goes through a proxy", async () => {
    await scenario.run(
      "Connect-Isc 'http://tenant.invalid' -AllowHttp -Token 't' -Proxy URL; $null = Get-BetaIdentity x; Disconnect-Isc",
      echoService,
    );
    expect(scenario.mock.state.requests.map((request) => request.url)).toEqual([
      "http://tenant.invalid/beta/identities/x",
    ]);
  });

  it("answers a proxy that asks who is there", async () => {
    const answer = await scenario.run(
      `${SECRET}Connect-Isc 'http://tenant.invalid' -AllowHttp -Token 't' -Proxy URL -ProxyCredential ([pscredential]::new('ada', (Get-Secure 'pa:ss'))); (Get-BetaIdentity x).id; Disconnect-Isc`,
      (request) =>
        request.headers["proxy-authorization"] === undefined
          ? { status: 407, headers: { "proxy-authenticate": 'Basic realm="here"' } }
          : { body: { id: request.headers["proxy-authorization"] } },
    );
    expect(answer.thrown).toBeUndefined();
    expect(answer.output).toEqual([`Basic ${Buffer.from("ada:pa:ss").toString("base64")}`]);
  });

  it("repeats a change only for a connection that was told to", async () => {
    for (const [option, requests] of [
      ["", 1],
      [" -RetryUnsafe", 2],
    ] as const) {
      let calls = 0;
      await scenario.run(
        `Connect-Isc URL -Token 't'${option}; $null = New-BetaRole @{ name = 'x' } -ErrorAction SilentlyContinue; Disconnect-Isc`,
        () => (calls++ === 0 ? { status: 502, body: {} } : { body: { id: "x" } }),
      );
      expect(scenario.mock.state.requests).toHaveLength(requests);
    }
  });

  it("gives up after -TimeoutSec, and says so", async () => {
    const answer = await scenario.run(
      "Connect-Isc URL -Token 't' -TimeoutSec 1 -MaximumRetryCount 0; try { Get-BetaIdentity x } catch { $_.FullyQualifiedErrorId; [string] $_.CategoryInfo.Category }; Disconnect-Isc",
      () => ({ body: {}, delayMs: 30_000 }),
    );
    expect(answer.output).toEqual(["Timeout,Get-BetaIdentity", "OperationTimeout"]);
    expect(answer.milliseconds).toBeLessThan(25_000);
  });

  it("holds requests back when it is told a rate, also those of another runspace", async () => {
    const answer = await scenario.run(
      "$c = Connect-Isc URL -Token 't' -RequestsPer10Seconds 2 -PassThru; $null = 1..2 | ForEach-Object { Get-BetaIdentity $_ }; (3 | ForEach-Object -Parallel { Get-BetaIdentity $_ -Connection $using:c }).id; Disconnect-Isc",
      echoService,
      { timeout: 500 },
    );
    expect(answer.output).toEqual(["3"]);
    expect(answer.milliseconds).toBeGreaterThan(9000);
  });

  it("counts the requests of all runspaces that share a connection", async () => {
    // Many starts that no longer count: all runspaces take them away at the same time.
    const answer = await scenario.run(
      `$settings = & (Get-Module IscSdk.Runtime) { $settings = Build-Setting -Name 'shared' -BaseUrl URL; $settings.RequestsPer10Seconds = 400; $settings }
      $long = [datetime]::UtcNow.AddSeconds(-11)
      foreach ($i in 1..20000) { $settings.Starts.Enqueue($long) }
      1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
        Import-Module 'FOLDER/IscSdk.Beta/runtime/IscSdk.Runtime.psd1'
        $settings = $using:settings
        & (Get-Module IscSdk.Runtime) { param($Settings) foreach ($i in 1..100) { Wait-Turn $null $Settings } } $settings
      }
      $settings.Starts.Count`,
      undefined,
      { timeout: 500 },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([400]);
  });
});
