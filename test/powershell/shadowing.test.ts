import { readdirSync, readFileSync, rmSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reservedVariable } from "../../generator/targets/powershell/naming/reserved.ts";
import { startServer, type EngineServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

const ROOT = join(import.meta.dirname, "../..");
const EMITTED = ["generator/runtime/powershell", "templates/powershell", "generated/powershell/IscSdk.V2024"];

/** Automatic and preference variables that no text here may happen to use: about_Automatic_Variables and others. */
const OF_THE_ENGINE = (
  "Args Error Event EventArgs ExecutionContext False ForEach Home Host Input LastExitCode Matches MyInvocation Null PID " +
  "PSBoundParameters PSCmdlet PSCommandPath PSItem PSScriptRoot PSSenderInfo PSVersionTable PWD Sender ShellId Switch This True " +
  "ConfirmPreference DebugPreference ErrorActionPreference ErrorView InformationPreference OFS OutputEncoding ProgressPreference " +
  "PSDefaultParameterValues PSModuleAutoLoadingPreference VerbosePreference WarningPreference WhatIfPreference isc"
).split(" ");

/** Every variable of the emitted modules and the runtime, however it is spelled. */
function variablesIn(): readonly string[] {
  const found = new Map<string, string>();
  const look = (text: string): void => {
    for (const [, braced, bare] of text.matchAll(/\$(?:\{(?:\w+:)?(\w+)\}|(?:\w+:)?([A-Za-z_]\w*))/gu)) {
      const name = braced ?? bare ?? "";
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
    }
  };
  for (const folder of EMITTED)
    for (const file of readdirSync(join(ROOT, folder)))
      if (/\.(?:ps1|psm1|psd1|hbs)$/u.test(file)) look(readFileSync(join(ROOT, folder, file), "utf8"));
  for (const name of OF_THE_ENGINE) found.set(name.toLowerCase(), name);
  return [...found.values()].filter((name) => /^[A-Za-z]/u.test(name) && name !== "null");
}

const NAMES = variablesIn();
const given = (place: string, schema: object): readonly object[] =>
  NAMES.map((name) => ({ name, in: place, required: true, schema }));
const FORM = { type: "object", properties: Object.fromEntries(NAMES.map((name) => [name, {}])), required: NAMES };
const answer = { "200": { description: "-", content: { "application/json": { schema: { type: "object" } } } } };
const SPEC = {
  openapi: "3.0.3",
  info: { title: "-", version: "1" },
  servers: [{ url: "https://example.com/odd" }],
  paths: {
    [`/p/${NAMES.map((name) => `{${name}}`).join("/")}`]: {
      get: { operationId: "doPath", parameters: given("path", {}), responses: answer },
      delete: { operationId: "doGone", parameters: given("path", { type: "string" }), responses: answer },
    },
    "/q": { get: { operationId: "doQuery", parameters: given("query", {}), responses: answer } },
    "/f": {
      post: {
        operationId: "doForm",
        requestBody: { content: { "application/x-www-form-urlencoded": { schema: FORM } } },
        responses: answer,
      },
    },
  },
  components: {
    schemas: {
      Every: { type: "object", properties: Object.fromEntries(NAMES.map((name) => [name, { type: "string" }])) },
    },
  },
};

describe.skipIf(engine === undefined)("no parameter is a variable of the module or the engine", () => {
  let generated: GeneratedModule;
  let mock: MockServer;
  let server: EngineServer;
  let folder: string;
  beforeAll(async () => {
    if (engine === undefined) return;
    folder = mkdtempSync(join(tmpdir(), "isc-shadow-"));
    writeFileSync(join(folder, "odd.json"), JSON.stringify(SPEC));
    generated = await generateModule([{ version: "v2024", roots: [join(folder, "odd.json")] }]);
    mock = await startMockServer();
    server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "c", SAIL_CLIENT_SECRET: "s" });
  });
  afterAll(async () => {
    await server.stop();
    await mock.stop();
    generated.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("sends what is meant for each name, and runs nothing of it", async () => {
    mock.reset(() => ({ body: {} }));
    // Whoever looks a command up in a parameter runs this.
    const result = await server.run(
      `Import-Module '${generated.manifest("IscSdk.V2024")}'
      $global:ran = 0
      function global:Invoke-Evil { $global:ran++ }
      $table = [pscustomobject]@{ Call = 'Invoke-Evil'; Read = 'Invoke-Evil'; Make = 'Invoke-Evil' }
      $commands = (Get-Module IscSdk.V2024).ExportedFunctions.Values.Where({ $PSItem.Name -notmatch '^(?:Initialize|ConvertFrom)-' })
      foreach ($command in $commands) {
        $own = @([regex]::Matches($command.Definition, '(?m)^ +\\[Parameter\\(Mandatory.*\\$\\{?(\\w+)\\}?,?\\r?$').ForEach({ $PSItem.Groups[1].Value }))
        foreach ($value in 'None', 'Invoke-Evil', $table) {
          $given = @{}
          foreach ($name in $own) { $given[$name] = $value }
          if ($command.Parameters.ContainsKey('Confirm')) { $given['Confirm'] = $false }
          try { $null = & $command @given } catch { if ($value -eq 'None') { "$($command.Name): $PSItem" } }
        }
      }
      "ran $global:ran of $(@($commands).Count)"
      # A dictionary with the key "Values" gives that for its property. Whoever runs a text runs this.
      $every = @{}
      foreach ($own in (Get-Command Initialize-V2024Every).Parameters.get_Values()) { if ($own.Name -notin [System.Management.Automation.PSCmdlet]::CommonParameters) { $every[$own.Name] = 'Invoke-Evil' } }
      (Initialize-V2024Every @every).PSObject.Properties.Name`,
      { session: "shadow" },
    );
    expect([result.thrown, result.errors]).toEqual([undefined, []]);
    const [counted, ...properties] = result.output as string[];
    expect(counted).toBe(`ran 0 of 4`);
    expect(properties.sort()).toEqual([...NAMES].sort());
    const sent = mock.state.requests.filter(({ path }) => path !== "/oauth/token");
    const none = NAMES.map(() => "None");
    const pairs = NAMES.map((name) => `${name}=None`).sort();
    const lines = sent.map(({ method, path, search, body }) => [
      method,
      path.startsWith("/odd/p") ? path : `${path} ${(search.replace("?", "") + body).split("&").sort().join("&")}`,
    ]);
    expect(lines).toContainEqual(["GET", `/odd/p/${none.join("/")}`]);
    expect(lines).toContainEqual(["DELETE", `/odd/p/${none.join("/")}`]);
    expect(lines).toContainEqual(["GET", `/odd/q ${pairs.join("&")}`]);
    expect(lines).toContainEqual(["POST", `/odd/f ${pairs.join("&")}`]);
  });

  it("declares no variable that the emitted text reads without a scope", () => {
    const cmdlets = readFileSync(join(generated.folder, "IscSdk.V2024", "cmdlets.ps1"), "utf8");
    const declared = [...cmdlets.matchAll(/^ {8}(?:\[.*\] )?\$(\w+),?$/gmu)].map(([, name]) => name ?? "");
    expect(declared.length).toBeGreaterThan(NAMES.length * 4);
    expect(declared.filter((name) => reservedVariable(name) !== undefined)).toEqual([]);
    const read = new Set(
      cmdlets
        .split("\n")
        .filter((line) => !/^ {8}\[/u.test(line))
        .flatMap((line) => [...line.matchAll(/\$(?:\w+:)?\w+/gu)].map(([name]) => name)),
    );
    const free = [...read].filter(
      (name) => !name.startsWith("$script:") && reservedVariable(name.slice(1)) === undefined,
    );
    expect(free).toEqual([]);
  });
});
