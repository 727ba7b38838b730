import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { TargetOutput } from "../../../generator/emit/output.ts";
import { openOutput, writeOutput, type WriteResult } from "../../../generator/emit/write/write.ts";
import { temporaryFolder } from "../../support/generated.ts";

const self = { pid: process.pid, isAlive: () => true };

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

  it.each(["../x", "/x", "a/../b", "a\\b", "C:x", "con.txt", "a/b.", "", "a\0b", "a//b"])(
    "refuses the path %j",
    async (path) => {
      expect(codes(write([outputOf("a", { [path]: "1" })]))).toEqual(["unsafe-path"]);
    },
  );

  it("refuses two paths that differ in case, and folders that are links", async () => {
    expect(codes(write([outputOf("a", { "X.txt": "1", "x.txt": "2" })]))).toEqual(["unsafe-path"]);
    const elsewhere = temporaryFolder("elsewhere");
    symlinkSync(elsewhere, join(out, "linked"));
    expect(codes(write([outputOf("a", { "linked/one.txt": "1" })]))).toEqual(["unsafe-path"]);
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

  it("names a manifest it cannot read", async () => {
    writeFileSync(join(out, "manifest.json"), "{");
    expect(codes(write([outputOf("a", { "one.txt": "1" })]))).toEqual(["broken-manifest"]);
  });

  it("completes a write that was interrupted behind its journal", async () => {
    const work = join(out, ".isc-sdkgen");
    mkdirSync(join(work, "staged"), { recursive: true });
    writeFileSync(join(out, "old.txt"), "old");
    writeFileSync(join(work, "staged/1"), "two");
    // The first file is in its place already.
    writeFileSync(join(out, "one.txt"), "one");
    writeFileSync(
      join(work, "journal.json"),
      JSON.stringify({
        writes: [
          { staged: "0", path: "one.txt" },
          { staged: "1", path: "x/two.txt" },
        ],
        removals: ["old.txt"],
      }),
    );
    const found = openOutput(out, self);
    expect(found.map((diagnostic) => diagnostic.code)).toEqual(["recovered"]);
    expect([
      readFileSync(join(out, "one.txt"), "utf8"),
      readFileSync(join(out, "x/two.txt"), "utf8"),
      existsSync(join(out, "old.txt")),
      existsSync(work),
    ]).toEqual(["one", "two", false, false]);
  });

  it("never lets a journal write beside the folder", async () => {
    const work = join(out, ".isc-sdkgen");
    mkdirSync(join(work, "staged"), { recursive: true });
    writeFileSync(join(work, "staged/0"), "x");
    for (const journal of [{ writes: [{ staged: "0", path: "../escaped.txt" }], removals: [] }, {}]) {
      mkdirSync(join(work, "staged"), { recursive: true });
      writeFileSync(join(work, "journal.json"), JSON.stringify(journal));
      expect(openOutput(out, self).map((diagnostic) => diagnostic.code)).toEqual(["recovered"]);
      expect([existsSync(join(out, "../escaped.txt")), existsSync(work)]).toEqual([false, false]);
    }
  });

  it("says what keeps it from completing a write", async () => {
    const work = join(out, ".isc-sdkgen");
    mkdirSync(join(work, "staged"), { recursive: true });
    writeFileSync(join(work, "staged/0"), "x");
    writeFileSync(join(out, "taken"), "a file where a folder belongs");
    const journal = { writes: [{ staged: "0", path: "taken/one.txt" }], removals: [] };
    writeFileSync(join(work, "journal.json"), JSON.stringify(journal));
    expect(openOutput(out, self).map((diagnostic) => diagnostic.code)).toEqual(["unusable-output"]);
  });

  it("undoes a write that had staged files and no journal", async () => {
    mkdirSync(join(out, ".isc-sdkgen/staged"), { recursive: true });
    writeFileSync(join(out, ".isc-sdkgen/staged/0"), "x");
    expect(openOutput(out, self).map((diagnostic) => diagnostic.code)).toEqual(["recovered"]);
    expect(existsSync(join(out, ".isc-sdkgen"))).toBe(false);
  });

  it("leaves a folder alone that another process writes", async () => {
    mkdirSync(join(out, ".isc-sdkgen"));
    writeFileSync(join(out, ".isc-sdkgen/lock"), "999999");
    expect(openOutput(out, self).map((diagnostic) => diagnostic.code)).toEqual(["busy-output"]);
    expect(openOutput(out, { ...self, isAlive: () => false }).map((diagnostic) => diagnostic.code)).toEqual([
      "recovered",
    ]);
  });

  it("leaves a folder alone whose dead lock another process replaces", () => {
    const codes = (isAlive: (pid: number) => boolean): string[] => {
      mkdirSync(join(out, ".isc-sdkgen"), { recursive: true });
      writeFileSync(join(out, ".isc-sdkgen/lock"), "999998");
      writeFileSync(join(out, ".isc-sdkgen/turn"), "999999");
      return openOutput(out, { ...self, isAlive }).map(({ code }) => code);
    };
    expect(codes((pid) => pid === 999999)).toEqual(["busy-output"]);
    expect(codes(() => false)).toEqual(["recovered"]);
  });
});
