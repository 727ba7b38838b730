import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../../support/generated.ts";
import { itWhole } from "../../support/whole.ts";
import { PUBLISHED_STUB } from "./published-stub.ts";

/**
 * Two programs whose folders begin with the same letters; only the second has what nobody can move. And two of which
 * one finds the other by a path of its own tsconfig.json.
 */
const PROGRAM: Readonly<Record<string, string>> = {
  "app/package.json": '{\r\n  "dependencies": { "old-client": "1.0.0" }\r\n}\r\n',
  "app/main.ts":
    '\uFEFFimport { Configuration, RolesBetaApi } from "old-client";\r\ndeclare const config: Configuration;\r\nexport const api = new RolesBetaApi(config);\r\n',
  "app/script.cjs":
    'const { RolesBetaApi } = require("old-client");\nmodule.exports = (config) => new RolesBetaApi(config);\n',
  "app-two/package.json": '{ "dependencies": { "old-client": "1.0.0" } }\n',
  "app-two/main.ts":
    'import { Configuration, RolesBetaApi } from "old-client";\ndeclare const config: Configuration;\nexport const gone = new RolesBetaApi(config).goneForGood();\nexport { Unheard } from "old-client";\n',
  // The published type of an owner is any object; an error from before the move is not told.
  "app-two/owner.ts":
    'import type { RoleBeta } from "old-client";\nconst wrong: number = "wrong";\nexport function ownerOf(role: RoleBeta) {\n  if (wrong) { const owner: { name?: number } | undefined = role.owner; return owner; }\n}\n',
  "core/client.ts":
    'import { Configuration, RolesBetaApi } from "old-client";\nexport const make = (config: Configuration) => new RolesBetaApi(config);\n',
  "use/tsconfig.json": '{ "compilerOptions": { "paths": { "@core/*": ["../core/*"] } } }\n',
  "use/main.ts":
    'import { make } from "@core/client";\nexport const nameOf = async (config: never) => (await make(config).getRole({ id: "a" })).data.name;\n',
};

describe("migrate code", () => {
  const folder = temporaryFolder("migrate-code");
  const table = join(folder, "old-client.json");
  const program = join(folder, "program");
  const read = (path: string): string => readFileSync(join(program, path), "utf8");
  const run = (...args: readonly string[]) =>
    runCli(["migrate", "code", ".", "--from", table, "--to", resolve("generated"), ...args], program);

  beforeAll(() => {
    writeFileSync(table, JSON.stringify(PUBLISHED_STUB));
    for (const [path, text] of Object.entries(PROGRAM)) {
      mkdirSync(dirname(join(program, path)), { recursive: true });
      writeFileSync(join(program, path), text);
    }
    symlinkSync(program, join(program, "app/again"), "junction");
    execFileSync("git", ["init", "-q"], { cwd: program });
  });

  describe("without --write", () => {
    // Each run compiles the moved programs, so all that is asked of this one is asked of one run.
    let stdout = "";
    let stderr = "";
    beforeAll(() => {
      const command = [resolve("dist/cli.js"), "migrate", "code", ".", "--from", table, "--to", resolve("generated")];
      const done = spawnSync(process.execPath, command, { cwd: program, encoding: "utf8" });
      expect(done.status).toBe(0);
      ({ stdout, stderr } = done);
    });

    it("prints a diff and changes nothing", () => {
      expect(stdout).toContain("app/main.ts");
      expect(stdout).toContain("+export const api = config.beta.roles;");
      expect(Object.keys(PROGRAM).map(read)).toEqual(Object.values(PROGRAM));
    });

    it("lists what is left with file and line", () => {
      expect(stderr.split("\n")).toEqual(
        expect.arrayContaining([
          "app-two/main.ts:3: todo: the operation RolesBetaApi.goneForGood does not exist any longer.",
          "app-two/main.ts:4: todo: no export of the new package replaces Unheard.",
          expect.stringMatching(
            /^app-two\/owner\.ts:4: todo: this does not compile with the new package: Type 'OwnerReference/u,
          ),
          "files: 8 to change (--write changes them); by hand: 3",
        ]),
      );
      expect(stderr).not.toContain("owner.ts:2");
    });

    it("finds the files that the paths of an inner tsconfig.json name", () => {
      expect(stdout).toContain(
        '+export const nameOf = async (config: never) => (await make(config).getRole({ id: "a" })).name;',
      );
    });

    it("moves JavaScript with require", () => {
      expect(stdout).toContain('-const { RolesBetaApi } = require("old-client");');
      expect(stdout).toContain("+module.exports = (config) => config.beta.roles;");
    });
  });

  it("says that nothing was compiled where there is only a surface", () => {
    const alone = join(folder, "alone.json");
    writeFileSync(alone, readFileSync("generated/surface.json"));
    const command = [resolve("dist/cli.js"), "migrate", "code", "app", "--from", table, "--to", alone];
    const { stderr } = spawnSync(process.execPath, command, { cwd: program, encoding: "utf8" });
    expect(stderr).toContain("note: the moved program was not compiled");
  });

  it("refuses a package that it has no table of, and names those that it has", () => {
    const { exitCode, stderr } = runCli(
      ["migrate", "code", ".", "--from", "unheard-of", "--to", resolve("generated")],
      program,
    );
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("unheard-of: there is no table of it; there are sailpoint-api-client"),
    ]);
  });

  it("refuses a git tree with changes unless it is told to", () => {
    const { exitCode, stderr } = run("--write");
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("that are not committed")]);
    expect(read("app/main.ts")).toBe(PROGRAM["app/main.ts"]);
  });

  itWhole(
    "writes with marks and line ends kept, swaps the dependency where nothing is left, and then changes nothing",
    () => {
      expect(run("--write", "--force").exitCode).toBe(0);
      const moved = read("app/main.ts");
      expect(moved.startsWith("\uFEFF")).toBe(true);
      expect(moved).not.toContain("old-client");
      expect(moved.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
      expect(read("app/package.json")).toContain('"isc-sdk"');
      expect(read("app/package.json")).not.toContain('"old-client"');
      expect(read("app-two/package.json")).toContain('"old-client"');
      expect(read("app-two/owner.ts")).toMatch(
        /\n  \/\/ TODO\(isc-sdkgen\): this does not compile .*\n  if \(wrong\) \{ const owner/u,
      );
      const after = Object.keys(PROGRAM).map(read);
      expect(run("--write", "--force").exitCode).toBe(0);
      expect(Object.keys(PROGRAM).map(read)).toEqual(after);
    },
  );
});
