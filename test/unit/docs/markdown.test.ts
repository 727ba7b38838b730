import fc from "fast-check";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../generator/model/model.ts";
import {
  codeBlock,
  codeSpan,
  frontMatterValue,
  headingText,
  link,
  plainText,
} from "../../../generator/emit/markdown/escape-markdown.ts";
import { printJson } from "../../../generator/emit/markdown/markdown-json.ts";
import { markdownBlocks, markdownCell } from "../../../generator/emit/markdown/markdown-print.ts";
import { compactTable, markdownTable } from "../../../generator/emit/markdown/markdown-table.ts";
import { tidyMarkdown } from "../../../generator/emit/markdown/tidy-markdown.ts";

/** The options of `docs/.prettierrc`. */
const NEVER = { parser: "markdown", proseWrap: "never" } as const;

const keep = (): undefined => undefined;
const block = (text: string): string => markdownBlocks(text, keep);
const cell = (text: string): string => markdownCell(text, keep);

describe("text from specs as Markdown", () => {
  it.each([
    ["braces and angle brackets are text", "a {b} <c> 1 < 2", String.raw`a \{b\} \<c> 1 \< 2`],
    ["entities are decoded, then escaped", "it&#39;s &lt;b&gt; &amp;copy;", String.raw`it's \<b> &amp;copy;`],
    ["what would be a statement is text", "import x from y", "&#105;mport x from y"],
    ["layout elements go, breaks stay", "one<br/>two <b>three</b>", "one two three"],
    ["words with underscores stay", "snake_case _lead a__b", String.raw`snake_case \_lead a\_\_b`],
    ["bold and italic in one style", "**id**: *eq, in* and __x__", "**id**: _eq, in_ and **x**"],
    ["stars in sums are no marks", "2 * 3 * 4 and 2*3*4", String.raw`2 \* 3 \* 4 and 2\*3\*4`],
    ["headings are no anchors", "# Title\ntext", "**Title**\n\ntext"],
    ["lists with any mark", "* a\n* b\n  - c", "- a\n- b\n  - c"],
    ["a list may follow its paragraph", "These:\n- a\n- b", "These:\n\n- a\n- b"],
    ["numbered lists", "1. a\n2. b", "1. a\n2. b"],
    ["quotes", "> **NOTE:** x", "> **NOTE:** x"],
    ["admonitions", ":::warning Take care\nx\n:::", ":::warning[Take care]\n\nx\n\n:::"],
    ["tables", "|a|b|\n|-|-|\n|1|`x\\|y`|", "| a   | b      |\n| --- | ------ |\n| 1   | `x\\|y` |"],
    [
      "a table follows its paragraph",
      "Sizes:\n|a|b|\n|-|-|\n|1|2|",
      "Sizes:\n\n| a   | b   |\n| --- | --- |\n| 1   | 2   |",
    ],
    [
      "a table in a list stays one",
      "- Sizes:\n\n  |a|b|\n  |-|-|\n  |1|2|",
      "- Sizes:\n\n  | a   | b   |\n  | --- | --- |\n  | 1   | 2   |",
    ],
    ["code keeps its signs", "`{id}` and ``a`b``", "`{id}` and ``a`b``"],
    ["code blocks", '```json\n{"a": 1}\n```', '```text\n{"a": 1}\n```'],
    ["bare addresses are links", "see https://x.y/a_b.", "see [https://x.y/a_b](https://x.y/a_b)."],
    ["addresses with placeholders are code", "https://{tenant}.x/y", "`https://{tenant}.x/y`"],
    ["addresses in angle brackets", "<https://x.y>", "[https://x.y](https://x.y)"],
    ["links that would run code are text", "[x](javascript:alert)", "x"],
    ["a broken link is text", "[x]https://a.b", String.raw`\[x\][https://a.b](https://a.b)`],
    ["a table's empty cell is filled", "| a | b |\n|---|---|\n| c | |", "| a   | b   |\n| --- | --- |\n| c   | –   |"],
    [
      "a table is as wide as its head",
      "| a | b |\n|---|---|\n| c |\n| d | e | f |",
      "| a   | b   |\n| --- | --- |\n| c   | –   |\n| d   | e   |",
    ],
    ["text that turns the reading direction is cut", "a\u202eb", "ab"],
  ])("%s", (_, text, markdown) => {
    expect(block(text)).toBe(markdown);
  });

  it("writes blocks into one cell", () => {
    expect(cell("These:\n\n- a | b\n- c\n\n:::note\nd\n:::")).toBe(
      String.raw`These:<br />• a \| b<br />• c<br />**Note:** d`,
    );
  });

  it("writes a table inside a cell as elements", () => {
    expect(cell("Sizes:\n|a|b|\n|-|-|\n|1|`x \\| y`|")).toBe(
      String.raw`Sizes:<br /><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>${"`"}x \| y${"`"}</td></tr></tbody></table>`,
    );
  });

  it.each([
    ["import-accounts", "import-accounts"],
    ["1. Sizes", "1. Sizes"],
    ["- a {b}", String.raw`- a \{b\}`],
    ["C #", String.raw`C \#`],
    ["C#", "C#"],
  ])("writes the heading %j", (text, heading) => {
    expect(headingText(text)).toBe(heading);
  });

  it("aligns a table that fits into a line and compacts another", () => {
    const [head, row] = [
      ["a", "b"],
      ["x".repeat(70), "y"],
    ];
    expect(compactTable([head, row])).toContain(`| a${" ".repeat(69)} | b   |`);
    expect(compactTable([head, row], 2)).toBe(`| a | b |\n| --- | --- |\n| ${"x".repeat(70)} | y |`);
  });

  it("rewrites links that lead to our pages", () => {
    expect(
      markdownBlocks("[a](http://old/x) [b](http://other/)", (url) => (url.includes("old") ? "../new#x" : undefined)),
    ).toBe("[a](../new#x) [b](http://other/)");
  });

  it.each(["/rest/guides", "#section", "../other.md", "guide.md", "//host/x", "javascript:alert(1)"])(
    "leaves the text of a link to %s, which leads nowhere here",
    (url) => {
      expect(markdownBlocks(`See [the guide](${url}).`, () => undefined)).toBe("See the guide.");
    },
  );

  it("quotes what is no plain front matter", () => {
    expect(["Roles", "true", "a: b", "404"].map(frontMatterValue)).toEqual(["Roles", '"true"', '"a: b"', '"404"']);
    expect([plainText("a|b", true), codeSpan("a|b", true), link("x", "a b(c)")]).toEqual([
      "a\\|b",
      "`a\\|b`",
      "[x](a%20b%28c%29)",
    ]);
  });

  it("is what prettier writes, for any text", async () => {
    const piece = fc.constantFrom(
      ..."*_`[]()<>{}!#|\\~&$:-+1. \n\n\nab",
      "**",
      "```\n",
      "- ",
      "1. ",
      "> ",
      "# ",
      ":::note\n",
      "](",
      "https://a.b/c_d",
      "&lt;",
      "|-|\n",
      "|a long head of a column|b|\n|-|-|\n|a cell that is so long that the table is compact|c|\n",
      "<br>",
      "import ",
      "  ",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join("");
        const own = block(text);
        if (own !== "") expect(await format(own, NEVER)).toBe(`${own}\n`);
        const rows = [
          ["A", "B"],
          [cell(text) || "x", "y"],
        ];
        expect(await format(markdownTable(rows), { parser: "markdown" })).toBe(`${markdownTable(rows)}\n`);
        const table = compactTable(rows);
        expect(await format(table, NEVER)).toBe(`${table}\n`);
        const title = headingText(text.replaceAll("\n", " "));
        if (title !== "") expect(await format(`## ${title}`, NEVER)).toBe(`## ${title}\n`);
      }),
      { numRuns: 250, seed: 7 },
    );
  });
});

