import { describe, expect, it } from "vitest";
import { versionNames } from "../../../generator/names/table.ts";
import { assign, operation, version } from "./make.ts";

describe("a tag's module", () => {
  it("is never one of the files that stand beside the tags'", () => {
    const tags = ["Aliases", "Client", "Index", "Mock", "Webhooks"];
    const operations = tags.map((tag, index) => operation(`GET /things-${String(index)} getThing${tag}`, { tag }));
    const { table } = assign({ versions: [version("beta", { operations })] }).value;
    const names = versionNames(table, "beta");
    expect(tags.map((tag) => names.tags.get(tag)?.typescript.module)).toEqual(
      tags.map((tag) => `${tag.toLowerCase()}-api`),
    );
  });
});

describe("a version's names", () => {
  it.each([
    ["v2024", "v2024", "V2024Client"],
    ["2024", "v2024", "V2024Client"],
    ["1t", "v1t", "V1TClient"],
    ["constructor", "constructorApi", "ConstructorClient"],
    ["isc", "isc", "IscVersionClient"],
    ["request", "requestApi", "RequestClient"],
  ])("of the label %s are %s and %s", (label, property, client) => {
    const { table } = assign({ versions: [version(label, { operations: [operation("GET /a getThing")] })] }).value;
    expect(versionNames(table, label).typescript).toMatchObject({ property, client });
  });
});
