import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { addGenerate } from "../../../generator/commands/generate-command.ts";
import { addRelease } from "../../../generator/commands/release-command.ts";
import { RELEASE_SCHEMA, releaseSchemaText } from "../../../generator/release/schema.ts";
import { projectFor, type CommandProject } from "../../support/command.ts";

const SPEC = `openapi: 3.0.1
info: { title: t, version: '1' }
servers: [{ url: 'https://x.example/beta' }]
tags: [{ name: Roles }]
paths:
  /roles/{id}:
    get:
      operationId: getRole
      summary: Reads
      tags: [Roles]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: done, content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } } } }
components:
  schemas:
    Role: { type: object, properties: { name: { type: string }, owner: { type: string } } }
`;
const BREAKING = SPEC.replace(", owner: { type: string }", "");
const MORE = SPEC.replace("owner: {", "'a [x](y) <b>|': { type: string }, owner: {");

/** A project as its first release left it, with the tag v1.2.0. Odd formatting of the configuration is to survive. */
async function makeReleased(version: string): Promise<CommandProject> {
  const config = `{\n    "specs": {"beta": { "roots": ["beta.yaml"] }},\n\n    "names": "names.lock.json",\n    "typescript": { "version": "${version}" },\n    "powershell": {\n        "version": "${version}" }\n}\n`;
  const at = projectFor([addGenerate, addRelease], {
    "beta.yaml": SPEC,
    "isc-sdkgen.config.json": config,
    ".gitignore": ".state\n",
  });
  git(at, "init", "-q");
  await generated(at);
  expect(await at.run("release", "--from", "none")).toMatchObject({ exitCode: 0 });
  commit(at, "release");
  git(at, "tag", `v${version}`);
  return at;
}

const templates = new Map<string, Promise<CommandProject>>();

/** A copy of such a project: made once for each version, for it takes some runs. */
async function released(version = "1.2.0"): Promise<CommandProject> {
  const template = templates.get(version) ?? makeReleased(version);
  templates.set(version, template);
  const at = projectFor([addGenerate, addRelease], {});
  cpSync((await template).folder, at.folder, { recursive: true });
  return at;
}

function git({ folder }: CommandProject, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.email=a@b", "-c", "user.name=n", ...args], { cwd: folder, encoding: "utf8" });
}

function commit(at: CommandProject, message: string): void {
  git(at, "add", "-A");
  git(at, "commit", "-qm", message);
}

const TARGETS = ["--target", "typescript", "--target", "powershell"] as const;

async function generated(at: CommandProject, spec?: string): Promise<void> {
  if (spec !== undefined) at.write({ "beta.yaml": spec });
  const { exitCode, output } = await at.run("generate", ...TARGETS);
  if (exitCode !== 0) throw new Error(output);
}

const read = ({ folder }: CommandProject, path: string): string => readFileSync(join(folder, path), "utf8");

/** All files of a project but git's. */
function contents({ folder }: CommandProject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/[\\/]\.(?:git|state)(?:[\\/]|$)/u.test(entry.parentPath))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, "utf8")]),
  );
}

