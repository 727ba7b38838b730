import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { linkTree } from "../../../generator/load/link.ts";
import { readSpec } from "../../../generator/load/read.ts";
import { resolveReference } from "../../../generator/load/reference.ts";
import { positionsOf, readYaml } from "../../../generator/load/yaml.ts";
import { temporaryFolder } from "../../support/generated.ts";

function write(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("reading");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe("references", () => {
  it.each([
    ["a/b.yaml", "../c.yaml#/x", { kind: "place", file: "c.yaml", pointer: "/x" }],
    ["a/b.yaml", "#/x~1y", { kind: "place", file: "a/b.yaml", pointer: "/x~1y" }],
    ["a/b.yaml", "c%20d.yaml", { kind: "place", file: "a/c d.yaml", pointer: "" }],
    ["a/b.yaml", "../../x.yaml", { kind: "place", file: "../x.yaml", pointer: "" }],
    ["../x.yaml", "a/y.yaml", { kind: "place", file: "../a/y.yaml", pointer: "" }],
    ["a/b.yaml", "http://x.example/y.yaml#/z", { kind: "place", file: "http://x.example/y.yaml", pointer: "/z" }],
    ["https://x.example/a/b.yaml", "../c.yaml", { kind: "place", file: "https://x.example/c.yaml", pointer: "" }],
    ["https://x.example/a/b.yaml", "/c%20d.yaml", { kind: "place", file: "https://x.example/c%20d.yaml", pointer: "" }],
    ["https://x.example/a/b.yaml", "#/z", { kind: "place", file: "https://x.example/a/b.yaml", pointer: "/z" }],
    ["a/b.yaml", "c.yaml#name", { kind: "anchor", file: "a/c.yaml", anchor: "name" }],
  ])("from %s, %s is a place", (from, ref, target) => {
    expect(resolveReference(from, ref)).toEqual(target);
  });

  it.each(["/etc/passwd", "file:///etc/passwd", "C:\\x.yaml", "%ff.yaml", "urn:x:y", "ftp://x.example/y", "https://"])(
    "%s is refused",
    (ref) => {
      expect(resolveReference("a/b.yaml", ref).kind).toBe("refused");
    },
  );

  it("is refused where a file of the web names one of the disk", () => {
    expect(resolveReference("https://x.example/a.yaml", "file:///etc/passwd").kind).toBe("refused");
  });
});

describe("YAML", () => {
  it("tolerates what the vendor's files have and says so", () => {
    const { value, problems } = readYaml("a:\n  b: {\n  c: 1\n}\n");
    expect(value).toEqual({ a: { b: { c: 1 } } });
    expect(problems.map((problem) => problem.kind)).toContain("tolerated");
  });

  it("keeps dates and NO as text, and reads CRLF", () => {
    expect(readYaml("a: 2020-01-01\r\nb: NO\r\nc: off\r\n").value).toEqual({ a: "2020-01-01", b: "NO", c: "off" });
  });

  it("names every duplicate key; the last value counts", () => {
    const { value, problems } = readYaml("a: 1\nb: { c: 1, c: 2 }\na: 3\n");
    expect(value).toEqual({ a: 3, b: { c: 2 } });
    expect(problems.map((problem) => problem.line)).toEqual([2, 3]);
  });

  it("refuses aliases that make a cycle or unfold without bound", () => {
    expect(readYaml("a: &x [*x]").value).toBeUndefined();
    const bomb = [
      "a0: &a0 [x, x]",
      ...Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`),
    ].join("\n");
    expect(readYaml(bomb).value).toBeUndefined();
  });

  it("knows where keys and items stand", () => {
    const find = positionsOf("# comment\na:\n  - x: 1\n    y: { z: 2 }\n");
    expect(find(["a"])).toEqual({ line: 2, column: 1 });
    expect(find(["a", "0", "y", "z"])).toEqual({ line: 4, column: 10 });
    expect(find(["a", "0", "missing"])).toEqual({ line: 3, column: 5 });
  });
});

describe("reading a spec", () => {
  const root = "openapi: 3.0.1\ninfo: { title: t, version: '1' }\npaths:\n  /a: { $ref: './paths/a.yaml' }\n";

  it("follows references to files of any extension and reports what is missing", async () => {
    const folder = write({
      "root.yaml": root,
      "paths/a.yaml": "get: { responses: { '200': { $ref: '../plain' }, '404': { $ref: './none.yaml' } } }",
      plain: "description: ok",
    });
    const { value } = await readSpec({ version: "beta", roots: ["root.yaml"] }, { base: folder });
    expect([...(value?.files.keys() ?? [])].sort()).toEqual(["paths/a.yaml", "plain", "root.yaml"]);
    const codes = value === undefined ? [] : linkTree(value).diagnostics.map((diagnostic) => diagnostic.code);
    expect(codes).toEqual(["extensionless-reference", "missing-reference"]);
  });

  it("refuses references out of the tree, also through a symbolic link", async () => {
    const folder = write({
      "spec/root.yaml": root,
      "spec/paths/a.yaml":
        "get: { responses: { '200': { $ref: '../../secret.yaml' }, '201': { $ref: '../link.yaml' } } }",
      "secret.yaml": "description: secret",
    });
    symlinkSync(join(folder, "secret.yaml"), join(folder, "spec/link.yaml"));
    const { value } = await readSpec({ version: "beta", roots: ["spec/root.yaml"] }, { base: folder });
    expect(JSON.stringify([...(value?.files ?? [])])).not.toContain('secret"');
    const found = value === undefined ? [] : linkTree(value).diagnostics;
    expect(found.map((diagnostic) => diagnostic.code)).toEqual(["refused-reference", "refused-reference"]);
    expect(found.every((diagnostic) => diagnostic.severity === "error")).toBe(true);
  });

  it.each([
    ["nothing.yaml", /does not exist/u],
    ["swagger.yaml", /Swagger 2/u],
    ["list.yaml", /not a mapping/u],
    ["broken.yaml", /line 2/u],
  ])("says why %s is no root", async (path, reason) => {
    const folder = write({ "swagger.yaml": "swagger: '2.0'", "list.yaml": "- a", "broken.yaml": "a: [" });
    const { value, diagnostics } = await readSpec({ version: "beta", roots: [path] }, { base: folder });
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.message).join()).toMatch(reason);
  });
});
