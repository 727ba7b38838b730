import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { engine } from "./scenario.ts";

const EVIL =
  "#>\n.SYNOPSIS\nwrong\n'; throw 'out' #‘; throw ’out’\n\"@\n'@\n$(throw 'expanded') `u{27} \u2028 ${x} end";
const SPEC = {
  openapi: "3.0.3",
  info: { title: EVIL, version: "1", description: EVIL },
  servers: [{ url: "https://example.com/evil" }],
  tags: [{ name: "Th'ings", description: EVIL }],
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        summary: EVIL,
        description: EVIL,
        tags: ["Th'ings"],
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" }, description: EVIL, example: EVIL },
          {
            name: "fil'ter‘s",
            in: "query",
            schema: { type: "string", enum: [EVIL, "it's", "a b"], default: EVIL },
            description: EVIL,
          },
        ],
        responses: {
          "200": {
            description: EVIL,
            content: {
              "application/json": {
                schema: {
                  title: "Thing",
                  type: "object",
                  description: EVIL,
                  properties: { "na'me": { type: "string", description: EVIL, example: EVIL }, $x: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  },
};

describe.skipIf(engine === undefined)("hostile text", () => {
  let generated: GeneratedModule;
  const folder = mkdtempSync(join(tmpdir(), "isc-hostile-"));
  beforeAll(async () => {
    writeFileSync(join(folder, "spec.json"), JSON.stringify(SPEC));
    generated = await generateModule([{ version: "beta", roots: [join(folder, "spec.json")] }], { names: "none" });
  });
  afterAll(() => {
    generated.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("leaves no comment, string or here-string, and every file parses", async () => {
    if (engine === undefined) return;
    const server = startServer(engine);
    try {
      const checks = join(import.meta.dirname, "checks.ps1");
      const checked = await server.run(`& '${checks}' -Folder '${generated.folder}' -Modules IscSdk.Beta`, {
        session: "main",
      });
      expect(checked.thrown).toBeUndefined();
      expect(checked.errors).toEqual([]);
      expect(checked.output).toHaveLength(1);
      const help = await server.run("$help = Get-Help Get-BetaThing; $help.Synopsis; $help.description.Text", {
        session: "main",
      });
      expect(help.output[0]).toContain("# > .SYNOPSIS wrong");
    } finally {
      await server.stop();
    }
  });
});
