import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startMockServer, type Answering, type MockServer } from "./mock-server.mjs";
import { echoService, engine, startScenario, type Scenario } from "./scenario.ts";

/** Sends a request of any kind by the runtime's own sender, and tells what became of it. */
const RAW = `
function Get-Secure { param($Text) [System.Net.NetworkCredential]::new('', $Text).SecurePassword }
function Send-Raw {
  [CmdletBinding()] param($Method, $Path, $Body, $Headers = @{})
  $answer = & (Get-Module IscSdk.Runtime) {
    param($Cmdlet, $Method, $Path, $Body, $Headers)
    $bytes = if ($null -ne $Body) { [System.Text.Encoding]::UTF8.GetBytes($Body) }
    $settings = Resolve-Connection $Cmdlet $null
    $address = "$($settings.BaseUrl)$Path"
    $request = @{ Operation = 'raw'; Method = $Method; Path = $Path; Query = ''; Url = $address; Address = $address; Target = $null; Headers = $Headers; Body = $bytes; ContentType = 'text/plain'; IsRepeatable = $true; IsAnonymous = $false; IsForeign = $false; IsSecret = $false; Basic = $null; Sink = $null }
    Send-Request $Cmdlet $settings $request
  } $PSCmdlet $Method $Path $Body $Headers
  if ($null -ne $answer.Failure) { "$($answer.Failure.FullyQualifiedErrorId): $($answer.Failure.Exception.Message)" } else { $answer.Content }
}
function Show-All {
  # Everything that a record, a variable or a stream could show.
  param($Record)
  $exception = $Record.Exception
  while ($null -ne $exception) { $exception.ToString(); $exception.PSObject.Properties.ForEach({ [string] $_.Value }); $exception = $exception.InnerException }
}
`;

