import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readCustom } from "../../../generator/commands/custom.ts";
import { withDefaults, checkConfig } from "../../../generator/config/read-config.ts";
import type { Contract } from "../../../generator/contract/contract.ts";
import { customFinding } from "../../../generator/targets/custom.ts";
import { checkScripts } from "../../../generator/targets/powershell/check-custom.ts";
import { checkCustom } from "../../../generator/targets/typescript/check-custom.ts";
import { customEntries } from "../../../generator/targets/typescript/custom-files.ts";
import { temporaryFolder } from "../../support/generated.ts";

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("custom");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const read = (base: string, typescript = "mine"): ReturnType<typeof readCustom> =>
  readCustom(withDefaults({ custom: { typescript } }, base));

describe("folders of custom code", () => {
  it("are read as they lie, with one hash over all files", () => {
    const base = folderWith({ "mine/a.ts": "1\r\n", "mine/deep/b.ts": "2", "other.ts": "3" });
    const { assets, hash, diagnostics } = read(base);
    expect(diagnostics).toEqual([]);
    expect([...assets]).toEqual([
      ["custom/typescript/a.ts", "1\n"],
      ["custom/typescript/deep/b.ts", "2"],
    ]);
    writeFileSync(join(base, "mine/a.ts"), "changed");
    expect(read(base).hash).not.toBe(hash);
    expect(readCustom(withDefaults({}, base))).toMatchObject({ hash: undefined, assets: new Map() });
  });

  it.each([
    ["another kind of file", { "mine/a.js": "" }, "mine/a.js"],
    ["declarations, which no build copies", { "mine/a.d.ts": "" }, "mine/a.d.ts"],
    ["a hidden file", { "mine/.a.ts": "" }, "mine/.a.ts"],
    ["a name with other signs", { "mine/a b.ts": "" }, "mine/a b.ts"],
    ["a folder that is not there", {}, "mine"],
  ])("hold no %s", (_, files, path) => {
    const base = folderWith(files);
    expect(read(base).diagnostics.map(({ code, message }) => ({ code, message }))).toEqual([
      { code: "custom-folder", message: expect.stringContaining(`${join(base, path)} cannot be`) },
    ]);
  });

  it.skipIf(process.platform === "win32")("are left by no link, be it a file, a folder or the folder itself", () => {
    const base = folderWith({ "mine/a.ts": "", "secret/b.ts": "secret" });
    symlinkSync(join(base, "secret/b.ts"), join(base, "mine/link.ts"));
    symlinkSync(join(base, "secret"), join(base, "mine/folder"));
    symlinkSync(join(base, "secret"), join(base, "linked"));
    const found = read(base);
    expect(found.diagnostics).toHaveLength(2);
    expect([...found.assets.keys()]).toEqual(["custom/typescript/a.ts"]);
    expect(read(base, "linked")).toMatchObject({ assets: new Map(), diagnostics: [{ code: "custom-folder" }] });
  });

  it.each(["../x", "/x", ".git", "generated", "generated/x", "."])("are not at %j", (typescript) => {
    const { value, diagnostics } = checkConfig(JSON.stringify({ custom: { typescript } }), "/p/c.json");
    expect(value).toBeUndefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({ code: "config", origin: expect.objectContaining({ pointer: "/custom/typescript" }) }),
    ]);
  });
});

