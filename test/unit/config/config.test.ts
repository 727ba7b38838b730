import { symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../../generator/config/config.ts";
import { linkProblems } from "../../../generator/config/own-paths.ts";
import { readConfig } from "../../../generator/config/read-config.ts";
import { CONFIG_SCHEMA } from "../../../generator/config/schema.ts";
import { temporaryFolder } from "../../support/generated.ts";

function configFile(text: string): string {
  const path = join(temporaryFolder("config"), "isc-sdkgen.config.json");
  writeFileSync(path, text);
  return path;
}

describe("the configuration", () => {
  it("has a schema that is one", () => {
    const ajv = new Ajv({ strict: true });
    expect(ajv.validateSchema(CONFIG_SCHEMA)).toBe(true);
  });

  it("fills in defaults, and paths start where the file is", async () => {
    const path = configFile('{ "typescript": { "version": "3.2.1" } }');
    const { value, diagnostics } = readConfig(path);
    expect(diagnostics).toEqual([]);
    expect(value?.base).toBe(dirname(path));
    expect(value?.typescript).toEqual({ ...DEFAULT_CONFIG.typescript, version: "3.2.1" });
  });

  it.each([
    ["{", "is not valid JSON"],
    ['{ "typscript": {} }', 'has the unknown key "typscript"'],
    ['{ "typescript": { "version": 3 } }', "/typescript/version must be string"],
    ["[]", "must be object"],
  ])("%s: %s", async (text, message) => {
    const { value, diagnostics } = readConfig(configFile(text));
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.message).join("\n")).toContain(message);
  });

  it.each(["out", "names", "overrides"])("names a place of its own for %s, and none through a link", (key) => {
    for (const path of ["/tmp/x", "../x", "a/../../x", "C:\\x", "\\\\host\\x"])
      expect([path, readConfig(configFile(JSON.stringify({ [key]: path }))).value]).toEqual([path, undefined]);
    const { value } = readConfig(configFile(JSON.stringify({ [key]: "./a//b/c" })));
    if (value === undefined) throw new Error("refused");
    expect(linkProblems(value, ["./a//b/c"])).toEqual([]);
    symlinkSync(temporaryFolder("elsewhere"), join(value.base, "a"));
    expect(linkProblems(value, ["./a//b/c", "a"]).map(({ code }) => code)).toEqual(["linked-path", "linked-path"]);
  });

  it.each(["Con", "aux.Sdk", "Isc.", "Isc/Sdk", "x".repeat(200)])("cannot call the module %j", (name) => {
    expect(readConfig(configFile(JSON.stringify({ powershell: { name } }))).value).toBeUndefined();
  });

  it.each([
    ".git",
    ".git/hooks",
    "a/.GIT",
    ".g\u200cit/x",
    "GIT~1/hooks",
    "git~2",
    ".github/workflows",
    ".husky",
    ".vscode",
    "sdk/node_modules/x",
  ])("writes nothing to %j, where tools run what stands there", (path) => {
    for (const key of ["out", "names", "overrides"])
      expect([key, readConfig(configFile(JSON.stringify({ [key]: path }))).value]).toEqual([key, undefined]);
  });

  it("says what a value must be", () => {
    const { diagnostics } = readConfig(configFile('{ "docs": { "apiReference": "javascript:alert(1)" } }'));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\/docs\/apiReference must be an http\(s\) URL without user, password, query/u),
    ]);
  });

  it.each<[string, string, readonly string[], readonly string[]]>([
    ["docs", "slugBase", ["/tools/sdk", "sdk", "/a/b.c/~d"], ["/", "/a/", "/a//b", "/a/..", "/a b", "/a\n---"]],
    [
      "docs",
      "apiReference",
      ["https://x.example/docs/api", "http://localhost:8080", "https://x.example/a%20b/"],
      ["//x.example", "ftp://x", "https://", "https://u:p@x.example", "https://x.example/?a", "https://x.example/(a)"],
    ],
    ["powershell", "licenseUri", ["https://x.example/?a=b#c"], ["x.example", "https://x.example/'", "data:,x"]],
    [
      "powershell",
      "author",
      ["Ärzte & Söhne, \ud83d\udc68\u200d\ud83d\udcbb"],
      ["", "a\nb", "a\u202eb", "a\u200bb", "\ud800"],
    ],
    ["typescript", "name", ["a", "@a-b/c.d_e"], ["-rf", ".", "..", "~a", "@a", "A", "a b", "@~/a", "x".repeat(215)]],
    ["typescript", "version", ["1.2.3", "1.2.3-beta.1+x"], ["1", "v1.2.3", "1.2.3\n", "1.2.3-", '1.2.3"']],
    ["typescript", "license", ["MIT", "(MIT OR Apache-2.0)", "SEE LICENSE IN x/LICENSE.md"], ["", "a\nb", "<b>"]],
    ["typescript", "description", ["", "It's {fine}: <b> `x`"], ["a\nb", "a\u2066b", "a\ufeffb", "x".repeat(1001)]],
    [
      "typescript",
      "repository",
      ["https://x.example/a.git", "git+ssh://git@x.example/a.git", "github:a/b", "git@x.example:a/b.git"],
      ["javascript:x", "https://u:p@x.example/a", "ext::sh -c x", "file:///a", "a b"],
    ],
  ])("%s.%s takes what is one, and nothing else", (section, key, good, bad) => {
    const taken = (value: string): boolean =>
      readConfig(configFile(JSON.stringify({ [section]: { [key]: value } }))).value !== undefined;
    expect([good.filter((value) => !taken(value)), bad.filter(taken)]).toEqual([[], []]);
  });

  it("says that a file is missing", async () => {
    const { value, diagnostics } = readConfig(join(temporaryFolder("config"), "none.json"));
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["config"]);
  });
});
