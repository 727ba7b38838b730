import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findComplete, findPester, runCommand, type Engine } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { listService } from "./scenario.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";

/** It takes half a minute: `npm run test:install` runs it. */
const isWanted = process.env["ISC_INSTALL"] === "1";
const complete = isWanted ? findComplete() : undefined;
const pester = isWanted ? findPester() : undefined;
if (complete === undefined)
  process.stdout.write("skipped: the installation of the PowerShell modules; npm run test:install runs it\n");

const PUBLISH = `$ErrorActionPreference = 'Stop'
$env:PSModulePath = 'FOLDER' + [System.IO.Path]::PathSeparator + $env:PSModulePath
Register-PSResourceRepository -Name feed -Uri 'FEED' -Trusted
foreach ($name in 'IscSdk.Beta', 'IscSdk.V2024', 'IscSdk') { Publish-PSResource -Path "FOLDER/$name" -Repository feed }
Install-PSResource IscSdk -Repository feed -TrustRepository -Scope CurrentUser
(Get-InstalledPSResource IscSdk*).Name | Sort-Object`;

const FIRST_CALL = `$ErrorActionPreference = 'Stop'
@(Get-BetaRoles -Limit 2).Count
Import-Module IscSdk
@(Get-Command -Module IscSdk).Count -gt 100
(Initialize-Role -Segments a).segments.GetType().Name
(Get-Module IscSdk).RequiredModules.Name
[string]::Join(' ', @(Get-Module IscSdk* | ForEach-Object { $_.Path.Contains('HOME') }))`;

const SHIPPED_TESTS = `Import-Module 'PESTER'
foreach ($name in 'IscSdk', 'IscSdk.Beta', 'IscSdk.V2024') { $run = Invoke-Pester -Path "FOLDER/$name/tests" -PassThru -Output None 6> $null; "$name $($run.PassedCount) $($run.FailedCount)" }`;

describe.skipIf(complete === undefined)("the installed modules", () => {
  let generated: GeneratedModule;
  let mock: MockServer;
  const top = mkdtempSync(join(tmpdir(), "isc-install-"));
  const home = join(top, "home");
  const feed = join(top, "feed");
  const run = async (name: string, script: string): Promise<readonly string[]> => {
    const path = join(top, name);
    writeFileSync(
      path,
      script
        .replaceAll("FOLDER", generated.folder)
        .replaceAll("FEED", feed)
        .replaceAll("HOME", home)
        .replaceAll("PESTER", pester ?? ""),
    );
    const [command, args] = runCommand(complete as Engine, path);
    const { stdout, stderr } = await promisify(execFile)(command, args, {
      encoding: "utf8",
      env: {
        ...process.env,
        HOME: home,
        XDG_DATA_HOME: undefined,
        NO_COLOR: "1",
        SAIL_BASE_URL: mock.url,
        SAIL_CLIENT_ID: "client",
        SAIL_CLIENT_SECRET: "secret",
      },
    });
    expect(stderr).toBe("");
    return stdout.trim().split(/\r?\n/u);
  };
  beforeAll(async () => {
    generated = await generateModule();
    for (const folder of [home, feed]) mkdirSync(folder);
    mock = await startMockServer(listService("/beta/roles", 5));
  });
  afterAll(async () => {
    await mock.stop();
    generated.remove();
    rmSync(top, { recursive: true, force: true });
  });

  it("are published to a folder, installed from it, and called in a fresh session", async () => {
    expect(await run("publish.ps1", PUBLISH)).toEqual(["IscSdk", "IscSdk.Beta", "IscSdk.V2024"]);
    expect(await run("call.ps1", FIRST_CALL)).toEqual([
      "2",
      "True",
      "Object[]",
      "IscSdk.Beta",
      "IscSdk.V2024",
      "True True True True",
    ]);
  });

  it.skipIf(pester === undefined)("pass the tests that they ship", async () => {
    // Pester does not take away what -WhatIf shows.
    const shown = (await run("pester.ps1", SHIPPED_TESTS)).filter((line) => !line.startsWith("What if: "));
    expect(shown).toEqual(["IscSdk 6 0", "IscSdk.Beta 6 0", "IscSdk.V2024 6 0"]);
  });
});