describe.skipIf(engine === undefined)("PowerShell runtime keeps to its origin", () => {
  let scenario: Scenario;
  let elsewhere: MockServer;
  beforeAll(async () => {
    scenario = await startScenario();
    elsewhere = await startMockServer();
  });
  afterAll(async () => {
    await elsewhere.stop();
    await scenario.close();
  });

  /** `/to/307/home/next` answers 307 to `/next` of this service; anything else tells what arrived. */
  const service =
    (at: string): Answering =>
    ({ path, method }) => {
      const [, status, name, rest = ""] = /^\/to\/(\d+)\/(\w+)(\/.*)$/u.exec(path) ?? [];
      if (status === undefined) return { body: { at, method, id: at } };
      const start = { home: scenario.mock.url, elsewhere: elsewhere.url, relative: "" }[String(name)];
      const location = start === undefined ? (name === "loop" ? path : "http://:::") : start + rest;
      return { status: Number(status), headers: { location }, body: "moved" };
    };
  const run = (script: string, options = {}) => {
    elsewhere.reset(service("elsewhere"));
    return scenario.run(RAW + script, service("home"), options);
  };
  const connect =
    "Connect-Isc URL -Token 't0ken'; Set-DefaultConfiguration -DefaultHeaders @{ 'X-Api-Key' = 'k3y'; 'x-odd' = '0dd'; 'User-Agent' = 'job' }\n";
  const end = "\nSet-DefaultConfiguration -DefaultHeaders $null; Disconnect-Isc";

  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
  const statuses = [301, 302, 303, 307, 308];
  const cases = methods.flatMap((method) => statuses.map((status) => [method, status] as const));
  const hasBody = (method: string): boolean => /^[PD]/u.test(method);
  const nextMethod = (method: string, status: number): string => {
    if (status === 303) return method === "HEAD" ? "HEAD" : "GET";
    return method === "POST" && status < 303 ? "GET" : method;
  };
  const sendAll = (place: string): string =>
    cases
      .map(
        ([method, status]) =>
          `Send-Raw ${method} '/to/${String(status)}/${place}/next' ${hasBody(method) ? "'b0dy'" : "$null"} @{ Accept = 'text/csv'; Cookie = 'c=1' }`,
      )
      .join("\n");

  it("sends requests on within their origin as RFC 9110 says", async () => {
    const answer = await run(connect + sendAll("relative") + end);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const arrived = scenario.mock.state.requests.filter(({ path }) => path === "/next");
    expect(arrived.map(({ method, body }) => [method, body])).toEqual(
      cases.map(([method, status]) => {
        const next = nextMethod(method, status);
        return [next, hasBody(method) && next === method ? "b0dy" : ""];
      }),
    );
    for (const { headers, body } of arrived) {
      expect(headers["authorization"]).toBe("Bearer t0ken");
      expect(headers["content-type"]).toBe(body === "" ? undefined : "text/plain");
    }
  });

  it("sends no body, change or credential to another origin, and names both", async () => {
    const answer = await run(connect + sendAll("elsewhere") + end);
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const isRefused = ([method, status]: readonly [string, number]): boolean => hasBody(method) && status !== 303;
    const refused = answer.output.filter((line) => String(line).startsWith("RedirectRefused"));
    expect(refused).toHaveLength(cases.filter(isRefused).length);
    for (const line of refused) {
      expect(line).toContain(scenario.mock.url);
      expect(line).toContain(elsewhere.url);
    }
    const arrived = elsewhere.state.requests;
    expect(arrived.map(({ method }) => method)).toEqual(
      cases.filter((entry) => !isRefused(entry)).map(([method, status]) => nextMethod(method, status)),
    );
    for (const { body, headers } of arrived) {
      expect(body).toBe("");
      expect(headers["accept"]).toBe("text/csv");
      expect(headers["user-agent"]).toBe("job");
      expect(Object.keys(headers).join()).not.toMatch(/authorization|cookie|x-api-key|x-odd|content-type/u);
    }
  });

  it("refuses the redirect of a cmdlet's body with an error, and of a DELETE without one", async () => {
    elsewhere.reset(service("elsewhere"));
    const answer = await scenario.run(
      "try { New-BetaRole @{ name = 'x' } } catch { $_.FullyQualifiedErrorId; [string] $_.CategoryInfo.Category; $_.Exception.Message }\ntry { Remove-BetaRole 'x' -Confirm:$false } catch { $_.FullyQualifiedErrorId }",
      ({ path }) => ({ status: 307, headers: { location: elsewhere.url + path } }),
    );
    expect(answer.output[0]).toBe("RedirectRefused,New-BetaRole");
    expect(answer.output[1]).toBe("SecurityError");
    expect(answer.output[2]).toContain(`from ${scenario.mock.url} to ${elsewhere.url}`);
    expect(elsewhere.state.requests).toEqual([]);
  });

  it("follows no redirects without an end, without an address, or to what is not encrypted", async () => {
    const answer = await run(
      `Connect-Isc URL -Token 't0ken'
      foreach ($path in '/to/302/loop/x', '${"/to/302/home".repeat(12)}/x', '/to/302/bad/x') { (Send-Raw GET $path) -replace ':.*' }
      & (Get-Module IscSdk.Runtime) {
        foreach ($pair in @('https://a.test/', 'http://a.test/x'), @('https://a.test/', 'http://127.0.0.1/'), @('http://127.0.0.1/', 'http://a.test/'), @('https://a.test/', 'file:///etc/passwd'), @('https://a.test/', 'data:,x')) {
          $step = @{ Method = 'GET'; Url = $pair[0]; Address = $pair[0]; Body = $null; Headers = @{}; Extra = @{}; Target = $null }
          (Resolve-Redirect $step 302 $pair[1] ([System.Collections.Generic.HashSet[string]]::new()) $false).FullyQualifiedErrorId
        }
        $step = @{ Method = 'GET'; Url = 'https://a.test/b/c'; Address = ''; Body = $null; Headers = @{}; Extra = @{}; Target = $null }
        foreach ($location in '/x', 'x?y', '?y', '//b.test/x', '\\\\b.test/x', 'https://u:pa55@b.test/x', '/%2e%2e/x') { (Resolve-Redirect $step 302 $location ([System.Collections.Generic.HashSet[string]]::new()) $false).Url }
      }
      Disconnect-Isc`,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      ...Array.from({ length: 8 }, () => "RedirectRefused"),
      "https://a.test/x",
      "https://a.test/b/x?y",
      "https://a.test/b/c?y",
      "https://b.test/x",
      "https://b.test/x",
      "https://b.test/x",
      "https://a.test/x",
    ]);
  });

  it("follows no redirect of the token endpoint, and shows no secret", async () => {
    for (const place of ["elsewhere", "home"])
      for (const status of statuses) {
        const answer = await run(
          `Connect-Isc URL -ClientId 'me' -ClientSecret (Get-Secure 'h1dden') -TokenUrl 'URL/to/${String(status)}/${place}/token'
          try { Get-BetaIdentity x } catch { $_.FullyQualifiedErrorId; $_.Exception.Message; Show-All $_ }
          Disconnect-Isc`,
        );
        expect(answer.output[0]).toBe("RedirectRefused,Get-BetaIdentity");
        expect(answer.output[1]).toContain(
          `from ${scenario.mock.url} to ${place === "home" ? scenario.mock.url : elsewhere.url}`,
        );
        expect(JSON.stringify(answer)).not.toMatch(/h1dden(?!')/u);
        expect([scenario.mock.state.requests.length, elsewhere.state.requests.length]).toEqual([1, 0]);
      }
  });

  const secret = 'h1d/den "&+ä';
  const forms = [
    secret,
    encodeURIComponent(secret),
    String(new URLSearchParams({ client_secret: secret })),
    Buffer.from(`me:${secret}`).toString("base64"),
    JSON.stringify(secret).slice(1, -1),
    secret.replace("/", "\\/"),
  ];
  it.each(forms)("shows nothing of a token endpoint that repeats the request: %s", async (form) => {
    const headers = { "x-echo": encodeURIComponent(form), "slpt-request-id": encodeURIComponent(form) };
    const answers = [
      { status: 400, headers, body: form },
      { status: 401, headers, body: { error: form, error_description: form, messages: [{ text: form }] } },
      { status: 401, headers, body: { error: "invalid_client", error_description: form } },
      { status: 200, headers, body: form },
      { status: 200, headers, body: { echo: form } },
      { status: 200, headers, body: `{"access_token":"t" ${form}` },
      { status: 200, headers, body: `{"${form}": nu${form}` },
    ];
    for (const given of answers) {
      const answer = await scenario.run(
        `${RAW}
        $secret = [System.Text.Encoding]::UTF8.GetString([System.Convert]::FromBase64String('${Buffer.from(secret).toString("base64")}'))
        Connect-Isc URL -ClientId 'me' -ClientSecret (Get-Secure $secret) -TokenUrl 'URL/odd'
        $Error.Clear()
        try { Get-BetaIdentity x -Verbose -Debug -ErrorVariable kept } catch { $record = $_ }
        $record.FullyQualifiedErrorId
        $record.Exception.Body
        [string] $record.ErrorDetails
        $record | ConvertTo-Json -Depth 4 -WarningAction Ignore
        Show-All $record
        if ($null -ne $record.Exception.Response) { $record.Exception.Response.ToString(); $record.Exception.Response.Content.ReadAsStringAsync().Result }
        foreach ($one in @($Error) + @($kept)) { [string] $one; if ($one -is [System.Management.Automation.ErrorRecord]) { Show-All $one; [string] $one.TargetObject } }
        Disconnect-Isc`,
        ({ path }) => (path === "/odd" ? given : { body: {} }),
        { answers: ["A", "A", "A", "A"] },
      );
      expect(answer.thrown).toBeUndefined();
      expect(String(answer.output[0])).toMatch(/^(?:HttpStatus40[01]|NoAccessToken),Get-BetaIdentity$/u);
      const text = `${JSON.stringify(answer)}${answer.output.map(String).join("\n")}`;
      for (const shown of [...forms, encodeURIComponent(form)]) expect(text).not.toContain(shown);
      if (JSON.stringify(given).includes("invalid_client")) expect(answer.output[1]).toBe('{"error":"invalid_client"}');
    }
  });

  it("sends by http to this machine only, unless it is allowed by name", async () => {
    const answer = await run(
      `foreach ($url in 'http://acme.test', 'http://127.0.0.1.acme.test', 'http://localhost.acme.test', 'http://[::2]', 'HTTP://10.0.0.1:1') {
        try { Connect-Isc $url -Token 't' -PassThru } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
      }
      try { Connect-Isc URL -ClientId c -ClientSecret (Get-Secure s) -TokenUrl 'http://acme.test/t' -PassThru } catch { ($_.FullyQualifiedErrorId -split ',')[0]; [string] $_.CategoryInfo.Category; $_.Exception.Message }
      (Connect-Isc 'http://acme.test' -Token 't' -AllowHttp -PassThru).BaseUrl
      foreach ($url in 'http://localhost:1', 'http://127.9.8.7', 'http://[::1]:1', 'https://acme.test') { (Connect-Isc $url -Token 't' -PassThru).BaseUrl }
      Disconnect-Isc`,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      ...Array.from({ length: 6 }, () => "HttpNotAllowed"),
      "SecurityError",
      "the token URL http://acme.test is not encrypted: use https, or allow it by -AllowHttp",
      "http://acme.test",
      "http://localhost:1",
      "http://127.9.8.7",
      "http://[::1]:1",
      "https://acme.test",
    ]);
  });

  it("holds the environment and config.json to the same, and lets them allow it", async () => {
    const answer = await scenario.run(
      `Import-Module 'FOLDER/IscSdk.Beta/IscSdk.Beta.psd1'
      $names = 'SAIL_BASE_URL', 'SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET', 'SAIL_ALLOW_HTTP'
      $values = $names.ForEach({ [System.Environment]::GetEnvironmentVariable($_) })
      function Use-Variable { for ($i = 0; $i -lt 4; $i++) { [System.Environment]::SetEnvironmentVariable($names[$i], $args[$i]) } }
      $null = $ExecutionContext.SessionState.Path.SetLocation('FOLDER')
      try {
        Use-Variable 'http://acme.test' 'c' 's' $null
        try { Get-BetaIdentity x } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        Use-Variable 'http://acme.test' 'c' 's' 'true'
        (Get-IscConnection).BaseUrl
        Use-Variable $null $null $null $null
        Connect-Isc 'URL'.Replace('//', '//user:pa55@'); (Get-BetaIdentity x).auth; Disconnect-Isc
        foreach ($more in '', ', "AllowHttp": true') {
          [System.IO.File]::WriteAllText('FOLDER/config.json', '{ "BaseURL": "http://file.test", "ClientId": "file", "ClientSecret": "s"' + $more + ' }')
          try { (Connect-Isc -PassThru).BaseUrl } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        }
      }
      finally { Use-Variable @values; Disconnect-Isc; [System.IO.File]::Delete('FOLDER/config.json') }`,
      echoService,
      { session: "http" },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output).toEqual([
      "HttpNotAllowed",
      "http://acme.test",
      `Basic ${Buffer.from("user:pa55").toString("base64")}`,
      "HttpNotAllowed",
      "http://file.test",
    ]);
  });

  it("shows the password of a URL nowhere, and works with it", async () => {
    const answer = await scenario.run(
      `${RAW}
      $url = 'URL'.Replace('//', '//user:p%C3%A4ss@')
      $c = Connect-Isc $url -Token 't0ken' -PassThru; $c | ConvertTo-Json; (Get-BetaIdentity x -Verbose -Debug).auth; (Get-DefaultConfiguration) | ConvertTo-Json -Depth 3 -WarningAction Ignore
      Connect-Isc URL -ClientId c -ClientSecret (Get-Secure s) -TokenUrl "$url/odd"; (Get-BetaIdentity x).auth
      foreach ($bad in 'https://user:p%C3%A4ss#1@acme.test', 'ftp://user:p%C3%A4ss@acme.test', 'user:p%C3%A4ss@acme.test') { try { Connect-Isc $bad -Token t } catch { $_.Exception.Message; [string] $_.TargetObject } }
      Disconnect-Isc`,
      (request, state) =>
        request.path === "/odd"
          ? { body: { access_token: request.headers["authorization"] } }
          : echoService(request, state),
      { answers: ["A", "A", "A", "A", "A", "A"] },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const basic = `Basic ${Buffer.from("user:päss").toString("base64")}`;
    expect(answer.output).toContain("Bearer t0ken");
    // The service itself tells what it got: nothing else shows it.
    expect(answer.output).toContain(`Bearer ${basic}`);
    expect(JSON.stringify(answer)).not.toMatch(/p%C3%A4ss|päss/u);
  });

  it("shows no password of what is no URL, whoever is given it", async () => {
    const malformed = [
      "'svc-user:pw-SECRET@host.com'",
      "'git+https://u:pw-SECRET@h.com'",
      "'svc-user://pw-SECRET@h.com'",
      "'//u:pw-SECRET@h.com'",
      '"$([char] 0x200B)https://u:pw-SECRET@h.com"',
      '"ht`ttps://u:pw-SECRET@h .com"',
      "'\"https://u:pw-SECRET@h.com\"'",
      "'https://u:pw-SECRET@h:99999'",
      "'https://u:pw-SECRET%40h.com:x'",
      "'https://u:a?pw-SECRET@h b.com'",
      "'u@corp.com:pw-SECRET@h.com'",
    ];
    const answer = await scenario.run(
      `${RAW}
      function Show-Record { param($Record) $Record.FullyQualifiedErrorId; [string] $Record; [string] $Record.TargetObject; [string] $Record.ErrorDetails; Show-All $Record }
      $Error.Clear()
      $names = 'SAIL_BASE_URL', 'SAIL_CLIENT_ID', 'SAIL_CLIENT_SECRET'
      $values = $names.ForEach({ [System.Environment]::GetEnvironmentVariable($_) })
      $null = $ExecutionContext.SessionState.Path.SetLocation('FOLDER')
      try {
        foreach ($bad in ${malformed.join(", ")}) {
          $count = 0
          foreach ($call in { Connect-Isc $bad -Token t -Verbose -Debug }, { Connect-Isc URL -ClientId c -ClientSecret (Get-Secure s) -TokenUrl $bad }, { Connect-Isc URL -Token t -Proxy $bad }, { Set-DefaultConfiguration -Proxy $bad }) {
            try { & $call; 'connected' } catch { $count++; Show-Record $PSItem }
          }
          [System.Environment]::SetEnvironmentVariable('SAIL_BASE_URL', $bad)
          try { Get-BetaIdentity x -Verbose -Debug } catch { $count++; Show-Record $PSItem }
          foreach ($name in $names) { [System.Environment]::SetEnvironmentVariable($name, $null) }
          [System.IO.File]::WriteAllText('FOLDER/config.json', (ConvertTo-Json @{ BaseURL = $bad; ClientId = 'c'; ClientSecret = 's' }))
          try { Get-BetaIdentity x } catch { $count++; Show-Record $PSItem }
          for ($i = 0; $i -lt 3; $i++) { [System.Environment]::SetEnvironmentVariable($names[$i], $values[$i]) }
          "refused $count"
        }
        foreach ($bad in ([uri] 'svc-user:pw-SECRET@h'), ([System.Net.WebProxy]::new([uri] 'svc-user:pw-SECRET@h')), @('http://u:pw-SECRET@h', 'x')) { try { Connect-Isc URL -Token t -Proxy $bad; 'connected' } catch { Show-Record $PSItem } }
        foreach ($one in $Error) { [string] $one; if ($one -is [System.Management.Automation.ErrorRecord]) { Show-All $one; [string] $one.TargetObject } }
      }
      finally { [System.IO.File]::Delete('FOLDER/config.json'); Disconnect-Isc; Set-DefaultConfiguration -Proxy $null; $Error.Clear() }`,
      echoService,
      { answers: ["A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A", "A"] },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output.filter((line) => /^refused /u.test(String(line)))).toEqual(malformed.map(() => "refused 6"));
    expect(answer.output).not.toContain("connected");
    expect(answer.output).toContain("InvalidProxy,Connect-Isc");
    const { stack: _, ...shown } = answer as unknown as Record<string, unknown>;
    expect(JSON.stringify(shown)).not.toContain("SECRET");
    expect(scenario.mock.state.requests).toEqual([]);
  });

  it("gives a proxy the user and the password of its address, which are shown nowhere", async () => {
    const proxied: Answering = (request) =>
      request.headers["proxy-authorization"] === undefined
        ? { status: 407, headers: { "proxy-authenticate": 'Basic realm="here"' } }
        : { body: { id: "x", auth: request.headers["proxy-authorization"] === EXPECTED } };
    const answer = await scenario.run(
      `$proxy = 'URL'.Replace('//', '//ada:pa%3Ass@')
      Connect-Isc 'http://tenant.invalid' -AllowHttp -Token 't' -Proxy $proxy; (Get-BetaIdentity x -Verbose -Debug).auth
      (Get-DefaultConfiguration).Proxy.OriginalString
      [System.AppDomain]::CurrentDomain.GetData('IscSdk.Runtime').Keys
      Set-DefaultConfiguration -Proxy $proxy; Disconnect-Isc; (Get-DefaultConfiguration).Proxy.OriginalString
      Set-DefaultConfiguration -Proxy ([System.Net.WebProxy]::new([uri] $proxy)); (Get-DefaultConfiguration).Proxy.Address.OriginalString; Set-DefaultConfiguration -Proxy $null
      Connect-Isc 'https://tenant.invalid' -Token 't' -Proxy $proxy -MaximumRetryCount 0; try { Get-BetaIdentity x } catch { $_.Exception.ToString() }; Disconnect-Isc`,
      proxied,
      { answers: ["A", "A", "A", "A"] },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output[0]).toBe(true);
    expect(JSON.stringify(answer)).not.toMatch(/pa%3Ass|pa:ss/u);
  });
  const EXPECTED = `Basic ${Buffer.from("ada:pa:ss").toString("base64")}`;

  it("refuses path arguments that would reach something else", async () => {
    const bad = [
      "' '",
      '"`t`r`n"',
      "[string][char]0x00A0",
      "[string][char]0x200B",
      "-join [char[]](0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)",
      "-join [char[]](0x034F, 0x115F, 0x3164, 0xFE0F, 0x2800)",
      "[char]::ConvertFromUtf32(0xE0020)",
      "'.'",
      "'..'",
      "'. '",
      "'%2e'",
      "'%2E%2e'",
      "'.%2e'",
      "'%252e%25252e'",
      "-join [char[]](0x200B, 0x2E, 0x2E)",
      "@{ name = 'a' }",
      "([pscustomobject]@{ name = 'a' })",
      "@{ id = '..' }",
      "([pscustomobject]@{ id = '' })",
      "@{ id = @{ id = 'a' } }",
      "(,'a')",
      "$null",
      "''",
      "-join [char[]](0x61, 0xD800)",
    ];
    const answer = await scenario.run(
      `${bad.map((value) => `try { Remove-BetaRole -Id (${value}) -Confirm:$false; 'sent' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }`).join("\n")}
      & (Get-Module IscSdk.Runtime) { foreach ($value in [double]::NaN, [double]::PositiveInfinity, $null, @(), @('a'), @{ a = 1 }, [object]::new()) { Test-Segment $value } }
      & (Get-Module IscSdk.Runtime) { foreach ($value in 'a b', '...', 0, -1.5, $true, [guid]::Empty, [datetime]::UnixEpoch, 'System.Admin') { Test-Segment $value } }`,
      echoService,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    const [refused, off, on] = [bad.length, bad.length + 7, bad.length + 15];
    for (const id of answer.output.slice(0, refused))
      expect(id).toMatch(/^(?:InvalidPathArgument|InvalidText|InputNotAnId|ParameterArgument\w+|ParameterBind\w+)$/u);
    expect(answer.output.slice(refused, off)).toEqual(Array.from({ length: 7 }, () => false));
    expect(answer.output.slice(off, on)).toEqual(Array.from({ length: 8 }, () => true));
    expect(scenario.mock.state.requests).toEqual([]);
  });

  it("knows what a path takes: lists and objects where the spec says so", async () => {
    const answer = await scenario.run(
      `& (Get-Module IscSdk.Runtime) {
        $single = Complete-Parameter @{ Name = 'Id'; Wire = 'id' } 'simple'
        $compound = Complete-Parameter @{ Name = 'Id'; Wire = 'id'; IsCompound = $true } 'simple'
        $label = Complete-Parameter @{ Name = 'Id'; Wire = 'id'; IsCompound = $true; Style = 'label'; Explode = $true } 'simple'
        foreach ($value in @('a', 'b'), @{ a = 1 }) { "[$(Format-PathPart $single $value)]"; "[$(Format-PathPart $compound $value)]" }
        foreach ($value in @(), @('a', $null), @('a', ''), @('', ''), @{}) { "[$(Format-PathPart $compound $value)][$(Format-PathPart $label $value)]" }
      }`,
    );
    expect([answer.thrown, answer.output]).toEqual([
      undefined,
      ["[]", "[a,b]", "[]", "[a,1]", ...Array.from({ length: 5 }, () => "[][]")],
    ]);
  });

  it("refuses half of a surrogate pair and what breaks a header, before anything is sent", async () => {
    const answer = await scenario.run(
      `$half = -join [char[]](0x61, 0xD800)
      $calls = { Get-BetaIdentities -Filters $half }, { New-BetaRole @{ name = $half } }, { New-BetaRole ('{ "name": "' + $half + '" }') }, { New-BetaRole '{ "name": "\\ud800" }' }, { New-BetaRole '{ "name": "\\udc00\\ud83d" }' }
      foreach ($call in $calls) { try { & $call } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
      foreach ($value in "a\`r\`nb: c", "a\`n", "a$([char] 0)", $half, 'ü') {
        Connect-Isc URL -Token 't'; Set-DefaultConfiguration -DefaultHeaders @{ 'X-Job' = $value }
        try { Get-BetaIdentity x } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
        Set-DefaultConfiguration -DefaultHeaders $null
      }
      Connect-Isc URL -Token "t0k\`nen"; try { Get-BetaIdentity x } catch { ($_.FullyQualifiedErrorId -split ',')[0]; $_.Exception.ToString() }
      Disconnect-Isc`,
      echoService,
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(answer.output.slice(0, 11)).toEqual([
      ...Array.from({ length: 5 }, () => "InvalidText"),
      ...Array.from({ length: 6 }, () => "InvalidHeader"),
    ]);
    expect(String(answer.output[11])).not.toContain("t0k");
    expect(scenario.mock.state.requests).toEqual([]);
    const pair = await scenario.run(
      `New-BetaRole '{ "name": "\\ud83d\\ude00 \\\\ud800" }'; New-BetaRole @{ name = [char]::ConvertFromUtf32(0x1F600) }`,
      echoService,
    );
    expect(pair.thrown).toBeUndefined();
    expect(scenario.mock.state.requests.map(({ body }) => JSON.parse(body).name)).toEqual(["😀 \\ud800", "😀"]);
  });

  it("shows no credential of a request or an answer", async () => {
    const names = [
      "Authorization",
      "Proxy-Authorization",
      "Cookie",
      "Set-Cookie",
      "X-Api-Key",
      "X-Auth-Token",
      "X-Amz-Signature",
      "X-Password",
      "Subscription-Key",
      "X-Session-Id",
      "jwt",
    ];
    const others = [
      "Accept",
      "WWW-Authenticate",
      "X-Author",
      "X-Total-Count",
      "slpt-request-id",
      "X-SailPoint-Experimental",
      "monkey",
      "design",
    ];
    const answer = await scenario.run(
      `Connect-Isc URL -Token 'requ3st'; Set-DefaultConfiguration -DefaultHeaders @{ ${names.map((name) => `'${name}' = 'requ3st'`).join("; ")} }
      try { Get-BetaIdentity x -Verbose -Debug } catch { $_.Exception.Response.ToString() }
      Set-DefaultConfiguration -DefaultHeaders $null; Disconnect-Isc
      & (Get-Module IscSdk.Runtime) { foreach ($name in ${[...names, ...others].map((name) => `'${name}'`).join(", ")}) { $script:credentialName.IsMatch($name) } }`,
      () => ({ status: 400, headers: Object.fromEntries(names.map((name) => [name, "answ3r"])), body: {} }),
      { answers: ["A", "A", "A", "A"] },
    );
    expect([answer.thrown, answer.errors]).toEqual([undefined, []]);
    expect(scenario.mock.state.requests[0]?.headers["x-api-key"]).toBe("requ3st");
    expect(JSON.stringify(answer)).not.toMatch(/requ3st|answ3r/u);
    expect(answer.debug.join()).toContain("X-Api-Key: [redacted]");
    expect(answer.output.slice(1)).toEqual([...names.map(() => true), ...others.map(() => false)]);
  });
});
