import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import type { TargetOutput } from "../../../generator/emit/output.ts";
import { openOutput, writeOutput, type WriteResult } from "../../../generator/emit/write/write.ts";
import { takeLock } from "../../../generator/emit/write/lock.ts";
import { commitJournal, stage, standingOf } from "../../../generator/emit/write/journal.ts";
import { hashOf, printManifest } from "../../../generator/emit/write/manifest.ts";
import { makeKey } from "../../../generator/emit/write/seal.ts";
import { makeFolders } from "../../../generator/files/make-folders.ts";
import { guardFolder } from "../../../generator/files/guard.ts";
import { temporaryFolder } from "../../support/generated.ts";

const HERE = { host: "0000aaaa", boot: "0000bbbb" };
const lockOf = (pid: number, { host, boot } = HERE): string => `.isc-sdkgen/lock-${String(pid)}-${host}-${boot}`;
const state = temporaryFolder("state");
const self = { pid: process.pid, isAlive: () => true, machine: HERE, state };

/** All files of a folder by path. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
}

function outputOf(target: string, files: Readonly<Record<string, string>>): TargetOutput {
  return { target, files: Object.entries(files).map(([path, content]) => ({ path, content })) };
}

describe("writing output", () => {
  let out: string;

  beforeEach(() => {
    out = temporaryFolder("write");
  });

  function write(outputs: readonly TargetOutput[], options: { force?: boolean; check?: boolean } = {}): WriteResult {
    return writeOutput({
      out,
      outputs,
      specHashes: { beta: "1" },
      force: options.force === true,
      check: options.check === true,
      process: self,
    });
  }

  function open(isAlive: (pid: number) => boolean = () => true): readonly Diagnostic[] {
    return openOutput(out, { ...self, isAlive }, { check: false });
  }

  const codes = (result: WriteResult): string[] => result.diagnostics.map((diagnostic) => diagnostic.code);

  it("writes files and a manifest, and nothing the second time", async () => {
    write([outputOf("a", { "x/one.txt": "1", "two.txt": "2" })]);
    expect(readFileSync(join(out, "x/one.txt"), "utf8")).toBe("1");
    expect(Object.keys(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")).files.a)).toEqual([
      "two.txt",
      "x/one.txt",
    ]);
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
    utimesSync(join(out, "two.txt"), 1, 1);
    const again = write([outputOf("a", { "x/one.txt": "1", "two.txt": "2" })]);
    expect(again.plan.writes).toEqual([]);
    expect(statSync(join(out, "two.txt")).mtimeMs).toBe(1000);
  });

  it("removes owned files that are produced no more, and only those of its targets", async () => {
    write([outputOf("a", { "a/one.txt": "1" }), outputOf("b", { "b/two.txt": "2" })]);
    writeFileSync(join(out, "mine.txt"), "mine");
    write([outputOf("a", { "a/other.txt": "1" })]);
    expect([
      existsSync(join(out, "a/one.txt")),
      existsSync(join(out, "b/two.txt")),
      existsSync(join(out, "mine.txt")),
    ]).toEqual([false, true, true]);
  });

  it("refuses foreign and edited files, and takes them over by force", async () => {
    writeFileSync(join(out, "one.txt"), "foreign");
    expect(codes(write([outputOf("a", { "one.txt": "1" })]))).toEqual(["foreign-file"]);
    expect(readFileSync(join(out, "one.txt"), "utf8")).toBe("foreign");
    write([outputOf("a", { "one.txt": "1" })], { force: true });
    writeFileSync(join(out, "one.txt"), "edited");
    expect(codes(write([outputOf("a", { "one.txt": "2" })]))).toEqual(["edited-file"]);
    expect(codes(write([outputOf("a", {})]))).toEqual(["edited-file"]);
    write([outputOf("a", { "one.txt": "2" })], { force: true });
    expect(readFileSync(join(out, "one.txt"), "utf8")).toBe("2");
  });

  it("plans without writing when it checks", async () => {
    const { plan } = write([outputOf("a", { "one.txt": "1" })], { check: true });
    expect(plan.writes.map((file) => file.path)).toEqual(["one.txt", "manifest.json"]);
    expect(existsSync(join(out, "one.txt"))).toBe(false);
  });

  it.each([
    "../x",
    "/x",
    "a/../b",
    "a\\b",
    "C:x",
    "con.txt",
    "a/b.",
    "",
    "a\0b",
    "a//b",
    ".git/HEAD",
    "a/.GIT/x",
    "a/.g\u200cit/x",
    "git~1/x",
    "a/GITHUB~1/x",
    ".git",
    ".github/workflows/x.yml",
    ".vscode/tasks.json",
    ".npmrc",
    "a/.envrc",
    "node_modules/x.js",
    ".prettierignore/x",
    "a\u200b.txt",
  ])("refuses the path %j", async (path) => {
    expect(codes(write([outputOf("a", { [path]: "1" })]))).toEqual(["unsafe-path"]);
  });

  it("refuses two paths that differ in case, and folders that are links", async () => {
    expect(codes(write([outputOf("a", { "X.txt": "1", "x.txt": "2" })]))).toEqual(["unsafe-path"]);
    const elsewhere = temporaryFolder("elsewhere");
    symlinkSync(elsewhere, join(out, "linked"));
    expect(codes(write([outputOf("a", { "linked/one.txt": "1" })]))).toEqual(["blocked-path"]);
  });

  it("keeps a file whose name changes in case alone, where case does not count", async () => {
    write([outputOf("a", { "Name.txt": "1" })]);
    // One file with both names, as such a system has it.
    if (!existsSync(join(out, "name.txt"))) linkSync(join(out, "Name.txt"), join(out, "name.txt"));
    const { plan, diagnostics } = write([outputOf("a", { "name.txt": "2" })]);
    expect([diagnostics, plan.removals]).toEqual([[], []]);
    expect(readFileSync(join(out, "name.txt"), "utf8")).toBe("2");
  });

  it("removes the old file of a name that changes in case, where case counts", async () => {
    write([outputOf("a", { "Name.txt": "1" })]);
    if (existsSync(join(out, "name.txt"))) return;
    expect(write([outputOf("a", { "name.txt": "1" })]).plan.removals).toEqual(["Name.txt"]);
  });

  it.each([".git/HEAD", "a/.Git/config", "GIT~1/HEAD", ".husky/pre-commit"])("owns no %j", (path) => {
    mkdirSync(join(out, path, ".."), { recursive: true });
    writeFileSync(join(out, path), "precious");
    writeFileSync(
      join(out, "manifest.json"),
      printManifest({ specs: {}, files: { a: { [path]: hashOf("precious") } } }),
    );
    expect(codes(write([outputOf("a", { "one.txt": "1" })]))).toEqual(["broken-manifest"]);
    write([outputOf("a", { "one.txt": "1" })], { force: true });
    expect(readFileSync(join(out, path), "utf8")).toBe("precious");
  });

  it.each(["/proc/self/x", "/proc/x/y", "/sys/x", "/dev/x/y"])("says at once that %s is no place", (place) => {
    out = place;
    for (const found of [open(), write([outputOf("a", { "one.txt": "1" })]).diagnostics])
      expect(found.map(({ code, message }) => [code, message])).toEqual([
        ["unusable-output", expect.stringContaining("it is a folder of the operating system")],
      ]);
  });

  it("writes nothing into version control, by whatever way", () => {
    mkdirSync(join(out, ".git/hooks"), { recursive: true });
    symlinkSync(join(out, ".git/hooks"), join(out, "hooks"));
    for (const place of [".git/hooks", ".git/new", "hooks", "hooks/new"]) {
      const found = openOutput(join(out, place), self, { check: false });
      expect([place, found.map(({ message }) => message)]).toEqual([
        place,
        [expect.stringContaining("a folder of version control")],
      ]);
    }
  });

  it("makes no folder below a file", () => {
    writeFileSync(join(out, "file"), "");
    expect(() => makeFolders(join(out, "file/a/b"))).toThrow(expect.objectContaining({ code: "ENOTDIR" }) as Error);
    makeFolders(join(out, "a/b/c"));
    expect(statSync(join(out, "a/b/c")).isDirectory()).toBe(true);
  });

  it("names a manifest it cannot read", async () => {
    writeFileSync(join(out, "manifest.json"), "{");
    expect(codes(write([outputOf("a", { "one.txt": "1" })]))).toEqual(["broken-manifest"]);
  });

  const manifestOf = (files: Readonly<Record<string, string>>): string =>
    printManifest({
      specs: {},
      files: { a: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, hashOf(text)])) },
    });
  const FORMER = manifestOf({ "one.txt": "first one", "gone.txt": "gone" });
  const NEXT = manifestOf({ "one.txt": "one", "x/two.txt": "two" });

  /** The folder as a run left it that was killed behind its journal: `one.txt` is in its place already. */
  function interrupt(next = NEXT, removals: readonly string[] = ["gone.txt"]): void {
    const folder = guardFolder(out);
    const before = { "one.txt": "first one", "gone.txt": "gone", "manifest.json": FORMER };
    for (const [path, text] of Object.entries(before)) writeFileSync(join(out, path), text);
    const writes = Object.entries({ "one.txt": "one", "x/two.txt": "two", "manifest.json": next });
    stage(
      folder,
      writes.map(([, text]) => text),
    );
    const journal = {
      writes: writes.map(([path, text]) => ({ path, hash: hashOf(text), before: standingOf(folder, path) })),
      removals: removals.map((path) => ({ path, before: standingOf(folder, path) })),
    };
    expect(commitJournal(folder, journal, state)).toBe(true);
    writeFileSync(join(out, lockOf(999999)), "");
    folder.move("one.txt", ".isc-sdkgen/old/0");
    folder.move(".isc-sdkgen/staged/0", "one.txt");
  }

  it("completes a write that was interrupted behind its journal", () => {
    interrupt();
    expect(open(() => false).map(({ code, action }) => [code, action])).toEqual([
      ["recovered", "that write has been completed"],
    ]);
    expect(contents(out)).toEqual({ "one.txt": "one", "x/two.txt": "two", "manifest.json": NEXT });
  });

  it("undoes one that cannot be completed, and goes on", () => {
    interrupt();
    // A file stands where a folder belongs.
    writeFileSync(join(out, "x"), "");
    expect(open(() => false).map(({ action }) => action)).toEqual(["that write has been undone"]);
    expect(contents(out)).toEqual({ "one.txt": "first one", "gone.txt": "gone", "manifest.json": FORMER, x: "" });
  });

  it("undoes one whose new files are not whole", () => {
    interrupt();
    writeFileSync(join(out, ".isc-sdkgen/staged/1"), "");
    expect(open(() => false).map(({ action }) => action)).toEqual([
      "that write has been undone, because it could not be completed: a new file of it is not whole",
    ]);
    expect(contents(out)).toEqual({ "one.txt": "first one", "gone.txt": "gone", "manifest.json": FORMER });
  });

  it.each([
    ["writes what its manifest does not list", manifestOf({ "one.txt": "one" }), ["gone.txt"]],
    ["removes what the manifest does not own", NEXT, ["mine.txt"]],
  ])("undoes one that %s, though it is sealed", (reason, next, removals) => {
    writeFileSync(join(out, "mine.txt"), "mine");
    interrupt(next, removals);
    expect(open(() => false).map(({ action }) => action)).toEqual([
      `that write has been undone, because it could not be completed: it ${reason}`,
    ]);
    expect(contents(out)).toMatchObject({ "one.txt": "first one", "mine.txt": "mine", "gone.txt": "gone" });
  });

  it("replaces and removes nothing that was changed behind the killed run's back", () => {
    interrupt();
    writeFileSync(join(out, "gone.txt"), "edited");
    expect(open(() => false).map(({ action }) => action)).toEqual([
      "that write has been undone, because it could not be completed: gone.txt was changed meanwhile",
    ]);
    expect(contents(out)).toEqual({ "one.txt": "first one", "gone.txt": "edited", "manifest.json": FORMER });
  });

  it.each<[string, () => void]>([
    ["is of another user", () => writeFileSync(join(state, "journal.key"), "0".repeat(64))],
    ["has no key", () => rmSync(join(state, "journal.key"))],
    ["has a key that anybody may have put there", () => chmodSync(join(state, "journal.key"), 0o644)],
    [
      "was made for another folder",
      () => {
        renameSync(join(out, ".isc-sdkgen"), join(out, "moved"));
        cpSync(join(out, "moved"), join(out, ".isc-sdkgen"), { recursive: true });
        rmSync(join(out, "moved"), { recursive: true });
      },
    ],
    [
      "was changed",
      () => {
        const path = join(out, ".isc-sdkgen/journal.json");
        writeFileSync(path, readFileSync(path, "utf8").replace("gone.txt", "mine.txt"));
      },
    ],
  ])("touches nothing where the journal %s, and by force gives it up", (_, change) => {
    interrupt();
    writeFileSync(join(out, "mine.txt"), "mine");
    change();
    const before = contents(out);
    const dead = { ...self, isAlive: () => false };
    for (const check of [true, false]) {
      const [found, ...more] = openOutput(out, dead, { check });
      expect([found?.code, found?.severity, more]).toEqual(["untrusted-journal", "error", []]);
      expect(found?.action).toMatch(/^nothing was changed; .*delete the folder \.isc-sdkgen/u);
    }
    expect({ ...contents(out), [lockOf(999999)]: "" }).toEqual(before);
    expect(openOutput(out, dead, { check: false, force: true }).map(({ code }) => code)).toEqual(["recovered"]);
    expect(contents(out)).toEqual({
      "one.txt": "one",
      "gone.txt": "gone",
      "mine.txt": "mine",
      "manifest.json": FORMER,
    });
    rmSync(join(state, "journal.key"), { force: true });
  });

  it("takes no key from the output's own checkout, nor from its folder", () => {
    const project = temporaryFolder("checkout");
    mkdirSync(join(project, ".git"));
    const folder = guardFolder(join(project, "sdk"));
    for (const home of [join(project, "home"), join(project, "sdk/home")])
      expect([home, makeKey(folder, home), existsSync(home)]).toEqual([home, undefined, false]);
    expect(makeKey(folder, join(temporaryFolder("home"), "state"))).toMatch(/^[0-9a-f]{64}$/u);
  });

  it("only tells of it when it checks, and changes nothing", () => {
    interrupt();
    const before = contents(out);
    expect(openOutput(out, { ...self, isAlive: () => false }, { check: true }).map(({ code }) => code)).toEqual([
      "interrupted-write",
    ]);
    expect(codes(write([outputOf("a", { "one.txt": "1" })], { check: true }))).toContain("busy-output");
    expect(contents(out)).toEqual(before);
  });

  it("clears away what was staged without a journal", () => {
    mkdirSync(join(out, ".isc-sdkgen/staged"), { recursive: true });
    writeFileSync(join(out, ".isc-sdkgen/staged/0"), "x");
    expect(open().map((diagnostic) => diagnostic.code)).toEqual(["recovered"]);
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
  });

  it("leaves a folder alone that another process writes", () => {
    mkdirSync(join(out, ".isc-sdkgen"));
    writeFileSync(join(out, lockOf(999999)), "");
    expect(codes(write([outputOf("a", { "one.txt": "1" })]))).toEqual(["busy-output"]);
    expect(contents(out)).toEqual({ [lockOf(999999)]: "" });
  });

  it("does not wait for a lock of another machine, and tells of it", () => {
    mkdirSync(join(out, ".isc-sdkgen"));
    writeFileSync(join(out, lockOf(1, { ...HERE, host: "11111111" })), "");
    // With patience without end only what is told at once ends.
    const found = takeLock(guardFolder(out), { ...self, isAlive: () => false, patience: Infinity });
    expect(found).toMatchObject({ code: "busy-output", message: expect.stringContaining("another machine") });
    expect(found).toMatchObject({ action: expect.stringContaining("delete .isc-sdkgen/lock-1-11111111-0000bbbb") });
  });

  it.each([
    ["of an earlier start of the machine", lockOf(1, { ...HERE, boot: "11111111" })],
    ["that is none of ours", ".isc-sdkgen/lock-1"],
    ["that is none of ours either", ".isc-sdkgen/lock"],
  ])("does not wait for a lock %s, and clears it away", (_, lock) => {
    mkdirSync(join(out, ".isc-sdkgen"));
    writeFileSync(join(out, lock), "");
    const release = takeLock(guardFolder(out), { ...self, patience: Infinity });
    if (typeof release !== "function") throw new Error("busy");
    release();
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
  });

  it("takes a folder from a process that is gone, and from one of its own number", () => {
    mkdirSync(join(out, ".isc-sdkgen"));
    for (const pid of [999999, process.pid]) writeFileSync(join(out, lockOf(pid)), "");
    const isAlive = (pid: number): boolean => pid !== 999999;
    const folder = guardFolder(out);
    const release = takeLock(folder, { pid: process.pid, isAlive, machine: HERE });
    if (typeof release !== "function") throw new Error("busy");
    release();
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
  });

  it("is never taken by two, whoever looks first", () => {
    const folder = guardFolder(out);
    writeFileSync(join(out, "mine.txt"), "");
    mkdirSync(join(out, ".isc-sdkgen"));
    writeFileSync(join(out, lockOf(999999)), "");
    const isAlive = (pid: number): boolean => pid !== 999999;
    const first = takeLock(folder, { pid: 1, isAlive, machine: HERE });
    const second = takeLock(folder, { pid: 2, isAlive, machine: HERE });
    expect([typeof first, typeof second]).toEqual(["function", "object"]);
    if (typeof first === "function") first();
    expect(typeof takeLock(folder, { pid: 2, isAlive, machine: HERE })).toBe("function");
  });
});
