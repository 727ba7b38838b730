import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type EngineServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { startMockServer, type MockServer } from "./mock-server.mjs";
import { engine } from "./scenario.ts";

/** What is shown, the script, the answers to its prompts, and how many prompts and requests there are. */
type Case = readonly [string, string, readonly string[], number, number];

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

  it.each<Case>([
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
    ["sends no more after a no to all", "'a', 'b', 'c' | Remove-BetaRole", ["No to All", "Y", "Y"], 1, 0],
    ["sends what was said yes to before a no to all", "'a', 'b', 'c' | Remove-BetaRole", ["Y", "No to All", "Y"], 2, 1],
    ...["Low", "Medium", "High"].flatMap((preference): readonly Case[] => {
      const pipe = `'a', 'b', 'c' | Remove-Beta${preference === "High" ? "Role" : "Identity"}`;
      const script = `& { $ConfirmPreference = '${preference}'; ${pipe} }`;
      return [
        [`keeps a no to all where the preference is ${preference}`, script, ["No to All", "Y", "Y"], 1, 0],
        [`keeps a yes to all where the preference is ${preference}`, script, ["Yes to All", "N", "N"], 1, 3],
        [`asks anew in the next pipeline (${preference})`, `${script}; ${script}`, ["No to All", "Yes to All"], 2, 3],
      ];
    }),
    ["keeps a no to all with -Confirm", "'a', 'b' | Remove-BetaIdentity -Confirm", ["No to All", "Y"], 1, 0],
    [
      "obeys the -Confirm of the calling function",
      "function Clear-It { [CmdletBinding(SupportsShouldProcess)] param() 'a', 'b' | Remove-BetaIdentity }; Clear-It -Confirm",
      ["No to All", "Y"],
      1,
      0,
    ],
    [
      "leaves no preference behind",
      "& { $ConfirmPreference = 'Low'; $WhatIfPreference = $true; Remove-BetaIdentity x }; Remove-BetaIdentity x",
      [],
      0,
      1,
    ],
  ])("%s", async (_, script, answers, prompts, requests) => {
    mock.reset();
    const answer = await server.run(script, { session: "main", answers });
    expect([answer.thrown?.message, answer.errors]).toEqual([undefined, []]);
    expect(answer.prompts).toHaveLength(prompts);
    expect(mock.state.requests).toHaveLength(requests);
  });
});
