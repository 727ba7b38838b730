import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Command, CommanderError } from "commander";
import { packTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import { addDiff } from "../../../generator/commands/diff-command.ts";
import type { ExitCode, Host } from "../../../generator/commands/host.ts";
import { surfaceText } from "../../../generator/contract/surface-text.ts";
import { DIFF_SCHEMA } from "../../../generator/diff/schema.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { treeOf } from "../../support/spec.ts";
import { contractOf } from "../../support/surface.ts";

const OLD = `openapi: 3.0.1
info: { title: t, version: '1' }
servers: [{ url: 'https://x.example/beta' }]
paths:
  /roles/{id}:
    get:
      operationId: getRole
      summary: A <b>role</b> | with signs
      tags: [Roles]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: done, content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } } } }
components:
  schemas:
    Role: { type: object, properties: { name: { type: string }, owner: { type: string } } }
`;
/** A property less. */
const NEW = OLD.replace(", owner: { type: string }", "");
/** Other words. */
const WORDS = OLD.replace("with signs", "with other signs");

interface Run {
  readonly exitCode: number;
  readonly output: string;
  readonly told: string;
}

interface Project {
  readonly folder: string;
  readonly run: (...args: readonly string[]) => Promise<Run>;
}

function project(files: Readonly<Record<string, string>>): Project {
  const folder = temporaryFolder("diff");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, run: (...args) => runDiff(folder, args) };
}

async function runDiff(cwd: string, args: readonly string[]): Promise<Run> {
  let [output, told] = ["", ""];
  let exitCode: ExitCode = 0;
  const host: Host = {
    cwd,
    packageRoot: ".",
    process: { pid: process.pid, isAlive: () => false },
    today: () => "2026-01-31",
    hasColor: false,
    print: (text) => void (output += text),
    tell: (text) => void (told += text),
    showProgress: () => undefined,
    end: (code) => void (exitCode = code),
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void (told += text) });
  addDiff(program, host);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (text) => void (told += text) });
  try {
    await program.parseAsync(["node", "isc-sdkgen", "diff", ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: 2, output, told };
  }
  return { exitCode, output, told };
}

async function surfaceOf(text: string): Promise<string> {
  return surfaceText((await contractOf([treeOf({ "spec.yaml": text })])).surface);
}

const SPECS = { "old.yaml": OLD, "new.yaml": NEW, "words.yaml": WORDS };

