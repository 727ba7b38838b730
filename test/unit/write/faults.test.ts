import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TargetOutput } from "../../../generator/emit/output.ts";
import { beginWrite } from "../../../generator/emit/write/begin-write.ts";
import { createStager } from "../../../generator/emit/write/stage.ts";
import { writeOutput, type WriteResult } from "../../../generator/emit/write/write.ts";
import { guardFolder } from "../../../generator/files/guard.ts";

/** What the file system does wrong, decided before each call that changes something. */
const faults = vi.hoisted(() => ({ calls: 0, isFaulty: (_call: number): boolean => false, code: "ENOSPC" }));

vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<Record<string, (...args: unknown[]) => unknown>>();
  const changing = ["renameSync", "mkdirSync", "unlinkSync", "writeFileSync", "fsyncSync", "rmSync", "rmdirSync"];
  const wrapped = Object.fromEntries(
    changing.map((name) => [
      name,
      (...args: unknown[]) => {
        faults.calls += 1;
        if (faults.isFaulty(faults.calls)) throw Object.assign(new Error(faults.code), { code: faults.code });
        return real[name]?.(...args);
      },
    ]),
  );
  return { ...real, ...wrapped };
});

const STATE = mkdtempSync(join(tmpdir(), "isc-sdkgen-state-"));
const OLD = { "same.txt": "same", "a/one.txt": "1", "a/b/gone.txt": "gone", "two.txt": "2" };
const NEW = { "same.txt": "same", "a/one.txt": "one", "two.txt": "two", "c/d/new.txt": "new" };

describe("a file system that fails", () => {
  let top: string;
  let out: string;
  /** Whether the write begins before its files are there, as in a run on large specs. */
  let isStaged: boolean;

  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "isc-sdkgen-faults-"));
    out = join(top, "out");
    isStaged = false;
    faults.calls = 0;
    faults.isFaulty = () => false;
  });
  afterEach(() => {
    faults.isFaulty = () => false;
    rmSync(top, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>, ledger: string): WriteResult {
    const self = { pid: process.pid, isAlive: () => false, state: STATE };
    const texts = Object.entries(files).map(([path, content]) => ({ path, content }));
    const begun = isStaged ? beginWrite(out, self) : undefined;
    const staged = begun === undefined ? undefined : createStager(begun.root)(texts);
    const outputs: TargetOutput[] = [
      staged === undefined ? { target: "a", files: texts } : { target: "a", files: [], staged: staged.files },
    ];
    const input = {
      outputs,
      stagingFailure: staged?.failure,
      specHashes: {},
      force: false,
      process: self,
      // What a release writes beside the output: the last one is new.
      beside: ["names.lock.json", "config.json", ...(ledger === "new" ? ["logs/changelog.md"] : [])].map((path) => ({
        folder: guardFolder(top),
        path,
        content: ledger,
      })),
    };
    return begun === undefined ? writeOutput({ ...input, out, check: false }) : begun.finish(input);
  }

  function contents(): Record<string, string> {
    const files = readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(files.sort().map((path) => [path.slice(top.length + 1), readFileSync(path, "utf8")]));
  }

  /** The old and the new state, each of output and ledger together, and how many calls lead from one to the other. */
  function states(): { old: Record<string, string>; next: Record<string, string>; count: number } {
    write(OLD, "old");
    const old = contents();
    faults.calls = 0;
    write(NEW, "new");
    const count = faults.calls;
    const next = contents();
    rmSync(top, { recursive: true });
    mkdirSync(top);
    return { old, next, count };
  }

  function reset(old: Record<string, string>): void {
    rmSync(top, { recursive: true, force: true });
    for (const [path, text] of Object.entries(old)) {
      mkdirSync(join(top, path, ".."), { recursive: true });
      writeFileSync(join(top, path), text);
    }
    faults.calls = 0;
  }

  it.each([
    ["ENOSPC", false],
    ["EROFS", false],
    ["EACCES", false],
    ["ENOSPC", true],
  ])("once, with %s (begun early: %s): what stands is the old or the new, whole", (code, isEarly) => {
    isStaged = isEarly;
    const { old, next, count } = states();
    expect(count).toBeGreaterThan(15);
    faults.code = code;
    for (let call = 1; call <= count; call += 1) {
      reset(old);
      faults.isFaulty = (at) => at === call;
      const { diagnostics } = write(NEW, "new");
      faults.isFaulty = () => false;
      const failed = diagnostics.filter(({ severity }) => severity === "error");
      const after = contents();
      // A draft or a working file may be left over; the next run removes it.
      const whole = Object.fromEntries(Object.entries(after).filter(([path]) => !/\.isc-sdkgen|\.draft$/u.test(path)));
      expect([call, whole]).toEqual([call, failed.length === 0 ? next : old]);
      for (const { message, action } of failed) {
        expect(message).toContain(code);
        expect(action).toMatch(/^(?:nothing was written|nothing was changed)/u);
      }
      expect(write(NEW, "new").diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect([call, contents()]).toEqual([call, next]);
    }
  });

  it.each([false, true])("for good from some moment on (begun early: %s): the next run mends it", (isEarly) => {
    isStaged = isEarly;
    const { old, next, count } = states();
    faults.code = "EROFS";
    const told = new Set<string>();
    for (let call = 1; call <= count; call += 1) {
      reset(old);
      faults.isFaulty = (at) => at >= call;
      const { diagnostics } = write(NEW, "new");
      faults.isFaulty = () => false;
      const [failed] = diagnostics.filter(({ severity }) => severity === "error");
      const after = contents();
      const whole = Object.fromEntries(Object.entries(after).filter(([path]) => !/\.isc-sdkgen|\.draft$/u.test(path)));
      if (failed !== undefined) told.add(failed.action.split(/[;:]/u)[0] ?? "");
      const isTorn = failed?.action.startsWith("a part of the new output is in its place") === true;
      if (isTorn) expect(existsSync(join(out, ".isc-sdkgen/journal.json"))).toBe(true);
      else expect([call, whole]).toEqual([call, failed === undefined ? next : old]);
      expect(write(NEW, "new").diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      expect([call, contents()]).toEqual([call, next]);
    }
    expect([...told].sort()).toEqual(["a part of the new output is in its place", "nothing was written"]);
  });
});
