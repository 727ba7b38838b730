import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diffLedgers, mergeFiles } from "../../../generator/commands/names/compare.ts";
import { thisMachine } from "../../../generator/files/machine.ts";
import { printLedger } from "../../../generator/names/ledger/ledger-text.ts";
import type { Ledger } from "../../../generator/names/ledger/ledger.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { runOn, specOf } from "../../support/history.ts";
import { namings } from "../../support/namings.ts";

const self = { pid: 1, isAlive: () => false, patience: 0, machine: thisMachine(), state: undefined };
const base = runOn(specOf({ "GET /kept": { id: "listKept" } }), undefined).ledger;
const ours = runOn(specOf({ "GET /kept": { id: "listKept" }, "GET /a": { id: "listA1" } }), base).ledger;
const theirs = runOn(specOf({ "GET /kept": { id: "listKept" }, "GET /b": { id: "listB1" } }), base).ledger;
const rival = runOn(specOf({ "GET /kept": { id: "listKept" }, "GET /a": { id: "listOther1" } }), base).ledger;

function folderWith(files: Readonly<Record<string, Ledger | string>>): string {
  const folder = temporaryFolder("ledgers");
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : printLedger(content));
  return folder;
}

describe("commands on ledgers alone", () => {
  it("names diff tells public changes, as lines or as JSON", () => {
    const cwd = folderWith({ old: base, new: ours });
    const files = { cwd, namings: namings(), json: false };
    expect(diffLedgers(files, { before: "old", after: "new" }).text).toContain("beta operation GET /a, Get-A1");
    expect(diffLedgers(files, { before: "old", after: "old" }).text).toBe("no public changes\n");
    expect(JSON.parse(diffLedgers({ ...files, json: true }, { before: "old", after: "new" }).text)).toMatchObject([
      { kind: "new", what: "GET /a" },
    ]);
  });

  it("names merge writes the second file, and nothing on a conflict", () => {
    const cwd = folderWith({ base, ours, theirs, rival, none: "" });
    const files = { cwd, namings: namings(), json: false, process: self };
    expect(mergeFiles(files, { base: "base", ours: "ours", theirs: "theirs" })).toEqual({ exitCode: 0, text: "" });
    const merged = readFileSync(join(cwd, "ours"), "utf8");
    expect(merged).toContain('"GET /a"');
    expect(merged).toContain('"GET /b"');
    const conflict = mergeFiles(files, { base: "base", ours: "ours", theirs: "rival" });
    expect(conflict.exitCode).toBe(1);
    expect(conflict.text).toContain("conflict: beta: the cmdlet of the operation GET /a");
    expect(readFileSync(join(cwd, "ours"), "utf8")).toBe(merged);
    // Git gives an empty file where the branches have no ledger in common.
    expect(mergeFiles(files, { base: "none", ours: "ours", theirs: "ours" }).exitCode).toBe(0);
  });

  it("says which file is no ledger", () => {
    const cwd = folderWith({ base, broken: "{" });
    const answer = diffLedgers({ cwd, namings: namings(), json: false }, { before: "base", after: "broken" });
    expect(answer.exitCode).toBe(1);
    expect(answer.diagnostics?.map(({ message }) => message).join()).toContain("broken");
  });
});
