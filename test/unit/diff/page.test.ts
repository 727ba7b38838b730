import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { RULED_TARGETS } from "../../../generator/diff/rule.ts";
import { rulesMarkdown } from "../../../generator/diff/rules-page.ts";
import { adviceOf, RULES } from "../../../generator/diff/rules.ts";
import { DIFF_SCHEMA, diffSchemaText } from "../../../generator/diff/schema.ts";

const PAGE = resolve("docs/diff.md");

describe("the table of rules", () => {
  // `npx vitest run test/unit/diff/page.test.ts -u` writes both files.
  it("stands in docs/diff.md", async () => {
    const [head = "", rest = ""] = readFileSync(PAGE, "utf8").split("<!-- rules -->");
    const tail = rest.split("<!-- /rules -->")[1] ?? "";
    const page = `${head}<!-- rules -->\n\n${rulesMarkdown()}\n\n<!-- /rules -->${tail}`;
    await expect(page).toMatchFileSnapshot(PAGE);
  });

  it("is the list of rules in docs/diff.schema.json, which is a valid schema", async () => {
    await expect(diffSchemaText()).toMatchFileSnapshot(join("..", "..", "..", "docs", "diff.schema.json"));
    expect(new Ajv2020({ strict: true, allowUnionTypes: true }).validateSchema(DIFF_SCHEMA)).toBe(true);
  });

  it.each(Object.entries(RULES))("%s fills in what its change has, and says why in sentences", (_, rule) => {
    const holes = [...rule.message.matchAll(/\{(\w+)\}/gu)].map(([, hole]) => hole);
    expect(holes.filter((hole) => !["name", "before", "after"].includes(hole ?? ""))).toEqual([]);
    for (const text of [rule.message, rule.why, rule.advice]) expect(text).toMatch(/^[A-Z{].*\.$/u);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/u);
    expect(Object.keys(rule.classes)).toEqual([...RULED_TARGETS]);
  });

  it.each([
    ["property-required", ["request"], "Send the property in each request."],
    ["property-required", ["response"], "No action is needed."],
    ["property-required", ["request", "response"], "Send the property in each request."],
    ["property-optional", ["request"], "No action is needed."],
    ["property-optional", ["response"], "Handle responses without the property."],
    ["property-removed", ["response"], "Do not read or send the property."],
    ["value-added", ["response"], RULES["value-added"].advice],
    ["operation-removed", [], RULES["operation-removed"].advice],
  ] as const)("%s for %j advises what its direction needs", (rule, directions, advice) => {
    expect(adviceOf(rule, directions)).toBe(advice);
  });
});
