import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeFormatter } from "../../../generator/emit/typescript/format-pool.ts";
import { LAST_OF_V3 } from "../../../generator/migration/published/last-of-v3.ts";
import { endpointOf } from "../../../generator/migration/published/match-calls.ts";
import type { PublishedPackage } from "../../../generator/migration/published/table.ts";
import { TARGETS } from "../../../generator/targets/registry.ts";
import { emitAll } from "../../support/emit-all.ts";
import { temporaryFolder } from "../../support/generated.ts";
import { rootOf } from "../../support/spec.ts";

const operation = (id: string, tag: string): string =>
  `{ post: { operationId: ${id}, tags: [${tag}], responses: { '204': { description: Done } } } }`;

/** One operation of v3 with another name, and one of which only the version in the prefix differs. */
const SPEC = rootOf({
  paths: `
/work-items/forward-all: ${operation("forwardAll", "Work Items")}
/work-items/{id}/forward:
  parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
  post: { operationId: forwardWorkItem, tags: [Work Items], responses: { '204': { description: Done } } }
/mfa/duo-web/verify: ${operation("sendDuoVerifyRequest", "MFA")}
`,
}).replace("https://x.example/beta", "https://x.api.identitynow.com/v2024");

afterAll(closeFormatter);

describe("the operations of v3 without their name in v2024", () => {
  it("are methods of the published package, and no others lack their endpoint or their name", () => {
    const table = JSON.parse(readFileSync("old-packages/sailpoint-api-client.json", "utf8")) as PublishedPackage;
    const found = new Map(
      table.operations
        .filter(({ version }) => version === "v3")
        .map((one) => [endpointOf(one.http), `${one.class}.${one.method}`]),
    );
    expect(LAST_OF_V3.map(({ key }) => found.get(key))).toEqual(LAST_OF_V3.map(({ method }) => method));
    expect(found.size).toBe(361);
  });

  it("are in the table of the module only where the rules for names do not lead to them, and in both guides", async () => {
    const folder = temporaryFolder("last-of-v3");
    const root = join(folder, "v2024.yaml");
    mkdirSync(folder, { recursive: true });
    writeFileSync(root, SPEC);
    const shown = TARGETS.filter(({ name }) => ["typescript", "powershell", "docs"].includes(name));
    const { files } = await emitAll({ v2024: root }, shown);
    const text = [...files].find(([path]) => path.endsWith("V2024/migration.json"))?.[1] ?? "{}";
    const { cmdlets } = JSON.parse(text) as { readonly cmdlets: readonly { name: string; v3?: string[] }[] };
    expect(cmdlets.filter(({ v3 }) => v3 !== undefined).map(({ name, v3 }) => [name, v3])).toEqual([
      ["Invoke-V2024ForwardWorkItem", ["Send-WorkItemForward"]],
    ]);
    const row = (language: string, old: string): string =>
      files
        .get(`docs/${language}/migration.md`)
        ?.split("\n")
        .find((line) => line.startsWith(`| \`${old}\``))
        ?.replaceAll(/ +/gu, " ") ?? "";
    expect(row("powershell", "Send-WorkItemForward")).toContain("[`Invoke-V2024ForwardWorkItem`](v2024/methods/");
    expect(row("typescript", "MFAControllerApi.sendDuoVerifyRequest")).toContain("[`sendDuoVerifyRequest`](v2024/");
    expect(row("typescript", "MFAControllerApi.createSendToken")).toContain("| none |");
  });
});
