import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateModule, realSpecs, type GeneratedModule } from "./generated.ts";
import {
  callScripts,
  migrateScripts,
  openBench,
  requestsOf,
  runMigratedCalls,
  type MigrationBench,
} from "./migrated.ts";
import { fullCall, operationOf, positionalCalls, publishedCmdlets, type PublishedCall } from "./published-calls.ts";
import { engine } from "./scenario.ts";

/** `npm run test:migration`: every published cmdlet and every published sample is migrated and run. */
const isAsked = process.env["ISC_MIGRATION"] !== undefined;
const DATE = "2025-05-20";
const SAMPLES = resolve("../shared/inputs/powershell");
const hasReal = existsSync(resolve(`../shared/specs/sailpoint-${DATE}`));

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

describe.skipIf(!isAsked || engine === undefined)("scripts of the published module", () => {
  let generated: GeneratedModule;
  let bench: MigrationBench;
  beforeAll(async () => {
    if (engine === undefined) return;
    if (!hasReal) tell("skipped: the real specs are not beside the checkout; the embedded ones have fewer cmdlets");
    generated = await generateModule(hasReal ? realSpecs(DATE) : undefined);
    bench = await openBench({ engine, model: generated.model, manifest: generated.manifest });
  });
  afterAll(async () => {
    await bench.close();
    generated.remove();
  });

  it.each([
    ["every parameter by name", "named", (calls: readonly PublishedCall[]) => calls],
    [
      "every parameter by position",
      "positional",
      (calls: readonly PublishedCall[]) =>
        positionalCalls(
          generated.model,
          calls.map(({ published }) => published),
        ),
    ],
    [
      "every parameter in a splatted table",
      "splatted",
      (calls: readonly PublishedCall[]) => calls.map((call) => ({ ...call, isSplatted: true })),
    ],
  ] as const)("send the published request with %s", async (title, what, pick) => {
    const cmdlets = ["beta", "v2024"]
      .flatMap(publishedCmdlets)
      .filter((published) => operationOf(generated.model, published) !== undefined);
    const calls = pick(cmdlets.map((published) => fullCall(generated.model, published)));
    const { texts, entries, problems } = await migrateScripts(bench, what, callScripts(calls, bench.file));
    const unsent = await runMigratedCalls(bench, calls, texts);
    const left = entries.filter(({ Severity }) => Severity === "Error");
    tell(
      `migration: ${String(calls.length)} published cmdlets with ${title}: ${String(entries.filter(({ IsDone }) => IsDone).length)} changes, ${String(left.length)} places for a person, ${String(unsent.length)} send something else, ${String(problems.length)} keep an old name or do not bind`,
    );
    for (const { File, Message } of left) tell(`  ${File}: ${Message}`);
    expect([problems, unsent, left]).toEqual([[], [], []]);
  });

  it.each(["beta", "v2024"])("are the published samples of %s", async (version) => {
    const file = resolve(SAMPLES, `published-samples-${version}.yaml`);
    if (!existsSync(file)) {
      tell("skipped: the published samples are not beside the checkout");
      return;
    }
    const all = load(readFileSync(file, "utf8")) as readonly {
      method: string;
      path: string;
      xCodeSample: readonly { source: string }[];
    }[];
    const scripts = new Map(
      all.map(({ xCodeSample }, index) => [`sample${String(index)}`, xCodeSample[0]?.source ?? ""]),
    );
    const answer = await bench.server.run(
      [...scripts]
        .map(([name, source]) => `try { $null = [scriptblock]::Create(@'\n${source}\n'@); '${name}' } catch { }`)
        .join("\n"),
      { session: "migration", timeout: 300 },
    );
    const parsed = new Map([...scripts].filter(([name]) => answer.output.includes(name)));
    const { texts, entries, problems } = await migrateScripts(bench, `samples-${version}`, parsed);
    const differ: string[] = [];
    for (const [name, source] of parsed) {
      const run = (text: string): Promise<string> => requestsOf(bench, `$ConfirmPreference = 'None'\n${text}`);
      const [before, after] = [await run(source), await run(texts.get(name) ?? "")];
      if (before !== after) differ.push(`${name}: ${before} became ${after}`);
    }
    const left = entries.filter(({ Severity }) => Severity === "Error");
    tell(
      `migration: ${String(parsed.size)} of ${String(scripts.size)} published samples of ${version} parse: ${String(entries.filter(({ IsDone }) => IsDone).length)} changes, ${String(left.length)} places for a person, ${String(differ.length)} send something else, ${String(problems.length)} keep an old name or do not bind`,
    );
    expect([problems, differ, left]).toEqual([[], [], []]);
  });
});
