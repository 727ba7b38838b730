import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { addPull } from "../../generator/commands/pull-command.ts";
import { parseLock } from "../../generator/commands/pull/specs-lock.ts";
import { projectFor, type CommandProject } from "../support/command.ts";
import { makeRepository, type SpecRepository } from "../support/spec-repository.ts";
import { rootOf } from "../support/spec.ts";

function root(...paths: readonly string[]): string {
  const lines = paths.map((path) => `/${path}:\n  $ref: beta/${path}.yaml`);
  return rootOf({ paths: lines.join("\n") });
}

function item(id: string): string {
  return `get:\n  operationId: ${id}\n  tags: [Things]\n  responses: { '204': { description: Done } }\n`;
}

/** Five commits; the fourth is broken, and the fifth mends it. */
const HISTORY = [
  [
    "Things",
    {
      "README.md": "hello",
      "idn/beta.yaml": root("things"),
      "idn/beta/things.yaml": item("listThings"),
      "idn/LICENSE": "MIT",
    },
  ],
  ["Only the readme", { "README.md": "hello again" }],
  ["Roles \u001b[31mred", { "idn/beta.yaml": root("things", "roles"), "idn/beta/roles.yaml": item("listRoles") }],
  ["Broken", { "idn/beta.yaml": "openapi: [" }],
  ["No things", { "idn/beta.yaml": root("roles"), "idn/beta/things.yaml": undefined }],
] as const;

const CONFIG = { specs: { beta: { roots: ["specs/beta.yaml"] } } };

function projectOf(
  { bare }: SpecRepository,
  config: unknown = CONFIG,
  files: Readonly<Record<string, string>> = {},
): CommandProject {
  return projectFor([addPull], {
    "isc-sdkgen.config.json": JSON.stringify({ pull: { source: bare, ref: "main" }, ...(config as object) }),
    ...files,
  });
}

/** Every file of a project and its text, but for the writer's key. */
function snapshot({ folder }: CommandProject): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(".state"))
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(files.sort().map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]));
}

function lockOf({ folder }: CommandProject): unknown {
  const parsed = parseLock(readFileSync(join(folder, "specs.lock.json"), "utf8"));
  return "lock" in parsed ? parsed.lock : parsed;
}

describe("pull from a repository with five commits", () => {
  const repository = makeRepository(HISTORY);
  const [first = "", , third = "", fourth = "", fifth = ""] = repository.commits;
  const project = projectOf(repository);

  it("brings the specs of a commit, finds their folder, and locks commit and hash", async () => {
    expect(await project.run("pull", "--ref", first, "--check")).toMatchObject({ exitCode: 3, told: "" });
    expect(Object.keys(snapshot(project))).toEqual(["isc-sdkgen.config.json"]);
    const { exitCode, output } = await project.run("pull", "--ref", first);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: [
        `${repository.bare} ${first}: ${first.slice(0, 12)} (no specs.lock.json before)`,
        "specs: 4 files written, 0 removed, 0 unchanged",
        "next: isc-sdkgen generate",
        "",
      ].join("\n"),
    });
    expect(Object.keys(snapshot(project))).toEqual([
      "isc-sdkgen.config.json",
      "specs.lock.json",
      "specs/LICENSE",
      "specs/beta.yaml",
      "specs/beta/things.yaml",
      "specs/manifest.json",
    ]);
    expect(lockOf(project)).toMatchObject({
      source: repository.bare,
      ref: first,
      folder: "idn",
      commit: first,
      files: 3,
    });
  });

  it("tells the commits from the lock's to the new one, in one line each", async () => {
    const { exitCode, output } = await project.run("pull", "--ref", third);
    expect(exitCode).toBe(0);
    expect(output).toContain(`${first.slice(0, 12)} -> ${third.slice(0, 12)}, 1 commit\n`);
    expect(output).toContain(`  ${third.slice(0, 9)} 2025-11-20 Roles \\u001b[31mred\n`);
    expect(output).toContain("specs: 3 files written, 0 removed, 2 unchanged");
    expect(output).toContain("\nnext: isc-sdkgen diff git:HEAD isc-sdkgen.config.json, then isc-sdkgen generate\n");
  });

  it("changes nothing where the new specs cannot be read, and tells their place", async () => {
    const before = snapshot(project);
    const { exitCode, told } = await project.run("pull", "--ref", fourth);
    expect(exitCode).toBe(1);
    expect(told).toContain("unreadable-root");
    expect(snapshot(project)).toEqual(before);
  });

  it("removes what the repository has no more, and a second run changes nothing", async () => {
    expect(await project.run("pull")).toMatchObject({ exitCode: 0, told: "" });
    expect(existsSync(join(project.folder, "specs/beta/things.yaml"))).toBe(false);
    expect(lockOf(project)).toMatchObject({ ref: "main", commit: fifth });
    const before = snapshot(project);
    for (const more of [[], ["--check"]]) {
      const { exitCode, output } = await project.run("pull", ...more);
      expect({ exitCode, output }).toEqual({ exitCode: 0, output: expect.stringContaining("nothing to do") as string });
      expect(snapshot(project)).toEqual(before);
    }
  });

  it("leaves the lock alone where new commits touch no spec", async () => {
    repository.commit("Readme again", { "README.md": "hello once more" });
    expect(await project.run("pull", "--check")).toMatchObject({ exitCode: 0 });
    expect(lockOf(project)).toMatchObject({ commit: fifth });
  });

  it("tells where the history was rewritten", async () => {
    expect(await project.run("pull", "--ref", third, "--format", "json")).toMatchObject({ exitCode: 0 });
    const { output } = await project.run("pull", "--ref", first);
    expect(output).toContain(`${third.slice(0, 9)} is not in the history of ${first.slice(0, 9)}`);
  });

  it("refuses to overwrite what a person has edited, but by force", async () => {
    writeFileSync(join(project.folder, "specs/beta.yaml"), "edited");
    const before = snapshot(project);
    const { exitCode, told } = await project.run("pull");
    expect(exitCode).toBe(1);
    expect(told).toContain("edited-file");
    expect(snapshot(project)).toEqual(before);
    expect(await project.run("pull", "--force")).toMatchObject({ exitCode: 0 });
  });

  it("has JSON for tools", async () => {
    await project.run("pull", "--ref", first);
    const { output } = await project.run("pull", "--check", "--format", "json");
    expect(JSON.parse(output)).toMatchObject({
      before: first,
      to: "specs",
      commits: [
        { subject: "No things" },
        { subject: "Broken" },
        { subject: expect.stringContaining("Roles") as string },
      ],
      removed: ["beta/things.yaml"],
      isChanged: true,
    });
  });
});

