import {
  existsSync,
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
import type { TargetOutput } from "../../../generator/emit/output.ts";
import { beginWrite, type BegunWrite } from "../../../generator/emit/write/begin-write.ts";
import { createStager, type StagedBatch } from "../../../generator/emit/write/stage.ts";
import { openOutput, writeOutput, type WriteResult } from "../../../generator/emit/write/write.ts";
import { temporaryFolder } from "../../support/generated.ts";

const state = temporaryFolder("state");
const self = { pid: process.pid, isAlive: () => true, machine: { host: "0000aaaa", boot: "0000bbbb" }, state };
const other = { ...self, pid: process.pid + 1 };
const OLD = { "same.txt": "same", "a/one.txt": "1", "a/b/gone.txt": "gone" };
const NEW = { "same.txt": "same", "a/one.txt": "one", "c/d/new.txt": "new" };

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): TargetOutput["files"] =>
  Object.entries(texts).map(([path, content]) => ({ path, content }));

/** Everything below a folder, links and empty folders too. */
function contents(folder: string): Texts {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const paths = entries.map((entry) => [join(entry.parentPath, entry.name), entry.isFile()] as const);
  return Object.fromEntries(
    paths.sort().map(([path, isFile]) => [path.slice(folder.length + 1), isFile ? readFileSync(path, "utf8") : ""]),
  );
}