describe("custom TypeScript", () => {
  const generated = [
    {
      path: "tsconfig.esm.json",
      content:
        '{"compilerOptions":{"strict":true,"module":"nodenext","moduleResolution":"nodenext","target":"es2022","lib":["es2022"],"types":[],"rootDir":"src"}}',
    },
    { path: "package.json", content: '{"type":"module"}' },
    {
      path: "src/v1/client.ts",
      content: "export class Client { list(limit: number): string[] { return [String(limit)]; } }",
    },
  ];
  const check = (content: string, more: typeof generated = []): readonly string[] =>
    checkCustom([{ path: "a.ts", content }], [...generated, ...more]).map((problem) => {
      const config = withDefaults({ custom: { typescript: "mine" } }, "/p");
      const { origin, line, column, message } = customFinding(problem, { config, target: "typescript" });
      return `${origin?.file ?? ""}:${String(line)}:${String(column)} ${message}`;
    });

  it("fits where it compiles, and is told with file and line where it does not", () => {
    const start = 'import { Client } from "../v1/client.js";\nexport const all = (client: Client): string[] =>\n  ';
    expect(check(`${start}client.list(1);`)).toEqual([]);
    expect(check(`${start}client.gone(1);`)).toEqual([
      "/p/mine/a.ts:3:10 Property 'gone' does not exist on type 'Client'.",
    ]);
    expect(check(`${start}client.list("1");`)).toEqual([
      expect.stringMatching(/^\/p\/mine\/a\.ts:3:15 Argument of type 'string'/u),
    ]);
    expect(check('import { a } from "../v2/client.js";\na();')).toEqual([
      expect.stringMatching(/^\/p\/mine\/a\.ts:1:19 Cannot find module/u),
    ]);
    expect(check('import type { paths } from "../openapi/v1.js";\nexport type P = paths;')).toEqual([]);
    expect(check("export const a = {")).not.toEqual([]);
    expect(check("", [{ path: "src/custom/client.ts", content: "" }])).toEqual([
      expect.stringContaining("another label"),
    ]);
  });

  it("has a way into the package for each file", () => {
    expect(
      customEntries([
        { path: "index.ts", content: "" },
        { path: "a/b.ts", content: "" },
      ]),
    ).toEqual([
      { subpath: "./custom", module: "custom/index" },
      { subpath: "./custom/a/b", module: "custom/a/b" },
    ]);
  });
});

describe("custom PowerShell", () => {
  const operation = {
    name: "Get-V1Pets",
    aliases: [{ name: "Get-V1AllPets" }],
    signature: "Get-V1Pets [-Limit <int>] [-All]",
    parameters: [],
  };
  const contract = {
    publications: [
      {
        target: "powershell",
        versions: new Map([
          [
            "v1",
            {
              powershell: { prefix: "V1" },
              operations: new Map([["k", operation]]),
              models: new Map([["m", { functions: ["Initialize-V1Pet"] }]]),
            },
          ],
        ]),
      },
    ],
  } as unknown as Contract;
  const check = (content: string): ReturnType<typeof checkScripts> =>
    checkScripts([{ path: "a.ps1", content }], contract);

  it.each([
    ["function Get-Name { Get-V1Pets -Limit 3 -All | ForEach-Object { $_.name } }", []],
    ["function Get-Name { Get-V1AllPets -lim 3; Initialize-V1Pet -Name x; Get-ChildItem -Path . -V1 }", []],
    ['# Get-V1Gone\nfunction Get-Name { \'Get-V1Gone\'; "a `" Get-V1Gone"; <# } #> }', []],
    ["$x = @'\nit's { Get-V1Gone\n'@\n", []],
    ["function Get-Name {\n  Get-V1Gone\n}", ["a.ps1:22 there is no cmdlet Get-V1Gone"]],
    ["Get-V1Pets -Max 3", ["a.ps1:11 Get-V1Pets has no parameter -Max"]],
    ["Get-V1Pets `\n  -Max 3", ["a.ps1:15 Get-V1Pets has no parameter -Max"]],
    [
      "function get-v1pets { }",
      ["a.ps1:9 the function get-v1pets is called as a generated one is: give it another name"],
    ],
    [
      "function Initialize-V1Pet { }",
      ["a.ps1:9 the function Initialize-V1Pet is called as a generated one is: give it another name"],
    ],
    ["function A-B { }\nfunction a-b { }", ["a.ps1:26 there are two functions a-b"]],
    ["function A-B {", ["a.ps1:13 the bracket { has no partner"]],
    ["(]", ["a.ps1:1 the bracket ] has no partner"]],
    ["'open", ["a.ps1:0 a string begins here and has no end"]],
    ["<# open", ["a.ps1:0 a comment begins here and has no end"]],
  ])("%j is told as %j", (content, expected) => {
    expect(
      check(content).problems.map(({ file, offset, problem }) => `${file.path}:${String(offset)} ${problem}`),
    ).toEqual(expected);
  });

  it("exports the functions at the top of the scripts", () => {
    expect(check("function Get-B { function Get-Inner { } }\nfunction script:Get-A { }").functions).toEqual([
      "Get-A",
      "Get-B",
    ]);
  });
});
