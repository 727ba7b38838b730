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

  it("says that a file is missing", async () => {
    const { value, diagnostics } = readConfig(join(temporaryFolder("config"), "none.json"));
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["config"]);
  });
});
