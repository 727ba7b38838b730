import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addDiff } from "../../../generator/commands/diff-command.ts";
import { addGenerate } from "../../../generator/commands/generate-command.ts";
import { addLint } from "../../../generator/commands/lint-command.ts";
import { addNames } from "../../../generator/commands/names-command.ts";
import { projectFor } from "../../support/command.ts";
import { rootOf } from "../../support/spec.ts";

const ROOT = rootOf({
  paths: `
/things:
  get: { operationId: listThings, tags: [Things], responses: { '204': { description: Done } } }
/secrets:
  get: { operationId: listSecrets, tags: [Things], responses: { '204': { description: Done } } }
`,
});

function overlay(action: string): string {
  return `overlay: 1.0.0\ninfo: { title: Corrections, version: '1' }\nactions:\n  - ${action}\n`;
}

const CONFIG = JSON.stringify({
  specs: { beta: { roots: ["specs/beta.yaml"], overlays: ["overlays/beta.yaml"] } },
  names: "names.lock.json",
});

describe("overlays of the configuration", () => {
  const project = projectFor([addGenerate, addLint, addDiff, addNames], {
    "isc-sdkgen.config.json": CONFIG,
    "specs/beta.yaml": ROOT,
    "overlays/beta.yaml": overlay("{ target: \"$.paths['/secrets']\", remove: true }"),
    "overlays/dead.yaml": overlay("{ target: \"$.paths['/gone']\", remove: true }"),
  });
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
      cwd: project.folder,
      encoding: "utf8",
    });

  it("shape what generate writes, and are part of its input", async () => {
    expect(await project.run("generate", "--target", "model")).toMatchObject({ exitCode: 0 });
    const model = readFileSync(join(project.folder, "generated/model/beta.json"), "utf8");
    expect(model).toContain("listThings");
    expect(model).not.toContain("listSecrets");
    expect(readFileSync(join(project.folder, "names.lock.json"), "utf8")).not.toContain("/secrets");
    expect(await project.run("generate", "--target", "model", "--check")).toMatchObject({ exitCode: 0 });
    project.write({
      "overlays/beta.yaml": `${overlay("{ target: \"$.paths['/secrets']\", remove: true }")}# changed\n`,
    });
    expect(await project.run("generate", "--target", "model", "--check")).toMatchObject({ exitCode: 3 });
  });

  it("are read by names and diff, also of a revision", async () => {
    expect((await project.run("names", "list")).output).not.toContain("listSecrets");
    git("init", "--quiet");
    git("add", "-A");
    git("commit", "--quiet", "-m", "one");
    project.write({ "overlays/beta.yaml": overlay("{ target: \"$.paths['/things']\", remove: true }") });
    const { output, exitCode } = await project.run(
      "diff",
      "git:HEAD",
      "isc-sdkgen.config.json",
      "--target",
      "typescript",
    );
    expect(exitCode).toBe(0);
    expect(output).toContain("listThings is removed");
    expect(output).toContain("listSecrets is new");
  });

  it("stop every command where an action is dead, with its line, and give way to --overlay", async () => {
    for (const command of [["generate", "--target", "model"], ["lint"]]) {
      const { exitCode, output } = await project.run(...command, "--overlay", "overlays/dead.yaml");
      expect({ command, exitCode }).toEqual({ command, exitCode: 1 });
      expect(output).toContain("overlays/dead.yaml:4:7: error dead-action: ");
      expect(output).toContain("isc-sdkgen lint");
    }
    const spec = ["--spec", "x=specs/beta.yaml", "--names", "none"];
    const { told } = await project.run(
      "diff",
      "x=specs/beta.yaml",
      "x=specs/beta.yaml",
      "--overlay",
      "overlays/dead.yaml",
    );
    expect(told).toContain("error dead-action");
    expect(await project.run("lint", ...spec, "--overlay", "none")).toMatchObject({ exitCode: 0 });
  });
});