describe("JSON", () => {
  it.each([
    [
      "an object that fits, inside",
      { a: { type: "ROLE", ids: [1, 2] } },
      '{\n  "a": { "type": "ROLE", "ids": [1, 2] }\n}',
    ],
    [
      "several objects of several members",
      [
        { a: 1, b: 2 },
        { a: 1, b: 2 },
      ],
      '[\n  { "a": 1, "b": 2 },\n  { "a": 1, "b": 2 }\n]',
    ],
    ["a last part that fits without a comma", [1, ["a".repeat(74)]], `[\n  1,\n  ["${"a".repeat(74)}"]\n]`],
    ["nothing", {}, "{}"],
    ["what nobody sees", "a\u00a0b\u200b", '"a\\u00a0b\\u200b"'],
  ])("is printed with %s", (_, value, text) => {
    expect(printJson(value)).toBe(text);
  });

  it("is printed as prettier prints it", async () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 6 }), async (made) => {
        const values = made as Json[];
        for (const text of [printJson(values), printJson({ values, more: values.map((_, index) => index * 1000) })])
          expect(await format(codeBlock("json", text), NEVER)).toBe(`${codeBlock("json", text)}\n`);
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

describe("the Markdown of a template", () => {
  it.each([
    ["a narrow table is aligned", "A:\n\n| a | b |\n| --- | --- |\n| `one` | two |"],
    ["a wide table is not", `| a | b |\n| --- | --- |\n| one   | ${"two ".repeat(30)} |`],
    ["a bar after a backslash belongs to a cell", "| a |\n| --- |\n| `x\\|y` \\| z |"],
    ["blank lines of a section that is left out", "one\n\n\n\n## Two\n\n\nthree\n"],
    ["a heading after a block of code", "```ts\na;\n```\n## Two\n\n\n"],
    ["a block with marks inside is kept", "````sh\n```sh\n\n\n| no | table |\n```\n````\n\n| a |\n| --- |\n| b |"],
    ["a block of code is kept", "```sh\n\n# a comment\n\n\n| no | table |\n## no heading\n```"],
  ])("is laid out as prettier does: %s", async (_, text) => {
    expect(`${tidyMarkdown(text)}\n`).toBe(await format(text, NEVER));
  });
});
