import { cpSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { addGenerate } from "../../../generator/commands/generate-command.ts";
import { startProfile } from "../../../generator/files/cpu-profile.ts";
import { isSettled } from "../../../generator/commands/recall/signature.ts";
import { projectFor, type CommandProject } from "../../support/command.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { randomOf } from "../../support/random.mjs";

/** The machine that runs this may be busy. */
vi.setConfig({ testTimeout: 300_000 });

const spec = (word: string): string => `openapi: 3.0.3
info: { title: Things, version: '1' }
paths:
  /things:
    get:
      operationId: listThings
      tags: [Things]
      summary: ${word}
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: './Thing.yaml' } } } } }
`;
const thing = (wire: string): string =>
  `type: object\nproperties: { id: { type: string }, ${wire}: { type: string } }\n`;
const CONFIG = {
  specs: { beta: { roots: ["specs/root.yaml"] }, v1: { roots: ["apis/*/openapi.yaml"], top: "apis" } },
  overlays: ["overlay.yaml"],
  names: "names.lock.json",
  overrides: "overrides.yaml",
  custom: { typescript: "custom" },
};
const OVERLAY = (word: string): string =>
  `overlay: 1.0.0\ninfo: { title: o, version: '1' }\nactions: [{ target: $.info, update: { description: ${word} } }]\n`;
const FILES: Readonly<Record<string, string>> = {
  "isc-sdkgen.config.json": JSON.stringify(CONFIG),
  "specs/root.yaml": spec("Lists"),
  "specs/Thing.yaml": thing("name"),
  "apis/one/openapi.yaml": spec("Lists").replace("./Thing.yaml", "../Thing.yaml"),
  "apis/Thing.yaml": thing("name"),
  "overlay.yaml": OVERLAY("one"),
  "overrides.yaml": "operations: []\n",
  "changelogs/note.txt": "",
  "custom/mine.ts": "export const one = 1;\n",
};

/** Minutes later than any file: everything has settled. */
const LATER = (): bigint => BigInt(Date.now() + 600_000) * 1_000_000n;

function projectWith(folder = temporaryFolder("cache"), now = LATER): CommandProject {
  return projectFor([addGenerate], FILES, { cache: { folder, now, pid: process.pid, node: "20" } });
}

/** The target that is made fastest. */
const ASK = ["generate", "--target", "model"];
const isRecalled = ({ output }: { readonly output: string }): boolean => output.includes("time: compare");
const withoutTime = (text: string): string => text.replaceAll(/^time: .*$/gmu, "");

/** A project that has been generated until nothing changes, and is remembered. */
async function remembered(project: CommandProject): Promise<CommandProject> {
  await project.run(...ASK);
  const second = await project.run(...ASK);
  expect(second.exitCode, second.output + second.told).toBe(0);
  return project;
}

describe("a run that has been done", () => {
  it("is recalled with the same report", async () => {
    const project = await remembered(projectWith());
    const whole = await project.run(...ASK, "--no-cache");
    const recalled = await project.run(...ASK);
    expect([isRecalled(whole), isRecalled(recalled)]).toEqual([false, true]);
    expect(withoutTime(recalled.output)).toBe(withoutTime(whole.output));
    expect(recalled.exitCode).toBe(whole.exitCode);
  });

  it("is done whole where somebody measures it", async () => {
    const cache = { folder: temporaryFolder("cache"), now: LATER, pid: process.pid, node: "20" };
    const project = await remembered(projectFor([addGenerate], FILES, { cache, profile: startProfile }));
    const timed = await project.run(...ASK, "--timings");
    expect(timed.output).toMatch(/^stage +time +CPU +memory\nread +\d+ ms +\d+ ms +\d+ MiB$/mu);
    const profiled = await project.run(...ASK, "--profile", "run.cpuprofile");
    expect([isRecalled(timed), isRecalled(profiled)]).toEqual([false, false]);
    const profile = JSON.parse(readFileSync(join(project.folder, "run.cpuprofile"), "utf8")) as { nodes: unknown[] };
    expect(profile.nodes.length).toBeGreaterThan(10);
  });

  it("is recalled in a copy whose files have other times, and by another format", async () => {
    const project = await remembered(projectWith());
    for (const entry of readdirSync(project.folder, { recursive: true, withFileTypes: true }))
      if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), 1, 1);
    expect(isRecalled(await project.run(...ASK))).toBe(true);
    const json = [...ASK, "--report", "json"];
    await project.run(...json);
    expect((await project.run(...json)).output).toContain('"stage": "compare"');
  });

  it.each<[string, (folder: string) => void]>([
    ["a schema", (folder) => writeFileSync(join(folder, "specs/Thing.yaml"), thing("size"))],
    ["a schema, in as many bytes", (folder) => writeFileSync(join(folder, "specs/Thing.yaml"), thing("nama"))],
    [
      "the configuration",
      (folder) =>
        writeFileSync(
          join(folder, "isc-sdkgen.config.json"),
          JSON.stringify({ ...CONFIG, typescript: { name: "other" } }),
        ),
    ],
    ["an overlay", (folder) => writeFileSync(join(folder, "overlay.yaml"), OVERLAY("two"))],
    ["a changelog that came", (folder) => writeFileSync(join(folder, "changelogs/typescript.md"), "# Changelog\n")],
    [
      "a root that a pattern finds",
      (folder) => cpSync(join(folder, "apis/one"), join(folder, "apis/two"), { recursive: true }),
    ],
    ["custom code that came", (folder) => writeFileSync(join(folder, "custom/more.ts"), "export const two = 2;\n")],
    ["the ledger", (folder) => rmSync(join(folder, "names.lock.json"))],
    ["an output that is edited", (folder) => writeFileSync(join(folder, "generated/model/beta.json"), "{}")],
    ["an output that is gone", (folder) => rmSync(join(folder, "generated/model/beta.json"))],
    [
      "an input that is a link now",
      (folder) => {
        cpSync(join(folder, "specs/Thing.yaml"), join(folder, "else.yaml"));
        rmSync(join(folder, "specs/Thing.yaml"));
        symlinkSync(join(folder, "else.yaml"), join(folder, "specs/Thing.yaml"));
      },
    ],
    [
      "an output folder that is a link now",
      (folder) => {
        cpSync(join(folder, "generated/model"), join(folder, "else"), {
          recursive: true,
          preserveTimestamps: true,
        });
        rmSync(join(folder, "generated/model"), { recursive: true });
        symlinkSync(join(folder, "else"), join(folder, "generated/model"));
      },
    ],
  ])("is done again after a change: %s", async (_, change) => {
    const project = await remembered(projectWith());
    change(project.folder);
    expect(isRecalled(await project.run(...ASK))).toBe(false);
  });

  it.each<[string, readonly string[]]>([
    ["--no-cache", ["--no-cache"]],
    ["--check", ["--check"]],
    ["--force", ["--force"]],
    ["another set of targets", ["--target", "typescript"]],
    ["another output folder", ["--out", "other"]],
    ["another cache", ["--cache", "empty"]],
  ])("is done again with %s", async (_, more) => {
    const project = await remembered(projectWith());
    expect(isRecalled(await project.run(...ASK, ...more))).toBe(false);
  });

  it("is done again where the memory is cut short or edited", async () => {
    const cache = temporaryFolder("cache");
    const project = await remembered(projectWith(cache));
    const [name = ""] = readdirSync(cache);
    const text = readFileSync(join(cache, name), "utf8");
    for (const broken of [text.slice(0, -1), text.replace('"exitCode":0', '"exitCode":1'), "", "{}"]) {
      writeFileSync(join(cache, name), broken);
      expect(isRecalled(await project.run(...ASK))).toBe(false);
    }
    expect(isRecalled(await project.run(...ASK))).toBe(true);
  });

  it("is not remembered where it had something to tell once, an error, or input of that moment", async () => {
    const project = projectWith();
    // The first run writes the ledger.
    await project.run(...ASK);
    expect(isRecalled(await project.run(...ASK))).toBe(false);
    project.write({ "specs/root.yaml": "openapi: [" });
    await project.run(...ASK);
    expect((await project.run(...ASK)).exitCode).toBe(1);
    const hasty = projectWith(undefined, () => 0n);
    for (let run = 0; run < 3; run += 1) expect(isRecalled(await hasty.run(...ASK))).toBe(false);
  });

  it("keeps no more than two dozen memories", async () => {
    const cache = temporaryFolder("cache");
    const project = await remembered(projectWith(cache));
    for (let index = 0; index < 30; index += 1)
      writeFileSync(join(cache, `${String(index).padStart(64, "0")}.json`), "");
    project.write({ "overlay.yaml": OVERLAY("three") });
    await project.run(...ASK);
    await project.run(...ASK);
    expect(readdirSync(cache).length).toBeLessThanOrEqual(24);
  });

  it("equals a whole run after any edit", async () => {
    const next = randomOf(7);
    const random = (bound: number): number => Math.floor(next() * bound);
    const project = await remembered(projectWith());
    const { folder } = project;
    const word = (): string => `w${String(random(1_000_000))}`;
    const edits: readonly (() => void)[] = [
      () => project.write({ "specs/root.yaml": spec(word()) }),
      () => project.write({ "specs/Thing.yaml": thing(word()) }),
      () => project.write({ "overlay.yaml": OVERLAY(word()) }),
      () => project.write({ "custom/mine.ts": `export const ${word()} = 1;\n` }),
      () => project.write({ "apis/one/openapi.yaml": spec(word()).replace("./Thing.yaml", "../Thing.yaml") }),
      () => rmSync(join(folder, "generated/model/beta.json"), { force: true }),
      () => rmSync(join(folder, "names.lock.json"), { force: true }),
      () => project.write({ "specs/Thing.yaml": FILES["specs/Thing.yaml"] ?? "" }),
      () => undefined,
    ];
    const textsOf = (top: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        readdirSync(top, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.parentPath.includes(".state"))
          .map((entry) => join(entry.parentPath, entry.name))
          .map((path) => [path.slice(top.length), readFileSync(path, "utf8")]),
      );
    let recalls = 0;
    for (let step = 0; step < Number(process.env["ISC_RECALL_EDITS"] ?? 8); step += 1) {
      edits[random(edits.length)]?.();
      const before = temporaryFolder("before");
      cpSync(folder, before, { recursive: true });
      const quick = await project.run(...ASK);
      const after = textsOf(folder);
      rmSync(folder, { recursive: true });
      cpSync(before, folder, { recursive: true });
      const whole = await project.run(...ASK, "--no-cache");
      if (isRecalled(quick)) recalls += 1;
      expect(withoutTime(quick.output)).toBe(withoutTime(whole.output));
      expect(after).toEqual(textsOf(folder));
    }
    expect(recalls).toBeGreaterThan(0);
    expect(existsSync(folder)).toBe(true);
  });
});

describe("a file", () => {
  const at = (seconds: number, nanoseconds = 5): string =>
    String(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds));
  it.each([
    ["long before", at(10), at(10), at(20), true],
    ["just before", at(20, 1), at(10), at(20, 40_000_000), false],
    ["in the same second, by a file system of whole seconds", at(18, 0), at(10), at(20), false],
    ["whose content was put in its place just before", at(10), at(19, 999_999_999), at(20), false],
    ["of a time to come", at(30), at(10), at(20), false],
  ])("%s has settled or has not", (_, modified, changed, since, expected) => {
    expect(isSettled({ modified, changed }, BigInt(since))).toBe(expected);
  });
});
