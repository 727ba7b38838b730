import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type EngineServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

/** The config's `powershell.confirmHigh`; every other change is Medium, so that an unattended script meets no prompt. */
describe.skipIf(engine === undefined)("cmdlets that the config raises to High", () => {
  let generated: GeneratedModule;
  let mock: MockServer;
  let server: EngineServer;
  beforeAll(async () => {
    if (engine === undefined) return;
    generated = await generateModule(undefined, { confirmHigh: ["remove-betarole"] });
    mock = await startMockServer(() => ({ status: 204 }));
    server = startServer(engine, { SAIL_BASE_URL: mock.url, SAIL_CLIENT_ID: "id", SAIL_CLIENT_SECRET: "secret" });
    await server.run(`Import-Module '${generated.manifest("IscSdk.Beta")}'`, { session: "main" });
  });
  afterAll(async () => {
    await server.stop();
    await mock.stop();
    generated.remove();
  });

  it.each([
    ["asks, and sends nothing after a no", "Remove-BetaRole x", ["N"], 1, 0],
    ["asks, and sends after a yes", "Remove-BetaRole x", ["Y"], 1, 1],
    ["does not ask with -Confirm:$false", "Remove-BetaRole x -Confirm:$false", [], 0, 1],
    ["obeys the preference of the script", "& { $ConfirmPreference = 'None'; Remove-BetaRole x }", [], 0, 1],
    ["leaves others alone", "Remove-BetaIdentity x", [], 0, 1],
    [
      "asks for all changes where the script says so",
      "& { $ConfirmPreference = 'Medium'; Remove-BetaIdentity x }",
      ["N"],
      1,
      0,
    ],
    ["only tells with -WhatIf", "& { $ConfirmPreference = 'None'; Remove-BetaRole x -WhatIf }", [], 0, 0],
    ["only tells where the script says so", "& { $WhatIfPreference = $true; Remove-BetaRole x }", [], 0, 0],
    ["asks once per object", "'a', 'b' | Remove-BetaRole", ["Y", "N"], 2, 1],
    ["asks no more after a yes to all", "'a', 'b' | Remove-BetaRole", ["Yes to All"], 1, 2],
  ])("%s", async (_, script, answers, prompts, requests) => {
    mock.reset();
    const answer = await server.run(script, { session: "main", answers });
    expect([answer.thrown?.message, answer.errors]).toEqual([undefined, []]);
    expect(answer.prompts).toHaveLength(prompts);
    expect(mock.state.requests).toHaveLength(requests);
  });
});