describe("what diff reads", () => {
  it.each([
    ["specs with labels", "beta=old.yaml", "beta=new.yaml"],
    ["specs by their path", "old.yaml", "new.yaml"],
    ["a spec by its path beside one with a label", "old.yaml", "beta=new.yaml"],
    ["a spec by its path beside a surface", "old.surface.json", "new.yaml"],
    ["a spec by its path beside a configuration", "old.yaml", "new.config.json"],
    ["configurations", "old.config.json", "new.config.json"],
    ["surfaces", "old.surface.json", "out/surface.json"],
    ["an output folder", "old.surface.json", "out"],
    ["a folder with a configuration", "beta=old.yaml", "project"],
    ["a surface beside a spec", "old.surface.json", "beta=new.yaml"],
  ])("reads %s", async (_, old, found) => {
    const { run } = project({
      ...SPECS,
      "old.config.json": JSON.stringify({ specs: { beta: { roots: ["old.yaml"] } }, names: "names.lock.json" }),
      "new.config.json": JSON.stringify({ specs: { beta: { roots: ["new.yaml"] } }, names: "names.lock.json" }),
      "project/isc-sdkgen.config.json": JSON.stringify({ specs: { beta: { roots: ["new.yaml"] } } }),
      "project/new.yaml": NEW,
      "old.surface.json": await surfaceOf(OLD),
      "out/surface.json": await surfaceOf(NEW),
    });
    const { exitCode, output, told } = await run(old, found, "--format", "json");
    expect(told).toBe("");
    expect(exitCode).toBe(0);
    const { verdict, changes } = JSON.parse(output) as { verdict: object; changes: { rule: string; name: string }[] };
    expect(verdict).toEqual({ powershell: "major", typescript: "major" });
    expect(changes.map(({ rule }) => rule)).toEqual(["property-removed", "property-removed"]);
  });

  it("reads several versions of one side", async () => {
    const { run } = project(SPECS);
    const { output } = await run("beta=old.yaml,v1=old.yaml", "beta=old.yaml,v1=new.yaml", "--format", "json");
    const { changes } = JSON.parse(output) as { changes: { version: string }[] };
    expect(changes.map(({ version }) => version)).toEqual(["v1", "v1"]);
  });

  it.each([
    ["what is not there", "nothing.yaml", "nothing.yaml: it does not exist"],
    ["a folder without a surface", "empty", "the folder contains neither surface.json"],
    ["a surface of format 1", "one.json", "format 1 has names only"],
    ["a surface that is none", "bad.json", "must have required property"],
    ["a spec with an error", "broken.yaml", "error"],
    ["a configuration with an error", "bad.config.json", "unknown key"],
  ])("tells of %s and exits with 1", async (_, found, told) => {
    const { run } = project({
      ...SPECS,
      "empty/readme.txt": "",
      "one.json": JSON.stringify({ operations: [] }),
      "bad.json": JSON.stringify({ format: 2, operations: {} }),
      "broken.yaml": "openapi: [",
      "bad.config.json": JSON.stringify({ specs: {}, wrong: 1 }),
    });
    const result = await run("old.yaml", found);
    expect(result.exitCode).toBe(1);
    expect(result.told).toContain(told);
    expect(result.output).toBe("");
  });
});

/** A repository with two commits; the second has the property no more. */
async function repository(): Promise<Project> {
  const made = project({
    "isc-sdkgen.config.json": JSON.stringify({
      specs: { beta: { roots: ["api/spec.yaml"] } },
      names: "names.lock.json",
    }),
    "names.lock.json": JSON.stringify({ format: 1, versions: {} }),
    "api/spec.yaml": OLD,
    "generated/big.txt": "not a spec",
  });
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
      cwd: made.folder,
      encoding: "utf8",
    });
  git("init", "--quiet", "--initial-branch=main");
  symlinkSync("/etc/passwd", join(made.folder, "api/link.yaml"));
  git("add", ".");
  git("commit", "--quiet", "--message=one");
  git("tag", "v1");
  writeFileSync(join(made.folder, "api/spec.yaml"), NEW);
  git("commit", "--quiet", "--all", "--message=two");
  writeFileSync(join(made.folder, "api/spec.yaml"), "openapi: [");
  return made;
}

describe("what diff reads of a git revision", () => {
  it("is the configuration, the ledger and the specs of that revision, whatever stands in the folder", async () => {
    const { folder, run } = await repository();
    const left = (): readonly string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith("isc-sdkgen-revision-"));
    const before = left();
    const { exitCode, output, told } = await run("git:v1", "git:main", "--format", "json");
    expect([told, exitCode]).toEqual(["", 0]);
    const { changes } = JSON.parse(output) as { changes: { rule: string }[] };
    expect(changes.map(({ rule }) => rule)).toEqual(["property-removed", "property-removed"]);
    expect(left().filter((name) => !before.includes(name))).toEqual([]);
    expect(readFileSync(join(folder, "api/spec.yaml"), "utf8")).toBe("openapi: [");
  });

  it.each([
    ["git:--help", "a revision must be a branch, a tag or a hash"],
    ["git:", "a revision must be a branch, a tag or a hash"],
    ["git:nowhere", "no such revision"],
  ])("refuses %s", async (revision, told) => {
    const { run } = await repository();
    const result = await run(revision, "git:main");
    expect(result.exitCode).toBe(1);
    expect(result.told).toContain(told);
  });

  it("tells that there is no repository", async () => {
    const result = await project(SPECS).run("git:main", "old.yaml");
    expect(result.exitCode).toBe(1);
    expect(result.told).toContain("not a git repository");
  });
});

