import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { closeFormatter } from "../../../generator/emit/typescript/format-pool.ts";
import { emitAll } from "../../support/emit-all.ts";
import { temporaryFolder } from "../../support/generated.ts";

const folder = temporaryFolder("guides");
afterAll(async () => {
  await closeFormatter();
  rmSync(folder, { recursive: true, force: true });
});

it.each([
  ["a text", { type: "string", example: "a'b" }, `{ id: "a'b" }`, "'a''b'"],
  ["a number", { type: "integer", example: 7 }, "{ id: 7 }", "7"],
  ["of an unknown type", {}, '{ id: "2c9180835d191a86015d28455b4a2329" }', "'2c9180835d191a86015d28455b4a2329'"],
  ["a list", { type: "array", items: { type: "string" }, example: ["a", "b"] }, '{ id: ["a", "b"] }', "@('a', 'b')"],
] as const)("the guides' example takes an argument that is %s", async (_, schema, typescript, powershell) => {
  const root = join(folder, "root.json");
  const answer = { "200": { description: "OK", content: { "application/json": { schema: { type: "string" } } } } };
  const parameters = [{ name: "id", in: "path", required: true, schema }];
  const get = { operationId: "getThing", tags: ["Things"], parameters, responses: answer };
  const info = { title: "Test", version: "1" };
  writeFileSync(root, JSON.stringify({ openapi: "3.0.3", info, paths: { "/things/{id}": { get } } }));
  const { files } = await emitAll({ beta: root });
  // A long call is on several lines.
  const page = (files.get("docs/typescript/getting-started.md") ?? "")
    .replaceAll(/\s+/gu, " ")
    .replaceAll(", })", " })");
  expect(page).toContain(`isc.beta.things.getThing(${typescript})`);
  expect(files.get("docs/powershell/getting-started.md")).toContain(`Get-BetaThing -Id ${powershell}`);
});
