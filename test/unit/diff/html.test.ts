import { describe, expect, it } from "vitest";
import type { Change } from "../../../generator/diff/change.ts";
import { renderHtml } from "../../../generator/diff/render/html.ts";
import { renderMarkdown } from "../../../generator/diff/render/markdown.ts";
import { renderText } from "../../../generator/diff/render/text.ts";
import { renderGithub } from "../../../generator/diff/render/github.ts";
import type { DiffReport } from "../../../generator/diff/report.ts";

const HOSTILE = `</script><img src=x onerror=alert(1)>"'\`|{}&amp;\u001b[31m\u202e%0A::error::x`;

function changeOf(text: string): Change {
  return {
    rule: "property-removed",
    class: "breaking",
    target: "typescript",
    version: text,
    place: text,
    name: text,
    subject: text,
    before: text,
    after: null,
    message: text,
    advice: text,
    origin: "generator",
    directions: ["request"],
    operations: [text],
    tags: [text],
  };
}

const report: DiffReport = {
  old: HOSTILE,
  new: HOSTILE,
  verdict: { typescript: "major" },
  changes: [changeOf(HOSTILE)],
  ignored: [{ reason: HOSTILE, change: changeOf(HOSTILE) }],
  unused: [],
};

describe("the page of a comparison", () => {
  const page = renderHtml(report);

  it("escapes every text", () => {
    const tags = [...page.matchAll(/<(\/?[a-z][^\s>]*)/gu)].map(([, name = ""]) => name.replace("/", ""));
    expect(tags.filter((name) => name === "img")).toEqual([]);
    expect(tags.filter((name) => name === "script")).toHaveLength(2);
    expect(page).toContain("&lt;/script&gt;&lt;img");
    expect(page).not.toMatch(/[\u001b\u202e]/u);
  });

  it("loads nothing, and forbids it", () => {
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)\b|<script[^>]*src|@import|url\(/u);
  });

  it("has a filter for class, package, version, tag and origin, and both sides of a change", () => {
    const names = [...page.matchAll(/<select name="(\w+)"/gu)].map(([, name]) => name);
    expect(names).toEqual(["class", "target", "version", "tag", "origin"]);
    expect(page).toContain('class="before"');
    expect(page).toContain('class="after"');
  });
});

describe("the other formats", () => {
  it("show what nobody sees by number, on lines of their own", () => {
    for (const text of [renderText(report, { useColor: false }), renderMarkdown(report), renderGithub(report)])
      expect(text).not.toMatch(/[\u001b\u202e]/u);
  });

  it("make no workflow commands of a text", () => {
    const lines = renderGithub(report).trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^::(?:error|notice) title=/u);
  });

  it("make no elements of a text in Markdown", () => {
    expect(renderMarkdown(report).replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/gu, "")).not.toMatch(/(?<!\\)<img/u);
  });
});
