import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { addLint } from "../../../generator/commands/lint-command.ts";
import { BASELINE_SCHEMA, baselineSchemaText } from "../../../generator/lint/baseline-schema.ts";
import { projectFor, type CommandProject } from "../../support/command.ts";

/** A list without items: one warning, and one note that its items have no type. */
const SPEC = `openapi: 3.0.1
info: { title: t, version: '1' }
servers: [{ url: 'https://x.example/beta' }]
tags: [{ name: Roles }]
paths:
  /roles/{id}:
    get:
      operationId: getRole
      tags: [Roles]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: done, content: { application/json: { schema: { $ref: '#/components/schemas/Role' } } } } }
components:
  schemas:
    Role: { type: object, properties: { names: { type: array } } }
`;
const SOUND = SPEC.replace("{ type: array }", "{ type: array, items: { type: string } }");
const CODE = "array-without-items";
const POINTER = "/components/schemas/Role/properties/names";

function project(lint: object = {}, files: Readonly<Record<string, string>> = {}): CommandProject {
  const config = JSON.stringify({ specs: { beta: { roots: ["beta.yaml"] } }, lint }, null, 2);
  return projectFor([addLint], { "beta.yaml": SPEC, "isc-sdkgen.config.json": config, ...files });
}

const TARGET = ["--target", "typescript"] as const;

/** The findings of a run, as `severity code`, by `--report json`. */
async function findings({ run }: CommandProject, ...args: readonly string[]): Promise<readonly string[]> {
  const { output } = await run("lint", ...TARGET, "--report", "json", ...args);
  const { diagnostics } = JSON.parse(output) as { diagnostics: { severity: string; code: string }[] };
  return diagnostics.map(({ severity, code }) => `${severity} ${code}`).sort();
}

const entry = (more: object = {}): string => JSON.stringify([{ code: CODE, reason: "known", ...more }]);

describe("lint", () => {
  it("tells what generate finds and writes nothing", async () => {
    const at = project();
    expect(await findings(at)).toEqual(["note untyped", `warning ${CODE}`]);
    const text = await at.run("lint", ...TARGET);
    expect(text.output).toContain(`beta.yaml:14:41: warning ${CODE}`);
    expect(text.output).not.toContain("files:");
    expect(() => readFileSync(join(at.folder, "generated/manifest.json"))).toThrow("ENOENT");
  });

  it.each([
    [SPEC, [], 0],
    [SPEC, ["--fail-on", "warning"], 3],
    [SOUND, ["--fail-on", "warning"], 0],
    ["openapi: [", ["--fail-on", "warning"], 1],
    [SPEC, ["--fail-on", "note"], 2],
    [SPEC, ["--update-baseline"], 2],
    [SPEC, ["--reason", "x"], 2],
    [SPEC, ["--target", "nothing"], 2],
  ])("exit codes: %#", async (spec, args, exitCode) => {
    const at = project({}, { "beta.yaml": spec });
    expect((await at.run("lint", ...TARGET, ...args)).exitCode).toBe(exitCode);
  });

  it.each([
    [{ [CODE]: "off" }, ["note untyped"], 0],
    [{ [CODE]: "note" }, [`note ${CODE}`, "note untyped"], 0],
    [{ [CODE]: "error" }, [`error ${CODE}`, "note untyped"], 1],
    [{ untyped: "warning" }, [`warning ${CODE}`, "warning untyped"], 3],
  ])("severities of the configuration: %j", async (severities, expected, exitCode) => {
    const at = project({ severities });
    expect(await findings(at)).toEqual(expected);
    expect((await at.run("lint", ...TARGET, "--fail-on", "warning")).exitCode).toBe(exitCode);
  });

  it.each([
    [
      { "array-without-item": "off" },
      /config\.json:11:7: error config: .*is not a diagnostic code; similar codes are "array-without-items"/u,
    ],
    [
      { "foreign-file": "note" },
      /error config: \/lint\/severities\/foreign-file cannot be "note", because a finding with this code stops every run/u,
    ],
    [{ [CODE]: "fatal" }, /error config: .*must be one of "error", "warning", "note", "off"/u],
  ])("refuses the setting %j with its place", async (severities, expected) => {
    const { output, exitCode } = await project({ severities }).run("lint");
    expect(output).toMatch(expected);
    expect(exitCode).toBe(1);
  });

  it("leaves an error that stops the run an error, and accepts none", async () => {
    // A code that has both: a warning elsewhere, an error where nothing can go on.
    const broken = SPEC.replace("openapi: 3.0.1", "openapi: [");
    const at = project({}, { "beta.yaml": broken, "b.json": entry() });
    expect(await at.run("lint", "--baseline", "b.json")).toMatchObject({ exitCode: 1 });
    // What was not looked for is not stale.
    expect(await findings(at, "--baseline", "b.json")).not.toContain("warning stale-baseline");
  });
});

