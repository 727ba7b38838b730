import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { addBundle } from "../../../generator/commands/bundle-command.ts";
import { projectFor } from "../../support/command.ts";

const SPEC = `openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { "200": { description: OK, content: { application/json: { schema: { $ref: schemas/Pet.yaml } } } } }
`;

const { run, folder } = projectFor([addBundle], {
  "pets.yaml": SPEC,
  "schemas/Pet.yaml": "type: object\nproperties: { name: { type: string, default: 1 } }\n",
  "overlay.yaml": `overlay: 1.0.0
info: { title: Corrections, version: "1" }
actions: [{ target: "$.paths['/pets'].get", update: { summary: Lists pets } }]
`,
});

describe("bundle", () => {
  it("prints files and components as one document, under their names", async () => {
    const { output, exitCode } = await run("bundle", "--spec", "v1=pets.yaml");
    expect(exitCode).toBe(0);
    expect(load(output)).toMatchObject({
      paths: {
        "/pets": {
          get: {
            responses: {
              200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } },
            },
          },
        },
      },
      components: { schemas: { Pet: { type: "object", properties: { name: { type: "string" } } } } },
    });
  });

  it("applies overlays, and writes what the name of the file says", async () => {
    const args = ["--spec", "v1=pets.yaml", "--overlay", "overlay.yaml", "--out", "all.json"];
    expect(await run("bundle", ...args)).toMatchObject({ exitCode: 0, output: "" });
    const document: unknown = JSON.parse(readFileSync(join(folder, "all.json"), "utf8"));
    expect(document).toMatchObject({ paths: { "/pets": { get: { summary: "Lists pets" } } } });
  });

  it.each([
    [["v2", "--spec", "v1=pets.yaml"], 2, /the version "v2" does not exist; choose from v1/u],
    [["--spec", "v1=none.yaml"], 1, /none\.yaml/u],
    [["--spec", "v1=pets.yaml", "--overlay", "none.yaml"], 1, /none\.yaml/u],
  ])("%j ends with exit %d", async (args, exitCode, told) => {
    expect(await run("bundle", ...args)).toMatchObject({ exitCode, output: "", told: expect.stringMatching(told) });
  });
});