describe("what diff reads of a package", () => {
  const pack = async (entries: Parameters<typeof packTar>[0]): Promise<Buffer> => gzipSync(await packTar(entries));

  it("is its surface.json", async () => {
    const { folder, run } = project(SPECS);
    const surface = await surfaceOf(NEW);
    const header = { name: "package/surface.json", size: Buffer.byteLength(surface), type: "file" as const };
    writeFileSync(join(folder, "new.tgz"), await pack([{ header, body: surface }]));
    const { exitCode, output } = await run("beta=old.yaml", "new.tgz", "--format", "json");
    expect(exitCode).toBe(0);
    expect((JSON.parse(output) as { verdict: object }).verdict).toEqual({ powershell: "major", typescript: "major" });
  });

  it.each([
    ["without a surface", () => pack([{ header: { name: "package/a.txt", size: 1, type: "file" }, body: "a" }])],
    [
      "whose surface is a link",
      () => pack([{ header: { name: "package/surface.json", size: 0, type: "symlink", linkname: "/etc/passwd" } }]),
    ],
    ["that is none", () => Promise.resolve(Buffer.from("no archive")), "it is not a package that npm pack made"],
    [
      "that ends too early",
      async () => {
        const whole = await pack([{ header: { name: "package/a.txt", size: 1, type: "file" }, body: "a" }]);
        return whole.subarray(0, whole.length - 12);
      },
      "the file ends too early",
    ],
  ])("is a problem %s", async (_, make, reason = "") => {
    const { folder, run } = project(SPECS);
    writeFileSync(join(folder, "new.tgz"), await make());
    const { exitCode, told } = await run("beta=old.yaml", "new.tgz");
    expect(exitCode).toBe(1);
    expect(told).toMatch(/^error: new\.tgz: /u);
    expect(told).toContain(reason);
    expect(told).not.toMatch(/Z_[A-Z]+_ERROR/u);
  });
});

it("compares a module with the version of a release that it is", async () => {
  const surface = (await contractOf([treeOf({ "spec.yaml": OLD }), treeOf({ "spec.yaml": OLD }, "v1")])).surface;
  const { run } = project({
    "old.json": surfaceText(surface),
    "module/surface.json": surfaceText(surface, { target: "powershell", version: "v1" }),
  });
  const { output } = await run("old.json", "module", "--format", "json");
  expect(JSON.parse(output)).toMatchObject({ verdict: { powershell: "none" }, changes: [] });
});

