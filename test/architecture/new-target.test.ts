import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withDefaults } from "../../generator/config/read-config.ts";
import { parseLedger, printLedger } from "../../generator/names/ledger/ledger-text.ts";
import { EMPTY_LEDGER, type Ledger } from "../../generator/names/ledger/ledger.ts";
import { NO_OVERRIDES, type Overrides } from "../../generator/names/overrides/overrides.ts";
import { parseOverrides } from "../../generator/names/overrides/parse-overrides.ts";
import { runPipeline, type PipelineResult } from "../../generator/pipeline.ts";
import { modelTarget } from "../../generator/targets/model-json.ts";
import { namingsOf } from "../../generator/targets/registry.ts";
import type { Target } from "../../generator/targets/target.ts";
import { rootOf } from "../support/spec.ts";
import { toyTarget } from "./toy/index.ts";

const ROOT = rootOf({
  paths: `/roles:
  get:
    operationId: listRoles
    tags: [Roles]
    parameters: [{ name: isActive, in: query, schema: { type: string } }]
    responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Role" } } } } }
/help:
  get:
    operationId: help
    tags: [Roles]
    responses: { "204": { description: none } }
`,
  schemas: `Role: { type: object, properties: { id: { type: string } } }
`,
});

let base = "";
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "isc-toy-"));
  writeFileSync(join(base, "root.yaml"), ROOT);
  writeFileSync(
    join(base, "brick.yaml"),
    ROOT.replaceAll("Role:", "Brick:").replaceAll("schemas/Role", "schemas/Brick"),
  );
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The whole pipeline with the registry and one target more. */
function run(
  targets: readonly Target[],
  more: {
    readonly ledger?: Ledger;
    readonly overrides?: Overrides;
    readonly frozen?: boolean;
    readonly prefix?: string;
    readonly root?: string;
  } = {},
): Promise<PipelineResult> {
  return runPipeline({
    specs: [{ version: "beta", roots: [more.root ?? "root.yaml"] }],
    base,
    config: withDefaults({ toy: { prefix: more.prefix ?? "" } }, base),
    ledger: more.ledger,
    overrides: more.overrides ?? NO_OVERRIDES,
    frozen: more.frozen ?? false,
    retire: false,
    targets,
    companions: new Set(targets.map(({ name }) => name)),
    assets: new Map(),
    onStage: () => undefined,
  });
}

const ledgerOf = ({ naming }: PipelineResult): Ledger => naming?.ledger ?? EMPTY_LEDGER;
const filesOf = ({ outputs }: PipelineResult): readonly string[] =>
  (outputs ?? [])
    .filter(({ target }) => target === "toy")
    .flatMap(({ files }) => files.map(({ path, content }) => `${path}\n${content}`));
/** Without the names of the toy, which are the last thing of an entry before the input that it was first seen in. */
const withoutToy = (ledger: Ledger): string =>
  printLedger(ledger).replaceAll(/, "names": \{ "toy": \{[^}]*\} \}/gu, "");
const namings = namingsOf(withDefaults({}, "."), [toyTarget]);

describe("a new target", () => {
  it("is one folder: its names are settled, locked beside those of the others, and its files written", async () => {
    expect(readdirSync(join(import.meta.dirname, "toy")).sort()).toEqual(["index.ts", "naming.ts"]);
    const result = await run([toyTarget]);
    expect(filesOf(result)).toEqual(["toy/beta.txt\nroles help-get\nroles list-roles --is-active\n"]);
    const beta = ledgerOf(result).versions["beta"];
    expect(beta?.operations["GET /roles"]).toMatchObject({
      cmdlet: "Get-Roles",
      method: "listRoles",
      names: { toy: { entry: "list-roles" } },
    });
    expect(beta?.tags["Roles"]).toMatchObject({ class: "RolesApi", names: { toy: { group: "roles" } } });
    expect(beta?.parameters["isActive"]).toEqual({
      argument: "isActive",
      cmdlet: "IsActive",
      names: { toy: { option: "is-active" } },
    });
    expect(Object.values(beta?.models ?? {})).toMatchObject([{ names: { toy: { record: "role" } } }]);
  });

  it("reserves words that no target's model then has, and settles its clashes with a warning", async () => {
    const { naming, diagnostics } = await run([toyTarget], { root: "brick.yaml" });
    expect(Object.values(naming?.ledger.versions["beta"]?.models ?? {}).map(({ name }) => name)).toEqual([
      "ModelBrick",
    ]);
    const clash = diagnostics.find(({ code }) => code === "name-clash-settled");
    expect(clash?.message).toBe("GET /help would be named help, but that name is taken (a word of the toy)");
  });

  it("joins a ledger that has the things already, and changes nothing in it but its own names", async () => {
    const before = ledgerOf(await run([modelTarget]));
    const reading = parseLedger(printLedger(before), namings);
    if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
    const joined = await run([toyTarget], { ledger: reading.ledger });
    const { naming } = joined;
    expect(withoutToy(naming?.ledger ?? EMPTY_LEDGER)).toBe(printLedger(before));
    expect(naming?.additions.map(({ kind, what, target }) => `${kind} ${what} ${target ?? ""}`)).toContain(
      "name GET /roles toy",
    );
    expect(filesOf(joined)).toHaveLength(1);
    const frozen = await run([toyTarget], { ledger: before, frozen: true });
    expect(frozen.diagnostics.map(({ message }) => message)).toContain(
      "GET /roles in toy has no entry in the ledger; its name would be list-roles",
    );
  });

  it("has its names from the ledger from then on, and they stay there when it is gone", async () => {
    const first = ledgerOf(await run([toyTarget]));
    const renamed = await run([toyTarget], { ledger: first, prefix: "isc", frozen: true });
    expect(filesOf(renamed)).toEqual(["toy/beta.txt\nroles help-get\nroles list-roles --is-active\n"]);
    const without = parseLedger(printLedger(first), namingsOf(withDefaults({}, ".")));
    if ("problems" in without) throw new Error(JSON.stringify(without.problems));
    expect(printLedger(ledgerOf(await run([modelTarget], { ledger: without.ledger, frozen: true })))).toBe(
      printLedger(first),
    );
  });

  it("says what its names look like, in the ledger and in the overrides", async () => {
    const text = printLedger(ledgerOf(await run([toyTarget]))).replace('"list-roles"', '"List Roles"');
    const parsed = parseLedger(text, namings);
    expect("problems" in parsed ? parsed.problems.map(({ problem }) => problem) : []).toEqual([
      '"List Roles" is no word of the toy',
    ]);
    const chosen = { at: "GET /roles", "toy.entry": "roles-all", reason: "shorter" };
    const overrides = parseOverrides({ operations: [chosen] }, namings);
    if ("problem" in overrides) throw new Error(overrides.problem);
    expect(filesOf(await run([toyTarget], { overrides: overrides.value }))[0]).toContain("roles roles-all");
    expect(parseOverrides({ operations: [{ ...chosen, "toy.entry": "x y" }] }, namings)).toHaveProperty("problem");
  });
});
