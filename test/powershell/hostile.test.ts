import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  isXmlText,
  powershellCommentLine,
  powershellHereString,
  powershellKey,
  powershellString,
  xmlText,
} from "../../generator/emit/powershell/escape-powershell.ts";
import { helpComment } from "../../generator/targets/powershell/help.ts";
import { anyText, hostileTexts, SOME_CHARACTERS } from "../support/hostile-texts.ts";
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

  it("is exactly itself in every context of a value", async () => {
    if (engine === undefined) return;
    const texts = [
      ...new Set([
        ...fc.sample(anyText, { numRuns: 400, seed: 1 }),
        ...hostileTexts(["", "\u200b", "\r", "\u0085", "\u2019", "\0"]),
      ]),
    ];
    const xml = texts.filter(isXmlText);
    const keys = texts.filter((text) => text !== "");
    const server = startServer(engine);
    // Ten thousand strings of hostile signs go back and forth as code units: no terminal or encoding between can mend them.
    const units = (text: string): string => [...Array(text.length).keys()].map((at) => text.charCodeAt(at)).join(" ");
    const inUnits = "| ForEach-Object { ([int[]] ([string] $_).ToCharArray()) -join ' ' }";
    const read = async (code: string): Promise<readonly unknown[]> => {
      const script = join(folder, "values.ps1");
      writeFileSync(script, `\ufeff${code} ${inUnits}\n`);
      const answer = await server.run(`(. '${script}') -join "\`n"`, {});
      expect(answer.thrown).toBeUndefined();
      return String(answer.output[0]).split("\n");
    };
    try {
      expect(await read(`@(\n${texts.map(powershellString).join(",\n")}\n)`)).toEqual(texts.map(units));
      expect(await read(`@(\n${texts.map(powershellHereString).join(",\n")}\n)`)).toEqual(texts.map(units));
      expect(
        await read(
          `@(\n${keys.map((key) => `@{ ${powershellKey(key)} = 1 }`).join(",\n")}\n) | ForEach-Object { $_.Keys }`,
        ),
      ).toEqual(keys.map(units));
      const document = `<x>${xml.map((text) => `<y a="${xmlText(text)}"/>`).join("")}</x>`;
      writeFileSync(join(folder, "values.xml"), document);
      expect(
        await read(
          `$xml = [xml]::new(); $xml.LoadXml([System.IO.File]::ReadAllText('${join(folder, "values.xml")}')); $xml.x.ChildNodes | ForEach-Object { $_.GetAttribute('a') }`,
        ),
      ).toEqual(xml.map(units));
    } finally {
      await server.stop();
    }
  });

  it("stays in its comment and is no keyword of help", async () => {
    if (engine === undefined) return;
    // The engine looks for a function's help among all tokens of its file: few texts, the telling ones.
    const texts = [
      ...hostileTexts(["", "\u200b"]),
      ...SOME_CHARACTERS.flatMap((sign) => [`a\n${sign}.${sign}SYNOPSIS\nwrong`, `#${sign}>`, `<${sign}#`]),
    ];
    const functions = texts.map((text, index) => {
      const help = helpComment([
        { keyword: "SYNOPSIS", text: "right" },
        { keyword: "DESCRIPTION", text },
      ]);
      return `function Get-F${String(index)} {\n${help}\n    # ${powershellCommentLine(text)}\n    param()\n    1\n}`;
    });
    writeFileSync(join(folder, "comments.ps1"), `\ufeff${functions.join("\n")}\n`);
    const server = startServer(engine);
    try {
      const checked = await server.run(
        `$errors = $null; $tokens = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseFile('${join(folder, "comments.ps1")}', [ref] $tokens, [ref] $errors)
        foreach ($problem in $errors) { "$($problem.Extent.StartLineNumber): $($problem.Message)" }
        foreach ($statement in $ast.EndBlock.Statements) {
            $help = $statement.GetHelpContent()
            if ($null -eq $help -or $help.Synopsis.Trim() -cne 'right') { "$($statement.Name): help" }
            if ($statement.Body.EndBlock.Statements.Count -ne 1) { "$($statement.Name): statements" }
        }
        "$($ast.EndBlock.Statements.Count)"`,
        {},
      );
      expect([checked.thrown, checked.output]).toEqual([undefined, [String(texts.length)]]);
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