describe("what diff tells", () => {
  it.each([
    [["old.yaml", "old.yaml"], 0, "none"],
    [["old.yaml", "old.yaml", "--fail-on", "compatible"], 0, "none"],
    [["old.yaml", "new.yaml"], 0, "major"],
    [["old.yaml", "new.yaml", "--fail-on", "breaking"], 3, "major"],
    [["new.yaml", "old.yaml", "--fail-on", "breaking"], 0, "minor"],
    [["new.yaml", "old.yaml", "--fail-on", "compatible"], 3, "minor"],
    [["old.yaml", "words.yaml", "--fail-on", "compatible"], 0, "patch"],
  ])("%j: exit %i, %s", async (args, code, verdict) => {
    const { exitCode, output } = await project(SPECS).run(...args, "--format", "json");
    expect(exitCode).toBe(code);
    expect((JSON.parse(output) as { verdict: object }).verdict).toEqual({ powershell: verdict, typescript: verdict });
  });

  it.each([
    ["an unknown format", ["old.yaml", "new.yaml", "--format", "xml"]],
    ["an unknown package", ["old.yaml", "new.yaml", "--target", "cobol"]],
    ["a class that nothing fails on", ["old.yaml", "new.yaml", "--fail-on", "docs"]],
    ["one side only", ["old.yaml"]],
  ])("exits with 2 on %s", async (_, args) => {
    expect((await project(SPECS).run(...args)).exitCode).toBe(2);
  });

  it("tells of one package alone", async () => {
    const { output } = await project(SPECS).run("old.yaml", "new.yaml", "--format", "json", "--target", "powershell");
    expect((JSON.parse(output) as { verdict: object }).verdict).toEqual({ powershell: "major" });
  });

  it("refuses to compare what has no version in common, if a spec has no label", async () => {
    const two = await contractOf([treeOf({ "spec.yaml": OLD }), treeOf({ "spec.yaml": OLD }, "v1")]);
    const { run } = project({ ...SPECS, "two.json": surfaceText(two.surface) });
    expect(await run("new.yaml", "two.json")).toMatchObject({
      exitCode: 1,
      told: expect.stringMatching(
        /no version in common \(api; beta, v1\); say which version new\.yaml is, such as beta=new\.yaml/u,
      ),
    });
  });

  it("names the folders that have a surface, for a folder that has none", async () => {
    const { run } = project({ ...SPECS, "ps/Sdk/Sdk.psd1": "", "ps/Sdk.Beta/surface.json": await surfaceOf(OLD) });
    for (const folder of ["ps", "ps/Sdk"])
      expect((await run(folder, "new.yaml")).told).toContain("name one that has it: Sdk.Beta");
  });

  it("prints JSON as its schema says", async () => {
    const { output } = await project(SPECS).run("old.yaml", "new.yaml", "--format", "json");
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(DIFF_SCHEMA);
    expect(validate(JSON.parse(output)) ? [] : validate.errors).toEqual([]);
  });

  it("accepts what the ignore file names, and reports an entry that matches nothing", async () => {
    const { run } = project({
      ...SPECS,
      "ignore.yaml": `- { rule: property-removed, name: Role.owner, reason: nobody read it }\n- { rule: operation-removed, reason: gone }\n`,
    });
    const { exitCode, output, told } = await run(
      "old.yaml",
      "new.yaml",
      "--ignore",
      "ignore.yaml",
      "--fail-on",
      "breaking",
    );
    expect(exitCode).toBe(0);
    expect(output).toContain("none");
    expect(told).toBe("warning: ignore.yaml: entry 2 (gone) matches no change: remove it\n");
  });

  it.each([
    ["- { rule: property-removed }", "reason"],
    ["- { reason: all }", "not only a reason"],
    ["- { rule: wrong-rule, reason: r }", "the rule does not exist"],
    ["- { rulle: property-removed, reason: r }", "rulle"],
    ["- [", "line"],
    ['- { rule: property-removed, reason: " " }', "entry 1: the reason is empty"],
    ["rule: property-removed", "ignore.yaml: the file must be a list of entries"],
  ])("refuses the ignore file %s", async (text, told) => {
    const result = await project({ ...SPECS, "ignore.yaml": text }).run(
      "old.yaml",
      "new.yaml",
      "--ignore",
      "ignore.yaml",
    );
    expect(result.exitCode).toBe(1);
    expect(result.told).toContain(told);
  });

  it("prints text, Markdown, annotations and a page", async () => {
    const { run } = project(SPECS);
    const text = await run("old.yaml", "new.yaml");
    expect(text.output).toContain("The property Role.owner is removed.");
    const markdown = await run("old.yaml", "new.yaml", "--format", "markdown");
    expect(markdown.output).toContain("# `old.yaml` to `new.yaml`");
    expect(markdown.output).toContain("- The property Role.owner is removed.");
    const github = await run("old.yaml", "new.yaml", "--format", "github");
    expect(github.output).toMatch(/^::error title=property-removed /mu);
  });
});

it("writes nothing, ledger included", async () => {
  const { folder, run } = project({
    ...SPECS,
    "isc-sdkgen.config.json": JSON.stringify({ specs: { beta: { roots: ["old.yaml"] } }, names: "names.lock.json" }),
    "names.lock.json": JSON.stringify({ format: 1, versions: {} }),
  });
  await run("isc-sdkgen.config.json", "beta=new.yaml");
  expect(readFileSync(join(folder, "names.lock.json"), "utf8")).toBe('{"format":1,"versions":{}}');
});