describe("the baseline", () => {
  it.each([
    [{}, []],
    [{ version: "beta", file: "beta.yaml", pointer: POINTER, message: "an array has no `items`" }, []],
    [{ pointer: "/elsewhere" }, [`warning ${CODE}`, "warning stale-baseline"]],
    [{ message: "other words" }, [`warning ${CODE}`, "warning stale-baseline"]],
    // Another run reads that version.
    [{ version: "v2024" }, [`warning ${CODE}`]],
  ])("accepts what agrees with all keys of an entry: %j", async (more, expected) => {
    const at = project({ baseline: "b.json" }, { "b.json": entry(more) });
    expect(await findings(at)).toEqual(["note untyped", ...expected]);
    // Lines shift, pointers do not.
    at.write({ "beta.yaml": `# a line\n\n${SPEC}` });
    expect(await findings(at)).toEqual(["note untyped", ...expected]);
  });

  it.each([
    [
      "- code: array-without-items\n",
      /b\.yaml:1:3: error bad-baseline: entry 1 \(array-without-items\) has no reason/u,
    ],
    [
      "- code: untyped\n  reason: ok\n- code: untyped\n  reason:\n",
      /b\.yaml:4:3: error bad-baseline: entry 2 \(untyped\) has no reason/u,
    ],
    ["- code: untyped\n  reason: '  '\n", /b\.yaml:2:3: error .* has no reason/u],
    ["- code: untypd\n  reason: x\n", /b\.yaml:1:3: .*the code "untypd" does not exist; similar codes are untyped/u],
    ["- code: foreign-file\n  reason: x\n", /foreign-file stops every run, so it cannot be accepted/u],
    ["- code: untyped\n  reason: x\n  place: y\n", /has the unknown key "place"/u],
    ["entries: []\n", /the baseline must be a list of entries/u],
    ["- [\n", /error bad-baseline/u],
    [undefined, /the baseline does not exist/u],
  ])("is refused with file and line: %j", async (text, expected) => {
    const at = project({}, text === undefined ? {} : { "b.yaml": text });
    const { output, exitCode } = await at.run("lint", "--baseline", "b.yaml");
    expect(output).toMatch(expected);
    expect(exitCode).toBe(1);
  });

  it.each(["b.yaml", "b.json"])("%s is brought up to date, and asks for reasons", async (file) => {
    const at = project({ baseline: file });
    const update = ["lint", ...TARGET, "--update-baseline"] as const;
    const first = await at.run(...update);
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.told).toContain("1 added, 0 removed; 1 without a reason");
    const text = readFileSync(join(at.folder, file), "utf8");
    expect((await at.run("lint", ...TARGET)).output).toMatch(
      /bad-baseline: entry 1 \(array-without-items\) has no reason/u,
    );
    // Again: nothing is added twice.
    await at.run(...update);
    expect(readFileSync(join(at.folder, file), "utf8")).toBe(text);
    const filled = text.replace('""', '"the vendor knows"');
    at.write({ [file]: file === "b.yaml" ? `# ours\n${filled}` : filled });
    expect(await at.run("lint", ...TARGET, "--fail-on", "warning")).toMatchObject({ exitCode: 0 });
    // The spec is mended: the entry goes, the comment stays.
    at.write({ "beta.yaml": SOUND });
    expect(await at.run("lint", ...TARGET, "--fail-on", "warning")).toMatchObject({ exitCode: 3 });
    expect((await at.run(...update)).told).toContain("0 added, 1 removed\n");
    const after = readFileSync(join(at.folder, file), "utf8");
    expect(after).not.toContain(CODE);
    if (file === "b.yaml") expect(after).toContain("# ours");
    expect(await at.run("lint", ...TARGET, "--fail-on", "warning")).toMatchObject({ exitCode: 0 });
  });

  it("keeps the reason where only the words of a finding changed", async () => {
    const at = project(
      { baseline: "b.json" },
      { "b.json": entry({ version: "beta", file: "beta.yaml", pointer: POINTER, message: "old words" }) },
    );
    await at.run("lint", ...TARGET, "--update-baseline", "--reason", "new");
    const [only, ...more] = JSON.parse(readFileSync(join(at.folder, "b.json"), "utf8")) as {
      message: string;
      reason: string;
    }[];
    expect(more).toEqual([]);
    expect(only).toMatchObject({ message: "an array has no `items`", reason: "known" });
  });

  it("is in the reports for machines: a suppressed result, an accepted finding", async () => {
    const at = project({ baseline: "b.json" }, { "b.json": entry() });
    const sarif = JSON.parse((await at.run("lint", ...TARGET, "--report", "sarif")).output) as {
      runs: { results: { ruleId: string; suppressions?: object[] }[] }[];
    };
    expect(sarif.runs[0]?.results.find(({ ruleId }) => ruleId === CODE)?.suppressions).toEqual([
      { kind: "external", status: "accepted", justification: "known" },
    ]);
    const json = JSON.parse((await at.run("lint", ...TARGET, "--report", "json")).output) as { accepted: object[] };
    expect(json.accepted).toMatchObject([{ reason: "known", code: CODE, path: "beta.yaml", line: 14 }]);
  });

  it("is not written through a link, nor where tools obey what stands there", async () => {
    const { output, exitCode } = await project().run(
      "lint",
      ...TARGET,
      "--baseline",
      ".git/b.yaml",
      "--update-baseline",
    );
    expect(output).toContain("it cannot be written");
    expect(exitCode).toBe(1);
  });

  it("has a published schema", async () => {
    await expect(baselineSchemaText()).toMatchFileSnapshot("../../../docs/lint-baseline.schema.json");
    expect(new Ajv2020({ strict: true }).validateSchema(BASELINE_SCHEMA)).toBe(true);
  });
});
