import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { addInit } from "../../../generator/commands/init-command.ts";
import { proposeNames } from "../../../generator/commands/init/propose.ts";
import type { SourceTree } from "../../../generator/load/tree.ts";
import type { ApiVersion } from "../../../generator/model/model.ts";
import { projectFor } from "../../support/command.ts";

const DOCUMENT = JSON.stringify({
  openapi: "3.1.0",
  info: { title: "The Pet Store API - OpenAPI 3.1", version: "2.4.0", contact: { name: "Pets\nLtd." } },
  externalDocs: { url: "https://pets.test/docs/" },
  servers: [{ url: "https://api.pets.test" }],
  paths: { "/pets": { $ref: "paths/pets.json" } },
});
const PETS = JSON.stringify({
  get: { operationId: "listPets", tags: ["Pets"], responses: { "204": { description: "None." } } },
});
const FILES = { "openapi.json": DOCUMENT, "paths/pets.json": PETS };
const CONFIG = "isc-sdkgen.config.json";

function namesIn(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

describe("init", () => {
  it("writes configuration, ledger and output, with flags and without a terminal", async () => {
    const { folder, run } = projectFor([addInit], FILES);
    // In a process of its own: without a terminal, and with the command as it ships.
    const args = [resolve("dist/cli.js"), "init", "openapi.json", "--label", "pets", "--out", "made/sdk"];
    const output = execFileSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(output).toMatch(
      /^wrote: isc-sdkgen\.config\.json, names\.lock\.json, made\/sdk \(\d+ files for 1 operations\)$/mu,
    );
    const text = readFileSync(join(folder, CONFIG), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      specs: { pets: { roots: ["openapi.json"] } },
      out: "made/sdk",
      names: "names.lock.json",
      typescript: { name: "pet-store-sdk", description: "Typed client for The Pet Store API - OpenAPI 3.1." },
      powershell: { name: "PetStoreSdk", author: "Pets Ltd.", versions: { pets: { prefix: "Pets" } } },
      docs: { apiReference: "https://pets.test/docs" },
    });
    expect(readFileSync(join(folder, "names.lock.json"), "utf8")).toContain('"listPets"');
    expect(namesIn(join(folder, "made/sdk"))).toEqual(
      expect.arrayContaining(["manifest.json", "typescript", "powershell"]),
    );

    const again = await run("init", "openapi.json", "--label", "other");
    expect(again).toMatchObject({ exitCode: 1, told: expect.stringContaining("isc-sdkgen init --force") });
    expect(readFileSync(join(folder, CONFIG), "utf8")).toBe(text);
  });

  it.each([
    ["a document that is not there", "none.yaml", {}, "the file does not exist"],
    ["a document that is no OpenAPI", "x.json", { "x.json": "{}" }, "states no OpenAPI version"],
    ["a document that is no YAML", "x.yaml", { "x.yaml": "a: [" }, "unexpected end"],
    ["a document of another kind", "x.yaml", { "x.yaml": "swagger: '2.0'" }, "it is Swagger 2"],
  ])("leaves nothing behind for %s", async (_, document, files, reason) => {
    const { folder, run } = projectFor([addInit], files);
    const { exitCode, output, told } = await run("init", document);
    expect({ exitCode, output }).toEqual({ exitCode: 1, output: "" });
    expect(told).toContain(reason);
    expect(told).toMatch(/nothing was written: .*run isc-sdkgen init \S+\n$/u);
    expect(namesIn(folder)).toEqual(Object.keys(files));
  });

  it.each([
    [["--label", ".."], "/specs must be a label"],
    [["--npm", "A B"], "/typescript/name must be the name of an npm package"],
    [["--module", "9x"], "/powershell/name must be the name of a module"],
    [["--out", "../x"], "/out must stay inside"],
    [["--out", ".git/x"], "/out must not lead to"],
  ])("refuses %j before anything is written", async (flags, reason) => {
    const { folder, run } = projectFor([addInit], FILES);
    expect(await run("init", "openapi.json", ...flags)).toMatchObject({
      exitCode: 2,
      told: expect.stringContaining(reason),
    });
    expect(namesIn(folder)).toEqual(["openapi.json", "paths"]);
  });

  it("ends where it would ask and nobody is there", async () => {
    const { folder, run } = projectFor([addInit], FILES);
    expect(await run("init")).toMatchObject({ exitCode: 2, told: expect.stringContaining("isc-sdkgen init DOCUMENT") });
    expect(namesIn(folder)).toEqual(["openapi.json", "paths"]);
  });

  it("asks for what no flag tells, checks each answer, and writes nothing when the person breaks off", async () => {
    const asked: string[] = [];
    const { folder, run } = projectFor([addInit], FILES, {
      ask: async ({ message, proposal, problemOf }) => {
        asked.push(`${message} ${proposal}`);
        expect(problemOf(proposal)).toBeUndefined();
        if (message.includes("npm")) expect(problemOf("A B")).toMatch(/must be the name of an npm package/u);
        return message.includes("Folder") ? undefined : proposal;
      },
    });
    expect(await run("init", "--module", "Pets")).toMatchObject({
      exitCode: 1,
      told: expect.stringContaining("nothing was written"),
    });
    expect(asked).toEqual([
      "Which OpenAPI document? openapi.json",
      "Label of this version of the API? v2",
      "Name of the npm package? pet-store-sdk",
      "Folder for the output? sdk",
    ]);
    expect(existsSync(join(folder, CONFIG))).toBe(false);
  });
});

describe("proposed names", () => {
  const tree = { files: new Map<string, unknown>(), roots: [""] } as unknown as SourceTree;
  it.each([
    ["Swagger Petstore - OpenAPI 3.0", "1.0.27", "swagger", "v1"],
    ["日本", "2024-06-01", "api-sdk", "v1"],
    ["3D Print API", "v3", "api-3-d-print-sdk", "v3"],
    ["", "", "api-sdk", "v1"],
  ])("of %j are names that the configuration takes", (title, revision, npm, label) => {
    const proposal = proposeNames({ title, revision, serverUrl: "" } as ApiVersion, tree);
    expect(proposal.label).toBe(label);
    expect(proposal.npm).toContain(npm === "swagger" ? "petstore-sdk" : npm);
    expect(proposal.module).toMatch(/^[A-Za-z][A-Za-z0-9]*Sdk$/u);
  });
});
