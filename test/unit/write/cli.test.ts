import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import yaml from "js-yaml";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "../../support/generated.ts";
import { itWhole } from "../../support/whole.ts";

function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => [
      join(entry.parentPath, entry.name).slice(folder.length + 1),
      readFileSync(join(entry.parentPath, entry.name), "utf8"),
    ]),
  );
}

describe("the command line", () => {
  it.each([
    [["generate", "--spec", "beta"], 2],
    [["generate", "--target", "nothing"], 2],
    [["generate", "--nonsense"], 2],
    [["generate", "--out", ""], 2],
    [["generate", "--report-file", "package.json/report.json"], 2],
    [["nonsense"], 2],
    [["--help"], 0],
    [["--version"], 0],
    [["generate", "--spec", "beta=none.yaml", "--out", "/tmp/isc-sdkgen-none"], 1],
  ])("%j exits with %i", (args, exitCode) => {
    expect(runCli(args).exitCode).toBe(exitCode);
  });

  itWhole("checks an output, shows a diff and exits with 3 when it would change, and writes nothing", () => {
    const folder = temporaryFolder("check");
    cpSync("specs", join(folder, "specs"), { recursive: true });
    const args = [
      "generate",
      "--spec",
      `beta=${join(folder, "specs/sailpoint-api.beta.yaml")}`,
      "--out",
      join(folder, "out"),
      "--target",
      "typescript",
    ];
    expect(runCli(args).exitCode).toBe(0);
    expect(runCli([...args, "--check"]).exitCode).toBe(0);
    const before = contents(join(folder, "out"));
    const path = join(folder, "specs/beta/paths/identity.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(/summary: .*/u, "summary: Another summary"));
    const { exitCode, stdout } = runCli([...args, "--check"]);
    expect(exitCode).toBe(3);
    expect(stdout).toContain("+   * Another summary");
    expect(contents(join(folder, "out"))).toEqual(before);
  });

  it("writes nothing when the input has an error", () => {
    const folder = temporaryFolder("error");
    writeFileSync(
      join(folder, "root.yaml"),
      "openapi: 3.0.1\ninfo: { title: t, version: '1' }\npaths:\n  /a: { $ref: ../outside.yaml }\n",
    );
    const { exitCode, stdout } = runCli([
      "generate",
      "--spec",
      `x=${join(folder, "root.yaml")}`,
      "--out",
      join(folder, "out"),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/root\.yaml:4:\d+: error refused-reference/u);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  itWhole("gives the same bytes twice, and for maps in another order", () => {
    const folder = temporaryFolder("order");
    cpSync("specs", join(folder, "specs"), { recursive: true });
    for (const entry of readdirSync(join(folder, "specs"), { recursive: true, withFileTypes: true })) {
      if (
        !entry.isFile() ||
        !/schemas|sailpoint-api/u.test(join(entry.parentPath, entry.name)) ||
        !entry.name.endsWith(".yaml")
      )
        continue;
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      const value = yaml.load(text, { schema: yaml.CORE_SCHEMA, json: true });
      writeFileSync(path, yaml.dump(shuffle(value, ""), { lineWidth: -1, schema: yaml.CORE_SCHEMA, noRefs: true }));
    }
    const run = (specs: string, out: string): void => {
      const roots = ["beta", "v2024"].flatMap((version) => [
        "--spec",
        `${version}=${resolve(specs, `sailpoint-api.${version}.yaml`)}`,
      ]);
      expect(runCli(["generate", ...roots, "--out", out, "--names", "none", "--target", "typescript"]).exitCode).toBe(
        0,
      );
    };
    run("specs", join(folder, "one"));
    run("specs", join(folder, "two"));
    expect(contents(join(folder, "two"))).toEqual(contents(join(folder, "one")));
    run(join(folder, "specs"), join(folder, "three"));
    const { "manifest.json": first, ...one } = contents(join(folder, "one"));
    const { "manifest.json": third, ...three } = contents(join(folder, "three"));
    expect(three).toEqual(one);
    expect(JSON.parse(third ?? "").files).toEqual(JSON.parse(first ?? "").files);
  });

  itWhole("lets one of several runs write that start together in a folder somebody has died in", async () => {
    const folder = temporaryFolder("together");
    const args = ["generate", "--spec", "beta=specs/sailpoint-api.beta.yaml", "--target", "typescript"];
    const out = join(folder, "out");
    mkdirSync(join(out, ".isc-sdkgen/staged"), { recursive: true });
    // No process has this number.
    writeFileSync(join(out, ".isc-sdkgen/lock-4194305"), "");
    const codes = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ["dist/cli.js", ...args, "--out", out], { stdio: "ignore" });
        return new Promise<number | null>((done) => child.once("exit", done));
      }),
    );
    expect(codes).toContain(0);
    expect(codes.every((code) => code === 0 || code === 1)).toBe(true);
    expect(runCli([...args, "--out", out, "--check"]).exitCode).toBe(0);
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
  });
});

/** Reverses maps whose order carries no meaning; the order of properties is shown to readers, so it stays. */
function shuffle(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffle(item, ""));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, entry]) =>
      [
        name,
        key === "example" || key === "examples" || name === "example" || name === "value"
          ? entry
          : shuffle(entry, name),
      ] as const,
  );
  const isOrdered =
    key === "properties" || key === "content" || key === "example" || key === "examples" || key === "mapping";
  return Object.fromEntries(isOrdered ? entries : entries.reverse());
}
