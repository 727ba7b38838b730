import { describe, expect, it, vi } from "vitest";
import { markdownBlocks, markdownCell } from "../../../generator/emit/markdown/markdown-print.ts";

const KEEP = (): undefined => undefined;

/** How often the text is looked at: the same on every machine, as no clock is. */
function looksAt(text: string): number {
  const methods = ["charAt", "slice", "indexOf"] as const;
  const spies = methods.map((method) => vi.spyOn(String.prototype, method));
  try {
    markdownBlocks(text, KEEP);
    markdownCell(text, KEEP);
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("Markdown of any size", () => {
  it("prints each part of nested lists once", () => {
    const text = Array.from({ length: 12 }, (_, depth) => `${"  ".repeat(depth)}- [x](https://x.example)`).join("\n");
    const rewrite = vi.fn(KEEP);
    expect(markdownBlocks(text, rewrite).split("\n")).toHaveLength(12);
    expect(rewrite).toHaveBeenCalledTimes(12);
  });

  it.each<[string, (count: number) => string]>([
    ["stars that nothing closes", (count) => "*a ".repeat(count)],
    ["pairs of stars that nothing closes", (count) => "**a *b _c __d ".repeat(count)],
    ["backticks that nothing closes", (count) => "``a ".repeat(count)],
    ["stars beside code", (count) => "*a `b` ".repeat(count)],
    ["indented items", (count) => Array.from({ length: count }, (_, at) => `${" ".repeat(at % 200)}- x`).join("\n")],
  ])("does twice the work for twice as many %s", (_, make) => {
    expect(looksAt(make(800)) / looksAt(make(400))).toBeLessThan(2.5);
  });

  it("reads titles and headings as before", () => {
    expect(markdownBlocks("# A # b ##", KEEP)).toBe("**A # b**");
    expect(markdownBlocks(":::note [T]  \n\nx\n\n:::", KEEP)).toBe(":::note[T]\n\nx\n\n:::");
    expect(markdownBlocks(":::tip T\nx\n:::", KEEP)).toBe(":::tip[T]\n\nx\n\n:::");
  });

  it("takes no table that is wider than anybody reads", () => {
    const row = (count: number): string => `|${"a|".repeat(count)}\n|${"-|".repeat(count)}\n|b|`;
    expect(markdownBlocks(row(100), KEEP).split("\n")).toHaveLength(3);
    expect(markdownBlocks(row(4000), KEEP).length).toBeLessThan(30_000);
    expect(markdownBlocks(row(4000), KEEP).split("\n")).toHaveLength(1);
  });
});
