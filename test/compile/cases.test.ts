import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../support/generated.ts";
import { typeCheck } from "./matrix.ts";

/** The whole package of each golden case, mocks and all: small inputs of every kind, where the real specs have one. */
describe("the packages of the golden cases", () => {
  const folder = "test/cases";
  const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it.each(cases.map((entry) => entry.name))("compile: %s", (name) => {
    const root = ["root.yaml", "root.json"]
      .map((file) => join(folder, name, "input", file))
      .find((path) => existsSync(path));
    const out = temporaryFolder(`compile-${name}`);
    const targets = ["--target", "typescript", "--target", "openapi-types"];
    const run = runCli(["generate", "--spec", `beta=${root ?? ""}`, "--out", out, ...targets, "--names", "none"]);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(typeCheck(join(out, "typescript"), { compiler: "7", modules: "nodenext", libraries: "dom" })).toBe("");
    rmSync(out, { recursive: true, force: true });
  });
});