describe("release", () => {
  it("writes versions, changelogs and output in one go, and nothing the second time", async () => {
    const at = await released();
    await generated(at, BREAKING);
    const before = contents(at);
    const dry = await at.run("release", "--dry-run");
    expect(dry.output).toContain("1.2.0 -> 2.0.0  major  (1 breaking)");
    expect(dry.output).toContain('+    "typescript": { "version": "2.0.0" },');
    expect(contents(at)).toEqual(before);

    const run = await at.run("release", "--pull-request", "out/pr.md", "--notes", "out/notes.md");
    expect(run).toMatchObject({ exitCode: 0, told: "" });
    expect(read(at, "isc-sdkgen.config.json")).toBe(before["/isc-sdkgen.config.json"]?.replaceAll("1.2.0", "2.0.0"));
    const changelog = read(at, "changelogs/typescript.md");
    expect(changelog).toContain(
      "## [2.0.0] - 2026-01-31\n\n### Removed\n\n- **Breaking:** beta: The property Role.owner is removed. Do not read or send the property.\n\n## [1.2.0] - 2026-01-31\n",
    );
    expect(JSON.parse(read(at, "generated/typescript/package.json"))).toMatchObject({
      version: "2.0.0",
      files: expect.arrayContaining(["CHANGELOG.md"]) as unknown,
    });
    expect(read(at, "generated/typescript/CHANGELOG.md")).toBe(changelog);
    for (const module of ["IscSdk", "IscSdk.Beta"]) {
      expect(read(at, `generated/powershell/${module}/CHANGELOG.md`)).toBe(read(at, "changelogs/powershell.md"));
      const manifest = read(at, `generated/powershell/${module}/${module}.psd1`);
      expect(manifest).toContain("ModuleVersion = '2.0.0'");
      expect(manifest).toContain("'CHANGELOG.md'");
    }
    expect(read(at, "out/pr.md")).toContain("- **Breaking:** beta: The property Role.owner is removed.");
    expect(read(at, "out/notes.md")).toContain("## `isc-sdk` 2.0.0\n\n### Removed");
    expect(await at.run("generate", ...TARGETS, "--check")).toMatchObject({ exitCode: 0 });

    const after = contents(at);
    const again = await at.run(
      "release",
      "--date",
      "2026-02-01",
      "--pull-request",
      "out/pr.md",
      "--notes",
      "out/notes.md",
    );
    expect(again.output).toContain("Everything is written already.");
    expect(contents(at)).toEqual(after);
    // The tag comes, and there is nothing left.
    commit(at, "release");
    git(at, "tag", "v2.0.0");
    expect((await at.run("release")).output).toContain("Nothing to release.");
  });

  it("asks for a clean start: no ledger, names that no ledger has, stale or edited output, an error", async () => {
    const at = await released();
    const config = read(at, "isc-sdkgen.config.json");
    const steps: readonly (readonly [string, () => void, RegExp])[] = [
      [
        "no ledger",
        () => at.write({ "isc-sdkgen.config.json": config.replace('"names": "names.lock.json",', "") }),
        /error no-ledger.*\n.*set the key/u,
      ],
      [
        "stale output",
        () => at.write({ "beta.yaml": SPEC.replace("Reads", "Reads it") }),
        /error outdated-output: .* would change\n.*run isc-sdkgen generate/u,
      ],
      [
        "a new name",
        () =>
          at.write({
            "beta.yaml": SPEC.replace(
              "{ name: { type",
              "{ more: { type: object, properties: { b: { type: string } } }, name: { type",
            ),
          }),
        /error name-unlocked/u,
      ],
      [
        "an edited file",
        () => writeFileSync(join(at.folder, "generated/typescript/src/index.ts"), "edited"),
        /error edited-file/u,
      ],
      [
        "no output",
        () => rmSync(join(at.folder, "generated"), { recursive: true }),
        /error outdated-output: .*there is no output yet/u,
      ],
      ["a broken spec", () => at.write({ "beta.yaml": "openapi: [" }), /error /u],
      [
        "a changed ledger",
        () =>
          at.write({ "names.lock.json": read(at, "names.lock.json").replace(/"id": ?"getRole"/u, '"id": "oldRole"') }),
        /error outdated-output: .*the ledger changes/u,
      ],
    ];
    for (const [name, change, expected] of steps) {
      git(at, "reset", "-q", "--hard");
      change();
      const before = contents(at);
      const run = await at.run("release", "--at-least", "patch");
      expect([name, run.exitCode, run.told]).toEqual([name, 1, expect.stringMatching(expected)]);
      expect(contents(at)).toEqual(before);
    }
  });

  it("leaves every file as it was when a step fails", async () => {
    const at = await released();
    await generated(at, BREAKING);
    // The changelog cannot be replaced: a link stands there.
    renameSync(join(at.folder, "changelogs/powershell.md"), join(at.folder, "elsewhere.md"));
    symlinkSync(join(at.folder, "elsewhere.md"), join(at.folder, "changelogs/powershell.md"));
    const linked = contents(at);
    expect(await at.run("release")).toMatchObject({
      exitCode: 1,
      told: expect.stringContaining("unreadable-changelog") as string,
    });
    expect(contents(at)).toEqual(linked);
    git(at, "checkout", "-q", "changelogs");
    // A folder stands where the notes are to go.
    at.write({ "notes/x": "" });
    const before = contents(at);
    const run = await at.run("release", "--notes", "notes");
    expect([run.exitCode, run.told]).toEqual([1, expect.stringContaining("nothing was written")]);
    expect(contents(at)).toEqual(before);
  });

  it.skipIf(process.getuid?.() === 0)("tells that a read-only configuration cannot be replaced", async () => {
    const at = await released();
    await generated(at, BREAKING);
    chmodSync(at.folder, 0o555);
    expect((await at.run("release")).exitCode).toBe(1);
    chmodSync(at.folder, 0o755);
  });

  it.each<[string, string, readonly string[], string]>([
    ["a breaking change in 0.x", BREAKING, ["0.3.1"], "0.3.1 -> 0.4.0  major"],
    ["a compatible change in 0.x", MORE, ["0.3.1"], "0.3.1 -> 0.3.2  minor"],
    ["a prerelease", MORE, ["1.2.0", "--prerelease", "beta"], "isc-sdk  1.2.0 -> 1.3.0-beta.1"],
    ["a prerelease of modules", MORE, ["1.2.0", "--prerelease", "beta"], "IscSdk  1.2.0 -> 1.3.0-beta001"],
    ["other words", SPEC.replace("Reads", "Finds"), ["1.2.0"], "1.2.0 -> 1.2.1  patch"],
    ["nothing, but asked for", SPEC, ["1.2.0", "--at-least", "minor"], "1.2.0 -> 1.3.0  minor  (asked for)"],
    ["one package", MORE, ["1.2.0", "--target", "powershell"], "powershell  IscSdk  1.2.0 -> 1.3.0"],
    ["an output folder", MORE, ["1.2.0", "--from", "last"], "isc-sdk  1.2.0 -> 1.3.0"],
    [
      "a surface with its version",
      MORE,
      ["1.2.0", "--from", "surface.json", "--from-version", "1.1.0"],
      "1.1.0 -> 1.2.0  minor",
    ],
  ])("%s", async (_, spec, [version = "", ...args], expected) => {
    const at = await released(version);
    if (args.includes("last")) execFileSync("cp", ["-r", "generated", "last"], { cwd: at.folder });
    if (args.includes("surface.json")) at.write({ "surface.json": read(at, "generated/surface.json") });
    await generated(at, spec);
    const { output, exitCode } = await at.run("release", "--dry-run", ...args);
    expect(output).toContain(expected);
    expect(exitCode).toBe(0);
    if (args.includes("--target")) expect(output).not.toContain("isc-sdk ");
  });

  it("ends a prerelease with what changed since the last full release, or gives it other letters", async () => {
    const at = await released();
    await generated(at, MORE);
    await at.run("release", "--prerelease", "beta");
    commit(at, "beta");
    git(at, "tag", "v1.3.0-beta.1");
    const versions = async (...args: readonly string[]) => (await at.run("release", "--dry-run", ...args)).output;
    expect(await versions("--prerelease", "beta")).toContain("Nothing to release.");
    expect(await versions("--prerelease", "rc")).toContain(
      "isc-sdk  1.3.0-beta.1 -> 1.3.0-rc.1  patch  (the prerelease ends)",
    );
    const full = await versions();
    expect(full).toContain("isc-sdk  1.2.0 -> 1.3.0  minor  (1 compatible)");
    expect(full).toContain("IscSdk  1.2.0 -> 1.3.0  minor");
    expect(full).toContain("+## [1.3.0] - 2026-01-31");
    expect(await versions("--from", "v1.3.0-beta.1")).toContain("1.3.0-beta001 -> 1.3.0  patch  (the prerelease ends)");
  });

  it.each<[readonly string[], number, RegExp]>([
    [
      ["--from", "nothing-there"],
      1,
      /unknown-release: the last release cannot be read: nothing-there: the repository has no such revision/u,
    ],
    [["--from", "surface.json"], 1, /unknown-release: surface.json does not state its version of typescript/u],
    [["--from-version", "3.0.0"], 1, /version-behind: typescript.version is 1.2.0, but 3.0.0 is already released/u],
    [["--from-version", "3"], 2, /must be a version such as 1\.2\.3/u],
    [["--date", "2026-02-30"], 2, /must be a date/u],
    [["--prerelease", "b.1"], 2, /must have only letters/u],
    [["--config", "no.json"], 2, /no\.json does not exist/u],
    [["--format", "html"], 2, /Allowed choices/u],
  ])("%j is answered with exit %d", async (args, exitCode, expected) => {
    const at = await shared();
    at.write({ "surface.json": read(at, "generated/surface.json") });
    const run = await at.run("release", ...args);
    expect([run.exitCode, run.told]).toEqual([exitCode, expect.stringMatching(expected)]);
  });

  it("works without git where the last release is named, and says so where it is not", async () => {
    const at = await released();
    rmSync(join(at.folder, ".git"), { recursive: true });
    execFileSync("cp", ["-r", "generated", "last"], { cwd: at.folder });
    await generated(at, MORE);
    expect(await at.run("release")).toMatchObject({
      exitCode: 1,
      told: expect.stringMatching(/the tags cannot be read: .*not a git repository/u) as string,
    });
    expect(await at.run("release", "--from", "last")).toMatchObject({ exitCode: 0 });
    expect(existsSync(join(at.folder, "generated/typescript/CHANGELOG.md"))).toBe(true);
  });

  it("takes the notes below Unreleased into the entry, and escapes the spec's text", async () => {
    const at = await released();
    at.write({
      "changelogs/typescript.md": read(at, "changelogs/typescript.md").replace(
        "## [1.2.0]",
        "## [Unreleased]\n\n### Fixed\n\n- Retries wait longer.\n\n## [1.2.0]",
      ),
    });
    await generated(at, MORE);
    await at.run("release", "--target", "typescript");
    const changelog = read(at, "changelogs/typescript.md");
    expect(changelog).toContain(
      "## [Unreleased]\n\n## [1.3.0] - 2026-01-31\n\n### Added\n\n- beta: Role.a \\[x\\](y) \\<b>| is a new property of type string.",
    );
    expect(changelog).toContain("### Fixed\n\n- Retries wait longer.\n\n## [1.2.0]");
    const json = JSON.parse((await at.run("release", "--dry-run", "--format", "json")).output) as {
      packages: object[];
    };
    expectRelease(json);
    expect(json.packages).toMatchObject([{ target: "typescript", from: "1.2.0", to: "1.3.0" }, { to: "1.3.0" }]);
  });
});

describe("docs/release.schema.json", () => {
  // `npx vitest run test/unit/release -u` writes the file.
  it("is a valid schema that describes a release", async () => {
    await expect(releaseSchemaText()).toMatchFileSnapshot(resolve("docs/release.schema.json"));
    const json: unknown = JSON.parse((await (await shared()).run("release", "--format", "json")).output);
    expectRelease(json);
    expect(validateRelease({ ...(json as object), further: 1 })).toBe(false);
  });
});

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { date: true } });
const validateRelease = ajv.compile(RELEASE_SCHEMA);

function expectRelease(json: unknown): void {
  validateRelease(json);
  expect(validateRelease.errors ?? []).toEqual([]);
}

let project: Promise<CommandProject> | undefined;

/** A released project for tests that change nothing. */
function shared(): Promise<CommandProject> {
  project ??= released();
  return project;
}
