import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/generated.ts";
import { crashRuns } from "./crash.mjs";

interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

function run(args: readonly string[], options: { readonly preload?: string } = {}): Promise<Ended> {
  const preload = options.preload === undefined ? [] : ["--import", options.preload];
  const child = spawn(process.execPath, [...preload, resolve("dist/cli.js"), ...args]);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => child.once("close", (exitCode) => done({ exitCode, output })));
}

function contents(folder: string): Record<string, string> {
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return Object.fromEntries(
    files
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

/** A spec and another one of it: most files differ, some come and some go. */
function writeSpecs(folder: string): { readonly one: string; readonly two: string } {
  const specOf = (title: string, things: string): string =>
    [
      "openapi: 3.0.3",
      `info: { title: ${title}, version: '1' }`,
      "paths:",
      `  /${things}/{id}:`,
      "    get:",
      `      operationId: get${title}`,
      `      tags: [${title}]`,
      "      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]",
      "      responses: { '200': { description: OK } }",
      "",
    ].join("\n");
  const one = join(folder, "one.yaml");
  const two = join(folder, "two.yaml");
  writeFileSync(one, specOf("Things", "things"));
  writeFileSync(two, specOf("Others", "others"));
  return { one, two };
}

describe("whole runs that are killed", () => {
  it("lose and mix nothing: the next run leaves what a clean one does", async () => {
    const { failures, states } = await crashRuns({ runs: 3, seed: 7, targets: ["powershell"], tell: () => undefined });
    expect(failures).toEqual([]);
    expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe("runs on a folder that changes", () => {
  let top: string;
  let out: string;
  let specs: { readonly one: string; readonly two: string };
  const args = (spec: string): string[] => [
    "generate",
    "--spec",
    `v1=${spec}`,
    "--out",
    out,
    "--names",
    "none",
    "--overrides",
    "none",
    "--target",
    "powershell",
  ];

  beforeEach(() => {
    top = temporaryFolder("changing");
    out = join(top, "out");
    specs = writeSpecs(top);
  });

  it("write one after the other where they start together, and none calls the other's files edited", async () => {
    await run(args(specs.one));
    const one = contents(out);
    await run(args(specs.two));
    const two = contents(out);
    const ended = await Promise.all([specs.one, specs.two, specs.one].map((spec) => run(args(spec))));
    expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(ended.map(({ output }) => output).join("")).not.toMatch(/edited-file|foreign-file/u);
    // The manifest's files prove that it is one of them as a whole.
    expect([JSON.stringify(one), JSON.stringify(two)]).toContain(JSON.stringify(contents(out)));
  });

  it("end with a message where the folder vanishes under them, and the next run is whole", async () => {
    await run(args(specs.two));
    const expected = contents(out);
    for (const delay of [0, 2, 5, 10]) {
      rmSync(out, { recursive: true, force: true });
      await run(args(specs.one));
      const ended = run(args(specs.two));
      let isDone = false;
      void ended.then(() => (isDone = true));
      while (!isDone && !existsSync(join(out, ".isc-sdkgen"))) await sleep(1);
      await sleep(delay);
      spawnSync("rm", ["-rf", out]);
      const { exitCode, output } = await ended;
      expect(output).not.toContain("a bug");
      expect([0, 1]).toContain(exitCode);
      if (exitCode === 1) expect(output).toMatch(/error (?:failed-write|unusable-output|blocked-path)/u);
      expect((await run([...args(specs.two), "--force"])).exitCode).toBe(0);
      expect(contents(out)).toEqual(expected);
    }
  });
});

/** Whether this machine lets the tests have a disk of their own: as root on Linux, and not in every container. */
function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = temporaryFolder("mount");
  const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]).status === 0;
  if (isMounted) spawnSync("umount", [folder]);
  return isMounted;
}

const HAS_DISKS = canMount();
if (!HAS_DISKS) process.stdout.write("skipped: a full and a read-only disk; they need root and mount\n");

describe.skipIf(!HAS_DISKS)("a disk of its own", () => {
  let disk: string;
  let top: string;
  let specs: { readonly one: string; readonly two: string };
  const mount = (options: string): void => void execFileSync("mount", ["-o", options, disk]);
  const args = (spec: string, names = "none"): string[] => [
    "generate",
    "--spec",
    `v1=${spec}`,
    "--out",
    join(disk, "out"),
    "--names",
    names,
    "--overrides",
    "none",
    "--target",
    "powershell",
  ];

  beforeEach(() => {
    top = temporaryFolder("disk");
    specs = writeSpecs(top);
    disk = join(top, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", disk]);
  });
  afterEach(() => void execFileSync("umount", ["-l", disk]));

  it("that is full costs nothing: the reason is told, and the next run goes on when there is room", async () => {
    await run(args(specs.one));
    const one = contents(join(disk, "out"));
    // Room for a part of what is staged.
    for (const room of [0, 4096, 8192]) {
      const free = Number(
        /\n\S+\s+\S+\s+\S+\s+(\d+)/u.exec(execFileSync("df", ["-B1", disk], { encoding: "utf8" }))?.[1],
      );
      writeFileSync(join(disk, "filler"), Buffer.alloc(Math.max(0, free - room)));
      const { exitCode, output } = await run(args(specs.two));
      expect([exitCode, output]).toEqual([1, expect.stringMatching(/the disk is full \(ENOSPC\)\n\s+nothing was/u)]);
      expect(contents(join(disk, "out"))).toEqual(one);
      rmSync(join(disk, "filler"));
    }
    expect((await run(args(specs.two))).exitCode).toBe(0);
  });

  it("that is read-only is told so, and is no failure where nothing is to be written", async () => {
    await run(args(specs.one));
    mount("remount,ro");
    expect((await run(args(specs.one))).exitCode).toBe(0);
    const { exitCode, output } = await run(args(specs.two));
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/read-only \(EROFS\)\n\s+nothing was written/u)]);
    mount("remount,rw");
    expect((await run(args(specs.two))).exitCode).toBe(0);
  });

  it("that holds the ledger and is read-only leaves the output as it is", async () => {
    const out = join(top, "out");
    const split = (spec: string): string[] =>
      args(spec, join(disk, "names.lock.json")).map((arg) => (arg === join(disk, "out") ? out : arg));
    await run(split(specs.one));
    const before = [contents(out), contents(disk)];
    mount("remount,ro");
    const { exitCode, output } = await run(split(specs.two));
    expect([exitCode, output]).toEqual([1, expect.stringMatching(/read-only \(EROFS\)\n\s+nothing was written/u)]);
    expect([contents(out), contents(disk)]).toEqual(before);
  });
});

describe("a run that cannot end", () => {
  let top: string;
  const generate = (preload: string): Promise<Ended> => {
    const { one } = writeSpecs(top);
    const path = join(top, "preload.mjs");
    writeFileSync(path, `import { Worker } from "node:worker_threads";\n${preload}\n`);
    const args = [
      "generate",
      "--spec",
      `v1=${one}`,
      "--out",
      join(top, "out"),
      "--names",
      "none",
      "--overrides",
      "none",
    ];
    return run([...args, "--target", "docs"], { preload: path });
  };

  beforeEach(() => {
    top = temporaryFolder("endless");
  });

  it.each([
    ["waits for what never comes", "Worker.prototype.postMessage = function () { this.unref(); };", /never came/u],
    [
      "has a worker that fails",
      "const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (request) {" +
        ' post.call(this, { ...request, texts: ["const = ;"] }); };',
      /a bug: .*\n[^]*while formatting/u,
    ],
    [
      "has a worker that ends",
      "Worker.prototype.postMessage = function () { void this.terminate(); };",
      /formatter has ended/u,
    ],
    ["has no workers", 'Worker.prototype.postMessage = function () { throw new Error("no worker"); };', /no worker/u],
    ["leaves an error to nobody", 'setTimeout(() => { throw new Error("lost error"); }, 1);', /lost error/u],
    [
      "leaves a rejection to nobody",
      'setTimeout(() => void Promise.reject(new Error("lost promise")), 1);',
      /lost promise/u,
    ],
  ])("because it %s says so and exits with 1", async (_, preload, message) => {
    const { exitCode, output } = await generate(preload);
    expect([exitCode, output]).toEqual([1, expect.stringMatching(message)]);
    expect(existsSync(join(top, "out"))).toBe(false);
  });
});

it("never reads what is no file in the spec's folder", async () => {
  if (process.platform === "win32") return;
  const top = temporaryFolder("pipe");
  const root = join(top, "root.yaml");
  const { one } = writeSpecs(top);
  cpSync(one, root);
  execFileSync("mkfifo", [join(top, "pipe.yaml")]);
  mkdirSync(join(top, "folder.yaml"));
  const args = [
    "generate",
    "--out",
    join(top, "out"),
    "--names",
    "none",
    "--overrides",
    "none",
    "--target",
    "powershell",
  ];
  for (const file of ["pipe.yaml", "folder.yaml"]) {
    expect(await run([...args, "--spec", `v1=${join(top, file)}`])).toMatchObject({ exitCode: 1 });
    const text = readFileSync(one, "utf8").replace("description: OK", `$ref: '${file}'`);
    writeFileSync(root, text);
    const { output } = await run([...args, "--spec", `v1=${root}`]);
    expect(output).toMatch(/root\.yaml:9:\d+: (?:error refused-reference|warning missing-reference): /u);
  }
  for (const option of ["--config", "--names", "--overrides"])
    expect(await run([...args, option, join(top, "pipe.yaml"), "--spec", `v1=${one}`])).toMatchObject({ exitCode: 1 });
});
