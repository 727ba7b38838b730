import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { Change } from "../../generator/diff/change.ts";
import { compareSurfaces } from "../../generator/diff/compare.ts";
import { Compiler } from "./compiler.ts";
import { EDITS, type Edit } from "./edits.ts";
import { releaseOf, type Release } from "./emit.ts";
import { CALL_EXCEPTIONS, EXCEPTIONS, UNBOUND } from "./exceptions.ts";
import { hasEngine, haveSameModules, ModuleRunner } from "./modules.ts";
import type { Example } from "../powershell/examples.mjs";
import { factsOf } from "./program-writer.ts";
import { programsOf, USES, type Programs } from "./programs.ts";
import { smallSpec, treesOf } from "./small-spec.ts";

/**
 * Each edit of the small spec is two releases: the edit, and taking it back. `expected.txt` has the verdicts and the
 * rules with their classes, one line for each. `npm run diff:table` runs all edits, and compiles programs of consumers
 * against the old and the new package: a change is breaking for TypeScript exactly where a program stops compiling. Where
 * there is a PowerShell, calls of the old modules are bound by the new ones.
 * `npm run test:all` runs every fortieth. With UPDATE=1 the script writes `expected.txt`: read its diff. UPDATE=lines compiles and binds
 * nothing.
 */
const ALL = process.env["DIFF_TABLE"] === "all";
const EXPECTED = "test/diff/expected.txt";
const CHOSEN = EDITS.filter((_, index) => ALL || index % 40 === 3);
const WAYS = ["forward", "back"] as const;

const expected = new Map(
  (existsSync(EXPECTED) ? readFileSync(EXPECTED, "utf8") : "").split("\n").map((line) => {
    const [key = "", rest = ""] = line.split(": ");
    return [key, rest] as const;
  }),
);
const actual: string[] = [];
const compiler = new Compiler();
const base = releaseOf(treesOf(smallSpec()));

/** The programs that compile with the release that they were written for. */
async function soundPrograms(release: Release): Promise<Programs> {
  const programs = programsOf(factsOf(release.surface));
  const problems = compiler.check(await release.files("typescript"), programs);
  return new Map([...programs].filter(([path]) => problems.get(path)?.length === 0));
}

let soundBase: Promise<Programs> | undefined;

async function releasesOf(
  { edit }: Edit,
  way: (typeof WAYS)[number],
): Promise<readonly [old: Release, found: Release]> {
  const spec = smallSpec();
  edit(spec);
  const old = way === "forward" ? await base : await releaseOf(treesOf(spec));
  return [old, await releaseOf(treesOf(way === "forward" ? spec : smallSpec()), old.ledger)];
}

/** `major/minor property-removed b/b`: TypeScript first. */
function lineOf(verdict: Readonly<Record<string, string>>, changes: readonly Change[]): string {
  const classes = new Map<string, { typescript?: string; powershell?: string }>();
  for (const { rule, target, class: value } of changes) {
    const entry = classes.get(rule) ?? {};
    classes.set(rule, { ...entry, [target]: value.charAt(0) });
  }
  const rules = [...classes].map(
    ([rule, { typescript = "-", powershell = "-" }]) => `${rule} ${typescript}/${powershell}`,
  );
  return [`${verdict["typescript"] ?? ""}/${verdict["powershell"] ?? ""}`, ...rules.sort()].join(", ");
}