describe("what pull does not take", () => {
  it.each([
    [
      "a pointer of Git LFS",
      { "idn/beta/things.yaml": "version https://git-lfs.github.com/spec/v1\noid sha256:00\n" },
      "a Git LFS pointer",
    ],
    [
      "two folders with the roots",
      { "other/beta.yaml": root() },
      "several folders of the repository contain beta.yaml: idn, other",
    ],
    ["no folder with the roots", { "idn/beta.yaml": undefined }, "no folder of the repository contains beta.yaml"],
    ["a file that is the writer's", { "idn/manifest.json": "{}" }, "manifest.json"],
    ["two files of one name but for case", { "idn/beta/Things.yaml": item("listThings") }, "where case does not count"],
  ])("%s", async (_, files, message) => {
    const repository = makeRepository([HISTORY[0], ["More", files]]);
    const project = projectOf(repository);
    const before = snapshot(project);
    const { exitCode, told } = await project.run("pull");
    expect(exitCode).toBe(1);
    expect(told).toContain(message);
    expect(snapshot(project)).toEqual(before);
  });

  it("links and hidden files, which it leaves out with a warning or as a tool's", async () => {
    const repository = makeRepository([
      HISTORY[0],
      ["More", { "idn/link.yaml": "-> /etc/passwd", "idn/.hidden/a.yaml": "a: b" }],
    ]);
    const project = projectOf(repository);
    const { exitCode, told } = await project.run("pull");
    expect(exitCode).toBe(0);
    expect(told).toContain("links of the repository are not read: idn/link.yaml");
    expect(Object.keys(snapshot(project)).filter((path) => /link|hidden/u.test(path))).toEqual([]);
  });

  it("a place that a link leads to", async () => {
    const repository = makeRepository([HISTORY[0]]);
    for (const [link, target] of [
      ["specs", "elsewhere"],
      ["specs.lock.json", "elsewhere/lock.json"],
    ] as const) {
      const project = projectOf(repository, CONFIG, { "elsewhere/keep.txt": "keep" });
      symlinkSync(join(project.folder, target), join(project.folder, link));
      const { exitCode, told } = await project.run("pull");
      expect({ exitCode, told }).toEqual({
        exitCode: 1,
        told: expect.stringMatching(/linked-path|broken-lock/u) as string,
      });
      expect(readdirSync(join(project.folder, "elsewhere"))).toEqual(["keep.txt"]);
    }
  });

  it.each([
    ["nothing.git", "failed-pull"],
    ["--upload-pack=evil", "pull-source"],
  ])("the source %s", async (source, code) => {
    const project = projectFor([addPull], { "isc-sdkgen.config.json": JSON.stringify(CONFIG) });
    const { exitCode, told } = await project.run("pull", `--source=${source}`);
    expect({ exitCode, told }).toEqual({ exitCode: 1, told: expect.stringContaining(code) as string });
    expect(told).toContain("isc-sdkgen pull");
  });

  it("a lock that somebody broke", async () => {
    const project = projectOf(makeRepository([HISTORY[0]]), CONFIG, { "specs.lock.json": "<<<<<<< ours" });
    expect(await project.run("pull")).toMatchObject({
      exitCode: 1,
      told: expect.stringContaining("broken-lock") as string,
    });
  });
});

