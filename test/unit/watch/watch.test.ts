import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inputsOf, isInput } from "../../../generator/commands/watch/inputs.ts";
import { watchInputs } from "../../../generator/commands/watch/watch.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { temporaryFolder } from "../../support/generated.ts";

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A watch whose runs write the ledger, and a way to wait for the next run. */
function startWatch(
  folder: string,
  files: readonly string[],
  folders: readonly string[] = [],
  during: (run: number) => void = () => undefined,
) {
  const runs: (readonly string[])[] = [];
  let interrupt: () => void = () => undefined;
  let told: () => void = () => undefined;
  const out = join(folder, "generated");
  const ledger = join(folder, "names.lock.json");
  const inputs = {
    files: new Set([...files.map((file) => join(folder, file)), ledger]),
    folders: folders.map((one) => join(folder, one)),
    ledger,
  };
  const ended = watchInputs({
    run: async (changed) => {
      runs.push(changed.map((path) => path.slice(folder.length + 1)));
      during(runs.length);
      write(ledger, `run ${String(runs.length)}`);
      write(join(out, "index.ts"), `run ${String(runs.length)}`);
      return Promise.resolve({ inputs, out });
    },
    onInterrupt: (end) => {
      interrupt = end;
      return () => undefined;
    },
    now: () => Date.now(),
    onIdle: () => told(),
  });
  /** Does something, again and again where its first event came too early, until a run follows. */
  const runAfter = async (act: (round: number) => void): Promise<readonly string[]> => {
    const count = runs.length;
    for (let round = 0; runs.length === count; round += 1) {
      const idle = new Promise<void>((resolve) => (told = resolve));
      act(round);
      await Promise.race([idle, new Promise((resolve) => setTimeout(resolve, 2000))]);
    }
    return runs.at(-1) ?? [];
  };
  const begun = new Promise<void>((resolve) => (told = resolve));
  return { runs, ended, begun, runAfter, end: () => interrupt() };
}

describe("a watch", () => {
  it("runs again for inputs alone, also where they are replaced, come or go, and ends when it is asked to", async () => {
    const folder = temporaryFolder("watch");
    write(join(folder, "a.yaml"), "0");
    mkdirSync(join(folder, "apis"));
    const watch = startWatch(folder, ["a.yaml", "missing/b.yaml"], ["apis"]);
    await watch.begun;
    expect(watch.runs).toEqual([[]]);
    expect(await watch.runAfter((round) => write(join(folder, "a.yaml"), `1 ${String(round)}`))).toEqual(["a.yaml"]);
    // An editor writes beside the file and renames.
    await watch.runAfter((round) => {
      write(join(folder, "a.yaml.tmp"), `2 ${String(round)}`);
      renameSync(join(folder, "a.yaml.tmp"), join(folder, "a.yaml"));
    });
    expect(watch.runs.at(-1)).toEqual(["a.yaml"]);
    expect(await watch.runAfter((round) => write(join(folder, "missing/b.yaml"), String(round)))).toEqual([
      "missing/b.yaml",
    ]);
    expect(await watch.runAfter((round) => write(join(folder, "apis/roles/openapi.yaml"), String(round)))).toEqual([
      "apis/roles/openapi.yaml",
    ]);
    // A person edits the ledger; what the run wrote itself starts none.
    expect(await watch.runAfter((round) => write(join(folder, "names.lock.json"), `by hand ${String(round)}`))).toEqual(
      ["names.lock.json"],
    );
    expect(await watch.runAfter(() => rmSync(join(folder, "a.yaml"), { force: true }))).toEqual(["a.yaml"]);
    const count = watch.runs.length;
    write(join(folder, "generated/index.ts"), "edited");
    write(join(folder, "unrelated.yaml"), "x");
    expect(await watch.runAfter((round) => write(join(folder, "apis/more.yaml"), String(round)))).toEqual([
      "apis/more.yaml",
    ]);
    expect(watch.runs).toHaveLength(count + 1);
    watch.end();
    await watch.ended;
  });
});

describe("the inputs of a project", () => {
  const config = withDefaults({ specs: {}, custom: { powershell: "mine" } }, "/p");
  const inputs = inputsOf({
    config,
    configPath: "/p/isc-sdkgen.config.json",
    base: "/p",
    specs: [{ roots: ["specs/a.yaml", "apis/*/openapi.yaml"], overlays: [{ path: "/p/overlays/o.yaml" }] }],
    ledger: "/p/names.lock.json",
    overrides: "/p/names.overrides.yaml",
    read: ["/p/specs/schemas/Role.yaml"],
    templates: "/t/node_modules/isc-sdkgen/templates",
  });
  it.each([
    ["/p/isc-sdkgen.config.json", true],
    ["/p/specs/a.yaml", true],
    ["/p/specs/schemas/Role.yaml", true],
    ["/p/overlays/o.yaml", true],
    ["/p/names.lock.json", true],
    ["/p/names.overrides.yaml", true],
    ["/p/changelogs/typescript.md", true],
    ["/p/apis/roles/openapi.yaml", true],
    ["/p/mine/deep/Get-Mine.ps1", true],
    ["/t/node_modules/isc-sdkgen/templates/typescript/readme.hbs", true],
    ["/p/apis/node_modules/x/openapi.yaml", false],
    ["/p/apis/.git/index", false],
    ["/p/generated/surface.json", false],
    ["/p/specs/other.yaml", false],
  ])("%s: %s", (path, expected) => {
    expect(isInput(path, inputs, "/p/generated")).toBe(expected);
  });

  it("runs again for what changed during a run, the first one included", async () => {
    const folder = temporaryFolder("watch-during");
    write(join(folder, "a.yaml"), "0");
    let next: () => void = () => undefined;
    // An edit that the run has not read, and that no watcher has seen: the first run has not told its inputs yet.
    const watch = startWatch(folder, ["a.yaml"], [], (run) => {
      if (run < 3) {
        const written = new Date(Date.now() + 5000 * run);
        write(join(folder, "a.yaml"), String(run));
        utimesSync(join(folder, "a.yaml"), written, written);
      } else next();
    });
    await new Promise<void>((resolve) => (next = resolve));
    expect(watch.runs).toEqual([[], ["a.yaml"], ["a.yaml"]]);
    watch.end();
    await watch.ended;
  });
});
