import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { surfaceOf } from "../../support/generated.ts";
import { pageFaults } from "../../support/page-faults.ts";

const pages = new Map(
  readdirSync("generated/docs", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => [`docs/${path.replaceAll("\\", "/")}`, readFileSync(join("generated/docs", path), "utf8")] as const),
);

describe("the committed pages", () => {
  const surface = surfaceOf("generated");

  it("call once per example, list what objects have, and tell the values of enumerations", () => {
    const { seen, faults } = pageFaults(pages, surface);
    expect(faults).toEqual([]);
    expect(seen.examples).toBe(surface.operations.length);
    expect(seen.types).toBeGreaterThan(100);
    expect(seen.properties).toBeGreaterThan(500);
    expect(seen.enumerations).toBeGreaterThan(5);
  });

  it.each([
    ["a type that is not declared", /\*\*string\*\*/u, "**number**"],
    ["a second call", /await api\.(?=\w+\()/u, "await api.once() && api."],
    ["a property that objects lack", /\| \*\*Id\*\* /u, "| **IdValue** "],
    ["values that stand nowhere", /<br \/>Known values: .*?(?= \|)/u, ""],
  ])("are seen to be wrong where there is %s", (_, pattern, replacement) => {
    const changed = new Map([...pages].map(([path, text]) => [path, text.replace(pattern, replacement)]));
    expect(pageFaults(changed, surface).faults.length).toBeGreaterThan(0);
  });
});