describe("a pull that is killed half-way", () => {
  it("is completed or undone by the next one, files and lock together", async () => {
    const filesOf = (word: string): Readonly<Record<string, string>> => ({
      "beta.yaml": root("things"),
      "beta/things.yaml": item(`list${word}`),
      ...Object.fromEntries(
        Array.from({ length: 400 }, (_, index) => [`beta/more/${String(index)}.yaml`, `word: ${word}\n`]),
      ),
    });
    const repository = makeRepository([
      ["One", filesOf("One")],
      ["Two", filesOf("Two")],
    ]);
    const project = projectOf(repository);
    const { commits } = repository;
    const { folder } = project;
    const state = { ...process.env, XDG_STATE_HOME: join(folder, ".state") };
    const start = (...args: readonly string[]): ChildProcess =>
      spawn(process.execPath, [resolve("dist/cli.js"), "pull", ...args], { cwd: folder, stdio: "ignore", env: state });
    const ended = (child: ChildProcess): Promise<number | null> => new Promise((done) => child.on("exit", done));
    /** Which commit the files are of: one word where all are of one. */
    const words = (): readonly string[] => {
      const more = join(folder, "specs/beta/more");
      return [...new Set(readdirSync(more).map((file) => readFileSync(join(more, file), "utf8").trim()))];
    };
    expect(await ended(start("--ref", commits[0] ?? ""))).toBe(0);
    let wasHalf = false;
    for (let attempt = 0; !wasHalf && attempt < 40; attempt += 1) {
      const child = start("--ref", commits[(attempt + 1) % 2] ?? "");
      const exit = ended(child);
      let hasEnded = false;
      void exit.then(() => (hasEnded = true));
      // The journal says that the files are being put in place.
      while (!hasEnded && !existsSync(join(folder, "specs/.isc-sdkgen/journal.json"))) await new Promise(setImmediate);
      child.kill("SIGKILL");
      await exit;
      wasHalf = existsSync(join(folder, "specs/.isc-sdkgen/journal.json"));
    }
    expect(wasHalf).toBe(true);
    const half = snapshot(project);
    // A check tells of it and touches nothing.
    expect(await ended(start("--check"))).toBe(1);
    expect(snapshot(project)).toEqual(half);
    expect(await ended(start())).toBe(0);
    expect(words()).toEqual(["word: Two"]);
    expect(lockOf(project)).toMatchObject({ commit: commits[1] });
    expect(readdirSync(join(folder, "specs")).sort()).toEqual(["beta", "beta.yaml", "manifest.json"]);
    expect(await ended(start("--check"))).toBe(0);
  });
});

describe("what pull keeps to", () => {
  it("runs no hook, filter or template of the user or the repository", async () => {
    const repository = makeRepository([
      HISTORY[0],
      ["Attributes", { ".gitattributes": "*.yaml filter=evil\n", "idn/.gitattributes": "*.yaml filter=evil\n" }],
    ]);
    const project = projectOf(repository);
    const mark = join(project.folder, "pwned");
    const evil = `touch ${mark}; cat`;
    project.write({
      "home/.gitconfig": `[core]\n hooksPath = ${project.folder}/hooks\n[filter "evil"]\n smudge = ${evil}\n process = ${evil}\n[init]\n templateDir = ${project.folder}/template\n[alias]\n fetch = !touch ${mark}\n`,
      "hooks/post-checkout": `#!/bin/sh\n${evil}\n`,
      "template/hooks/reference-transaction": `#!/bin/sh\n${evil}\n`,
    });
    process.env["HOME"] = join(project.folder, "home");
    expect(await project.run("pull")).toMatchObject({ exitCode: 0 });
    expect(existsSync(mark)).toBe(false);
  });

  it("applies the overlays of the configuration to the new specs, by their own places", async () => {
    const overlay = `overlay: 1.0.0\ninfo: { title: a, version: b }\nextends: ../specs/beta.yaml\nactions:\n  - { target: "$.paths['/things']", remove: true }\n`;
    const repository = makeRepository(HISTORY);
    const config = { specs: { beta: { roots: ["specs/beta.yaml"], overlays: ["overlays/o.yaml"] } } };
    const project = projectOf(repository, config, { "overlays/o.yaml": overlay });
    expect(await project.run("pull", "--ref", repository.commits[0] ?? "")).toMatchObject({ exitCode: 0, told: "" });
    const { exitCode, told } = await project.run("pull");
    expect({ exitCode, told }).toEqual({
      exitCode: 1,
      told: expect.stringMatching(/^overlays\/o\.yaml:5:7: error dead-action/u) as string,
    });
  });
});
