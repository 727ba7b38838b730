import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../generator/analyse.ts";
import { rename, retire } from "../../../generator/commands/names/change.ts";
import { check } from "../../../generator/commands/names/check.ts";
import { explain } from "../../../generator/commands/names/explain.ts";
import { list } from "../../../generator/commands/names/list.ts";
import { runNames, type NamesResult, type NamesProject } from "../../../generator/commands/names/project.ts";
import { withDefaults } from "../../../generator/config/read-config.ts";
import { temporaryFolder } from "../../support/generated.ts";

const LEDGER_DATA = {
  format: 1,
  versions: {
    beta: {
      operations: {
        "GET /roles/{}": { id: "getRole", cmdlet: "Get-Role", method: "getRole", seen: "beta" },
      },
      models: {},
      retired: { operations: {}, models: {} },
    },
  },
};
const LEDGER = JSON.stringify(LEDGER_DATA);

const ROOT = `openapi: 3.0.1
info: { title: t, version: '1' }
servers: [{ url: 'https://x.example/beta' }]
paths:
  /roles/{id}:
    get:
      operationId: getRole
      tags: [Roles]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: done } }
`;

/** Each command with an argument that a sound project can answer. */
const COMMANDS: Readonly<Record<string, (project: NamesProject) => NamesResult>> = {
  list: (project) => list(project, {}),
  explain: (project) => explain(project, { name: "getRole" }),
  check,
  rename: (project) => rename(project, { version: "beta", what: "getRole", cmdlet: "Get-RoleDetail" }),
  retire: (project) => retire(project, { version: "beta", what: ["getRole"] }),
};

/** What no command may take for a spec. */
const BROKEN: Readonly<Record<string, string | undefined>> = {
  "a missing file": undefined,
  "a file that is no YAML": "openapi: [",
  "a reference out of the folder": ROOT.replace("{ type: string }", "{ $ref: '../outside.yaml' }"),
};

function projectOf(root: string | undefined): { readonly folder: string; readonly ledger: string } {
  const folder = temporaryFolder("names");
  if (root !== undefined) writeFileSync(join(folder, "root.yaml"), root);
  const ledger = join(folder, "names.lock.json");
  writeFileSync(ledger, LEDGER);
  return { folder, ledger };
}

function inputOf({ folder, ledger }: { readonly folder: string; readonly ledger: string }) {
  return {
    config: withDefaults({}, folder),
    cwd: folder,
    specs: [{ version: "beta", root: "root.yaml" }],
    names: { names: ledger, overrides: "none" },
    process: { pid: process.pid, isAlive: () => false },
    json: false,
  };
}

describe.each(Object.entries(COMMANDS))("names %s", (_, work) => {
  it.each(Object.entries(BROKEN))("fails as generate does on %s, and changes nothing", async (_, root) => {
    const at = projectOf(root);
    const input = inputOf(at);
    const result = await runNames(input, work);
    const { diagnostics } = await analyse({
      specs: [{ version: "beta", roots: ["root.yaml"] }],
      base: at.folder,
      config: input.config,
    });
    expect(result).toMatchObject({ exitCode: 1, text: "" });
    expect(result.diagnostics.map(({ code }) => code).sort()).toEqual(diagnostics.map(({ code }) => code).sort());
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    expect(readFileSync(at.ledger, "utf8")).toBe(LEDGER);
  });

  it("answers on a sound spec, and tells what the analysis found with its line", async () => {
    const withFinding = ROOT.replace("done }", "done, content: { application/json: { schema: { type: strin } } } }");
    const result = await runNames(inputOf(projectOf(withFinding)), work);
    expect(result.exitCode).toBe(0);
    expect(result.text).not.toBe("");
    const found = result.diagnostics.filter(({ origin }) => origin !== undefined);
    expect(found).not.toEqual([]);
    expect(found.filter(({ line }) => line === undefined)).toEqual([]);
  });
});

describe("what the commands do", () => {
  it("explain exits with 1 where nothing is or was called so", async () => {
    const result = await runNames(inputOf(projectOf(ROOT)), (project) => explain(project, { name: "nothing" }));
    expect(result).toMatchObject({ exitCode: 1, text: 'nothing has or had the name "nothing"\n' });
  });

  it("retire makes a tombstone of the entry", async () => {
    const at = projectOf(ROOT);
    await runNames(inputOf(at), (project) => retire(project, { version: "beta", what: ["getRole"] }));
    const { beta } = (JSON.parse(readFileSync(at.ledger, "utf8")) as typeof LEDGER_DATA).versions;
    expect(Object.keys(beta.operations)).toEqual([]);
    expect(Object.keys(beta.retired.operations)).toEqual(["GET /roles/{}"]);
  });

  it("retire and rename exit with 1 where there is no such entry, and change nothing", async () => {
    for (const work of [
      (project: NamesProject) => retire(project, { version: "beta", what: ["nothing"] }),
      (project: NamesProject) => rename(project, { version: "beta", what: "nothing", cmdlet: "Get-RoleDetail" }),
    ]) {
      const at = projectOf(ROOT);
      expect(await runNames(inputOf(at), work)).toMatchObject({ exitCode: 1 });
      expect(readFileSync(at.ledger, "utf8")).toBe(LEDGER);
    }
  });
});