describe.each(CHOSEN.map((edit) => [edit.name, edit] as const))("%s", (_, edit) => {
  it.each(WAYS)("%s", async (way) => {
    const [old, found] = await releasesOf(edit, way);
    const { verdict, changes } = compareSurfaces({ old: old.surface, new: found.surface });
    const key = `${edit.name} (${way})`;
    const line = lineOf(verdict, changes);
    actual.push(`${key}: ${line}`);
    if (process.env["UPDATE"] === undefined) expect(line).toBe(expected.get(key));
    // The generator is the same, and every change of a surface is told.
    expect(changes.filter(({ origin }) => origin === "generator")).toEqual([]);
    expect(changes.length > 0).toBe(JSON.stringify(withoutFormat(old)) !== JSON.stringify(withoutFormat(found)));
    if (process.env["UPDATE"] === "lines") return;

    const programs = await (way === "forward" ? (soundBase ??= soundPrograms(old)) : soundPrograms(old));
    const stopped = [...compiler.check(await found.files("typescript"), programs)].filter(
      ([, problems]) => problems.length > 0,
    );
    const exceptions = EXCEPTIONS.filter((entry) => entry.edit === edit.name && entry.way === way);
    const counted = stopped.filter(([path]) => !exceptions.some((entry) => path.startsWith(entry.programs)));
    expect(counted.length > 0, `${line}; stopped: ${JSON.stringify(stopped.slice(0, 3))}`).toBe(
      verdict["typescript"] === "major",
    );
    for (const { programs: prefix } of exceptions) expect(stopped.some(([path]) => path.startsWith(prefix))).toBe(true);
    if (ALL && hasEngine) await expectModules({ edit: edit.name, way, old, found, changes });
  });
});

let runner: Promise<ModuleRunner> | undefined;
let baseCalls: Promise<readonly Example[]> | undefined;

/** A call of the old modules' help that stops working is a breaking change, and such a change stops one or cannot be seen. */
async function expectModules(at: {
  readonly edit: string;
  readonly way: (typeof WAYS)[number];
  readonly old: Release;
  readonly found: Release;
  readonly changes: readonly Change[];
}): Promise<void> {
  if (await haveSameModules(at.old, at.found)) {
    expect(at.changes.filter(isBound)).toEqual([]);
    return;
  }
  const modules = await (runner ??= ModuleRunner.start());
  const calls = await (at.way === "forward" ? (baseCalls ??= modules.calls(at.old)) : modules.calls(at.old));
  expect(calls.length).toBeGreaterThan(20);
  const exceptions = CALL_EXCEPTIONS.filter((entry) => entry.edit === at.edit && entry.way === at.way);
  const all = [...(await modules.stopped(at.found, calls))];
  const stopped = all.filter(([call]) => !exceptions.some((entry) => call.startsWith(entry.call)));
  expect(exceptions.filter((entry) => !all.some(([call]) => call.startsWith(entry.call)))).toEqual([]);
  const bound = at.changes.filter(isBound);
  if (stopped.length > 0) expect(at.changes.filter(isBreaking), JSON.stringify(stopped[0])).not.toEqual([]);
  if (bound.length > 0) expect(stopped, JSON.stringify(bound[0])).not.toEqual([]);
}

function isBreaking(change: Change): boolean {
  return change.target === "powershell" && change.class === "breaking";
}

/** Whether a call shows the change when it is bound. */
function isBound(change: Change): boolean {
  const { rule, directions = [] } = change;
  return (
    isBreaking(change) &&
    !(rule in UNBOUND) &&
    (directions.length === 0 || directions.includes("request")) &&
    !rule.startsWith("event-")
  );
}

function withoutFormat({ surface }: Release): object {
  const { targets, ...rest } = surface;
  void targets;
  return rest;
}

it("has programs of every use, all of which compile but for switches over what is open", async () => {
  const all = programsOf(factsOf((await base).surface));
  const sound = await soundPrograms(await base);
  for (const use of USES)
    expect([...sound.keys()].filter((path) => path.startsWith(`${use}/`)).length).toBeGreaterThan(1);
  const lost = [...all.keys()].filter((path) => !sound.has(path) && !path.startsWith("switch/"));
  expect(lost).toEqual([]);
});

it("has at least 120 edits, each of its own name, and no exception without an edit", () => {
  expect(EDITS.length).toBeGreaterThanOrEqual(120);
  expect(new Set(EDITS.map(({ name }) => name)).size).toBe(EDITS.length);
  expect([...EXCEPTIONS, ...CALL_EXCEPTIONS].filter(({ edit }) => !EDITS.some(({ name }) => name === edit))).toEqual(
    [],
  );
});

afterAll(async () => {
  await (await runner)?.stop();
  if (ALL && process.env["UPDATE"] !== undefined) writeFileSync(EXPECTED, `${actual.join("\n")}\n`);
});
