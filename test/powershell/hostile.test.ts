import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { powershellString } from "../../generator/emit/escape-powershell.ts";
import { startServer } from "./engine.mjs";
import { generateModule, type GeneratedModule } from "./generated.ts";
import { engine } from "./scenario.ts";

const EVIL =
  "#>\n.SYNOPSIS\nwrong\n'; throw 'out' #‘; throw ’out’\n\"@\n'@\n$(throw 'expanded') `u{27} \u2028 ${x} \u202edrawkcab\u2066 end";
const TAG = "Th'in\u202egs";
const SPEC = {
  openapi: "3.0.3",
  info: { title: EVIL, version: "1", description: EVIL },
  servers: [{ url: "https://example.com/evil" }],
  tags: [{ name: TAG, description: EVIL }],
  paths: {
    "/things/{id}": {
      get: {
        operationId: "getThing",
        summary: EVIL,
        description: EVIL,
        tags: [TAG],
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" }, description: EVIL, example: EVIL },
          {
            name: "fil'ter‘s\u202e",
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
                  properties: {
                    "na'me\u2067": { type: "string", description: EVIL, example: EVIL },
                    $x: { type: "string" },
                  },
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

  it("is the same text again where it is a value", async () => {
    if (engine === undefined) return;
    const texts = [EVIL, "a\u202eb\u2066c\u2069", "\u202a😀 é $x `n", "\u2067'’\""];
    const server = startServer(engine);
    try {
      const values = await server.run(`@(${texts.map(powershellString).join(", ")})`, {});
      expect([values.thrown, values.output]).toEqual([undefined, texts]);
      // Where only constants can stand.
      const names = await server.run(
        `function Test-One { param([Alias(${powershellString("a\u202eb")})] [ArgumentCompletions(${powershellString("c\u2066")})] [string] $One) $One }; (Get-Command Test-One).Parameters['One'].Aliases`,
        {},
      );
      expect([names.thrown, names.output]).toEqual([undefined, ["a\u202eb"]]);
    } finally {
      await server.stop();
    }
  });

  it("turns the reading direction of no file", () => {
    const turned = readdirSync(generated.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .flatMap((path) =>
        readFileSync(path, "utf8")
          .split("\n")
          .filter((line) => /[\u202a-\u202e\u2066-\u2069]/u.test(line))
          .map((line) => `${path}: ${JSON.stringify(line)}`),
      );
    expect(turned).toEqual([]);
  });
});