describe("a write that begins before its files are there", () => {
  let top: string;
  let out: string;

  beforeEach(() => {
    top = temporaryFolder("staging");
    out = join(top, "folder/out");
  });

  function write(texts: Texts, process = self, check = false): WriteResult {
    const outputs = [{ target: "a", files: filesOf(texts) }];
    return writeOutput({ out, outputs, specHashes: {}, force: false, check, process });
  }

  function begin(): BegunWrite {
    const begun = beginWrite(out, self);
    if (begun === undefined) throw new Error("nothing has begun");
    return begun;
  }

  function finish(begun: BegunWrite, { files, failure }: StagedBatch, force = false): readonly string[] {
    const outputs = [
      { target: "a", files: [], staged: files },
      { target: "b", files: filesOf({ "b.txt": "b" }) },
    ];
    const { diagnostics } = begun.finish({ outputs, stagingFailure: failure, specHashes: {}, force, process: self });
    return diagnostics.map(({ code, action }) => `${code}: ${action}`);
  }

  it("changes no file of the output until it is finished, and leaves unchanged files alone", () => {
    write(OLD);
    utimesSync(join(out, "same.txt"), 1, 1);
    const before = contents(out);
    const begun = begin();
    const stage = createStager(begun.root);
    const [first, second] = [{ "same.txt": "same", "a/one.txt": "one" }, { "c/d/new.txt": "new" }].map(filesOf);
    const staged = [...stage(first ?? []).files, ...stage(second ?? []).files];
    expect(staged.map(({ index }) => index)).toEqual([undefined, 0, 1]);
    expect(contents(out)).toMatchObject(before);
    expect(contents(join(out, ".isc-sdkgen/staged"))).toEqual({ 0: "one", 1: "new" });
    expect(finish(begun, { files: staged })).toEqual([]);
    const { "manifest.json": _manifest, ...after } = contents(out);
    expect(after).toEqual({ ...NEW, "b.txt": "b", a: "", c: "", "c/d": "" });
    expect(statSync(join(out, "same.txt")).mtimeMs).toBe(1000);
    expect(write(NEW).plan.writes.map(({ path }) => path)).toEqual([]);
  });

  it.each([true, false])("leaves everything as it was when it is abandoned (there is an output: %s)", (isThere) => {
    if (isThere) write(OLD);
    const before = contents(top);
    const begun = begin();
    createStager(begun.root)(filesOf(NEW));
    begun.abandon();
    begun.abandon();
    expect(contents(top)).toEqual(before);
  });

  it("writes nothing where a file could not be staged, and says why", () => {
    write(OLD);
    const before = contents(top);
    const begun = begin();
    const stage = createStager(begun.root);
    const first = stage(filesOf({ "a/one.txt": "one" }));
    rmSync(join(out, ".isc-sdkgen/staged"), { recursive: true });
    const failed = stage(filesOf({ "c.txt": "c" }));
    expect([first.failure, failed.failure?.reason]).toEqual([undefined, expect.stringContaining("ENOENT")]);
    // Later files are not tried, so that no number has a hole before it.
    mkdirSync(join(out, ".isc-sdkgen/staged"));
    expect(stage(filesOf({ "d.txt": "d" }))).toEqual({ files: [], failure: failed.failure });
    expect(finish(begun, failed)).toEqual([expect.stringMatching(/^failed-write: nothing was written/u)]);
    expect(contents(top)).toEqual(before);
  });

  it.each<[string, string, (path: string) => void, RegExp]>([
    ["a file that it replaces", "a/one.txt", (path) => writeFileSync(path, "mine"), /^edited-file/u],
    ["a path that was free", "c/d/new.txt", (path) => writeFileSync(path, "mine"), /^foreign-file/u],
    ["a file with the new content", "same.txt", (path) => writeFileSync(path, "mine"), /^edited-file/u],
    ["a path that is a folder now", "a/one.txt", (path) => (rmSync(path), mkdirSync(path)), /^blocked-path/u],
    ["a parent that leads away now", "c/link.txt", () => undefined, /^blocked-path/u],
  ])("sees what changes after it was staged: %s", (_, path, change, expected) => {
    write(OLD);
    const begun = begin();
    const staged = createStager(begun.root)(filesOf({ ...NEW, ...(path === "c/link.txt" ? { [path]: "" } : {}) }));
    if (path === "c/link.txt") symlinkSync(top, join(out, "c"));
    else mkdirSync(join(out, path, ".."), { recursive: true });
    change(join(out, path));
    const changed = contents(join(out, "a"));
    expect(finish(begun, staged)[0]).toMatch(expected);
    expect(contents(join(out, "a"))).toEqual(changed);
    expect([existsSync(join(out, "b.txt")), existsSync(join(out, ".isc-sdkgen"))]).toEqual([false, false]);
  });

  it("cannot overwrite by force what had its content when it was staged", () => {
    write(OLD);
    const begun = begin();
    const staged = createStager(begun.root)(filesOf(NEW));
    writeFileSync(join(out, "same.txt"), "mine");
    expect(finish(begun, staged, true)).toEqual([expect.stringMatching(/^failed-write: nothing was written/u)]);
    expect(readFileSync(join(out, "same.txt"), "utf8")).toBe("mine");
  });

  it("reads and writes nothing outside the folder, whatever the paths are", () => {
    mkdirSync(out, { recursive: true });
    mkdirSync(join(top, "outside"));
    mkdirSync(join(out, ".git"));
    for (const path of ["outside/file.txt", "folder/file.txt", "folder/out/.git/config"])
      writeFileSync(join(top, path), "precious");
    symlinkSync(join(top, "outside"), join(out, "link"));
    const before = contents(top);
    const begun = begin();
    const paths = ["../file.txt", "/file.txt", ".git/config", ".isc-sdkgen/journal.json", "link/file.txt"];
    const staged = createStager(begun.root)(paths.map((path) => ({ path, content: "new" })));
    expect(staged.files.map(({ standing }) => standing.kind)).toEqual(paths.map(() => "nothing"));
    expect(finish(begun, staged, true)).toHaveLength(4);
    expect(contents(top)).toEqual(before);
  });

  it("lets no other run write meanwhile, and does not begin while another one writes", () => {
    write(OLD);
    const before = contents(out);
    const begun = begin();
    createStager(begun.root)(filesOf(NEW));
    expect(openOutput(out, other, { check: false })).toEqual([]);
    expect(write(NEW, other).diagnostics.map(({ code }) => code)).toEqual(["busy-output"]);
    expect(write(NEW, other, true).diagnostics.map(({ code }) => code)).toEqual(["busy-output"]);
    expect(beginWrite(out, other)).toBeUndefined();
    begun.abandon();
    expect(contents(out)).toEqual(before);
    expect(write(NEW, other).diagnostics).toEqual([]);
  });

  it("keeps what is staged where a journal stands: the next run needs it", () => {
    const begun = begin();
    createStager(begun.root)(filesOf(NEW));
    writeFileSync(join(out, ".isc-sdkgen/journal.json"), "{}");
    begun.abandon();
    expect(Object.keys(contents(join(out, ".isc-sdkgen/staged")))).toEqual(["0", "1", "2"]);
  });

  it("clears nothing in another folder that took the place of the locked one", () => {
    const begun = begin();
    renameSync(out, join(top, "elsewhere"));
    mkdirSync(join(out, ".isc-sdkgen/staged"), { recursive: true });
    const before = contents(out);
    begun.abandon();
    expect(contents(out)).toEqual(before);
  });

  it("that is killed leaves what the next run removes", () => {
    write(OLD);
    const before = contents(out);
    createStager(begin().root)(filesOf(NEW));
    const next = { ...other, isAlive: () => false };
    expect(openOutput(out, next, { check: false }).map(({ code }) => code)).toEqual(["recovered"]);
    expect(contents(out)).toEqual(before);
  });
});
