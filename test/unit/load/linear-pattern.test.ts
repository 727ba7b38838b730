import { describe, expect, it } from "vitest";
import { testPattern } from "../../../generator/load/linear-pattern.ts";
import { processSpec, rootOf } from "../../support/spec.ts";

describe("a pattern of a spec", () => {
  it.each([
    ["^[a-z]{2,4}$", "abc", true],
    ["^[a-z]{2,4}$", "abcde", false],
    ["^\\{\\}$", "{x}", false],
    ["b+", "abc", true],
    ["^[\\w-\\.]+@x$", "a-b.c@x", true],
    ["^[\\u00e0-\\u00ff]$", "é", true],
    ["^\\p{L}+$", "né", true],
    ["^.$", "😀", true],
    ["^(?<year>\\d{4})$", "2025", true],
  ])("%s accepts %s: %s", (pattern, text, accepts) => {
    expect(testPattern(pattern, text)).toEqual({ accepts });
    // The engine of JavaScript agrees wherever it may be asked.
    expect(new RegExp(pattern, pattern.includes("-\\.") ? "" : "u").test(text)).toBe(accepts);
  });

  it.each([
    ["(?=a)b", "b"],
    ["(?<!a)b", "b"],
    ["^(a)\\1$", "aa"],
    ["[", "x"],
    ["(?i)a", "A"],
    ["(a{1000}){1000}", "a"],
    ["a{1000}".repeat(100), "a".repeat(10_000)],
    ["a".repeat(6000), "a"],
    ["(".repeat(2000) + ")".repeat(2000), "a"],
    ["^\\s$", "\u00a0"],
  ])("is not run where it cannot be read in time: %#", (pattern, text) => {
    expect(testPattern(pattern, text)).toEqual({ reason: expect.any(String) as string });
  });

  it.each(["^(a|a)*$", "^((a+))*$", "^(a+)+$", "^(\\w|a)+$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "^(.*a){12}$"])(
    "never backtracks: %s",
    (pattern) => {
      // A backtracking engine does not come back from these within the life of a person.
      const text = `${"a".repeat(5000)}!`;
      expect(Object.keys(testPattern(pattern, text))).toHaveLength(1);
      expect(Object.keys(testPattern(pattern, "x".repeat(3000)))).toHaveLength(1);
    },
  );

  it("that cannot be tried on its example is named", () => {
    const { diagnostics } = processSpec({
      "root.yaml": rootOf({
        paths: `/a:
  get:
    operationId: a
    responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } }`,
        schemas: `A: { type: object, properties: { a: { type: string, pattern: '(?=a)b', example: b }, b: { type: string, pattern: '^(a|a)*$', example: '${"a".repeat(40)}!' } } }`,
      }),
    });
    const found = diagnostics.filter(({ code }) => code === "impossible-pattern");
    expect(found.map(({ severity, origin }) => [severity, origin?.pointer])).toEqual([
      ["note", "/components/schemas/A/properties/a/pattern"],
      ["repair", "/components/schemas/A/properties/b/pattern"],
    ]);
  });
});
