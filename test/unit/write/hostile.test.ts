import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { hashOf } from "../../../generator/emit/write/manifest.ts";
import { openOutput, writeOutput } from "../../../generator/emit/write/write.ts";
import { guardFolder } from "../../../generator/files/guard.ts";
import { prepareReplacement } from "../../../generator/files/replace-file.ts";
import { temporaryFolder } from "../../support/generated.ts";

const state = temporaryFolder("state");
const machine = { host: "0000aaaa", boot: "0000bbbb" };
const self = { pid: process.pid, isAlive: () => false, machine, state };

/** A folder of a stranger's branch: nothing outside it may change, whatever it holds. */
describe("a hostile output folder", () => {
  let top: string;
  let out: string;
  let outside: string;

  beforeEach(() => {
    top = temporaryFolder("hostile");
    out = join(top, "out");
    outside = join(top, "outside");
    mkdirSync(out);
    mkdirSync(join(outside, "folder"), { recursive: true });
    writeFileSync(join(outside, "victim.txt"), "precious");
    writeFileSync(join(outside, "folder/file.txt"), "precious");
  });

  function stateOutside(): unknown {
    return readdirSync(outside, { recursive: true, encoding: "utf8" })
      .sort()
      .map((path) => [path, lstatSync(join(outside, path)).isFile() ? readFileSync(join(outside, path), "utf8") : ""]);
  }

  function run(options: { check?: boolean; force?: boolean } = {}): readonly string[] {
    const opened = openOutput(out, self, { check: options.check === true, force: options.force === true });
    if (opened.some(({ severity }) => severity === "error")) return opened.map(({ code }) => code);
    const { diagnostics } = writeOutput({
      out,
      outputs: [{ target: "a", files: [{ path: "x/one.txt", content: "1" }] }],
      specHashes: {},
      force: options.force === true,
      check: options.check === true,
      process: self,
    });
    return [...opened, ...diagnostics].map(({ code }) => code);
  }

  /** As ours, but for a seal that nobody can guess. */
  const journal = (writes: readonly object[], removals: readonly string[]): string =>
    JSON.stringify({
      writes: writes.map((write) => ({ before: null, ...write })),
      removals: removals.map((path) => ({ path, before: hashOf("precious") })),
      seal: "0".repeat(64),
    });

  function work(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(out, ".isc-sdkgen", path, ".."), { recursive: true });
      writeFileSync(join(out, ".isc-sdkgen", path), text);
    }
  }

  const PLANTED = { path: "link/planted.txt", hash: hashOf("planted") };

  const CASES: readonly (readonly [string, () => void, readonly string[]])[] = [
    [
      "a manifest that owns through a link",
      () => {
        symlinkSync(outside, join(out, "link"));
        const files = { a: { "link/victim.txt": hashOf("precious") } };
        writeFileSync(join(out, "manifest.json"), JSON.stringify({ specs: {}, files }));
      },
      ["blocked-path"],
    ],
    [
      "a manifest that owns above",
      () => {
        const files = { a: { "../outside/victim.txt": hashOf("precious") } };
        writeFileSync(join(out, "manifest.json"), JSON.stringify({ specs: {}, files }));
      },
      ["broken-manifest"],
    ],
    [
      "a manifest with a prototype",
      () => {
        writeFileSync(join(out, "manifest.json"), '{"specs":{},"files":{"__proto__":{"x":"y"}}}');
      },
      ["broken-manifest"],
    ],
    [
      "a manifest that is a link",
      () => {
        writeFileSync(join(outside, "manifest.json"), '{"specs":{},"files":{}}');
        symlinkSync(join(outside, "manifest.json"), join(out, "manifest.json"));
      },
      ["broken-manifest"],
    ],
    ["a folder that is a link", () => symlinkSync(join(outside, "folder"), join(out, "x")), ["blocked-path"]],
    [
      "a file that is a link",
      () => {
        mkdirSync(join(out, "x"));
        symlinkSync(join(outside, "victim.txt"), join(out, "x/one.txt"));
      },
      ["foreign-file"],
    ],
    [
      "a working folder that is a link",
      () => symlinkSync(join(outside, "folder"), join(out, ".isc-sdkgen")),
      ["unusable-output"],
    ],
    ["a working folder that is a file", () => writeFileSync(join(out, ".isc-sdkgen"), ""), ["unusable-output"]],
    [
      "a lock that is a link",
      () => {
        mkdirSync(join(out, ".isc-sdkgen"));
        symlinkSync(
          join(outside, "victim.txt"),
          join(out, `.isc-sdkgen/lock-${String(process.pid)}-${machine.host}-${machine.boot}`),
        );
      },
      ["unusable-output"],
    ],
    [
      "a journal that is a link",
      () => {
        work({ "staged/0": "planted" });
        writeFileSync(join(outside, "journal.json"), journal([PLANTED], []));
        symlinkSync(join(outside, "journal.json"), join(out, ".isc-sdkgen/journal.json"));
      },
      ["untrusted-journal"],
    ],
    [
      "a journal that leads through a link",
      () => {
        symlinkSync(outside, join(out, "link"));
        work({ "staged/0": "planted", "journal.json": journal([PLANTED], ["link/victim.txt"]) });
      },
      ["untrusted-journal"],
    ],
    [
      "a journal that is a folder",
      () => mkdirSync(join(out, ".isc-sdkgen/journal.json/x"), { recursive: true }),
      ["untrusted-journal"],
    ],
    [
      "a journal that leads above",
      () => {
        const write = { ...PLANTED, path: "../outside/planted.txt" };
        work({ "staged/0": "planted", "journal.json": journal([write], ["../outside/victim.txt"]) });
      },
      ["untrusted-journal"],
    ],
    [
      "a journal with more in it",
      () => {
        work({ "journal.json": JSON.stringify({ writes: [], removals: [], more: 1 }) });
      },
      ["untrusted-journal"],
    ],
    [
      "staged files that are a link",
      () => {
        work({ "journal.json": journal([{ path: "one.txt", hash: hashOf("precious") }], []) });
        renameSync(join(outside, "victim.txt"), join(outside, "0"));
        symlinkSync(outside, join(out, ".isc-sdkgen/staged"));
      },
      ["untrusted-journal"],
    ],
    [
      "leftovers that are links",
      () => {
        mkdirSync(join(out, ".isc-sdkgen"));
        for (const name of ["staged", "old", "journal.json.draft"])
          symlinkSync(outside, join(out, ".isc-sdkgen", name));
      },
      ["recovered"],
    ],
  ];

  it.each(CASES)("%s", (_, plant, codes) => {
    plant();
    const before = stateOutside();
    expect(run()).toEqual(codes);
    expect(stateOutside()).toEqual(before);
    run({ force: true });
    expect(stateOutside()).toEqual(before);
  });

  it.each(CASES)("%s, and --check changes nothing anywhere", (_, plant) => {
    plant();
    const all = (): string => execFileSync("find", [top, "-printf", "%P %y %l %s %T@\n"], { encoding: "utf8" });
    const before = all();
    run({ check: true });
    run({ check: true, force: true });
    expect(all()).toBe(before);
  });

  it("does what no journal of a checkout says, inside the folder either", () => {
    mkdirSync(join(out, "hooks"));
    writeFileSync(join(out, "notes.txt"), "precious");
    work({ "staged/0": "planted", "old/0": "planted" });
    work({ "journal.json": journal([{ path: "hooks/planted", hash: hashOf("planted") }], ["notes.txt"]) });
    expect(run()).toEqual(["untrusted-journal"]);
    expect(existsSync(join(out, "x/one.txt"))).toBe(false);
    expect(run({ force: true })).toEqual(["recovered"]);
    expect(readdirSync(out).sort()).toEqual(["hooks", "manifest.json", "notes.txt", "x"]);
    expect(readdirSync(join(out, "hooks"))).toEqual([]);
  });

  it("takes a link over by force, and leaves alone where it leads", () => {
    mkdirSync(join(out, "x"));
    symlinkSync(join(outside, "victim.txt"), join(out, "x/one.txt"));
    expect(run({ force: true })).toEqual([]);
    expect(readFileSync(join(out, "x/one.txt"), "utf8")).toBe("1");
    expect(readFileSync(join(outside, "victim.txt"), "utf8")).toBe("precious");
  });

  it("never takes over a folder that stands where a file belongs", () => {
    mkdirSync(join(out, "x/one.txt"), { recursive: true });
    writeFileSync(join(out, "x/one.txt/mine.txt"), "mine");
    expect(run({ force: true })).toEqual(["blocked-path"]);
    expect(existsSync(join(out, "x/one.txt/mine.txt"))).toBe(true);
  });

  it("does not wait for a pipe", () => {
    mkdirSync(join(out, "x"));
    execFileSync("mkfifo", [join(out, "x/one.txt"), join(out, "manifest.json")]);
    expect(run()).toEqual(["broken-manifest"]);
    expect(run({ force: true })).toEqual(["blocked-path", "blocked-path"]);
  });

  it("refuses each step through a folder that became a link after the plan", () => {
    const folder = guardFolder(out);
    folder.makeFolder("a/b");
    folder.create("a/b/one.txt", "1");
    folder.create("staged", "2");
    rmSync(join(out, "a"), { recursive: true });
    symlinkSync(join(outside, "folder"), join(out, "a"));
    const before = stateOutside();
    const steps: (() => unknown)[] = [
      () => folder.status("a/file.txt"),
      () => folder.read("a/file.txt"),
      () => folder.create("a/new.txt", ""),
      () => folder.makeFolder("a/new"),
      () => folder.move("staged", "a/new.txt"),
      () => folder.move("a/file.txt", "stolen"),
      () => folder.remove("a/file.txt"),
    ];
    for (const step of steps) expect(step).toThrow(expect.objectContaining({ code: "ELOOP" }) as Error);
    expect(folder.removeFolder("a/b")).toBe(false);
    expect(stateOutside()).toEqual(before);
  });

  it("refuses a ledger that is a link or lies behind one", () => {
    symlinkSync(join(outside, "victim.txt"), join(out, "names.lock.json"));
    symlinkSync(outside, join(out, "specs"));
    const before = stateOutside();
    for (const path of ["names.lock.json", "specs/names.lock.json"])
      expect(() => prepareReplacement({ folder: guardFolder(out), path, self }, "{}")).toThrow(
        expect.objectContaining({ code: "ELOOP" }) as Error,
      );
    expect(stateOutside()).toEqual(before);
    expect(readlinkSync(join(out, "names.lock.json"))).toBe(join(outside, "victim.txt"));
  });
});
